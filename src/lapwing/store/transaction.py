"""One transaction on the store: a snapshot that reads, and a unit of work that may also write.

Each area of the store has a module of its own; here stands how to reach it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

import sqlalchemy as sa

from lapwing.records import Coding, Document, Issue
from lapwing.store import queries, schema, writing
from lapwing.store.addresses import Addresses, WritableAddresses
from lapwing.store.alerts import AlertBook, Alerts
from lapwing.store.answers import EVERYTHING, CodedBy, Filters, StoredDocument, StoredEvent, Summary, Version
from lapwing.store.captures import Captures, WritableCaptures
from lapwing.store.incidents import Incidents, WritableIncidents
from lapwing.store.ledger import Ledger, WritableLedger
from lapwing.store.reports import Reports, WritableReports
from lapwing.store.stale import Stale
from lapwing.store.wire import Wire, WritableWire
from lapwing.store.writing import Put


class Snapshot:
    """One unchanging view of the store; its answers are those of :mod:`lapwing.store.queries`."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def events(
        self, filters: Filters = EVERYTHING, *, limit: int | None = None, offset: int = 0
    ) -> Iterator[StoredEvent]:
        """The events asked for, by first day (unknown last), then by id; read as they are consumed."""
        return queries.events(self._connection, filters, limit=limit, offset=offset)

    def count(self, filters: Filters = EVERYTHING) -> int:
        """How many events the filters let through."""
        return queries.count(self._connection, filters)

    def event(self, event_id: str) -> StoredEvent:
        """The event with this id or unique beginning of one; ``StoreError`` otherwise."""
        return queries.event(self._connection, event_id)

    def document(self, doc_id: str) -> StoredDocument:
        """The document with this id or unique beginning of one; ``StoreError`` otherwise."""
        return queries.document(self._connection, doc_id)

    def history(self, doc_id: str) -> tuple[Version, ...]:
        """Every version and coding of the document ever stored, oldest first."""
        return self.histories([doc_id]).get(doc_id, ())

    def histories(self, doc_ids: Collection[str]) -> dict[str, tuple[Version, ...]]:
        """The histories of these documents, of those that the store has; one question for many."""
        return queries.histories(self._connection, doc_ids)

    def issues(self) -> Iterator[Issue]:
        """Every issue, by origin."""
        return queries.issues(self._connection)

    @property
    def captures(self) -> Captures:
        """What was collected, and what it became."""
        return Captures(self._connection)

    @property
    def addresses(self) -> Addresses:
        """What is remembered of the addresses that were asked."""
        return Addresses(self._connection)

    def summary(self) -> Summary:
        """How much the store holds."""
        return queries.summary(self._connection)

    def holds(self, document: Document, coded_by: CodedBy) -> bool:
        """Whether this very document stands in the store, coded by this very coder and codebook."""
        return writing.holds(self._connection, document, coded_by)

    @property
    def ledger(self) -> Ledger:
        """What people decided, and what they are asked."""
        return Ledger(self._connection)

    @property
    def reports(self) -> Reports:
        """The accounts of reports, by which linking finds what belongs together."""
        return Reports(self._connection)

    def coded_otherwise(self, coded_by: CodedBy, *, others: bool = False) -> Stale:
        """The documents whose live coding was not made by this very version of the coder and codebook.

        With ``others`` those that another coder coded count as well.
        """
        return Stale(self._connection, coded_by, others=others)

    @property
    def wire(self) -> Wire:
        """Which documents are copies and versions of each other, and the witnesses that they make."""
        return Wire(self._connection)

    @property
    def alerts(self) -> Alerts:
        """What the alerts have told, and what they have yet to tell."""
        return Alerts(self._connection)

    @property
    def incidents(self) -> Incidents:
        """The incidents, and what became of those of old."""
        return Incidents(self._connection)


class Unit(Snapshot):
    """One transaction that may write: what it put is there for good once the ``with`` block has ended."""

    @property
    def reports(self) -> WritableReports:
        """The accounts of reports, to be replaced."""
        return WritableReports(self._connection)

    @property
    def wire(self) -> WritableWire:
        """Copies, versions and witnesses, to be replaced."""
        return WritableWire(self._connection)

    @property
    def alerts(self) -> AlertBook:
        """What the alerts have told, to be written in."""
        return AlertBook(self._connection)

    @property
    def incidents(self) -> WritableIncidents:
        """The incidents, to be put and ended."""
        return WritableIncidents(self._connection)

    @property
    def ledger(self) -> WritableLedger:
        """What people decided, to be added to."""
        return WritableLedger(self._connection)

    def start_run(self, command: str, *, started: dt.datetime, coded_by: CodedBy | None = None) -> int:
        """Records that a command began at ``started`` (a time with a zone); returns the run's number."""
        row = {"command": command, "started": started, **(vars(coded_by) if coded_by else {})}
        inserted = self._connection.execute(sa.insert(schema.runs).values(row)).inserted_primary_key
        assert inserted is not None  # a single-row insert always has one
        return int(inserted[0])

    def finish_run(self, run_id: int, *, finished: dt.datetime) -> None:
        """Records that the run came to its end. A run without an end was interrupted."""
        run = schema.runs
        self._connection.execute(sa.update(run).where(run.c.run_id == run_id).values(finished=finished))

    def put(self, document: Document, coding: Coding, *, coded_by: CodedBy, run_id: int) -> Put:
        """Makes the document, its coding and the coding's issues the live ones; says what that changed."""
        return writing.put(self._connection, document, coding, coded_by=coded_by, run_id=run_id)

    @property
    def captures(self) -> WritableCaptures:
        """What was collected, to add to and to mark as read."""
        return WritableCaptures(self._connection)

    @property
    def addresses(self) -> WritableAddresses:
        """What is remembered of the addresses that were asked, to add to."""
        return WritableAddresses(self._connection)

    def put_issues(self, issues: Iterable[Issue], *, run_id: int) -> None:
        """Adds the issues that the store does not know yet."""
        writing.put_issues(self._connection, issues, run_id=run_id)
