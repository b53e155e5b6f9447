"""Paths or captures → readings: every article once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from lapwing.records import Document, Issue

if TYPE_CHECKING:
    from lapwing.documents import Reading
    from lapwing.pipeline.keeping import Collected


class First(NamedTuple):
    """The document that was read first under an id: its digest, where it was, and its address."""

    digest: str
    origin: str | None
    url: str | None


Seen = dict[str, First]  # by doc_id


def read_paths(
    paths: Iterable[str | Path], *, published: dt.date | None = None, stdin: BinaryIO | None = None
) -> Iterator[Reading]:
    """The articles at ``paths`` as documents, in order, with what could not be read as issues.

    ``published`` is the publication date of all of them; ``-`` among the paths reads ``stdin``. Of two
    articles with one ``doc_id`` the first is read. The second becomes an issue: a warning when it says the
    same, or the same at another address of its outlet; a refusal when it says something else.
    """
    from lapwing.documents import Reading, read
    from lapwing.sources import collect

    seen: Seen = {}
    for found in collect(paths, stdin=stdin):
        if isinstance(found, Issue):
            yield Reading(issues=(found,))
        else:
            yield _once(read(found, published=published), seen, given=found.doc_id is not None)


def read_collected(
    found: Iterable[Collected | Issue], seen: Seen, held: Callable[[str], Document | None]
) -> Iterator[tuple[Collected | None, Reading]]:
    """What was collected as documents, like :func:`read_paths`, each beside its capture.

    ``seen`` is what the run has read before; it is added to. ``held`` gives what an earlier run has stored
    under an id, so that it makes no difference which run an article came in.

    A document keeps the id under which it was read before, so that another reading of it is a new version
    and no new document. Where the item does not name its publisher, that is the source.
    """
    from lapwing.documents import Reading, read

    for one in found:
        if isinstance(one, Issue):
            yield None, Reading(issues=(one,))
        else:
            reading = read(one.item, published=one.stored.capture.published)
            given = one.item.doc_id is not None
            if reading.document is not None and one.stored.doc_id is None and not given:
                _recall(reading.document, seen, held)
            yield one, _once(_known(reading, one), seen, given=given)


def _recall(document: Document, seen: Seen, held: Callable[[str], Document | None]) -> None:
    """Takes it for seen that the store has the same article from another address."""
    before = None if not document.url or document.doc_id in seen else held(document.doc_id)
    if before is not None and before.url not in (None, document.url):
        seen[before.doc_id] = First(before.digest, before.origin, before.url)


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


def _once(reading: Reading, seen: Seen, *, given: bool) -> Reading:
    """The reading, or the issue with it when its id was there before with another document.

    ``given`` says that the source gave the id; else it says that text, title, day and outlet are the same.
    """
    document = reading.document
    if document is None:
        return reading
    mine = First(document.digest, document.origin, document.url)
    first = seen.setdefault(document.doc_id, mine)
    if first is mine:
        return reading
    if not given and document.url and document.url == first.url and document.digest != first.digest:
        seen[document.doc_id] = mine
        return reading  # the page itself, of which more is known by now
    repeated = _repeated(document, first, given=given)
    return reading.model_copy(update={"document": None, "issues": (repeated,), "raw": ""})


def _repeated(document: Document, first: First, *, given: bool) -> Issue:
    origin = document.origin or document.doc_id
    same = document.digest == first.digest
    if same or (not given and document.url and first.url):
        return Issue(
            origin=origin,
            # What says the same at another address is not what the document is read from again.
            doc_id=document.doc_id if same else None,
            reason="repeated",
            message=f"the same article was read before, from {first.origin}",
            hint="Nothing to do: it was coded once.",
            severity="warning",
        )
    return Issue(
        origin=origin,
        doc_id=document.doc_id,
        reason="id_conflict",
        message=f"another article with this id was read before, from {first.origin}",
        hint="Give each article its own doc_id; add a corrected version in a run of its own, later.",
    )
