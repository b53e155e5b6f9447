"""Every test that asks for ``address`` runs on SQLite, and on PostgreSQL where a server can be had."""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from lapwing.store import Store

_NUMBERS = itertools.count()
NewAddress = Callable[[str], str]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL database: ``LAPWING_TEST_POSTGRES``, or a server started for the tests."""
    given = os.environ.get("LAPWING_TEST_POSTGRES")
    if given:
        yield given
        return
    pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed")
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server: set LAPWING_TEST_POSTGRES or install initdb and pg_ctl")
    # A socket's path may have about 100 characters, too few for pytest's own folders.
    folder = Path(tempfile.mkdtemp(prefix="lapwing-"))
    run = _as_ordinary_user(folder)
    run(
        programs / "initdb", "-D", folder / "data", "-U", "lapwing", "--auth=trust", "--no-sync", "-E", "UTF8"
    )
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    run(programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql://lapwing@/postgres?host={quote(str(folder))}"
    finally:
        run(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def new_address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> NewAddress:
    """Gives, for a kind of database, where a new store can be made in it."""

    def address(kind: str) -> str:
        if kind == "sqlite":
            return str(tmp_path_factory.mktemp("store") / "lapwing.db")
        server = request.getfixturevalue("postgres")
        import psycopg

        schema = f"test_{os.getpid()}_{next(_NUMBERS)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}")
        return f"{server}{'&' if '?' in server else '?'}options={quote(f'-csearch_path={schema}')}"

    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, new_address: NewAddress) -> str:
    """Where a new store can be made, once in each kind of database."""
    return new_address(request.param)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """A new, empty store in each kind of database."""
    with Store.create(address) as made:
        yield made


def _programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``; Debian keeps it out of the search path."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _as_ordinary_user(folder: Path):
    """Runs a program; PostgreSQL refuses to run as root, so root hands it to ``nobody``."""
    user = None
    if os.getuid() == 0:
        user = "nobody"
        shutil.chown(folder, user)

    def run(*command: object) -> None:
        done = subprocess.run(
            [str(part) for part in command], user=user, cwd=folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if "start" not in command else subprocess.DEVNULL,
            stderr=subprocess.STDOUT if "start" not in command else subprocess.DEVNULL,
        )  # fmt: skip
        if done.returncode:
            pytest.skip(f"PostgreSQL did not start: {(done.stdout or b'').decode(errors='replace')[-200:]}")

    return run
