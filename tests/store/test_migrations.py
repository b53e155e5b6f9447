"""The schema that migrations build, and the way to it."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from lapwing.errors import StoreError
from lapwing.records import Coding, Document
from lapwing.store import CodedBy, Store, connect, migrations, schema

NEXT = """
import sqlalchemy as sa
from alembic import op
revision = "0004"
down_revision = "0003"
def upgrade():
    op.add_column("documents", sa.Column("note", sa.Text()))
    {fault}
"""


@pytest.fixture
def later_lapwing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Makes this Lapwing one with another revision, whose body may have a fault."""

    def install(fault: str = "") -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(Path(migrations.__file__).parent, folder)
        (folder / "versions" / "r0004_note.py").write_text(NEXT.format(fault=fault))
        monkeypatch.setattr(migrations, "LOCATION", str(folder))
        monkeypatch.setattr(schema, "HEAD", "0004")

    return install


def columns(store: Store) -> set[str]:
    return {column["name"] for column in sa.inspect(store._engine).get_columns("documents")}


def test_upgrading_an_empty_database_gives_the_tables_of_the_schema(store):
    with connect.transaction(store._engine, writes=False) as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": schema.VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, schema.metadata) == []


@pytest.mark.parametrize("table", ["documents", "codings"])
def test_the_database_itself_refuses_a_second_live_row(store, table):
    with store.unit() as work:
        run = work.start_run("add", started=dt.datetime(2025, 3, 1, tzinfo=dt.UTC))
        coding = Coding(doc_id="doc-1", coder="c")
        work.put(Document(doc_id="doc-1", text="A."), coding, coded_by=CodedBy("c", "1", "b"), run_id=run)
    columns = schema.metadata.tables[table].columns
    _key, *others = [column.name for column in columns]
    copy = f"INSERT INTO {table} ({', '.join(others)}) SELECT {', '.join(others)} FROM {table}"
    with pytest.raises(StoreError, match="another run"), connect.transaction(store._engine, writes=True) as c:
        c.execute(sa.text(copy))


def test_the_schema_names_the_newest_revision():
    assert migrations.revisions()[-1] == schema.HEAD


def test_an_older_store_is_brought_up_to_date_when_opened(address, later_lapwing):
    Store.create(address).close()
    later_lapwing()
    with Store.open(address) as store:
        assert "note" in columns(store)


def test_a_store_from_before_offers_keeps_its_codings_and_has_none(address):
    engine = connect.engine_for(connect.parse(address), busy_timeout=10)
    with connect.transaction(engine, writes=True) as connection:
        command.upgrade(migrations._config(connection), "0001")
        runs, documents, codings = schema.runs, schema.documents, schema.codings
        noon = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)
        connection.execute(sa.insert(runs).values(run_id=1, command="add", started=noon))
        told = {"doc_id": "doc-1", "digest": "x", "added_by": 1}
        record = {"document_id": 1, "text": "A.", "record": {"doc_id": "doc-1"}}
        connection.execute(sa.insert(documents).values(**record, **told))
        by = {"coder": "c", "coder_version": "1", "codebook_version": "b"}
        connection.execute(sa.insert(codings).values(coding_id=1, document_id=1, **by, **told))
    engine.dispose()
    with Store.open(address) as store, store.snapshot() as view:
        assert view.document("doc-1").offers == ()


def test_a_migration_that_fails_leaves_the_store_as_it_was(address, later_lapwing, monkeypatch):
    Store.create(address).close()
    later_lapwing(fault="raise RuntimeError('the power failed')")
    with pytest.raises(RuntimeError):
        Store.open(address)
    monkeypatch.undo()
    with Store.open(address) as store:
        assert "note" not in columns(store)


def test_a_newer_store_is_refused_with_a_hint(store, address):
    with store._engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer Lapwing") as caught:
        Store.open(address)
    assert "upgrade" in caught.value.hint


def test_going_back_is_refused_with_a_reason(store):
    with pytest.raises(StoreError, match="never taken back") as caught, store._engine.begin() as connection:
        command.downgrade(migrations._config(connection), "base")
    assert "copy" in caught.value.hint
