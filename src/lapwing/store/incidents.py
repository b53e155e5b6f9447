"""Incidents as they stand, and what became of those that no longer do.

An incident that is put again leaves its old row, which names the run that superseded it. The lineage is
append-only: it outlives every relinking, so that an id that was given out once always leads somewhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Generator, Iterable
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from lapwing.errors import StoreError
from lapwing.records import EventKey, Incident, Report
from lapwing.store import schema
from lapwing.store.connect import parts
from lapwing.store.writing import searchable
from lapwing.text import fold

How = Literal["merged", "split", "continued", "gone"]

_MOST = 2**63 - 1  # the largest number of a BIGINT column
_FETCH = 100  # rows fetched at a time, so that a large answer is never in memory at once


@dataclass(frozen=True)
class IncidentFilters:
    """Which incidents are asked for; what is ``None`` or empty does not restrict.

    ``since`` and ``until`` keep incidents whose window of days touches the asked one, both ends included;
    those without a date are then left out. ``contains`` is looked for in the sentences of the reports and in
    places, groups, actors and targets, whatever its case and accents. ``killed_at_least`` leaves out
    incidents whose toll is unknown. ``changed_since_run`` keeps what a later run wrote.
    """

    types: tuple[str, ...] = ()
    country: str | None = None
    group: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    outcome: str | None = None
    certainty: str | None = None
    killed_at_least: int | None = None
    contains: str | None = None
    witnesses_at_least: int | None = None
    changed_since_run: int | None = None


EVERY_INCIDENT = IncidentFilters()


@dataclass(frozen=True)
class Lineage:
    """What became of an incident id.

    ``merged``: it turned out to be the same as ``became``. ``continued``: its first report was coded anew, and
    ``became`` holds most of its documents. ``split``: it stands or stood, and a part of it is ``became``.
    ``gone``: no report of it is left, and ``became`` is ``None``. ``when`` is when the run began (UTC).
    """

    incident_id: str
    became: str | None
    how: How
    run_id: int
    when: dt.datetime


class Incidents:
    """The incidents as they can be read."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def incidents(
        self, filters: IncidentFilters = EVERY_INCIDENT, *, limit: int | None = None, offset: int = 0
    ) -> Generator[Incident]:
        """The incidents asked for, by first day (unknown last), then by id; read as they are consumed."""
        table = schema.incidents
        order = (table.c.date_start.asc().nulls_last(), table.c.incident_id)
        asked = sa.select(table.c.record).where(*_conditions(filters)).order_by(*order)
        asked = asked.limit(limit).offset(offset or None)
        # In a with block, so that a reader who stops early leaves nothing open.
        with self._connection.execute(asked, execution_options={"yield_per": _FETCH}) as rows:
            for record in rows.scalars():
                yield Incident.model_validate(record)

    def count(self, filters: IncidentFilters = EVERY_INCIDENT) -> int:
        """How many incidents the filters let through."""
        asked = sa.select(sa.func.count()).select_from(schema.incidents).where(*_conditions(filters))
        return self._connection.execute(asked).scalar_one()

    def incident(self, incident_id: str) -> Incident:
        """The incident with this id, or unique beginning of one; an id of old leads to what it became.

        Raises ``StoreError`` when there is none, several, or nothing is left of it.
        """
        found: str | None = self._resolve(incident_id)
        seen: set[str] = set()  # ids that came back and went again may lead in a circle
        while found is not None and found not in seen:
            if held := self.held([found]):
                return held[found]
            seen.add(found)
            lines = self._lines(schema.lineage.c.incident_id, [found])
            found = next((line.became for line in reversed(lines) if line.how != "split"), None)
        raise StoreError(
            f"Nothing is left of the incident {incident_id}.",
            hint="The reports that it was made of are no longer coded as events.",
        )

    def held(self, incident_ids: Collection[str]) -> dict[str, Incident]:
        """Those of the incidents that stand, by id."""
        table = schema.incidents
        asked = sa.select(table.c.incident_id, table.c.record).where(table.c.superseded_by.is_(None))
        return {
            row.incident_id: Incident.model_validate(row.record)
            for part in parts(incident_ids)
            for row in self._connection.execute(asked.where(table.c.incident_id.in_(part)))
        }

    def members(self) -> dict[str, tuple[EventKey, ...]]:
        """The events that each incident that stands is made of."""
        table = schema.incidents
        asked = sa.select(table.c.incident_id, table.c.record["members"].label("members"))
        rows = self._connection.execute(asked.where(table.c.superseded_by.is_(None)))
        return {row.incident_id: tuple((doc, event) for doc, event in row.members) for row in rows}

    def of_events(self, keys: Collection[EventKey]) -> dict[EventKey, str]:
        """The ids of the incidents that the events belong to, of those that are linked."""
        table = schema.reports
        wanted = frozenset(keys)
        asked = sa.select(table.c.doc_id, table.c.event_id, table.c.incident_id)
        asked = asked.where(table.c.incident_id.is_not(None))
        return {
            (row.doc_id, row.event_id): row.incident_id
            for part in parts({doc_id for doc_id, _ in keys})
            for row in self._connection.execute(asked.where(table.c.doc_id.in_(part)))
            if (row.doc_id, row.event_id) in wanted
        }

    def of_document(self, doc_id: str) -> tuple[str, ...]:
        """The ids of the incidents that the document reports."""
        table = schema.reports
        asked = sa.select(table.c.incident_id).where(
            table.c.doc_id == doc_id, table.c.incident_id.is_not(None)
        )
        return tuple(self._connection.execute(asked.distinct().order_by(table.c.incident_id)).scalars())

    def lineage(self, incident_id: str) -> tuple[Lineage, ...]:
        """What led to this incident and what was split from it, oldest first; ids of ids included."""
        table = schema.lineage
        found: dict[Lineage, None] = {}
        seen, asking = {incident_id}, [incident_id]
        while asking:
            came = self._lines(table.c.became, asking)
            found |= dict.fromkeys(came)
            asking = sorted({line.incident_id for line in came if line.how != "split"} - seen)
            seen |= set(asking)
        own = self._lines(table.c.incident_id, [incident_id])
        found |= dict.fromkeys(line for line in own if line.how == "split")
        return tuple(sorted(found, key=lambda line: (line.run_id, line.incident_id, line.became or "")))

    def _lines(self, column: sa.Column[str], ids: Collection[str]) -> list[Lineage]:
        """The lines of the lineage with one of the ids in this column, oldest first."""
        table, runs = schema.lineage, schema.runs
        asked = (
            sa.select(table, runs.c.started)
            .join(runs, runs.c.run_id == table.c.run_id)
            .order_by(table.c.number)
        )
        return [
            Lineage(row.incident_id, row.became or None, row.how, row.run_id, row.started)
            for part in parts(ids)
            for row in self._connection.execute(asked.where(column.in_(part)))
        ]

    def _resolve(self, wanted: str) -> str:
        """The full id that ``wanted`` is or begins, of an incident that stands or once stood."""
        table, lineage = schema.incidents, schema.lineage
        live = sa.select(table.c.incident_id).where(table.c.superseded_by.is_(None)).subquery()
        old = sa.select(lineage.c.incident_id).subquery()
        size = max(len(wanted), 1)
        begins = [
            # substr and not LIKE, which ignores case on one database and not on the other.
            sa.select(ids.c.incident_id).where(sa.func.substr(ids.c.incident_id, 1, size) == wanted)
            for ids in (live, old)
        ]
        found = self._connection.execute(sa.union(*begins).order_by("incident_id").limit(4)).scalars().all()
        if wanted in found or len(found) == 1:
            return wanted if wanted in found else found[0]
        if not found:
            raise StoreError(
                f"The store has no incident {wanted}.",
                hint="`lapwing incidents` lists the ids; `lapwing link` joins new reports to incidents.",
            )
        some = ", ".join(found[:3]) + (", …" if len(found) > 3 else "")
        raise StoreError(f"More than one incident begins with {wanted}: {some}.", hint="Give more of the id.")


