import io
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.records import Issue, RawItem
from lapwing.sources import collect
from lapwing.sources.tables import csv_items, jsonl_items


def from_jsonl(data: bytes) -> list[RawItem | Issue]:
    return list(jsonl_items(io.BytesIO(data), "t.jsonl"))


def from_csv(text: str | bytes) -> list[RawItem | Issue]:
    return list(csv_items(io.BytesIO(text.encode() if isinstance(text, str) else text), "t.csv"))


def items(found: list[RawItem | Issue]) -> list[RawItem]:
    assert all(isinstance(one, RawItem) for one in found), found
    return [one for one in found if isinstance(one, RawItem)]


def test_a_row_keeps_what_it_says() -> None:
    row = {
        "doc_id": 7,
        "text": "Two “men”.",
        "published": "2024-01-15",
        "title": "T",
        "url": "https://x.example/1",
    }
    row |= {"author": ["Ann Ames", "Bo Beck"], "publisher": "The Post", "language": "en", "events": [1]}
    (item,) = items(from_jsonl(json.dumps(row).encode()))
    assert item.doc_id == "7"
    assert item.data.decode() == "Two “men”."
    assert (item.published, item.title, item.url) == ("2024-01-15", "T", "https://x.example/1")
    assert (item.author, item.publisher) == ("Ann Ames, Bo Beck", "The Post")
    assert item.metadata == {"language": "en", "events": [1]}
    assert item.name == "t.jsonl:1"


def test_a_bad_line_is_named_and_the_rest_goes_on() -> None:
    found = from_jsonl(b'{"text": "a"}\n\nnot json\n[1]\n{"title": "x"}\n{"text": 3}\n\xff\n{"text": "b"}')
    assert [one.name if isinstance(one, RawItem) else one.origin for one in found] == [
        f"t.jsonl:{line}" for line in (1, 3, 4, 5, 6, 7, 8)
    ]
    assert [one.reason for one in found if isinstance(one, Issue)] == ["bad_row"] * 5


def test_deep_json_is_a_bad_row() -> None:
    (found,) = from_jsonl(b"[" * 100_000)
    assert isinstance(found, Issue)


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    (item,) = items(from_jsonl(rb'{"text": "a\ud83d", "title": "\udc00", "x": {"y": ["\ud800"]}}'))
    assert item.data.decode() == "a\ufffd"
    assert item.title == "\ufffd"
    assert item.metadata == {"x": {"y": ["\ufffd"]}}


def test_a_byte_order_mark_is_passed_over_and_utf16_is_told() -> None:
    assert len(items(from_jsonl(b'\xef\xbb\xbf{"text": "a"}'))) == 1
    (found,) = from_jsonl('{"text": "a"}'.encode("utf-16"))
    assert isinstance(found, Issue)
    assert found.reason == "bad_encoding"


def test_a_line_longer_than_a_document_may_be_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lapwing.sources.tables.MAX_DOCUMENT_BYTES", 40)
    found = from_jsonl(b'{"text": "' + b"a" * 3_000_000 + b'"}\n{"text": "b"}\n')
    assert [one.reason if isinstance(one, Issue) else one.name for one in found] == ["too_large", "t.jsonl:2"]


def test_a_long_table_is_never_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    line = json.dumps({"text": "word " * 10_000}).encode() + b"\n"
    with path.open("wb") as stream:
        for _ in range(100):
            stream.write(line)
    tracemalloc.start()
    assert sum(isinstance(one, RawItem) for one in collect([path])) == 100
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000 < path.stat().st_size


def test_a_table_may_call_its_columns_by_other_names() -> None:
    (item,) = items(from_csv("ID,Headline,Date,Body,Source\n1,T,2024-01-15,Words,The Post\n"))
    assert (item.doc_id, item.title, item.published, item.publisher) == ("1", "T", "2024-01-15", "The Post")
    assert item.data == b"Words"
    assert item.name == "t.csv:2"


def test_a_source_that_is_an_address_is_the_url() -> None:
    (item,) = items(from_csv("text,source\nWords,https://x.example/1\n"))
    assert (item.url, item.publisher) == ("https://x.example/1", None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_read_from_the_header(delimiter: str) -> None:
    (item,) = items(
        from_csv(delimiter.join(["id", "date", "text"]) + "\n" + delimiter.join(["1", "2024", "a"]))
    )
    assert (item.doc_id, item.data) == ("1", b"a")


def test_a_field_may_be_an_article_with_lines_and_quotes() -> None:
    body = 'First line, with a comma.\n\nThe "second" one.' + " More." * 50_000
    (item,) = items(from_csv('id,text\n1,"' + body.replace('"', '""') + '"\n'))
    assert item.data.decode() == body


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_of_a_table_is_told_even_when_the_first_accent_comes_late(encoding: str) -> None:
    rows = "id,text\n" + "1,plain\n" * 20_000 + "2,café “x”\n"
    assert items(from_csv(rows.encode(encoding)))[-1].data.decode() == "café “x”"


def test_a_row_that_does_not_fit_the_header_is_an_issue() -> None:
    found = from_csv("id,text\n1,a,b\n2,c\n,\n3\n")
    assert [one.reason if isinstance(one, Issue) else one.doc_id for one in found] == [
        "bad_row",
        "2",
        "bad_row",
    ]


@pytest.mark.parametrize("table", ["", "id,headline\n1,x\n"])
def test_a_table_without_words_says_which_columns_it_has(table: str) -> None:
    (found,) = from_csv(table)
    assert isinstance(found, Issue)
    assert found.reason == "bad_header"


@given(st.binary(max_size=300))
def test_no_bytes_break_a_table(data: bytes) -> None:
    for one in (*from_jsonl(data), *from_csv(data), *from_csv(b"id,text\n" + data)):
        assert isinstance(one, RawItem | Issue)


@given(st.lists(st.text(min_size=1), max_size=5))
def test_rows_come_out_as_they_were_written(texts: list[str]) -> None:
    lines = "\n".join(json.dumps({"text": text}) for text in texts)
    found = [one.data.decode() for one in items(from_jsonl(lines.encode()))]
    assert found == texts
