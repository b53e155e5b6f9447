"""Documents that another coder or codebook coded → coded again from their stored text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lapwing import DEFAULT_CODER
from lapwing.pipeline.workers import UNCODED, code_documents
from lapwing.records import Coding, Document, Issue

if TYPE_CHECKING:
    from lapwing.store import CodedBy, Store

_PART = 50  # documents asked for at a time


@dataclass
class RecodeReport:
    """What a run has done so far; every number counts what the store has acknowledged.

    Of ``total`` documents that were coded by something else, ``recoded`` have a new coding, with ``events``;
    ``refused`` ones could not be coded and keep the old one.
    """

    total: int = 0
    recoded: int = 0
    refused: int = 0
    events: int = 0
    issues: list[Issue] = field(default_factory=list)


def recode(
    store: Store,
    *,
    coded_by: CodedBy,
    run_id: int,
    others: bool = False,
    coder: str = DEFAULT_CODER,
    least: float | None = None,
    gate: bool = True,
    workers: int = 1,
    progress: Callable[[RecodeReport], None] = lambda _: None,
) -> RecodeReport:
    """Codes every document that an older version of the coder, or another codebook, coded.

    With ``others`` those of other coders as well. ``coded_by`` is what ``coder`` and the settings after it make.
    Each is committed on its own, so a run that was stopped goes on where it stopped. Old codings stay in the
    history, and decisions of people stand in the ledger, untouched. ``progress`` gets the report after each.
    """
    with store.snapshot() as view:
        report = RecodeReport(total=view.coded_otherwise(coded_by, others=others).count())
    if report.total:
        documents = _documents(store, coded_by, others=others)
        for document, coding in code_documents(
            documents, coder=coder, least=least, gate=gate, workers=workers
        ):
            _keep(store, document, coding, report, coded_by=coded_by, run_id=run_id)
            progress(report)
    return report


def _documents(store: Store, coded_by: CodedBy, *, others: bool) -> Iterator[Document]:
    after = ""
    while True:
        with store.snapshot() as view:
            part = view.coded_otherwise(coded_by, others=others).documents(after=after, most=_PART)
        if not part:
            return
        yield from part
        after = part[-1].doc_id


def _keep(
    store: Store,
    document: Document,
    coding: Coding,
    report: RecodeReport,
    *,
    coded_by: CodedBy,
    run_id: int,
) -> None:
    uncoded = any(issue.reason in UNCODED for issue in coding.issues)
    with store.unit() as work:
        if work.reports.documents([document.doc_id])[document.doc_id].digest != document.digest:
            return  # another program has stored, and coded, a newer version meanwhile
        if uncoded:
            work.put_issues(coding.issues, run_id=run_id)
        else:
            work.put(document, coding, coded_by=coded_by, run_id=run_id)
    report.refused += uncoded
    report.recoded += not uncoded
    report.events += len(coding.events)
    report.issues += coding.issues
