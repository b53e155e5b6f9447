"""One holder of a name per store at a time; the name is free again when its holder ends, however it ends."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from lapwing.errors import StoreError
from lapwing.store import connect


@contextmanager
def alone(engine: sa.Engine, name: str) -> Iterator[None]:
    """Holds ``name`` for this store during the block; ``StoreError`` at once when another process holds it.

    An SQLite file gets a file beside it that the operating system locks, a server an advisory lock on a
    connection of its own. A store in memory has no second process to fear.
    """
    file = connect.file_of(engine.url)
    taken = StoreError(
        f"Another `lapwing {name}` is at work on {connect.name_of(engine.url)}.",
        hint="One is enough: stop the other one first, or leave the work to it.",
    )
    if engine.dialect.name == "postgresql":
        with connect.complaints(engine), engine.connect() as connection:
            held = connection.execution_options(isolation_level="AUTOCOMMIT")
            key = sa.text("SELECT pg_try_advisory_lock(hashtext(current_schema()), hashtext(:name))")
            if not held.execute(key, {"name": f"lapwing {name}"}).scalar_one():
                raise taken
            try:
                yield
            finally:
                connection.invalidate()  # the lock is the session's, which must not go back to the pool
    elif file is not None:
        with _opened(file.resolve(), name) as lock:
            if not _locked(lock):
                raise taken
            yield
    else:
        yield


def _opened(file: Path, name: str) -> IO[bytes]:
    path = file.with_name(f"{file.name}.{name}.lock")
    try:
        return path.open("ab")
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written: {error.strerror or error}.",
            hint="Check the permissions of the store's folder.",
        ) from error


def _locked(file: IO[bytes]) -> bool:
    """Locks the file for this process until it is closed; whether that could be done."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
