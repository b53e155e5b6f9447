"""The rooms in their order: what goes in comes out, is kept once, and never stops the batch."""

import datetime as dt
import io
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lapwing import coding
from lapwing.errors import CoderError, ExportError
from lapwing.pipeline import (
    add_paths,
    code_documents,
    code_paths,
    export_events,
    read_paths,
    workers,
)
from lapwing.records import Coding, Document, Event, Evidence, Issue
from lapwing.store import Filters, Store

START = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)
REPORT = (
    "A bomb exploded at the grain market in Gao on Monday, killing four traders, the governor's office said. "
    "Nobody has said that they were behind the attack in the {number} district of the town."
)


class OneEventCoder:
    """Codes the first word of each document as an attack; fails on some words."""

    name = "one"
    version = "1"

    def code(self, document: Document) -> Coding:
        if "FAULT" in document.text:
            raise KeyError("no such rule")
        if "SLOW" in document.text:
            time.sleep(0.02)
        if "DEATH" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        event = Event(
            doc_id=document.doc_id,
            event_id=f"evt-{document.doc_id}",
            type="attack",
            evidence=(Evidence(field="event", start=0, end=1),),
        )
        issues = (
            (Issue(origin="x", reason="part", message="m", hint="h", doc_id=document.doc_id),)
            if "PART" in document.text
            else ()
        )
        return Coding(doc_id=document.doc_id, coder="one 1", events=(event,), issues=issues)


class NewerCoder(OneEventCoder):
    version = "2"


# Worker processes import this module to find `_prepare`, and so know the coders as well.
coding.CODERS["one"] = OneEventCoder
coding.CODERS["newer"] = NewerCoder


def _prepare(chosen: Callable[[], coding.Coder]) -> None:
    chosen()


def _die(chosen: Callable[[], coding.Coder]) -> None:
    os._exit(1)


@pytest.fixture
def in_processes(monkeypatch):
    monkeypatch.setattr(workers, "_prepare", _prepare)


@pytest.fixture
def store(tmp_path):
    with Store.create(tmp_path / "lapwing.db") as made:
        yield made


def clock():
    ticks = itertools.count()
    return lambda: START + dt.timedelta(minutes=next(ticks))


def documents(number: int, **words: str) -> list[Document]:
    return [Document(doc_id=f"doc-{i:03}", text=words.get(f"at_{i}", f"Text {i}.")) for i in range(number)]


def lines(path: Path, *articles: dict) -> Path:
    path.write_text("\n".join(json.dumps(article) for article in articles), encoding="utf-8")
    return path


def article(number: int, **fields) -> dict:
    return {"doc_id": f"a{number}", "text": REPORT.format(number=number), "published": "2025-03-01", **fields}


def ids(coded) -> list[str]:
    return [document.doc_id for document, _ in coded]


# -- Reading --


def test_articles_come_in_order_with_the_issues_between_them(tmp_path):
    path = lines(tmp_path / "a.jsonl", article(1), {"doc_id": "a2"}, article(3))
    readings = list(read_paths([path, tmp_path / "none.txt"]))
    assert [reading.document and reading.document.doc_id for reading in readings] == ["a1", None, "a3", None]
    assert all(reading.issues for reading in readings if reading.document is None)


def test_the_given_date_and_standard_input_are_passed_on():
    text = io.BytesIO(REPORT.format(number="first").encode())
    (reading,) = read_paths(["-"], published=dt.date(2025, 3, 2), stdin=text)
    assert reading.document.published == dt.date(2025, 3, 2)


def test_an_article_that_is_there_twice_is_read_once_with_a_warning(tmp_path):
    path = lines(tmp_path / "a.jsonl", article(1), article(1))
    first, second = read_paths([path])
    assert first.document.doc_id == "a1"
    assert second.document is None
    (issue,) = second.issues
    assert (issue.reason, issue.severity, issue.doc_id) == ("repeated", "warning", "a1")


