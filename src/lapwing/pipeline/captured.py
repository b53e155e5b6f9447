"""Captures → documents: what waits to be read, or everything again with the reader of today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lapwing import DEFAULT_CODER
from lapwing.errors import ArchiveError
from lapwing.pipeline.keeping import Collected
from lapwing.pipeline.storing import Adding, AddReport, Progress
from lapwing.records import Issue

if TYPE_CHECKING:
    from lapwing.sources.keeping import Archive
    from lapwing.store import Store, StoredCapture

_PART = 50  # captures asked for at a time


def read_captures(
    store: Store,
    archive: Archive,
    *,
    run_id: int,
    reread: bool = False,
    coder: str = DEFAULT_CODER,
    least: float | None = None,
    gate: bool = True,
    workers: int = 1,
    progress: Progress = lambda _: None,
) -> AddReport:
    """Reads and codes every capture that waits, in order of arrival; each document is committed on its own.

    With ``reread`` every capture is read again by the reader of today: a document that comes out otherwise
    becomes a new version and its old one stays in the history. Of each document the capture is read that it
    was last read from. A capture whose bytes are missing or changed is an issue and the rest goes on. See
    :func:`~lapwing.pipeline.add_paths` for the other arguments and for what is raised.
    """
    adding = Adding(store, coder=coder, least=least, gate=gate, workers=workers, progress=progress)
    found = everything(store, archive) if reread else waiting(store, archive)
    adding.take(found, run_id=run_id)
    return adding.report


def waiting(
    store: Store, archive: Archive, *, source: str | None = None, but: set[str] | None = None
) -> Iterator[Collected | Issue]:
    """What was collected and not read yet, of one source or of all, without the captures ``but``."""
    after = 0
    while True:
        with store.snapshot() as view:
            part = view.captures.waiting(after=after, limit=_PART, source=source)
        if not part:
            return
        after = part[-1].number
        left = [one for one in part if but is None or one.capture.capture_id not in but]
        yield from _fetched_again(left, archive)


def everything(store: Store, archive: Archive) -> Iterator[Collected | Issue]:
    """All that was collected, each document from what it was last read from."""
    with store.snapshot() as view:
        numbers = view.captures.to_read_again()
    for start in range(0, len(numbers), _PART):
        with store.snapshot() as view:
            part = view.captures.numbered(numbers[start : start + _PART])
        yield from _fetched_again(part, archive)


def _fetched_again(captures: Sequence[StoredCapture], archive: Archive) -> Iterator[Collected | Issue]:
    for stored in captures:
        try:
            item = archive.read(stored.capture)
        except ArchiveError as error:
            if not archive.folder.is_dir():
                raise  # one message is enough where the whole archive is missing
            yield Issue(
                origin=stored.capture.name,
                doc_id=stored.doc_id,
                reason="not_in_archive",
                message=str(error),
                hint=error.hint or "",
            )
        else:
            yield Collected(item, stored)
