"""The store: the only room that speaks SQL, and the only one where what was collected cannot be rebuilt.

In: documents, their codings and issues, within a unit of work. Out: the same records, and the answers of
:mod:`lapwing.store.queries`. It never deletes or rewrites: what is replaced stays and names the run that
replaced it. It reads no clock: the times of a run are handed to it.

A store is an SQLite file or a PostgreSQL database; the code is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import sqlalchemy as sa

from lapwing.errors import StoreError
from lapwing.store import connect, schema
from lapwing.store.addresses import Addresses
from lapwing.store.alerts import AlertBook, Alerts, Telling
from lapwing.store.alone import alone
from lapwing.store.answers import EVERYTHING, CodedBy, Filters, StoredDocument, StoredEvent, Summary, Version
from lapwing.store.captures import Captures, SourceCount, StoredCapture
from lapwing.store.incidents import EVERY_INCIDENT, IncidentFilters, Incidents, Lineage
from lapwing.store.reports import Placed, Reports, State, StoredAccount
from lapwing.store.stale import Stale
from lapwing.store.transaction import Snapshot, Unit
from lapwing.store.wire import StoredSignature, Wire
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