class WritableIncidents(Incidents):
    """The incidents within a unit of work."""

    def put(
        self, incident: Incident, reports: Iterable[Report], *, run_id: int
    ) -> Literal["added", "changed", "unchanged"]:
        """Makes this the incident that stands under its id; one that says the same already is left alone.

        ``reports`` are those that it was merged from; they are not kept, but can be searched for by words.
        """
        table = schema.incidents
        live = sa.and_(table.c.incident_id == incident.incident_id, table.c.superseded_by.is_(None))
        held = self._connection.execute(sa.select(table.c.record, table.c.words).where(live)).one_or_none()
        row = _row(incident, reports)
        if held is not None and (held.record, held.words) == (row["record"], row["words"]):
            return "unchanged"
        if held is not None:
            self._connection.execute(sa.update(table).where(live).values(superseded_by=run_id))
        self._connection.execute(sa.insert(table).values(added_by=run_id, **row))
        return "added" if held is None else "changed"

    def end(self, incident_ids: Collection[str], *, run_id: int) -> None:
        """Lets the incidents stand no longer."""
        table = schema.incidents
        live = sa.update(table).where(table.c.superseded_by.is_(None))
        for part in parts(incident_ids):
            ended = live.where(table.c.incident_id.in_(part))
            self._connection.execute(ended.values(superseded_by=run_id))

    def note(self, lines: Iterable[tuple[str, str | None, How]], *, run_id: int) -> None:
        """Adds to the lineage: of each id what it became, and how."""
        rows = [
            {"incident_id": old, "became": became or "", "how": how, "run_id": run_id}
            for old, became, how in lines
        ]
        if rows:
            self._connection.execute(sa.insert(schema.lineage), rows)