def test_the_same_path_given_twice_is_read_once(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(REPORT.format(number="first"))
    first, second = read_paths([path, path])
    assert first.document is not None
    assert [issue.reason for issue in second.issues] == ["repeated"]


def test_two_articles_with_one_id_are_an_issue_and_the_first_is_read(tmp_path):
    path = lines(tmp_path / "a.jsonl", article(1), {**article(2), "doc_id": "a1"})
    first, second = read_paths([path])
    assert "1 district" in first.document.text
    (issue,) = second.issues
    assert (issue.reason, issue.severity) == ("id_conflict", "refused")
    assert "a.jsonl:1" in issue.message


# -- Coding --


def test_every_document_is_coded_in_order():
    given = documents(5)
    coded = list(code_documents(given, coder="one"))
    assert [document for document, _ in coded] == given
    assert [made.doc_id for _, made in coded] == [document.doc_id for document in given]


def test_an_unknown_coder_is_refused_before_anything_is_read():
    def never():
        raise AssertionError("a document was read")
        yield

    with pytest.raises(CoderError):
        code_documents(never(), coder="none")


def test_a_document_on_which_the_coder_fails_is_an_issue_and_the_batch_goes_on():
    coded = list(code_documents(documents(3, at_1="FAULT"), coder="one"))
    assert [len(made.events) for _, made in coded] == [1, 0, 1]
    (issue,) = coded[1][1].issues
    assert (issue.reason, issue.doc_id) == ("coder_fault", "doc-001")
    assert "no such rule" in issue.message


def test_several_workers_give_the_same_as_one_even_when_a_document_kills_its_worker(in_processes):
    given = documents(30, at_3="FAULT", at_11="DEATH", at_20="SLOW")
    coded = list(code_documents(given, coder="one", workers=2))
    assert [document for document, _ in coded] == given
    (issue,) = coded[11][1].issues
    assert (issue.reason, issue.doc_id) == ("worker_died", "doc-011")
    survivors = [document for document in given if document.doc_id != "doc-011"]
    assert coded[:11] + coded[12:] == list(code_documents(survivors, coder="one"))


def test_a_stream_is_never_held_in_memory(in_processes):
    read = itertools.count()
    taken = 0

    def endless():
        nonlocal taken
        for taken in read:
            yield Document(doc_id=f"doc-{taken}", text="Text.")

    coded = code_documents(endless(), coder="one", workers=2)
    for number, (document, _) in enumerate(itertools.islice(coded, 60)):
        assert document.doc_id == f"doc-{number}"
        assert taken - number <= workers.CHUNK * (workers.AHEAD * 2 + 1)
    coded.close()


def test_few_documents_start_no_processes(monkeypatch):
    monkeypatch.setattr(workers, "_in_processes", None)
    assert len(list(code_documents(documents(workers.CHUNK), coder="one", workers=4))) == workers.CHUNK


def test_workers_that_cannot_start_are_an_error_with_a_hint(monkeypatch):
    monkeypatch.setattr(workers, "_prepare", _die)
    with pytest.raises(CoderError, match="cannot be started") as caught:
        list(code_documents(documents(20), coder="one", workers=2))
    assert "__main__" in caught.value.hint


# -- Reading and coding --


def test_codings_and_refusals_come_in_the_order_of_the_articles(tmp_path):
    path = lines(
        tmp_path / "a.jsonl", {"doc_id": "a0"}, article(1), {"doc_id": "a2"}, article(3), {"doc_id": "a4"}
    )
    coded = list(code_paths([path], coder="one"))
    assert [found.document and found.document.doc_id for found in coded] == [None, "a1", None, "a3", None]
    assert [found.refused for found in coded] == [True, False, True, False, True]
    assert coded[1].coding.events[0].doc_id == "a1"


def test_warnings_of_reading_and_issues_of_coding_come_together(tmp_path):
    path = lines(tmp_path / "a.jsonl", {"doc_id": "a1", "text": REPORT.format(number="PART")})
    (found,) = code_paths([path], coder="one")
    assert [issue.reason for issue in found.issues] == ["no_date", "part"]
    assert found.coding is not None
    assert not found.refused


def test_a_document_that_could_not_be_coded_has_no_coding(tmp_path):
    path = lines(tmp_path / "a.jsonl", article(1, text=REPORT.format(number="FAULT")))
    (found,) = code_paths([path], coder="one")
    assert (found.coding, found.refused) == (None, True)


def test_the_shipped_coder_goes_all_the_way(tmp_path):
    path = lines(tmp_path / "a.jsonl", article(1))
    first, second = (list(code_paths([path])) for _ in range(2))
    assert first == second
    assert all(
        item.quote(first[0].document.text) for event in first[0].coding.events for item in event.evidence
    )


# -- Adding --


def test_adding_counts_what_it_did(store, tmp_path):
    path = lines(tmp_path / "a.jsonl", article(1), {"doc_id": "a2"}, article(3), article(3))
    report = add_paths(store, [path], now=clock(), coder="one")
    assert (report.added, report.refused, report.events, report.items) == (2, 1, 2, 3)
    assert {issue.reason for issue in report.issues} >= {"repeated"}
    with store.snapshot() as view:
        assert view.summary().documents == 2
        assert {issue.issue_id for issue in view.issues()} == {issue.issue_id for issue in report.issues}


def test_adding_again_changes_nothing_and_codes_nothing(store, tmp_path, monkeypatch):
    path = lines(tmp_path / "a.jsonl", article(1), article(2))
    add_paths(store, [path], now=clock(), coder="one")
    monkeypatch.setattr(OneEventCoder, "code", None)
    report = add_paths(store, [path], now=clock(), coder="one")
    assert (report.added, report.unchanged, report.events) == (0, 2, 0)
    with store.snapshot() as view:
        assert len(view.history("a1")) == 1


def test_the_same_article_from_another_file_is_unchanged(store, tmp_path):
    add_paths(store, [lines(tmp_path / "a.jsonl", article(1))], now=clock(), coder="one")
    report = add_paths(store, [lines(tmp_path / "b.jsonl", article(1))], now=clock(), coder="one")
    assert (report.added, report.unchanged) == (0, 1)


def test_a_corrected_article_is_revised_and_a_newer_coder_recodes(store, tmp_path):
    add_paths(store, [lines(tmp_path / "a.jsonl", article(1))], now=clock(), coder="one")
    corrected = lines(tmp_path / "b.jsonl", {**article(2), "doc_id": "a1"})
    assert add_paths(store, [corrected], now=clock(), coder="one").revised == 1
    assert add_paths(store, [corrected], now=clock(), coder="newer").recoded == 1
    with store.snapshot() as view:
        assert len(view.history("a1")) == 3
        assert view.count() == 1


def test_a_document_that_could_not_be_coded_is_tried_again(store, tmp_path, monkeypatch):
    path = lines(tmp_path / "a.jsonl", article(1, text=REPORT.format(number="FAULT")))
    report = add_paths(store, [path], now=clock(), coder="one")
    assert (report.added, report.refused) == (0, 1)
    monkeypatch.setattr(OneEventCoder, "code", NewerCoder().code.__func__)
    monkeypatch.setattr(
        OneEventCoder, "code", lambda self, document: Coding(doc_id=document.doc_id, coder="one")
    )
    assert add_paths(store, [path], now=clock(), coder="one").added == 1


def test_progress_tells_of_each_item_once_it_is_kept(store, tmp_path):
    path = lines(tmp_path / "a.jsonl", article(1), article(2))
    told = []

    def progress(report):
        with store.snapshot() as view:
            told.append((report.items, view.summary().documents))

    add_paths(store, [path], now=clock(), coder="one", progress=progress)
    assert told == [(1, 1), (2, 2)]


def test_runs_say_when_they_began_and_ended(store, tmp_path):
    path = lines(tmp_path / "a.jsonl", article(1))
    add_paths(store, [path], now=clock(), coder="one")
    with store.snapshot() as view:
        found = view.document("a1")
    assert found.added == START
    assert (found.coded_by.coder, found.coded_by.coder_version) == ("one", "1")
    assert found.coded_by.codebook_version


ADDING = """
import datetime as dt, sys
import test_pipeline  # brings the coder
from lapwing.pipeline import add_paths
from lapwing.store import Store

with Store.open(sys.argv[1]) as store:
    add_paths(
        store, [sys.argv[2]], now=lambda: dt.datetime(2025, 3, 1, tzinfo=dt.timezone.utc), coder="one",
        progress=lambda report: print(report.added, flush=True),
    )
"""


def test_a_killed_run_loses_nothing_it_told_of_and_the_next_one_completes(store, tmp_path):
    number = 40
    path = lines(
        tmp_path / "a.jsonl", *(article(i, text=REPORT.format(number=f"SLOW {i}")) for i in range(number))
    )
    child = subprocess.Popen(
        [sys.executable, "-c", ADDING, str(tmp_path / "lapwing.db"), str(path)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parent,
        text=True,
    )
    told = [int(child.stdout.readline()) for _ in range(5)]
    child.kill()
    told += [int(line) for line in child.stdout.read().split()]
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    with store.snapshot() as view:
        kept = view.summary().documents
        assert max(told) <= kept < number
        assert all(view.document(f"a{i}").events for i in range(max(told)))
    report = add_paths(store, [path], now=clock(), coder="one")
    assert (report.unchanged, report.added) == (kept, number - kept)
    with store.snapshot() as view:
        assert view.summary().events == number


# -- Publishing --


def test_what_was_added_can_be_published(store, tmp_path):
    add_paths(store, [lines(tmp_path / "a.jsonl", article(1), article(2))], now=clock(), coder="one")
    out = io.BytesIO()
    assert export_events(store, "jsonl", out) == 2
    assert [json.loads(line)["doc_id"] for line in out.getvalue().splitlines()] == ["a1", "a2"]
    assert export_events(store, "csv", tmp_path / "out.csv", filters=Filters(doc_id="a2")) == 1
    with pytest.raises(ExportError):
        export_events(store, "csv", tmp_path / "out.csv")
