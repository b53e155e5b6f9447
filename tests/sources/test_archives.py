import contextlib
import datetime as dt
import gzip
import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.records import Issue, RawItem
from lapwing.sources import archives, collect
from lapwing.sources.keeping import Archive as Keeper
from lapwing.sources.web import Answer

PAGE = b"<html><body><p>Two men were held in Norvale on Monday.</p></body></html>"
WHEN = "2024-03-05T06:07:08Z"


class Archive:
    """A web archive in the making."""

    def __init__(self, *, packed: bool = True) -> None:
        self.packed = packed
        self.data = b""

    def response(
        self,
        url: str,
        body: bytes = PAGE,
        *,
        status: str = "200 OK",
        media_type: str = "text/html; charset=utf-8",
        headers: tuple[tuple[str, str], ...] = (),
        kind: str = "response",
    ) -> "Archive":
        head = (f"{name}: {value}\r\n" for name, value in (("Content-Type", media_type), *headers))
        block = f"HTTP/1.1 {status}\r\n{''.join(head)}\r\n".encode() + body
        return self.record(kind, url, block, "application/http; msgtype=response")

    def record(self, kind: str, url: str, block: bytes, media_type: str) -> "Archive":
        head = (
            f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {WHEN}\r\n"
            f"Content-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        record = head.encode() + block + b"\r\n\r\n"
        self.data += gzip.compress(record) if self.packed else record
        return self

    def to(self, path: Path) -> Path:
        path.write_bytes(self.data)
        return path


def found(path: Path) -> list[RawItem | Issue]:
    return list(collect([path]))


def told(path: Path) -> list[str]:
    return [one.reason if isinstance(one, Issue) else one.name for one in found(path)]


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True), ("A.WARC.GZ", True)])
def test_a_page_is_given_with_its_address_its_type_and_the_day_it_was_archived(
    tmp_path: Path, name: str, packed: bool
) -> None:
    (item,) = found(Archive(packed=packed).response("http://a.example/1").to(tmp_path / name))
    assert isinstance(item, RawItem)
    assert (item.name, item.url, item.data) == ("http://a.example/1", "http://a.example/1", PAGE)
    assert (item.media_type, item.published) == ("text/html; charset=utf-8", None)
    assert item.metadata == {"WARC-Date": WHEN}


def test_only_documents_that_were_answered_are_given(tmp_path: Path) -> None:
    archive = Archive()
    archive.response("http://a.example/picture", media_type="image/png")
    archive.response("http://a.example/gone", status="404 Not Found")
    archive.response("http://a.example/again", kind="revisit")
    archive.response("http://a.example/pdf", b"%PDF-1.4", media_type="application/pdf")
    assert told(archive.to(tmp_path / "a.warc.gz")) == ["http://a.example/pdf"]


def test_what_lapwing_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    row = RawItem(name="news/a.csv:2", data=b"Words.", title="Held", doc_id="7", metadata={"desk": "north"})
    page = RawItem(name="http://a.example/1", data=PAGE, media_type="text/html", published="5 March 2024")
    answer = Answer("http://a.example/1", 203, "", (("Content-Encoding", "gzip"),), PAGE)
    when = dt.datetime(2024, 3, 5, tzinfo=dt.UTC)
    with Keeper(tmp_path) as keeper:
        keeper.keep(row, retrieved=when)
        keeper.keep(page, retrieved=when, http=answer)
    assert found(tmp_path) == [row, page]


def test_a_record_with_a_mangled_account_of_itself_is_an_issue(tmp_path: Path) -> None:
    archive = Archive(packed=False).response("http://a.example/1").response("http://a.example/2")
    archive.data = archive.data.replace(b"WARC-Date: 2024", b'Lapwing-Item: {"x": 1}\r\nWARC-Date: 2024', 1)
    assert told(archive.to(tmp_path / "a.warc")) == ["record_damaged", "http://a.example/2"]


def test_the_copy_of_a_pages_text_that_a_crawler_adds_is_passed_over(tmp_path: Path) -> None:
    archive = Archive().record("resource", "file:///news/a.txt", b"Words.", "text/plain; charset=utf-8")
    archive.record("resource", "urn:text:http://a.example/1", b"Words.", "text/plain")
    (item,) = found(archive.to(tmp_path / "a.warc.gz"))
    assert isinstance(item, RawItem)
    assert (item.name, item.data, item.url) == ("file:///news/a.txt", b"Words.", None)


def test_packed_and_chunked_bodies_are_unpacked(tmp_path: Path) -> None:
    archive = Archive()
    archive.response("http://a.example/g", gzip.compress(PAGE), headers=(("Content-Encoding", "gzip"),))
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    archive.response("http://a.example/c", chunked, headers=(("Transfer-Encoding", "chunked"),))
    items = found(archive.to(tmp_path / "a.warc.gz"))
    assert [item.data for item in items if isinstance(item, RawItem)] == [PAGE, PAGE]


