"""Every question that commands, reports and exports ask of the store. Only live rows answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from lapwing.conduct import offered_incitement
from lapwing.errors import StoreError
from lapwing.records import Document, Event, Issue
from lapwing.store import schema
from lapwing.store.answers import CodedBy, Filters, StoredDocument, StoredEvent, Summary, Version
from lapwing.store.connect import parts
from lapwing.text import fold

_ORDER = (schema.events.c.date_start.asc().nulls_last(), schema.events.c.event_id, schema.events.c.doc_id)
_FETCH = 100  # rows fetched at a time, so that a large answer is never in memory at once


def events(
    connection: sa.Connection, filters: Filters, *, limit: int | None = None, offset: int = 0
) -> Iterator[StoredEvent]:
    """The events asked for, by first day (unknown last), then by id. Read as they are consumed."""
    table = schema.events
    asked = (
        sa.select(table.c.coding_id, table.c.event_id)
        .where(*_conditions(filters))
        .order_by(*_ORDER)
        .limit(limit)
        .offset(offset or None)
    )
    yield from _with_documents(connection, asked)


def count(connection: sa.Connection, filters: Filters) -> int:
    """How many events the filters let through."""
    statement = sa.select(sa.func.count()).select_from(schema.events).where(*_conditions(filters))
    return connection.execute(statement).scalar_one()


def event(connection: sa.Connection, event_id: str) -> StoredEvent:
    """The event with this id, or the only one whose id begins so.

    Raises ``StoreError`` when there is none or several.
    """
    table = schema.events
    found = _resolve(connection, table.c.event_id, event_id, "event")
    asked = (
        sa.select(table.c.coding_id, table.c.event_id)
        .where(table.c.event_id == found, table.c.superseded_by.is_(None))
        .order_by(table.c.doc_id)
        .limit(1)
    )
    (answer,) = _with_documents(connection, asked)
    return answer


def document(connection: sa.Connection, doc_id: str) -> StoredDocument:
    """The document with this id, or the only one whose id begins so.

    Raises ``StoreError`` when there is none or several.
    """
    found = _resolve(connection, schema.documents.c.doc_id, doc_id, "document")
    live = next(version for _, version in _versions(connection, [found]) if version.superseded is None)
    issues = schema.issues
    known = sa.select(issues.c.record).where(issues.c.doc_id == found).order_by(issues.c.issue_id)
    return StoredDocument(
        document=live.document,
        events=live.events,
        issues=tuple(Issue.model_validate(record) for record in connection.execute(known).scalars()),
        offers=live.offers,
        coded_by=live.coded_by,
        added=live.added,
    )


def histories(connection: sa.Connection, doc_ids: Collection[str]) -> dict[str, tuple[Version, ...]]:
    """Every version and coding of these documents ever stored, oldest first, by document; those there are."""
    found: dict[str, list[Version]] = {}
    for part in parts(doc_ids):
        for doc_id, version in _versions(connection, part):
            found.setdefault(doc_id, []).append(version)
    return {doc_id: tuple(versions) for doc_id, versions in found.items()}


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


def _with_documents(connection: sa.Connection, asked: sa.Select[tuple[int, str]]) -> Iterator[StoredEvent]:
    """The events that ``asked`` selects by their keys, in its order, each with its document."""
    table, documents, codings = schema.events, schema.documents, schema.codings
    keys = asked.subquery()
    inciting = sa.select(table.c.coding_id, table.c.record).where(
        table.c.type == "incitement", table.c.coding_id.in_(sa.select(keys.c.coding_id))
    )
    incitements: dict[int, list[Event]] = defaultdict(list)
    for coding_id, record in connection.execute(inciting.order_by(table.c.coding_id, table.c.position)):
        incitements[coding_id].append(Event.model_validate(record))
    offering = sa.select(codings.c.coding_id, codings.c.offers).where(
        codings.c.offers.is_not(None), codings.c.coding_id.in_(sa.select(keys.c.coding_id))
    )
    for coding_id, offers in connection.execute(offering):
        incitements[coding_id].extend(offered_incitement(_events(offers)))
    statement = (
        sa.select(table.c.coding_id, table.c.record, documents.c.text, documents.c.record.label("about"))
        .join(keys, sa.and_(keys.c.coding_id == table.c.coding_id, keys.c.event_id == table.c.event_id))
        .join(codings, codings.c.coding_id == table.c.coding_id)
        .join(documents, documents.c.document_id == codings.c.document_id)
        .order_by(*_ORDER)
    )
    # In a with block, so that a reader who stops early leaves nothing open.
    with connection.execute(statement, execution_options={"yield_per": _FETCH}) as rows:
        for row in rows:
            yield StoredEvent(
                event=Event.model_validate(row.record),
                document=_document(row.text, row.about),
                incitements=tuple(incitements[row.coding_id]),
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


def _versions(connection: sa.Connection, doc_ids: list[str]) -> Iterator[tuple[str, Version]]:
    """The versions of some documents, each with its document's id, in the order in which they were stored."""
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
        .where(codings.c.doc_id.in_(doc_ids))
        .order_by(codings.c.coding_id)
    )
    rows = connection.execute(statement).all()
    told = _events_of(connection, [row.coding_id for row in rows])
    for row in rows:
        yield (
            row.doc_id,
            Version(
                document=_document(row.text, row.record),
                coded_by=CodedBy(row.coder, row.coder_version, row.codebook_version),
                events=tuple(told.get(row.coding_id, ())),
                offers=_events(row.offers or ()),
                added=row.added,
                superseded=row.superseded,
            ),
        )


def _events_of(connection: sa.Connection, coding_ids: Collection[int]) -> dict[int, list[Event]]:
    """The events of each coding, in their order."""
    table = schema.events
    found: dict[int, list[Event]] = {}
    for part in parts(coding_ids):
        asked = sa.select(table.c.coding_id, table.c.record).where(table.c.coding_id.in_(part))
        for coding_id, record in connection.execute(asked.order_by(table.c.coding_id, table.c.position)):
            found.setdefault(coding_id, []).append(Event.model_validate(record))
    return found


def _events(records: Iterable[Any]) -> tuple[Event, ...]:
    return tuple(Event.model_validate(record) for record in records)


def _document(text: str, about: dict[str, Any]) -> Document:
    return Document.model_validate({**about, "text": text})


def _tally(connection: sa.Connection, column: sa.Column[Any], only: sa.ColumnElement[bool]) -> dict[Any, int]:
    rows = connection.execute(sa.select(column, sa.func.count()).where(only).group_by(column))
    counts = [(value, int(times)) for value, times in rows]
    return dict(sorted(counts, key=lambda item: (-item[1], item[0] is None, item[0])))
