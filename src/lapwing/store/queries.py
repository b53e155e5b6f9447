"""Every question that commands, reports and exports ask of the store. Only live rows answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from lapwing.errors import StoreError
from lapwing.records import Document, Event, Issue
from lapwing.store import schema
from lapwing.store.writing import CodedBy
from lapwing.text import fold

_FETCH = 200  # rows fetched at a time, so that a large answer is never in memory at once


@dataclass(frozen=True)
class Filters:
    """Which events are asked for; what is ``None`` or empty does not restrict.

    ``since`` and ``until`` keep events whose window of days touches the asked one, both ends included;
    events without a date are then left out. ``contains`` is looked for in the sentences that report the event
    and in its place, group, actors and targets, whatever its case and accents. ``killed_at_least`` leaves
    out events whose toll is unknown.
    """

    types: tuple[str, ...] = ()
    country: str | None = None
    group: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    outcome: str | None = None
    certainty: str | None = None
    doc_id: str | None = None
    contains: str | None = None
    killed_at_least: int | None = None


EVERYTHING = Filters()


@dataclass(frozen=True)
class StoredEvent:
    """An event with the document that its evidence points into."""

    event: Event
    document: Document


@dataclass(frozen=True)
class StoredDocument:
    """A document with its live coding, and what went wrong with it.

    ``coded_by`` and ``added`` say what coded it and when the run that added it began (UTC).
    """

    document: Document
    events: tuple[Event, ...]
    issues: tuple[Issue, ...]
    coded_by: CodedBy | None
    added: dt.datetime


@dataclass(frozen=True)
class Version:
    """One version of a document and one coding of it; ``superseded`` is ``None`` for the live one."""

    document: Document
    coded_by: CodedBy
    events: tuple[Event, ...]
    added: dt.datetime
    superseded: dt.datetime | None


@dataclass(frozen=True)
class Summary:
    """How much the store holds. The tables count live events, most frequent first; ``None`` is unknown."""

    documents: int
    documents_with_events: int
    events: int
    first_date: dt.date | None
    last_date: dt.date | None
    types: dict[str, int]
    countries: dict[str | None, int]
    groups: dict[str | None, int]
    outcomes: dict[str, int]
    certainties: dict[str, int]
    issues: dict[str, int]


def events(
    connection: sa.Connection, filters: Filters, *, limit: int | None = None, offset: int = 0
) -> Iterator[StoredEvent]:
    """The events asked for, by first day (unknown last), then by id. Read as they are consumed."""
    table, documents = schema.events, schema.documents
    statement = (
        sa.select(table.c.record, documents.c.text, documents.c.record.label("about"))
        .join(schema.codings, schema.codings.c.coding_id == table.c.coding_id)
        .join(documents, documents.c.document_id == schema.codings.c.document_id)
        .where(*_conditions(filters))
        .order_by(table.c.date_start.asc().nulls_last(), table.c.event_id, table.c.doc_id)
        .limit(limit)
        .offset(offset or None)
    )
    for row in connection.execution_options(yield_per=_FETCH).execute(statement):
        yield StoredEvent(Event.model_validate(row.record), _document(row.text, row.about))


def count(connection: sa.Connection, filters: Filters) -> int:
    """How many events the filters let through."""
    statement = sa.select(sa.func.count()).select_from(schema.events).where(*_conditions(filters))
    return connection.execute(statement).scalar_one()


def event(connection: sa.Connection, event_id: str) -> StoredEvent:
    """The event with this id, or the only one whose id begins so.

    Raises ``StoreError`` when there is none or several.
    """
    table, documents = schema.events, schema.documents
    found = _resolve(connection, table.c.event_id, event_id, "event")
    statement = (
        sa.select(table.c.record, documents.c.text, documents.c.record.label("about"))
        .join(schema.codings, schema.codings.c.coding_id == table.c.coding_id)
        .join(documents, documents.c.document_id == schema.codings.c.document_id)
        .where(table.c.event_id == found, table.c.superseded_by.is_(None))
        .order_by(table.c.doc_id)
    )
    row = connection.execute(statement.limit(1)).one()
    return StoredEvent(Event.model_validate(row.record), _document(row.text, row.about))


def document(connection: sa.Connection, doc_id: str) -> StoredDocument:
    """The document with this id, or the only one whose id begins so.

    Raises ``StoreError`` when there is none or several.
    """
    found = _resolve(connection, schema.documents.c.doc_id, doc_id, "document")
    live = next(version for version in _versions(connection, found) if version.superseded is None)
    issues = schema.issues
    known = sa.select(issues.c.record).where(issues.c.doc_id == found).order_by(issues.c.issue_id)
    return StoredDocument(
        document=live.document,
        events=live.events,
        issues=tuple(Issue.model_validate(record) for record in connection.execute(known).scalars()),
        coded_by=live.coded_by,
        added=live.added,
    )


def history(connection: sa.Connection, doc_id: str) -> tuple[Version, ...]:
    """Every version and coding of the document ever stored, oldest first; empty when there is none."""
    return tuple(_versions(connection, doc_id))


def issues(connection: sa.Connection) -> Iterator[Issue]:
    """Every issue, by origin, then by id."""
    table = schema.issues
    for record in connection.execute(
        sa.select(table.c.record).order_by(table.c.origin, table.c.issue_id)
    ).scalars():
        yield Issue.model_validate(record)


def summary(connection: sa.Connection) -> Summary:
    """How much the store holds."""
    table = schema.events
    documents = sa.select(sa.func.count()).where(schema.documents.c.superseded_by.is_(None))
    dates = sa.select(
        sa.func.count(),
        sa.func.count(table.c.doc_id.distinct()),
        sa.func.min(table.c.date_start),
        sa.func.max(sa.func.coalesce(table.c.date_end, table.c.date_start)),
    ).where(table.c.superseded_by.is_(None))
    total, with_events, first, last = connection.execute(dates).one()
    live = table.c.superseded_by.is_(None)
    return Summary(
        documents=connection.execute(documents).scalar_one(),
        documents_with_events=with_events,
        events=total,
        first_date=first,
        last_date=last,
        types=_tally(connection, table.c.type, live),
        countries=_tally(connection, table.c.country, live),
        groups=_tally(connection, table.c.group, live),
        outcomes=_tally(connection, table.c.outcome, live),
        certainties=_tally(connection, table.c.certainty, live),
        issues=_tally(connection, schema.issues.c.reason, sa.true()),
    )


def _conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    table = schema.events
    conditions: list[sa.ColumnElement[bool]] = [table.c.superseded_by.is_(None)]
    if filters.types:
        conditions.append(table.c.type.in_(filters.types))
    for name in ("country", "group", "outcome", "certainty", "doc_id"):
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
    return conditions


def _resolve(connection: sa.Connection, column: sa.Column[str], wanted: str, what: str) -> str:
    """The full id that ``wanted`` is or begins."""
    live = column.table.c.superseded_by.is_(None)
    exact = connection.execute(sa.select(column).where(column == wanted, live).limit(1)).scalar_one_or_none()
    if exact is not None:
        return exact
    # substr and not LIKE, which ignores case on one database and not on the other.
    begins = sa.func.substr(column, 1, max(len(wanted), 1)) == wanted
    found = (
        connection.execute(sa.select(column).where(begins, live).distinct().order_by(column).limit(4))
        .scalars()
        .all()
    )
    if len(found) == 1:
        return found[0]
    if not found:
        raise StoreError(
            f"The store has no {what} {wanted}.",
            hint="`lapwing events` lists the ids of events and documents.",
        )
    some = ", ".join(found[:3]) + (", …" if len(found) > 3 else "")
    raise StoreError(f"More than one {what} begins with {wanted}: {some}.", hint="Give more of the id.")


def _versions(connection: sa.Connection, doc_id: str) -> Iterator[Version]:
    documents, codings = schema.documents, schema.codings
    added, superseded = schema.runs.alias("added"), schema.runs.alias("superseded")
    statement = (
        sa.select(
            documents.c.text,
            documents.c.record,
            codings,
            added.c.started.label("added"),
            superseded.c.started.label("superseded"),
        )
        .join(documents, documents.c.document_id == codings.c.document_id)
        .join(added, added.c.run_id == codings.c.added_by)
        .join(superseded, superseded.c.run_id == codings.c.superseded_by, isouter=True)
        .where(codings.c.doc_id == doc_id)
        .order_by(codings.c.coding_id)
    )
    for row in connection.execute(statement).all():
        yield Version(
            document=_document(row.text, row.record),
            coded_by=CodedBy(row.coder, row.coder_version, row.codebook_version),
            events=_events_of(connection, row.coding_id),
            added=row.added,
            superseded=row.superseded,
        )


def _events_of(connection: sa.Connection, coding_id: int) -> tuple[Event, ...]:
    table = schema.events
    found = sa.select(table.c.record).where(table.c.coding_id == coding_id).order_by(table.c.position)
    return tuple(Event.model_validate(record) for record in connection.execute(found).scalars())


def _document(text: str, about: dict[str, Any]) -> Document:
    return Document.model_validate({**about, "text": text})


def _tally(connection: sa.Connection, column: sa.Column[Any], only: sa.ColumnElement[bool]) -> dict[Any, int]:
    rows = connection.execute(sa.select(column, sa.func.count()).where(only).group_by(column))
    counts = [(value, int(times)) for value, times in rows]
    return dict(sorted(counts, key=lambda item: (-item[1], item[0] is None, item[0])))
