"""What an update is asked to do, how far it is, and what it has done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lapwing import DEFAULT_CODER
from lapwing.pipeline.collecting import SourceReport
from lapwing.pipeline.linking import LinkReport
from lapwing.pipeline.recoding import RecodeReport
from lapwing.pipeline.storing import AddReport
from lapwing.pipeline.witnessing import WitnessReport
from lapwing.records import Issue


@dataclass(frozen=True)
class Choices:
    """What an update does of all that it could.

    Only ``sources`` of these names are collected, all when empty. ``reread`` reads everything again that was
    ever collected; without ``recode`` documents keep the coding of an older coder or codebook. A ``coder`` that
    is named also codes again what other coders coded; without one the usual coder codes, and leaves that alone.
    The others are those of :func:`~lapwing.coding.get_coder` and :func:`~lapwing.pipeline.code_documents`.
    """

    sources: tuple[str, ...] = ()
    reread: bool = False
    recode: bool = True
    coder: str | None = None
    least: float | None = None
    gate: bool = True
    workers: int = 1

    @property
    def codes(self) -> str:
        """The coder that codes."""
        return self.coder or DEFAULT_CODER


EVERYTHING = Choices()


@dataclass(frozen=True)
class Step:
    """How far one step of an update is: ``done`` of ``total`` items, ``None`` when nobody knows how many."""

    name: str
    done: int
    total: int | None = None


@dataclass
class UpdateReport:
    """What an update has done so far; every number counts what the store has acknowledged.

    ``stopped`` says that it was asked to stop before its end. The parts are those of the steps.
    """

    run_id: int = 0
    stopped: bool = False
    collected: dict[str, SourceReport] = field(default_factory=dict)
    read: AddReport = field(default_factory=AddReport)
    recoded: RecodeReport = field(default_factory=RecodeReport)
    witnessed: WitnessReport = field(default_factory=WitnessReport)
    linked: LinkReport = field(default_factory=LinkReport)

    @property
    def asked(self) -> tuple[SourceReport, ...]:
        """The rounds of the sources that were due."""
        return tuple(report for report in self.collected.values() if report.skipped is None)

    @property
    def failed(self) -> dict[str, str]:
        """The reasons of the sources that could not be had, by their names."""
        return {report.name: report.fault for report in self.asked if report.fault is not None}

    @property
    def events(self) -> int:
        """The events of all documents that were coded."""
        return self.read.events + self.recoded.events

    @property
    def issues(self) -> Iterable[Issue]:
        """Everything that could not be had, read or coded."""
        for report in self.collected.values():
            yield from report.issues
        yield from self.read.issues
        yield from self.recoded.issues

    def as_json(self) -> dict[str, Any]:
        """The report, ready for JSON."""
        linked = self.linked
        return {
            "run": self.run_id,
            "stopped": self.stopped,
            "sources": {"asked": len(self.asked), "failed": self.failed},
            "collected": sum(report.collected for report in self.collected.values()),
            "added": self.read.added,
            "revised": self.read.revised,
            "recoded": self.read.recoded + self.recoded.recoded,
            "unchanged": self.read.unchanged,
            "refused": self.read.refused + self.recoded.refused,
            "events": self.events,
            "copies": self.witnessed.copies,
            "updates": self.witnessed.updates,
            "linked": linked.documents,
            "incidents": {"added": linked.added, "changed": linked.changed, "ended": linked.ended},
        }
