"""The look at a store sees what is wrong with it: each fault is made, and has to be told."""

import datetime as dt
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.sound import ARCHIVE, STORE, content, differences, looked_at, records_in
from lapwing.config import Settings, Source
from lapwing.pipeline.updating import Choices, update
from lapwing.store import Store

NOON = dt.datetime(2031, 5, 6, 12, tzinfo=dt.UTC)
REPORT = "A bomb killed {number} people at a market in {town}, Mali, on Monday, police said."

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open database cannot be changed there")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [
        {"doc_id": town, "text": REPORT.format(number=number, town=town), "published": "2031-05-06"}
        for number, town in ((3, "Gao"), (4, "Bamako"))
    ]
    shelf = tmp_path / "shelf.jsonl"
    shelf.write_text("\n".join(map(json.dumps, rows)))
    settings = Settings(sources=(Source(name="Shelf", path=str(shelf)),))
    with Store.create(tmp_path / STORE) as store:
        update(store, settings, now=lambda: NOON, sleep=lambda _: None, choices=Choices(coder="cues"))
    return tmp_path


def change(folder: Path, asked: str) -> None:
    with closing(sqlite3.connect(folder / STORE)) as database, database:
        database.execute(asked)


def test_a_sound_store_has_nothing_wrong(folder: Path) -> None:
    holdings, wrong = looked_at(folder)
    assert holdings is not None
    assert wrong == []
    assert (len(holdings.captures), holdings.runs, holdings.orphans) == (2, 1, 0)
    assert (holdings.waiting, holdings.unsigned, holdings.unlinked) == (0, 0, 0)
    assert looked_at(folder, holdings) == (holdings, [])
    assert differences(content(folder), content(folder)) == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("DELETE FROM captures WHERE number = 1", "lost: capture"),
        ("UPDATE codings SET superseded_by = 1 WHERE doc_id = 'Gao'", "document without a coding"),
        ("UPDATE incidents SET superseded_by = 1", "report of an incident that is none"),
        ("UPDATE incidents SET superseded_by = 1", "incident that vanished"),
        ("DELETE FROM witnesses", "document of a witness that is none"),
        ("UPDATE captures SET record = json_set(record, '$.sha256', 'x') WHERE number = 1", "archive:"),
        ("UPDATE documents SET digest = 'x'", "lost: document"),
        (
            "UPDATE incidents SET record = json_set(record, '$.members', "
            "json((SELECT json_extract(record, '$.members') FROM incidents LIMIT 1)))",
            "event in two incidents",
        ),
        (
            "INSERT INTO captures (capture_id, source, name, retrieved, sha256, record, added_by) "
            "SELECT 'x', source, name, retrieved, sha256, record, added_by FROM captures LIMIT 1",
            "capture doubled",
        ),
        (
            "INSERT INTO documents (doc_id, digest, text, title, published, url, record, added_by) "
            "SELECT 'x', digest, text, title, published, url, record, added_by FROM documents LIMIT 1",
            "",
        ),
        ("UPDATE evidence SET coding_id = 99", "foreign key"),
    ],
)
def test_what_is_wrong_is_told(folder: Path, asked: str, told: str) -> None:
    before, _ = looked_at(folder)
    assert before is not None
    change(folder, asked)
    _, wrong = looked_at(folder, before)
    assert any(one.startswith(told) for one in wrong)


def test_a_document_twice_is_told_where_it_has_an_address(folder: Path) -> None:
    change(folder, "UPDATE documents SET url = 'https://post.example/1', text = 'x', title = 't'")
    assert any(one.startswith("document doubled") for one in looked_at(folder)[1])


def test_a_torn_end_of_the_archive_is_no_record_and_no_fault(folder: Path) -> None:
    (file,) = (folder / ARCHIVE).glob("*.warc.gz")
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:100])
    assert records_in(folder / ARCHIVE) == 2
    assert looked_at(folder)[1] == []
    file.write_bytes(whole[:-20])
    assert any(one.startswith("archive:") for one in looked_at(folder)[1])


def test_a_file_that_is_no_store_is_told(folder: Path) -> None:
    (folder / STORE).write_bytes(b"no database at all" * 100)
    holdings, (wrong,) = looked_at(folder)
    assert holdings is None
    assert wrong.startswith("cannot be opened")
