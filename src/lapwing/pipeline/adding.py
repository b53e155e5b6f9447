"""Paths → the store, one committed document after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lapwing import DEFAULT_CODER
from lapwing.coding import Coder, get_coder
from lapwing.pipeline.coded import Coded, code_readings
from lapwing.pipeline.reading import read_paths
from lapwing.records import Document, Issue

if TYPE_CHECKING:
    from lapwing.store import CodedBy, Store


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


def add_paths(
    store: Store,
    paths: Iterable[str | Path],
    *,
    now: Callable[[], dt.datetime],
    published: dt.date | None = None,
    stdin: BinaryIO | None = None,
    coder: str = DEFAULT_CODER,
    least: float | None = None,
    gate: bool = True,
    workers: int = 1,
    progress: Callable[[AddReport], None] = lambda _: None,
) -> AddReport:
    """Reads and codes everything at ``paths`` and keeps it; each document is committed on its own.

    ``coder``, ``least`` and ``gate`` are those of :func:`~lapwing.coding.get_coder`. Documents that stand in the store
    with the same text, coder, settings and codebook are not coded again, so a run that was interrupted goes
    on where it stopped. ``now`` is asked for the time (with a zone) when the run starts and ends.
    ``progress`` gets the report after each item. Raises ``CoderError`` for an unknown coder
    and ``StoreError`` when the store fails; what the report counts is kept all the same.
    """
    coded_by = _coded_by(get_coder(coder, least=least, gate=gate))
    with store.unit() as work:
        run_id = work.start_run("add", started=now(), coded_by=coded_by)

    def held(document: Document) -> bool:
        with store.snapshot() as view:
            return view.holds(document, coded_by)

    report = AddReport()
    readings = read_paths(paths, published=published, stdin=stdin)
    found = code_readings(readings, coder=coder, least=least, gate=gate, workers=workers, unless=held)
    for coded in found:
        _keep(store, coded, report, coded_by=coded_by, run_id=run_id)
        progress(report)
    with store.unit() as work:
        work.finish_run(run_id, finished=now())
    return report


def _coded_by(coder: Coder) -> CodedBy:
    from lapwing.codebook import load
    from lapwing.store import CodedBy

    return CodedBy(coder=coder.name, coder_version=coder.version, codebook_version=load().version)


def _keep(store: Store, coded: Coded, report: AddReport, *, coded_by: CodedBy, run_id: int) -> None:
    document, coding = coded.document, coded.coding
    if document is None or coding is None:
        # A document that could not be coded is not kept as one without events: the next run tries it again.
        if coded.issues:
            with store.unit() as work:
                work.put_issues(coded.issues, run_id=run_id)
        report.refused += coded.refused
        report.unchanged += not coded.refused and document is not None
    else:
        with store.unit() as work:
            outcome = work.put(document, coding, coded_by=coded_by, run_id=run_id)
            work.put_issues(coded.issues, run_id=run_id)
        setattr(report, outcome, getattr(report, outcome) + 1)
        report.events += len(coding.events) if outcome != "unchanged" else 0
    report.issues += coded.issues
