"""Which incidents a saved query has yet to tell, and which it told already.

In: queries and what came of sending. Out: incidents that are due. That one is told is noted before it is sent
(:meth:`AlertBook.reserve`), so nothing that happens in between can make it be told twice.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from lapwing.config import Alert
from lapwing.records import Incident
from lapwing.store import schema
from lapwing.text import fold

Settled = Literal["sent", "unsure", "released"]

_KEPT = schema.alerts.c.state != "released"


@dataclass(frozen=True)
class Telling:
    """One query's alert of one incident by one route (``webhook`` or ``email``)."""

    query: str
    route: str
    incident_id: str


class Alerts:
    """What the alerts have told so far, and what they have yet to tell."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def due(self, alert: Alert, route: str, *, now: dt.datetime, most: int) -> tuple[Incident, ...]:
        """At most so many incidents that the query has yet to tell by this route, never tried ones first.

        Those that match, have news since the query began (a document that the store did not hold then), were
        not told, are not part of what was told under another id, and are not waiting for another try.
        """
        since = self._since(alert.name)
        if since is None:
            return ()
        incidents, tried = schema.incidents, schema.alerts
        statement = (
            sa.select(incidents.c.record)
            .join(tried, sa.and_(*_about(alert.name, route, incidents.c.incident_id)), isouter=True)
            .where(
                incidents.c.superseded_by.is_(None),
                *_matches(alert),
                sa.or_(tried.c.state.is_(None), sa.and_(~_KEPT, _over(tried.c.not_before, now))),
                _has_news(since),
            )
            .order_by(sa.func.coalesce(tried.c.tries, 0), incidents.c.number)
        )
        found: list[Incident] = []
        with self._connection.execute(statement, execution_options={"yield_per": 100}) as records:
            for record in records.scalars():
                incident = Incident.model_validate(record)
                if not self.told(Telling(alert.name, route, incident.incident_id)):
                    found.append(incident)
                if len(found) == most:
                    break
        return tuple(found)

    def told(self, telling: Telling) -> bool:
        """Whether this was told, or counts as told, under this id or one that no longer stands.

        An incident into which an older alert's incident went is told; one that split off from an incident
        that still stands is not.
        """
        alerts, incidents = schema.alerts, schema.incidents
        about = (alerts.c.query == telling.query, alerts.c.route == telling.route, _KEPT)
        own = sa.select(sa.literal(1)).where(*about, alerts.c.incident_id == telling.incident_id)
        if self._connection.execute(own.limit(1)).first() is not None:
            return True
        stands = sa.select(sa.literal(1)).where(
            incidents.c.incident_id == alerts.c.incident_id, incidents.c.superseded_by.is_(None)
        )
        earlier = sa.select(sa.literal(1)).where(
            *about, alerts.c.incident_id.in_(_ancestors(telling.incident_id)), ~sa.exists(stands)
        )
        return self._connection.execute(earlier.limit(1)).first() is not None

    def counts(self) -> dict[str, int]:
        """How many alerts there are in each state."""
        alerts = schema.alerts
        counted = sa.select(alerts.c.state, sa.func.count()).group_by(alerts.c.state)
        return {row[0]: int(row[1]) for row in self._connection.execute(counted.order_by(alerts.c.state))}

    def _since(self, query: str) -> int | None:
        queries = schema.alert_queries
        return self._connection.execute(
            sa.select(queries.c.since).where(queries.c.query == query)
        ).scalar_one_or_none()


class AlertBook(Alerts):
    """The same, to be written in."""

    def begin(self, query: str, *, now: dt.datetime) -> None:
        """Lets the query tell what comes from now on; does nothing when it began before."""
        if self._since(query) is None:
            latest = sa.select(sa.func.coalesce(sa.func.max(schema.runs.c.run_id), 0))
            since = self._connection.execute(latest).scalar_one()
            row = {"query": query, "began": now, "since": since}
            self._connection.execute(sa.insert(schema.alert_queries).values(row))

    def reserve(self, telling: Telling, *, now: dt.datetime) -> int | None:
        """Notes that this is about to be sent: the number of the try, ``None`` when it must not be sent."""
        if self.told(telling):
            return None
        alerts = schema.alerts
        row = {"state": "reserved", "changed": now, "not_before": None, "fault": None}
        here = _about(telling.query, telling.route, telling.incident_id)
        tried = self._connection.execute(sa.select(alerts.c.tries, alerts.c.not_before).where(*here)).first()
        if tried is None:
            self._connection.execute(sa.insert(alerts).values(**vars(telling), **row, tries=1))
            return 1
        if tried.not_before is not None and tried.not_before > now:
            return None
        tries = int(tried.tries) + 1
        self._connection.execute(sa.update(alerts).where(*here).values(**row, tries=tries))
        return tries

    def settle(
        self,
        telling: Telling,
        state: Settled,
        *,
        now: dt.datetime,
        fault: str | None = None,
        not_before: dt.datetime | None = None,
    ) -> None:
        """Notes what came of what was reserved; one that is ``released`` may be tried from ``not_before``."""
        alerts = schema.alerts
        here = _about(telling.query, telling.route, telling.incident_id)
        row = {"state": state, "changed": now, "fault": fault, "not_before": not_before}
        self._connection.execute(sa.update(alerts).where(*here, alerts.c.state == "reserved").values(**row))

    def abandoned(self, *, now: dt.datetime) -> tuple[Telling, ...]:
        """Counts as ``unsure`` what is still reserved, and says what that was.

        Only for whoever knows that no other process is sending.
        """
        alerts = schema.alerts
        left = alerts.c.state == "reserved"
        columns = (alerts.c.query, alerts.c.route, alerts.c.incident_id)
        found = self._connection.execute(sa.select(*columns).where(left).order_by(*columns)).all()
        fault = "the process ended while it was sent"
        self._connection.execute(
            sa.update(alerts).where(left).values(state="unsure", changed=now, fault=fault)
        )
        return tuple(Telling(*row) for row in found)


def _about(
    query: str, route: str, incident_id: str | sa.ColumnElement[str]
) -> tuple[sa.ColumnElement[bool], ...]:
    alerts = schema.alerts
    return alerts.c.query == query, alerts.c.route == route, alerts.c.incident_id == incident_id


def _over(not_before: sa.ColumnElement[dt.datetime], now: dt.datetime) -> sa.ColumnElement[bool]:
    return sa.or_(not_before.is_(None), not_before <= now)


def _matches(alert: Alert) -> list[sa.ColumnElement[bool]]:
    """The conditions of the query, as those of :class:`~lapwing.store.Filters` are for events."""
    table = schema.incidents
    conditions: list[sa.ColumnElement[bool]] = []
    for column, wanted in ((table.c.type, alert.types), (table.c.country, alert.countries)):
        if wanted:
            conditions.append(column.in_(wanted))
    if alert.groups:
        conditions.append(table.c.group.in_(alert.groups))
    if alert.since is not None:
        conditions.append(sa.func.coalesce(table.c.date_end, table.c.date_start) >= alert.since)
    if alert.killed_at_least is not None:
        conditions.append(table.c.killed_best >= alert.killed_at_least)
    if alert.witnesses_at_least is not None:
        conditions.append(table.c.witnesses >= alert.witnesses_at_least)
    if alert.contains is not None:
        conditions.append(table.c.words.contains(fold(alert.contains), autoescape=True))
    return conditions


def _has_news(since: int) -> sa.ColumnElement[bool]:
    """Whether a document of the incident came in after the run ``since``.

    The first version of a document counts: coding or reading everything again is no news.
    """
    reports, versions = schema.reports, schema.documents
    first = (
        sa.select(sa.func.min(versions.c.added_by))
        .where(versions.c.doc_id == reports.c.doc_id)
        .correlate(reports)
        .scalar_subquery()
    )
    report = sa.select(sa.literal(1)).where(
        reports.c.incident_id == schema.incidents.c.incident_id, first > since
    )
    return sa.exists(report.correlate(schema.incidents))


def _ancestors(incident_id: str) -> sa.Select[tuple[str]]:
    """The ids that, directly or through others, became this one."""
    lineage = schema.lineage
    found = sa.select(lineage.c.incident_id).where(lineage.c.became == incident_id).cte(recursive=True)
    found = found.union(sa.select(lineage.c.incident_id).where(lineage.c.became == found.c.incident_id))
    return sa.select(found.c.incident_id)
