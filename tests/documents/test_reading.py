import datetime as dt
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.documents import Reading, read
from lapwing.records import Document, RawItem
from lapwing.sources import collect
from tests.documents.make import ENGLISH, item, locked, pdf

TUESDAY = ENGLISH.replace("Monday", "Tuesday")
FRENCH = (
    "Les assaillants ont quitté la ville dans la nuit, et la police est à leur recherche dans le sud du pays."
)
MEDIA_TYPES = [
    None,
    "",
    "text/plain",
    "text/plain; charset=utf-16",
    "text/html",
    "text/markdown",
    "text/csv",
    "application/pdf",
    "application/xhtml+xml",
    "application/octet-stream",
    "image/png",
    "text/html; charset=nonsense",
]


def document(data: bytes | str, media_type: str | None = "text/plain", **fields: object) -> Document:
    reading = read(item(data, media_type, **fields))
    assert reading.document is not None, reading.issues
    return reading.document


def refusal(data: bytes | str, media_type: str | None = "text/plain") -> str:
    reading = read(item(data, media_type))
    assert reading.document is None
    assert reading.raw == ""
    (*_, issue) = reading.issues
    assert issue.severity == "refused"
    assert issue.hint
    return issue.reason


def sound(reading: Reading) -> None:
    """The laws of a reading: one outcome, and raw text = clean text + furniture but for white space."""
    if reading.document is None:
        assert any(issue.severity == "refused" for issue in reading.issues)
        return
    assert all(issue.severity == "warning" for issue in reading.issues)
    kept, at = "", 0
    for piece in reading.document.furniture:
        assert piece.quote(reading.raw) == piece.text
        assert piece.start >= at
        kept, at = kept + reading.raw[at : piece.start], piece.end
    kept += reading.raw[at:]
    assert "".join(kept.split()) == "".join(reading.document.text.split())


def test_a_text_file_becomes_a_document() -> None:
    text = f"Bomb at the port\n\nBy Ann Ames\n\nPORT CITY, 15 January 2024 (XYZ) - {ENGLISH}\n"
    found = document(text)
    assert (found.title, found.author, found.language) == ("Bomb at the port", "Ann Ames", "en")
    assert (found.published, found.published_origin) == (dt.date(2024, 1, 15), "dateline")
    assert found.text == text.replace("By Ann Ames\n\n", "")
    assert [piece.rule for piece in found.furniture] == ["byline"]
    assert found.origin == "made"


def test_what_the_source_says_goes_before_what_the_text_says() -> None:
    found = document(
        f"A headline here\n\nBy Ann Ames\n\n{ENGLISH}",
        title="T",
        author="A",
        publisher="P",
        url="https://x.example/1",
    )
    assert (found.title, found.author, found.publisher, found.url) == ("T", "A", "P", "https://x.example/1")


def test_a_row_with_an_id_keeps_every_character_that_is_not_typesetting() -> None:
    text = f"  {ENGLISH}\r\n\r\nâ€˜Certainly,â€™ he\u00a0said.  \n"
    found = document(text, doc_id="row-1")
    assert found.doc_id == "row-1"
    assert found.text == f"  {ENGLISH}\n\nâ€˜Certainly,â€™ he said.  \n"


def test_the_id_follows_from_the_content_and_not_from_the_place() -> None:
    first = document(ENGLISH, name="a.txt", published="2024-01-15")
    assert first.doc_id == document(ENGLISH, name="b/c.txt", published="2024-01-15").doc_id
    assert first.doc_id != document(ENGLISH, published="2024-01-16").doc_id
    assert first.doc_id != document(TUESDAY, published="2024-01-15").doc_id
    assert first.doc_id.startswith("doc-")


def test_a_given_date_is_taken_and_a_missing_one_is_a_warning() -> None:
    dated = read(item(ENGLISH), published=dt.date(2024, 1, 15))
    assert dated.document is not None
    assert (dated.document.published_origin, dated.issues) == ("given", ())
    undated = read(item(ENGLISH))
    assert undated.document is not None
    assert [(issue.reason, issue.severity) for issue in undated.issues] == [("no_date", "warning")]
    assert undated.issues[0].doc_id == undated.document.doc_id


