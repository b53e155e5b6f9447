import json

import pytest

from lapwing.errors import GoldError
from lapwing.evaluation import read_coded
from tests.evaluation.make import document, event


def write(path, *lines):
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_documents_are_read_in_order_and_blank_lines_passed_over(tmp_path):
    first, second = document(event(), doc_id="a"), document(doc_id="b")
    path = write(tmp_path / "gold.jsonl", json.dumps(first), "", json.dumps(second), "")
    assert [d.doc_id for d in read_coded(path)] == ["a", "b"]


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(document(text="one\u2028two"), ensure_ascii=False), encoding="utf-8")
    assert read_coded(path)[0].text == "one\u2028two"


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: not a JSON object"),
        (json.dumps({"text": "no id"}), "line 2: doc_id"),
        (json.dumps(document(event("picnic"), doc_id="b")), "line 2: events.0.type"),
        (json.dumps(document(event(date_start="soon"), doc_id="b")), "line 2: events.0.date_start"),
        (json.dumps(document(doc_id="a")), "line 2: document 'a' occurs twice"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path, line, named):
    path = write(tmp_path / "gold.jsonl", json.dumps(document(doc_id="a")), line)
    with pytest.raises(GoldError, match=named) as caught:
        read_coded(path)
    assert caught.value.hint


def test_a_missing_file_is_a_gold_error(tmp_path):
    with pytest.raises(GoldError, match=r"absent\.jsonl"):
        read_coded(tmp_path / "absent.jsonl")


def test_empty_lists_may_be_null(tmp_path):
    path = write(tmp_path / "gold.jsonl", json.dumps(document(event(modes=None, evidence=None))))
    assert read_coded(path)[0].events[0].modes == ()
