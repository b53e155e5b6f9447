"""What a watch does in one cycle: an update, the alerts that are due, and a look at the sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lapwing.conduct import Known, nothing_known
from lapwing.pipeline.alerting import AlertReport, Routes, send_alerts
from lapwing.pipeline.health import source_health
from lapwing.pipeline.updated import EVERYTHING, Choices, UpdateReport
from lapwing.pipeline.updating import update
from lapwing.pipeline.watching import Cycle

if TYPE_CHECKING:
    from lapwing.config import Settings
    from lapwing.store import Store


def run_cycle(
    store: Store,
    settings: Settings,
    routes: Routes,
    *,
    now: Callable[[], dt.datetime],
    sleep: Callable[[float], None],
    stop: Callable[[], bool],
    archive: Path | None = None,
    choices: Choices = EVERYTHING,
    known: Known = nothing_known,
) -> Cycle:
    """One update and what follows from it; raises what :func:`~lapwing.pipeline.updating.update` raises.

    ``routes`` are the ways by which the queries tell, ``known`` tells names of groups and places from names
    of persons.
    """
    updated = update(store, settings, now=now, sleep=sleep, stop=stop, archive=archive, choices=choices)
    alerted = send_alerts(store, settings.alerts, routes, now=now, stop=stop, known=known)
    with store.snapshot() as view:
        states = view.alerts.counts()
    report = {**updated.as_json(), "alerts": {**vars(alerted), "ever": states}}
    sources = tuple(health.as_json() for health in source_health(store, settings.sources))
    return Cycle(f"{told(updated)}; {_alerts(alerted)}", report, sources)


def told(report: UpdateReport) -> str:
    """What an update did, in one line."""
    linked = report.linked
    parts = [_sources(report)] if report.collected else []
    parts.append(
        f"{_number(report.read.added, 'new article')}"
        + _more(report.read.revised, "revised")
        + _more(report.read.recoded + report.recoded.recoded, "coded again")
        + _more(report.read.refused + report.recoded.refused, "refused")
        + f", {_number(report.events, 'event')}"
        + f", {_number(linked.added, 'new incident')}"
        + _more(linked.changed, "changed")
        + _more(linked.ended, "ended")
    )
    return "; ".join([*parts, *(["stopped before its end"] if report.stopped else [])])


def _sources(report: UpdateReport) -> str:
    asked, failed = len(report.asked), report.failed
    names = ", ".join(f"{name}: {fault.replace('_', ' ')}" for name, fault in failed.items())
    said = [
        f"{asked - len(failed)} ok" if asked > len(failed) else "",
        f"{len(failed)} failed ({names})" if failed else "",
        f"{len(report.collected) - asked} not due" if len(report.collected) > asked else "",
    ]
    return f"sources: {', '.join(filter(None, said))}"


def _alerts(report: AlertReport) -> str:
    return "; ".join([f"{_number(report.sent, 'alert')} sent", *report.faults])


def _more(count: int, what: str) -> str:
    return f", {count} {what}" if count else ""


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