def _row(incident: Incident, reports: Iterable[Report]) -> dict[str, Any]:
    words = dict.fromkeys(searchable(report.event, report.document) for report in reports)
    killed = (incident.best("killed") or {}).get("best")
    return {
        "incident_id": incident.incident_id,
        "type": incident.type,
        **{name: incident.best(name) for name in ("country", "group", "outcome", "certainty")},
        **{name: _day(incident.best(name)) for name in ("date_start", "date_end")},
        "killed_best": None if killed is None else min(killed, _MOST),
        "reports": len(incident.members),
        "witnesses": incident.witnesses,
        "words": " ".join(words),
        "record": incident.model_dump(mode="json"),
    }


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)


def _conditions(filters: IncidentFilters) -> list[sa.ColumnElement[bool]]:
    table = schema.incidents
    conditions: list[sa.ColumnElement[bool]] = [table.c.superseded_by.is_(None)]
    if filters.types:
        conditions.append(table.c.type.in_(filters.types))
    for name in ("country", "group", "outcome", "certainty"):
        if (wanted := getattr(filters, name)) is not None:
            conditions.append(table.c[name] == wanted)
    if filters.since is not None:
        conditions.append(sa.func.coalesce(table.c.date_end, table.c.date_start) >= filters.since)
    if filters.until is not None:
        conditions.append(sa.func.coalesce(table.c.date_start, table.c.date_end) <= filters.until)
    if filters.killed_at_least is not None:
        conditions.append(table.c.killed_best >= filters.killed_at_least)
    if filters.contains is not None:
        conditions.append(table.c.words.contains(fold(filters.contains), autoescape=True))
    if filters.witnesses_at_least is not None:
        conditions.append(table.c.witnesses >= filters.witnesses_at_least)
    if filters.changed_since_run is not None:
        conditions.append(table.c.added_by > filters.changed_since_run)
    return conditions
