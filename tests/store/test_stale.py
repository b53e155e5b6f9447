"""Which documents another version, codebook or coder coded."""

import datetime as dt

import pytest

from lapwing.records import Coding, Document
from lapwing.store import CodedBy, Store

NOW = CodedBy("learned", "2", "b2")


@pytest.fixture
def filled(store: Store) -> Store:
    by = {
        "current": NOW,
        "older": CodedBy("learned", "1", "b2"),
        "codebook": CodedBy("learned", "2", "b1"),
        "other": CodedBy("cues", "2", "b2"),
    }
    with store.unit() as work:
        run = work.start_run("add", started=dt.datetime(2031, 5, 2, tzinfo=dt.UTC))
        for doc_id, coded_by in by.items():
            document = Document(doc_id=doc_id, text=f"Text of {doc_id}.")
            work.put(document, Coding(doc_id=doc_id, coder="c"), coded_by=coded_by, run_id=run)
    return store


def found(store: Store, **asked) -> list[str]:
    others = asked.pop("others", False)
    with store.snapshot() as view:
        return [one.doc_id for one in view.coded_otherwise(NOW, others=others).documents(**asked)]


def test_another_version_and_another_codebook_are_stale(filled: Store):
    assert found(filled) == ["codebook", "older"]
    with filled.snapshot() as view:
        assert view.coded_otherwise(NOW).count() == 2


def test_other_coders_count_when_asked(filled: Store):
    assert found(filled, others=True) == ["codebook", "older", "other"]


def test_they_come_in_parts_with_their_texts(filled: Store):
    assert found(filled, most=1) == ["codebook"]
    assert found(filled, after="codebook", most=1) == ["older"]
    with filled.snapshot() as view:
        (document,) = view.coded_otherwise(NOW).documents(most=1)
    assert document.text == "Text of codebook."


def test_what_was_coded_again_is_no_longer_stale(filled: Store):
    with filled.unit() as work:
        run = work.start_run("update", started=dt.datetime(2031, 5, 3, tzinfo=dt.UTC))
        (document, _) = work.coded_otherwise(NOW).documents()
        coding = Coding(doc_id=document.doc_id, coder="c")
        work.put(document, coding, coded_by=NOW, run_id=run)
    assert found(filled) == ["older"]
