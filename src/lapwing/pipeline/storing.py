"""What was collected → the store: read, coded, and committed one document after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lapwing.coding import get_coder
from lapwing.pipeline.coded import Coded, code_readings
from lapwing.pipeline.reading import Seen, read_collected
from lapwing.records import Document, Issue

if TYPE_CHECKING:
    from lapwing.documents import Reading
    from lapwing.pipeline.keeping import Collected
    from lapwing.store import CodedBy, Store, StoredCapture


@dataclass
class AddReport:
    """What a run has done so far; every number counts what the store has acknowledged.

    ``added`` documents are new, ``revised`` ones have another text or other metadata than before, ``recoded``
    ones another coding, ``unchanged`` ones stood in the store already. ``refused`` items could not be read
    or coded. ``events`` are those of the documents added, revised and recoded.
    """

    added: int = 0
    revised: int = 0
    recoded: int = 0
    unchanged: int = 0
    refused: int = 0
    events: int = 0
    issues: list[Issue] = field(default_factory=list)

    @property
    def items(self) -> int:
        """How many items have been dealt with."""
        return self.added + self.revised + self.recoded + self.unchanged + self.refused


Progress = Callable[[AddReport], None]


class Adding:
    """Reads and codes what was collected and keeps what comes of it, counting in ``report``.

    ``tried`` are the captures that still wait after all: their documents could not be coded.
    """

    def __init__(
        self,
        store: Store,
        *,
        coder: str,
        least: float | None,
        gate: bool,
        workers: int,
        progress: Progress,
    ) -> None:
        self.report = AddReport()
        self.tried: set[str] = set()
        self.coded_by = coded_by(coder, least=least, gate=gate)
        self._store = store
        self._coder = coder
        self._least = least
        self._gate = gate
        self._workers = workers
        self._progress = progress
        self._seen: Seen = {}

    def take(self, found: Iterable[Collected | Issue], *, run_id: int) -> None:
        """Brings all of it to its end, one committed document after the other."""
        under_way: deque[Collected | None] = deque()

        def readings() -> Iterator[Reading]:
            for collected, reading in read_collected(found, self._seen, self._stored):
                under_way.append(collected)
                yield reading

        everything = code_readings(
            readings(),
            coder=self._coder,
            least=self._least,
            gate=self._gate,
            workers=self._workers,
            unless=self._held,
        )
        for coded in everything:
            self._keep(coded, under_way.popleft(), run_id)
            self._progress(self.report)

    def _stored(self, doc_id: str) -> Document | None:
        with self._store.snapshot() as view:
            return view.reports.documents([doc_id]).get(doc_id)

    def _held(self, document: Document) -> bool:
        with self._store.snapshot() as view:
            return view.holds(document, self.coded_by)

    def _keep(self, coded: Coded, collected: Collected | None, run_id: int) -> None:
        document, coding, report = coded.document, coded.coding, self.report
        stored = None if collected is None else collected.stored
        if document is not None and coding is not None:
            with self._store.unit() as work:
                outcome = work.put(document, coding, coded_by=self.coded_by, run_id=run_id)
                work.put_issues(coded.issues, run_id=run_id)
                if stored is not None and (outcome != "unchanged" or not stored.read):
                    work.captures.mark_read(stored.capture.capture_id, doc_id=document.doc_id, run_id=run_id)
            setattr(report, outcome, getattr(report, outcome) + 1)
            report.events += len(coding.events) if outcome != "unchanged" else 0
        else:
            self._keep_issues(coded, stored, run_id)
            report.refused += coded.refused
            report.unchanged += not coded.refused and document is not None
        report.issues += coded.issues

    def _keep_issues(self, coded: Coded, stored: StoredCapture | None, run_id: int) -> None:
        """Notes why there is no new coding: the item was refused, repeated, held already, or not coded."""
        uncoded = coded.document is not None and coded.refused
        unread = stored is not None and not stored.read
        if uncoded and stored is not None:
            # Not kept as a document without events: the next run tries it again.
            self.tried.add(stored.capture.capture_id)
        if not coded.issues and not unread:
            return
        with self._store.unit() as work:
            work.put_issues(coded.issues, run_id=run_id)
            if stored is not None and unread and not uncoded:
                work.captures.mark_read(stored.capture.capture_id, doc_id=_became(coded), run_id=run_id)


def _became(coded: Coded) -> str | None:
    """The document that an item without a coding of its own became: one that was there before."""
    if coded.document is not None:
        return coded.document.doc_id
    return next((issue.doc_id for issue in coded.issues if issue.reason == "repeated"), None)


def coded_by(coder: str, *, least: float | None = None, gate: bool = True) -> CodedBy:
    """What documents are coded with now, for :func:`~lapwing.coding.get_coder` with these arguments.

    Raises ``CoderError`` for an unknown coder.
    """
    from lapwing.codebook import load
    from lapwing.store import CodedBy

    made = get_coder(coder, least=least, gate=gate)
    return CodedBy(coder=made.name, coder_version=made.version, codebook_version=load().version)
