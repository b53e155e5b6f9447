"""Paths → readings: every article once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lapwing.records import Document, Issue

if TYPE_CHECKING:
    from lapwing.documents import Reading

Seen = dict[str, tuple[str, str | None]]  # of each doc_id: the digest of its document, and where that was


def read_paths(
    paths: Iterable[str | Path], *, published: dt.date | None = None, stdin: BinaryIO | None = None
) -> Iterator[Reading]:
    """The articles at ``paths`` as documents, in order, with what could not be read as issues.

    ``published`` is the publication date of all of them; ``-`` among the paths reads ``stdin``. Of two
    articles with one ``doc_id`` the first is read. The second becomes an issue: a warning when it says the
    same, a refusal when it says something else.
    """
    from lapwing.documents import Reading, read
    from lapwing.sources import collect

    seen: Seen = {}
    for found in collect(paths, stdin=stdin):
        if isinstance(found, Issue):
            yield Reading(issues=(found,))
            continue
        reading = read(found, published=published)
        repeated = None if reading.document is None else _repeated(reading.document, seen)
        yield reading if repeated is None else Reading(issues=(repeated,))


def _repeated(document: Document, seen: Seen) -> Issue | None:
    """The issue with a document whose id was there before; ``None``, and noted, when it was not."""
    if document.doc_id not in seen:
        seen[document.doc_id] = (document.digest, document.origin)
        return None
    first, where = seen[document.doc_id]
    origin = document.origin or document.doc_id
    if first == document.digest:
        return Issue(
            origin=origin,
            doc_id=document.doc_id,
            reason="repeated",
            message=f"the same article was read before, from {where}",
            hint="Nothing to do: it was coded once.",
            severity="warning",
        )
    return Issue(
        origin=origin,
        doc_id=document.doc_id,
        reason="id_conflict",
        message=f"another article with this id was read before, from {where}",
        hint="Give each article its own doc_id; add a corrected version in a run of its own, later.",
    )
