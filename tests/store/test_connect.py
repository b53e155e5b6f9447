"""Opening, sharing and failing: what the store says when the database complains."""

import datetime as dt
import sqlite3
import subprocess
import sys
import threading
import time

import pytest
import sqlalchemy as sa

from lapwing.errors import StoreError
from lapwing.records import Coding, Document
from lapwing.store import CodedBy, Store, connect

NOON = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)
CUES = CodedBy("cues", "1", "book-1")


def add(store: Store, doc_id: str, text: str = "Nothing happened.") -> None:
    with store.unit() as work:
        run = work.start_run("add", started=NOON)
        work.put(
            Document(doc_id=doc_id, text=text), Coding(doc_id=doc_id, coder="c"), coded_by=CUES, run_id=run
        )


def test_a_missing_store_is_an_error_that_says_how_to_make_one(tmp_path):
    with pytest.raises(StoreError, match="no store at") as caught:
        Store.open(tmp_path / "none.db")
    assert "lapwing init" in caught.value.hint
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("content", [b"", b"Just some notes about a market. " * 40])
def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not a Lapwing store"):
        Store.open(path)
    if content:
        with pytest.raises(StoreError, match="not a Lapwing store"):
            Store.create(path)
        assert path.read_bytes() == content


def test_the_database_of_another_program_is_refused(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="not a Lapwing store"):
        Store.open(path)
    with pytest.raises(StoreError, match="another program"):
        Store.create(path)


def test_a_store_is_not_made_twice(store, address):
    with pytest.raises(StoreError, match="a store already"):
        Store.create(address)


def test_a_store_is_not_made_in_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(StoreError, match="does not exist"):
        Store.create(tmp_path / "no" / "such" / "a.db")


@pytest.mark.parametrize(
    ("target", "said"),
    [("mysql://host/db", "cannot be kept in mysql"), ("://", "not a URL"), ("postgresql+no://h/d", "driver")],
)
def test_an_address_that_is_not_understood_is_an_error_with_a_hint(target, said):
    with pytest.raises(StoreError, match=said) as caught:
        Store.open(target)
    assert caught.value.hint


def test_a_server_that_is_not_there_is_an_error_without_the_password(tmp_path):
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="cannot be reached") as caught:
        Store.open(f"postgresql://who:s3cret@/db?host={tmp_path}")
    assert "s3cret" not in str(caught.value)
    assert "server" in caught.value.hint


def test_writers_take_turns(store, address):
    """The second writer waits for the first and then succeeds."""
    with Store.open(address) as other:
        with store.unit() as work:
            run = work.start_run("add", started=NOON)
            waiting = threading.Thread(target=add, args=(other, "doc-2"))
            waiting.start()
            time.sleep(0.2)
            work.put(
                Document(doc_id="doc-1", text="A."),
                Coding(doc_id="doc-1", coder="c"),
                coded_by=CUES,
                run_id=run,
            )
        waiting.join(timeout=10)
        with store.snapshot() as view:
            assert view.summary().documents == 2


def test_a_locked_store_is_an_error_once_the_wait_is_over(store, address):
    with (
        Store.open(address, busy_timeout=0.1) as other,
        store.unit(),
        pytest.raises(StoreError, match="locked") as caught,
    ):
        add(other, "doc-1")
    assert "Wait" in caught.value.hint


def test_a_reader_sees_one_state_while_another_writes(store, address):
    add(store, "doc-1")
    with Store.open(address) as other, other.snapshot() as view:
        assert view.summary().documents == 1
        add(store, "doc-2")
        assert view.summary().documents == 1


def test_a_snapshot_of_a_server_cannot_write(store):
    if store._engine.dialect.name == "sqlite":
        pytest.skip("a snapshot has no method that writes, and SQLite no transaction that cannot")
    with (
        pytest.raises(StoreError, match="read-only"),
        connect.transaction(store._engine, writes=False) as connection,
    ):
        connection.execute(sa.text("CREATE TABLE t (x int)"))


def test_a_full_disk_is_an_error_with_a_hint_and_loses_nothing(tmp_path):
    with Store.create(tmp_path / "a.db") as store:
        add(store, "doc-1")
        with store._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 40")
        with pytest.raises(StoreError, match="disk is full") as caught:
            add(store, "doc-2", "A long report. " * 40_000)
        assert "space" in caught.value.hint
        with store.snapshot() as view:
            assert view.summary().documents == 1


def test_a_read_only_store_can_be_read_and_says_why_it_cannot_be_written(tmp_path):
    path = tmp_path / "a.db"
    with Store.create(path) as store:
        add(store, "doc-1")
    with Store.open(f"sqlite:///file:{path}?mode=ro&uri=true") as store:
        with store.snapshot() as view:
            assert view.summary().documents == 1
        with pytest.raises(StoreError, match="read-only") as caught:
            add(store, "doc-2")
    assert "permissions" in caught.value.hint


def test_a_damaged_store_is_an_error_with_a_hint(tmp_path):
    path = tmp_path / "a.db"
    with Store.create(path) as store:
        add(store, "doc-1", "A report. " * 10_000)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="damaged") as caught:
        Store.open(path)
    assert caught.value.hint


def test_sqlite_keeps_commits_through_a_power_cut_and_checks_references(tmp_path):
    with Store.create(tmp_path / "a.db") as store, store._engine.connect() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_opening_a_store_that_is_up_to_date_does_not_load_alembic(tmp_path):
    Store.create(tmp_path / "a.db").close()
    program = (
        "import sys; from lapwing.store import Store; "
        f"Store.open({str(tmp_path / 'a.db')!r}).close(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