@pytest.mark.parametrize(("packed", "reason"), [(True, "archive_damaged"), (False, "record_damaged")])
def test_what_stands_before_a_damaged_tail_is_given_and_the_next_archive_too(
    tmp_path: Path, packed: bool, reason: str
) -> None:
    archive = Archive(packed=packed)
    for number in range(5):
        archive.response(f"http://a.example/{number}", PAGE + bytes(range(256)) * 20)
    first, second = tmp_path / "a.warc.gz", tmp_path / "b.warc.gz"
    first.write_bytes(archive.data[:-100])
    Archive().response("http://b.example/1").to(second)
    given = [one.reason if isinstance(one, Issue) else one.name for one in collect([first, second])]
    assert given == [*(f"http://a.example/{n}" for n in range(4)), reason, "http://b.example/1"]


def test_a_file_that_only_has_the_name_of_an_archive_is_refused(tmp_path: Path) -> None:
    for name in ("a.warc", "a.warc.gz", "a.wacz"):
        (tmp_path / name).write_bytes(b"These are only words, for long enough to be a line.\n" * 3)
        assert told(tmp_path / name) == ["bad_archive"]


def test_an_archive_without_documents_says_so(tmp_path: Path) -> None:
    path = Archive().response("http://a.example/p", media_type="image/png").to(tmp_path / "a.warc.gz")
    assert told(path) == ["archive_nothing"]


def test_a_record_beyond_the_limit_is_passed_over_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_DOCUMENT_BYTES", 100_000)
    archive = Archive().response("http://a.example/big", bytes(200_000))
    bomb = gzip.compress(bytes(200_000))
    archive.response("http://a.example/bomb", bomb, headers=(("Content-Encoding", "gzip"),))
    archive.response("http://a.example/next")
    assert told(archive.to(tmp_path / "a.warc.gz")) == ["record_too_large"] * 2 + ["http://a.example/next"]


def test_a_bomb_ends_the_archive_in_little_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "ALLOWANCE", 1_000_000)
    archive = Archive().response("http://a.example/1").response("http://a.example/2", bytes(60_000_000))
    path = archive.to(tmp_path / "a.warc.gz")
    del archive
    tracemalloc.start()
    assert told(path) == ["http://a.example/1", "archive_bomb"]
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


def packaged(path: Path, files: dict[str, bytes], *, packing: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return path


def test_the_archives_in_a_wacz_are_read(tmp_path: Path) -> None:
    one = Archive().response("http://a.example/1").data
    two = Archive(packed=False).response("http://a.example/2").data
    path = packaged(
        tmp_path / "a.wacz",
        {"datapackage.json": b"{}", "archive/1.warc.gz": one, "archive/2.warc": two, "indexes/x.cdx": b""},
        packing=zipfile.ZIP_DEFLATED,
    )
    assert told(path) == ["http://a.example/1", "http://a.example/2"]


def test_a_package_without_archives_or_with_a_bomb_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "ALLOWANCE", 100_000)
    assert told(packaged(tmp_path / "a.wacz", {"datapackage.json": b"{}"})) == ["bad_archive"]
    bomb = {"archive/1.warc": bytes(5_000_000)}
    assert told(packaged(tmp_path / "b.wacz", bomb, packing=zipfile.ZIP_DEFLATED)) == ["archive_bomb"]


def test_damage_within_a_package_leaves_the_other_archives_readable(tmp_path: Path) -> None:
    whole = Archive().response("http://a.example/1").data
    broken = Archive().response("http://a.example/2").response("http://a.example/3").data[:-60]
    path = packaged(tmp_path / "a.wacz", {"archive/1.warc.gz": broken, "archive/2.warc.gz": whole})
    assert told(path) == ["http://a.example/2", "archive_damaged", "http://a.example/1"]


@contextlib.contextmanager
def silence() -> Iterator[io.StringIO]:
    heard = io.StringIO()
    with contextlib.redirect_stderr(heard):
        yield heard


@given(st.integers(0, 900), st.binary(min_size=1, max_size=20), st.booleans())
def test_no_damage_raises_or_writes_to_standard_error(at: int, noise: bytes, packed: bool) -> None:
    archive = Archive(packed=packed).response("http://a.example/1").response("http://a.example/2")
    data = bytearray(archive.data)
    data[at : at + len(noise)] = noise
    with silence() as heard:
        given = list(archives.archive_items(io.BytesIO(bytes(data)), "a.warc.gz"))
    assert given
    assert heard.getvalue() == ""
