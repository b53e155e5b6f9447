"""Paths or captures → readings: every article once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lapwing.records import Document, Issue

if TYPE_CHECKING:
    from lapwing.documents import Reading
    from lapwing.pipeline.keeping import Collected

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
        else:
            yield _once(read(found, published=published), seen)


def read_collected(
    found: Iterable[Collected | Issue], seen: Seen
) -> Iterator[tuple[Collected | None, Reading]]:
    """What was collected as documents, like :func:`read_paths`, each beside its capture.

    ``seen`` is what the run has read before; it is added to.

    A document keeps the id under which it was read before, so that another reading of it is a new version
    and no new document. Where the item does not name its publisher, that is the source.
    """
    from lapwing.documents import Reading, read

    for one in found:
        if isinstance(one, Issue):
            yield None, Reading(issues=(one,))
        else:
            reading = read(one.item, published=one.stored.capture.published)
            yield one, _once(_known(reading, one), seen)


def _known(reading: Reading, collected: Collected) -> Reading:
    """The reading under the document's old id, and with the source as its publisher where it has none."""
    document, stored = reading.document, collected.stored
    if document is None:
        return reading
    doc_id = stored.doc_id or document.doc_id
    publisher = document.publisher or stored.capture.source or None
    if (doc_id, publisher) == (document.doc_id, document.publisher):
        return reading
    document = document.model_copy(update={"doc_id": doc_id, "publisher": publisher})
    issues = tuple(issue.model_copy(update={"doc_id": doc_id}) for issue in reading.issues)
    return reading.model_copy(update={"document": document, "issues": issues})


def _once(reading: Reading, seen: Seen) -> Reading:
    """The reading, or the issue with it when its id was there before with another document."""
    repeated = None if reading.document is None else _repeated(reading.document, seen)
    return (
        reading
        if repeated is None
        else reading.model_copy(update={"document": None, "issues": (repeated,), "raw": ""})
    )


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
