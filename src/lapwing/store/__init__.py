"""The store: the only room that speaks SQL, and the only one where what was collected cannot be rebuilt.

In: documents, their codings and issues, within a unit of work. Out: the same records, and the answers of
:mod:`lapwing.store.queries`. It never deletes or rewrites: what is replaced stays and names the run that
replaced it. It reads no clock: the times of a run are handed to it.

A store is an SQLite file or a PostgreSQL database; the code is the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import sqlalchemy as sa

from lapwing.errors import StoreError
from lapwing.records import Coding, Document, Issue
from lapwing.store import connect, queries, schema, writing
from lapwing.store.addresses import Addresses, WritableAddresses
from lapwing.store.alerts import AlertBook, Alerts, Telling
from lapwing.store.alone import alone
from lapwing.store.answers import EVERYTHING, CodedBy, Filters, StoredDocument, StoredEvent, Summary, Version
from lapwing.store.captures import Captures, SourceCount, StoredCapture, WritableCaptures
from lapwing.store.incidents import EVERY_INCIDENT, IncidentFilters, Incidents, Lineage, WritableIncidents
from lapwing.store.ledger import Ledger, WritableLedger
from lapwing.store.reports import Placed, Reports, State, StoredAccount, WritableReports
from lapwing.store.stale import Stale
from lapwing.store.wire import StoredSignature, Wire, WritableWire
from lapwing.store.writing import Put

__all__ = [
    "EVERYTHING",
    "EVERY_INCIDENT",
    "Addresses",
    "AlertBook",
    "Alerts",
    "Captures",
    "CodedBy",
    "Filters",
    "IncidentFilters",
    "Incidents",
    "Lineage",
    "Placed",
    "Put",
    "Reports",
    "Snapshot",
    "SourceCount",
    "Stale",
    "State",
    "Store",
    "StoredAccount",
    "StoredCapture",
    "StoredDocument",
    "StoredEvent",
    "StoredSignature",
    "Summary",
    "Telling",
    "Unit",
    "Version",
    "Wire",
]


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
        return queries.history(self._connection, doc_id)

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


class Store:
    """A store that has been opened. Close it, or use it in a ``with`` block."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self.name = connect.name_of(engine.url)
        self.file = connect.file_of(engine.url)

    @classmethod
    def create(cls, target: str | Path, *, busy_timeout: float = 10) -> Store:
        """A new, empty store at a path or a ``postgresql://`` address.

        Raises ``StoreError`` when something is there already or nothing can be written there.
        """
        url = connect.parse(target)
        file = connect.file_of(url)
        if file is not None and not file.parent.is_dir():
            raise StoreError(f"The folder {file.parent} does not exist.", hint="Make the folder first.")
        store = cls(connect.engine_for(url, busy_timeout=busy_timeout))
        with store._opened(), connect.transaction(store._engine, writes=True) as connection:
            store._refuse_used(connection)
            _migrate(connection)
        return store

    @classmethod
    def open(cls, target: str | Path, *, busy_timeout: float = 10) -> Store:
        """The store at a path or address, brought to the newest schema when an older Lapwing made it.

        Raises ``StoreError`` when it is missing, not a store, made by a newer Lapwing, locked or damaged.
        """
        url = connect.parse(target)
        file = connect.file_of(url)
        if file is not None and not file.is_file():
            raise StoreError(f"There is no store at {file}.", hint=f"Make one with: lapwing init {file}")
        store = cls(connect.engine_for(url, busy_timeout=busy_timeout))
        with store._opened():
            store._bring_up_to_date()
        return store

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """One transaction: everything put in the block is kept, or nothing when the block raises."""
        with connect.transaction(self._engine, writes=True) as connection:
            yield Unit(connection)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """One view of the store that later writers do not change; it cannot write."""
        with connect.transaction(self._engine, writes=False) as connection:
            yield Snapshot(connection)

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """Holds ``name`` for this store; ``StoreError`` at once when another process holds it."""
        with alone(self._engine, name):
            yield

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _opened(self) -> Iterator[None]:
        """Lets go of the database when it cannot be used after all."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    def _refuse_used(self, connection: sa.Connection) -> None:
        tables = sa.inspect(connection).get_table_names()
        if schema.VERSION_TABLE in tables:
            raise StoreError(
                f"{self.name} is a store already.", hint="Use it as it is, or name another file."
            )
        if tables:
            raise StoreError(
                f"{self.name} holds the tables of another program.",
                hint="Give Lapwing a database of its own.",
            )

    def _bring_up_to_date(self) -> None:
        with connect.transaction(self._engine, writes=False) as connection:
            version = self._version(connection)
        if version == schema.HEAD:
            return
        with connect.transaction(self._engine, writes=True) as connection:
            self._refuse_newer(self._version(connection))
            _migrate(connection)

    def _version(self, connection: sa.Connection) -> str:
        if not sa.inspect(connection).has_table(schema.VERSION_TABLE):
            raise StoreError(
                f"{self.name} is not a Lapwing store.",
                hint="Name another file, or make a store with `lapwing init`.",
            )
        version = sa.text(f"SELECT version_num FROM {schema.VERSION_TABLE}")
        return str(connection.execute(version).scalar_one())

    def _refuse_newer(self, version: str) -> None:
        from lapwing.store import migrations  # Alembic takes a quarter of a second to load

        if version not in migrations.revisions():
            raise StoreError(
                f"{self.name} was made by a newer Lapwing (schema {version}).",
                hint="Upgrade with: pip install --upgrade lapwing",
            )


def _migrate(connection: sa.Connection) -> None:
    from lapwing.store import migrations  # Alembic takes a quarter of a second to load

    migrations.upgrade(connection)