def test_a_repost_loses_its_furniture_and_names_its_source() -> None:
    article = f"{ENGLISH}\n\n{TUESDAY}\n\n{ENGLISH}"
    tail = (
        "view 12 comments\n\nDisclaimer\n\nWe share posts that we do not agree with.\n\nBuy Me A Coffee\n\n"
        "Source: Port Post Read the original article here: https://post.example/"
    )
    found = document(f"{article}\n\n{tail}")
    assert found.text == article
    assert (found.canonical_source, found.canonical_url) == ("Port Post", "https://post.example/")
    assert "\n\n".join(piece.text for piece in found.furniture) == tail


def test_paragraphs_in_another_language_are_set_aside() -> None:
    found = document(f"{ENGLISH}\n\n{FRENCH}\n\n{TUESDAY}")
    assert found.text == f"{ENGLISH}\n\n{TUESDAY}"
    assert [(piece.rule, piece.text) for piece in found.furniture] == [("other_language:fr", FRENCH)]


def test_a_page_gives_its_address_and_the_canonical_one() -> None:
    html = (
        f"<html><head><link rel=canonical href='https://post.example/1'></head><body><p>{ENGLISH}<p>{TUESDAY}"
    )
    assert document(html, "text/html").url == "https://post.example/1"
    copied = document(html, "text/html", url="https://copy.example/1")
    assert (copied.url, copied.canonical_url) == ("https://copy.example/1", "https://post.example/1")


@pytest.mark.parametrize("media_type", [None, "text/plain", "application/octet-stream"])
def test_the_format_is_told_from_the_bytes_where_it_is_not_said(media_type: str | None) -> None:
    html = f"<!DOCTYPE html><html><body><p>{ENGLISH}</p><p>{TUESDAY}</p></body></html>"
    assert document(html, media_type).text == f"{ENGLISH}\n\n{TUESDAY}"
    assert document(pdf([[ENGLISH[:80], ENGLISH[80:]]]), media_type).text.startswith("A bomb went off")


def test_plain_words_that_are_called_html_are_read_as_they_stand() -> None:
    assert document(ENGLISH, "text/html").text == ENGLISH


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
def test_a_text_is_read_in_the_encoding_it_has(encoding: str) -> None:
    text = f"{ENGLISH} “Café,” he said."
    assert document(text.encode(encoding)).text == text


def test_a_page_is_read_in_the_encoding_it_declares() -> None:
    html = f"<html><head><meta charset='koi8-r'></head><body><p>{ENGLISH} Он.</p><p>{TUESDAY}</p>"
    assert "Он." in document(html.encode("koi8-r"), "text/html").text


def test_garbled_characters_are_mended_and_told() -> None:
    reading = read(item(f"{ENGLISH} The groupâ€™s cafÃ©."))
    assert reading.document is not None
    assert reading.document.text.endswith("The group’s café.")
    assert [issue.reason for issue in reading.issues] == ["mended_encoding", "no_date"]


