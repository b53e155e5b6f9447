"""From a path or URL to an engine, and from a database's complaint to a :class:`StoreError` with a hint.

The few things in which SQLite and PostgreSQL differ are all here and nowhere else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from lapwing.errors import StoreError

Key = TypeVar("Key", str, int)

_WRITES = "lapwing_writes"
_ASKED = 500  # ids in one question, below what SQLite takes
_WRITER_LOCK = 0x6C617077  # "lapw": the advisory lock that one writer at a time holds on PostgreSQL

_SQLITE_FAULTS = {
    "SQLITE_BUSY": ("is locked by another program", "Wait for the other run to finish, then try again."),
    "SQLITE_LOCKED": ("is locked by another program", "Wait for the other run to finish, then try again."),
    "SQLITE_FULL": ("cannot grow: the disk is full", "Free some space and run the same command again."),
    "SQLITE_READONLY": ("is read-only", "Check the permissions of the file and of its folder."),
    "SQLITE_CANTOPEN": ("cannot be opened", "Check that the folder exists and that you may write to it."),
    "SQLITE_NOTADB": ("is not a Lapwing store", "Name another file, or make a store with `lapwing init`."),
    "SQLITE_CORRUPT": ("is damaged", "Restore it from a copy, or add the articles to a new store."),
    "SQLITE_IOERR": (
        "cannot be read or written: the disk reports a fault",
        "Check that the disk is sound and has space left, then run the same command again.",
    ),
}
_POSTGRES_FAULTS = {
    "53100": ("cannot grow: the disk is full", "Free some space and run the same command again."),
    "55P03": ("is locked by another program", "Wait for the other run to finish, then try again."),
    "25006": ("is read-only", "Connect to the primary server, as a user who may write."),
    "42501": ("may not be used by this user", "Ask for the right to read, write and create tables in it."),
    "3D000": ("does not exist", "Create the database first, for instance with `createdb`."),
}
_NO_CONNECTION = ("cannot be reached", "Check the address, the user and that the server is running.")
_CONFLICT = ("was changed by another run at the same moment", "Run the same command again.")
_OTHER = (
    "reports a fault",
    "The message above is the database's own; a copy of the store is safe to try on.",
)


def parse(target: str | Path) -> sa.URL:
    """The URL of a store: a path means an SQLite file, an address with ``://`` is taken as it is.

    Raises ``StoreError`` for what is neither SQLite nor PostgreSQL.
    """
    if isinstance(target, Path) or "://" not in target:
        return sa.URL.create("sqlite", database=str(target))
    try:
        url = sa.make_url(target)
    except sa.exc.ArgumentError as error:
        raise StoreError(
            "The address of the store is not a URL.",
            hint="Give a file name, or an address such as postgresql://user@host/database.",
        ) from error
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(
            f"A store cannot be kept in {url.get_backend_name()}.",
            hint="Use a file (SQLite) or a postgresql:// address.",
        )
    return url


def name_of(url: sa.URL) -> str:
    """What to call the store in messages: the file, or the address without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "the store in memory"
    return url.render_as_string(hide_password=True)


def file_of(url: sa.URL) -> Path | None:
    """The file of an SQLite store; ``None`` for a server, for memory and for SQLite's own ``file:`` names."""
    in_memory = url.database in (None, "", ":memory:")
    if url.get_backend_name() != "sqlite" or in_memory or str(url.database).startswith("file:"):
        return None
    return Path(str(url.database))


def engine_for(url: sa.URL, *, busy_timeout: float) -> sa.Engine:
    """An engine that has not connected yet; writers wait ``busy_timeout`` seconds for each other."""
    on_sqlite = url.get_backend_name() == "sqlite"
    options: dict[str, Any] = {"connect_args": {"timeout": busy_timeout}} if on_sqlite else {}
    if on_sqlite and url.database in (None, "", ":memory:"):
        options["poolclass"] = sa.StaticPool
    try:
        engine = sa.create_engine(url, **options)
    except (ModuleNotFoundError, sa.exc.NoSuchModuleError) as error:
        raise StoreError(
            f"The driver for {url.drivername} is not installed.",
            hint="Install it with: pip install 'lapwing[postgres]'",
        ) from error
    if on_sqlite:
        sa.event.listen(engine, "connect", _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    else:
        lock_timeout = f"SET LOCAL lock_timeout = {round(busy_timeout * 1000)}"
        sa.event.listen(engine, "begin", lambda connection: _begin_postgres(connection, lock_timeout))
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transactions leave table definitions out and start late; ours are said out loud.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    # NORMAL would be faster but can lose the last commits when the power fails.
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    # A deferred transaction that turns to writing fails at once when another has written: no wait helps.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgres(connection: sa.Connection, lock_timeout: str) -> None:
    if connection.get_execution_options().get(_WRITES, False):
        connection.exec_driver_sql(lock_timeout)
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")


@contextmanager
def transaction(engine: sa.Engine, *, writes: bool) -> Iterator[sa.Connection]:
    """One transaction: all of it or nothing. Writers take turns; readers see one state throughout.

    Raises ``StoreError`` for whatever the database complains about.
    """
    options: dict[str, Any] = {_WRITES: writes}
    if not writes and engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with complaints(engine), engine.execution_options(**options).begin() as connection:
        yield connection


@contextmanager
def complaints(engine: sa.Engine) -> Iterator[None]:
    """Turns what the database complains about into a ``StoreError`` that names the store and the remedy."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        fault, hint = _explain(error)
        raise StoreError(f"{name_of(engine.url)} {fault} ({_first_line(error)}).", hint=hint) from error


def parts(ids: Collection[Key]) -> Iterator[list[Key]]:
    """The ids in order, each once, in lists short enough for one question to any database."""
    ordered = sorted(set(ids))
    yield from (ordered[at : at + _ASKED] for at in range(0, len(ordered), _ASKED))


def insert_new(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts the rows whose primary key is not there yet and leaves the others as they are."""
    if not rows:
        return
    on_sqlite = connection.dialect.name == "sqlite"
    insert = sqlite.insert(table) if on_sqlite else postgresql.insert(table)
    connection.execute(insert.on_conflict_do_nothing(), [dict(row) for row in rows])


def _explain(error: sa.exc.DBAPIError) -> tuple[str, str]:
    state = getattr(error.orig, "sqlstate", None)
    if state in _POSTGRES_FAULTS:
        return _POSTGRES_FAULTS[state]
    name = getattr(error.orig, "sqlite_errorname", "")
    for known, explanation in _SQLITE_FAULTS.items():
        if name.startswith(known):
            return explanation
    if isinstance(error, sa.exc.IntegrityError):
        return _CONFLICT
    if isinstance(error, sa.exc.OperationalError) and not name and (state is None or state[:2] == "08"):
        return _NO_CONNECTION
    return _OTHER


def _first_line(error: sa.exc.DBAPIError) -> str:
    return (str(error.orig).strip().splitlines() or ["no message"])[0].rstrip(".")
