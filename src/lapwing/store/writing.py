"""Putting documents, codings and issues into the tables: rows are added and superseded, never rewritten."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Literal

import sqlalchemy as sa

from lapwing.errors import StoreError
from lapwing.records import Coding, Document, Event, Issue, content_id
from lapwing.store import pending, schema
from lapwing.store.answers import CodedBy
from lapwing.store.connect import insert_new
from lapwing.text import fold

Put = Literal["added", "unchanged", "revised", "recoded"]
_MOST = 2**63 - 1  # the largest number of a BIGINT column


def holds(connection: sa.Connection, document: Document, coded_by: CodedBy) -> bool:
    """Whether this very document stands in the store, coded by this very coder and codebook."""
    live = _live_document(connection, document.doc_id)
    if live is None or live["digest"] != document.digest:
        return False
    coding = _live_coding(connection, document.doc_id)
    return coding is not None and _coded_by(coding) == coded_by


def put(
    connection: sa.Connection, document: Document, coding: Coding, *, coded_by: CodedBy, run_id: int
) -> Put:
    """Makes the document and its coding the live ones; says what that changed.

    ``added``: the document is new. ``revised``: its text or metadata had changed. ``recoded``: the document
    is the same, its coding is not. ``unchanged``: nothing was written. Rows that were live before stay, and
    name this run as the one that superseded them.
    """
    events = (*coding.events, *coding.offers)
    if coding.doc_id != document.doc_id or any(event.doc_id != document.doc_id for event in events):
        raise ValueError(f"the coding of {coding.doc_id} was handed over with document {document.doc_id}")
    _check_storable(document)
    document_id, outcome = _put_document(connection, document, run_id)
    digest = _digest(coding)
    live = _live_coding(connection, document.doc_id)
    if outcome == "recoded" and live is not None and _coded_by(live) == coded_by and live["digest"] == digest:
        outcome = "unchanged"
    else:
        _supersede(connection, schema.codings, document.doc_id, run_id)
        _supersede(connection, schema.events, document.doc_id, run_id)
        _insert_coding(
            connection,
            document,
            coding,
            document_id=document_id,
            doc_id=document.doc_id,
            coder=coded_by.coder,
            coder_version=coded_by.coder_version,
            codebook_version=coded_by.codebook_version,
            digest=digest,
            offers=[event.model_dump(mode="json") for event in coding.offers] or None,
            added_by=run_id,
        )
    put_issues(connection, coding.issues, run_id=run_id)
    if outcome != "unchanged":
        pending.note(connection, "link", [document.doc_id])
    if outcome in ("added", "revised"):
        pending.note(connection, "witness", [document.doc_id])
    return outcome


def put_issues(connection: sa.Connection, issues: Iterable[Issue], *, run_id: int) -> None:
    """Adds the issues that the store does not know yet."""
    rows = [
        {
            "issue_id": issue.issue_id,
            "origin": issue.origin,
            "doc_id": issue.doc_id,
            "reason": issue.reason,
            "severity": issue.severity,
            "record": issue.model_dump(mode="json"),
            "added_by": run_id,
        }
        for issue in issues
    ]
    insert_new(connection, schema.issues, rows)


def _put_document(connection: sa.Connection, document: Document, run_id: int) -> tuple[int, Put]:
    live = _live_document(connection, document.doc_id)
    if live is not None and live["digest"] == document.digest:
        return int(live["document_id"]), "recoded"
    _supersede(connection, schema.documents, document.doc_id, run_id)
    row = {
        "digest": document.digest,
        "record": document.model_dump(mode="json", exclude={"text"}),
        "added_by": run_id,
        **{
            name: getattr(document, name)
            for name in ("doc_id", "sha256", "text", "title", "publisher", "published", "language", "url")
        },
    }
    inserted = connection.execute(sa.insert(schema.documents).values(row)).inserted_primary_key
    assert inserted is not None  # a single-row insert always has one
    return inserted[0], "added" if live is None else "revised"


def _insert_coding(connection: sa.Connection, document: Document, coding: Coding, **row: Any) -> None:
    inserted = connection.execute(sa.insert(schema.codings).values(row)).inserted_primary_key
    assert inserted is not None  # a single-row insert always has one
    coding_id = inserted[0]
    events = [
        {"coding_id": coding_id, "position": position, **_event_row(event, document)}
        for position, event in enumerate(coding.events)
    ]
    if len({event["event_id"] for event in events}) < len(events):
        raise ValueError(f"two events of document {document.doc_id} have the same id")
    evidence = [
        {
            "coding_id": coding_id,
            "event_id": event.event_id,
            "position": position,
            "field": item.field,
            "start_offset": item.start,
            "end_offset": item.end,
            "derived": item.derived,
        }
        for event in coding.events
        for position, item in enumerate(event.evidence)
    ]
    for table, rows in ((schema.events, events), (schema.evidence, evidence)):
        if rows:
            connection.execute(sa.insert(table), rows)


def _event_row(event: Event, document: Document) -> dict[str, Any]:
    killed = event.killed.best if event.killed else None
    names = (
        "doc_id", "event_id", "type", "country", "group", "date_start", "date_end", "outcome", "certainty",
    )  # fmt: skip
    return {
        **{name: getattr(event, name) for name in names},
        "killed_best": None if killed is None else min(killed, _MOST),
        "words": searchable(event, document),
        "record": event.model_dump(mode="json"),
    }


def searchable(event: Event, document: Document) -> str:
    """The folded words that ``contains`` looks in: the sentences that report the event, and its names."""
    sentences = [item.quote(document.text) for item in event.evidence if item.field == "event"]
    names = [event.place, event.group, *event.actors, *event.targets]
    return " ".join(fold(part) for part in [*sentences, *names] if part)


def _supersede(connection: sa.Connection, table: sa.Table, doc_id: str, run_id: int) -> None:
    live = sa.and_(table.c.doc_id == doc_id, table.c.superseded_by.is_(None))
    connection.execute(sa.update(table).where(live).values(superseded_by=run_id))


def _live_document(connection: sa.Connection, doc_id: str) -> sa.RowMapping | None:
    table = schema.documents
    live = sa.select(table.c.document_id, table.c.digest).where(
        table.c.doc_id == doc_id, table.c.superseded_by.is_(None)
    )
    return connection.execute(live).mappings().one_or_none()


def _live_coding(connection: sa.Connection, doc_id: str) -> sa.RowMapping | None:
    table = schema.codings
    live = sa.select(table).where(table.c.doc_id == doc_id, table.c.superseded_by.is_(None))
    return connection.execute(live).mappings().one_or_none()


def _coded_by(row: sa.RowMapping) -> CodedBy:
    return CodedBy(row["coder"], row["coder_version"], row["codebook_version"])


def _digest(coding: Coding) -> str:
    events, offers = ([e.model_dump(mode="json") for e in part] for part in (coding.events, coding.offers))
    return content_id("cod", json.dumps([events, offers] if offers else events, sort_keys=True))


def _check_storable(document: Document) -> None:
    # SQLite would keep a NUL and PostgreSQL would not; half of a surrogate pair is text for neither.
    for value in (document.doc_id, document.text, document.title, document.publisher, document.url):
        if value and ("\x00" in value or any("\ud800" <= char <= "\udfff" for char in value)):
            raise StoreError(
                f"Document {document.doc_id!a} holds a character that no database keeps.",
                hint="Its text is damaged: save the article again as UTF-8.",
            )
