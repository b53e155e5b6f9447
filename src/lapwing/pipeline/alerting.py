"""Incidents → alerts: each saved query tells what is due, noting in the store before it sends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lapwing.alerts import Message, Route, message, wait_after
from lapwing.conduct import Known, nothing_known

if TYPE_CHECKING:
    from lapwing.config import Alert
    from lapwing.records import Document, Incident
    from lapwing.store import Snapshot, Store, Telling

MOST = 100  # alerts of one query by one route in one go; what is left comes with the next
PATIENCE = 3  # failures in a row after which a route is left alone until the next go
_LOOKED_AT = 50  # of an incident's newest articles, to choose the sources of a message from

Routes = Mapping[str, tuple[Route, ...]]
"""The ways by which each query tells, by its name."""


@dataclass
class AlertReport:
    """What came of the alerts of one go; ``faults`` say of each that did not go out for certain why.

    ``failed`` ones will be tried again, ``unsure`` ones not.
    """

    sent: int = 0
    failed: int = 0
    unsure: int = 0
    faults: list[str] = field(default_factory=list)


def begin_alerts(store: Store, alerts: Iterable[Alert], *, now: dt.datetime) -> tuple[str, ...]:
    """Lets queries that are new tell what comes from now on; what a process that died had left, in words.

    Only for whoever knows that no other process sends alerts from this store.
    """
    with store.unit() as work:
        for alert in alerts:
            work.alerts.begin(alert.name, now=now)
        left = work.alerts.abandoned(now=now)
    return tuple(f"{_named(telling)} counts as sent: the process ended while it was sent" for telling in left)


def send_alerts(
    store: Store,
    alerts: Iterable[Alert],
    routes: Routes,
    *,
    now: Callable[[], dt.datetime],
    stop: Callable[[], bool] = lambda: False,
    known: Known = nothing_known,
) -> AlertReport:
    """Tells everything that is due, one alert after the other, until ``stop``.

    ``known`` tells names of groups and places from names of persons. Raises ``StoreError`` when the store
    fails; an alert that was reserved by then counts as sent once the next process begins.
    """
    report = AlertReport()
    for alert in alerts:
        for route in routes.get(alert.name, ()):
            _tell(store, alert, route, report, now=now, stop=stop, known=known)
    return report


def _tell(
    store: Store,
    alert: Alert,
    route: Route,
    report: AlertReport,
    *,
    now: Callable[[], dt.datetime],
    stop: Callable[[], bool],
    known: Known,
) -> None:
    with store.snapshot() as view:
        due = view.alerts.due(alert, route.name, now=now(), most=MOST)
    failed = 0
    for incident in due:
        if stop() or failed == PATIENCE:
            return
        with store.snapshot() as view:
            told = message(alert.name, incident, _documents(view, incident), known=known)
        failed = 0 if _send(store, told, route, report, now) else failed + 1


def _send(
    store: Store, told: Message, route: Route, report: AlertReport, now: Callable[[], dt.datetime]
) -> bool:
    """Reserves, sends and settles one alert; whether the route works."""
    from lapwing.store import Telling

    telling = Telling(told.query, route.name, told.incident_id)
    with store.unit() as work:
        tries = work.alerts.reserve(telling, now=now())
    if tries is None:
        return True
    delivery = route.send(told, now=now())
    settled = now()
    not_before = settled + wait_after(tries) if delivery.outcome == "released" else None
    with store.unit() as work:
        work.alerts.settle(
            telling, delivery.outcome, now=settled, fault=delivery.fault, not_before=not_before
        )
    report.sent += delivery.outcome == "sent"
    report.failed += delivery.outcome == "released"
    report.unsure += delivery.outcome == "unsure"
    if delivery.fault is not None:
        meaning = {"sent": "was sent", "released": "will be tried again", "unsure": "counts as sent"}
        report.faults.append(f"{_named(telling)} {meaning[delivery.outcome]}: {delivery.fault}")
    return delivery.outcome == "sent"


def _documents(view: Snapshot, incident: Incident) -> dict[str, Document]:
    newest = list(dict.fromkeys(doc_id for doc_id, _ in incident.members))[-_LOOKED_AT:]
    return view.reports.documents(newest)


def _named(telling: Telling) -> str:
    return f"the alert {telling.query!r} of {telling.incident_id} by {telling.route}"