@pytest.mark.parametrize(
    ("data", "media_type", "reason"),
    [
        (b"", "text/plain", "empty_text"),
        (b" \n\t ", None, "empty_text"),
        (b"12345 !", "text/plain", "empty_text"),
        (b"Advertisement", "text/plain", "empty_text"),
        (bytes(range(256)), "text/plain", "binary"),
        (b"PK\x03\x04", None, "binary"),
        (b"\x89PNG\r\n\x1a\n", "image/png", "unknown_format"),
        (FRENCH.encode(), "text/plain", "unsupported_language"),
        (("word \ufffd " * 20).encode(), "text/plain", "bad_encoding"),
        (b"<html><body></body></html>", "text/html", "bad_html"),
        (b"%PDF-1.7 rubbish", "application/pdf", "damaged_pdf"),
        (locked(pdf([["Words"]]), "x"), "application/pdf", "encrypted_pdf"),
        (pdf([["Words"]] * 500), "application/pdf", "too_many_pages"),
        (bytes(50_000_001), "text/plain", "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_an_issue_with_a_hint(
    data: bytes, media_type: str | None, reason: str
) -> None:
    assert refusal(data, media_type) == reason


@given(st.binary(max_size=400), st.sampled_from(MEDIA_TYPES))
@settings(deadline=None)
def test_no_bytes_of_any_type_raise(data: bytes, media_type: str | None) -> None:
    sound(read(item(data, media_type)))


WHOLE = [
    pdf([["Port Post", ENGLISH[:80], ENGLISH[80:]]] * 3),
    f"<html><head><title>x</title></head><body><article><h1>A b</h1><p>{ENGLISH}</p><ul><li>y".encode(),
    f"---\ntitle: x\n---\n# Head\n\n{ENGLISH}\n\n* a\n\n|a|b|\n|-|-|\n|c|d|\n".encode(),
    f"Head of it\n\nBy Ann Ames\n\n{ENGLISH}\n\n{FRENCH}\n\nDisclaimer\n\nRead more:".encode(),
]


@given(st.sampled_from(WHOLE), st.data(), st.sampled_from(MEDIA_TYPES))
@settings(deadline=None, max_examples=60)
def test_damaged_files_never_raise(whole: bytes, data: st.DataObject, media_type: str | None) -> None:
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(damaged)))
        damaged[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    sound(read(item(bytes(damaged), media_type)))


@given(st.text(max_size=300), st.none() | st.text(max_size=20))
def test_reading_is_the_same_twice(text: str, published: str | None) -> None:
    words = item(f"{text}\n{ENGLISH}\n{text}", published=published)
    assert read(words) == read(words)
    sound(read(words))


def test_reading_plain_text_loads_no_heavy_library() -> None:
    program = (
        "import sys; from lapwing.documents import read; from lapwing.records import RawItem\n"
        f"assert read(RawItem(name='x', data={ENGLISH!r}.encode())).document\n"
        "heavy = {'trafilatura', 'pypdf', 'py3langid', 'numpy', 'charset_normalizer', 'lxml'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["gold/dev.jsonl", "gold/train.jsonl", "data/muc4/dev.jsonl"])
def test_real_articles_are_read_whole_and_fast(shared: Path, name: str) -> None:
    items = [found for found in collect([shared / name]) if isinstance(found, RawItem)]
    read(items[0])
    start = time.process_time()
    readings = [read(one) for one in items]
    took = time.process_time() - start
    for reading in readings:
        assert reading.document is not None
        sound(reading)
    characters = sum(len(reading.raw) for reading in readings)
    # Measured at about 1.5 ms for 3,000 characters; the bound leaves room for a busy machine.
    assert 1000 * took / characters * 3000 < 6


@pytest.mark.shared
def test_the_founding_article_ends_where_its_furniture_begins(shared: Path) -> None:
    (found,) = collect([shared / "gold" / "founding_article.txt"])
    assert isinstance(found, RawItem)
    reading = read(found)
    assert reading.document is not None
    assert reading.document.canonical_source == "UnHerd"
    assert reading.document.text == reading.raw[: reading.raw.index("view 29 comments")].rstrip()


@pytest.mark.shared
def test_the_clean_text_of_gold_holds_all_of_its_evidence(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "gold" / "train.jsonl").read_text("utf-8").splitlines()]
    for row, found in zip(rows, collect([shared / "gold" / "train.jsonl"]), strict=True):
        assert isinstance(found, RawItem)
        reading = read(found)
        assert reading.document is not None
        squeezed = "".join(reading.document.text.split())
        for event in row["events"]:
            for one in event["evidence"]:
                assert "".join(row["text"][one["start"] : one["end"]].split()) in squeezed
