"""What was collected is kept exactly, for good, and readably for every tool for web archives."""

import datetime as dt
import gzip
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from lapwing.errors import ArchiveError
from lapwing.records import RawItem
from lapwing.sources.keeping import Archive, capture_id

NOON = dt.datetime(2026, 11, 24, 17, 35, 1, tzinfo=dt.UTC)
PAGE = b"<html><body>Four traders were killed in Gao.</body></html>"


class Answered(NamedTuple):
    status_line: str = "HTTP/1.1 200 OK"
    archive_headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html"), ("X-Note", "a\r\nb"))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
words = st.none() | st.text()
items = st.builds(
    RawItem,
    name=st.text(min_size=1) | st.just("https://courier.example/2026/gao?a=1&b=ü"),
    data=st.binary() | st.just(b"\r\n\r\nWARC/1.1\r\n\r\n"),
    media_type=words,
    doc_id=words,
    title=words,
    author=words,
    publisher=words,
    published=words,
    url=words,
    metadata=st.dictionaries(st.text(), json_values, max_size=3),
)


def item(name: str = "https://courier.example/gao", data: bytes = PAGE, **fields) -> RawItem:
    return RawItem(name=name, data=data, **fields)


@given(st.lists(st.tuples(items, st.booleans()), max_size=4))
def test_what_was_kept_comes_back_exactly(given_items) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder)) as archive:
        kept = [
            archive.keep(one, retrieved=NOON, http=Answered() if fetched else None)
            for one, fetched in given_items
        ]
        assert [archive.read(capture) for capture in kept] == [one for one, _ in given_items]


@given(items, items)
def test_two_items_have_one_id_only_if_they_are_the_same(one: RawItem, other: RawItem) -> None:
    assert (capture_id(one) == capture_id(other)) == (one == other)
    assert capture_id(one) != capture_id(one, published=NOON.date())


def test_a_capture_says_where_its_bytes_stand(tmp_path: Path) -> None:
    with Archive(tmp_path / "a" / "b") as archive:
        first = archive.keep(item(), source="Courier", retrieved=NOON, http=Answered(), published=NOON.date())
        second = archive.keep(item(media_type="text/html"), retrieved=NOON)
    assert first.archive == "lapwing-20261124T173501Z-00001.warc.gz" == second.archive
    assert (first.source, first.size, first.published) == ("Courier", len(PAGE), NOON.date())
    stored = (tmp_path / "a" / "b" / first.archive).read_bytes()
    for capture in (first, second):
        assert PAGE in gzip.decompress(stored[capture.offset : capture.offset + capture.length])
    assert second.offset + second.length == len(stored)


def test_other_tools_read_the_files(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.keep(item(media_type="text/html"), retrieved=NOON, http=Answered())
        archive.keep(
            item("articles/Gao, no. 1.txt:7", b"Four killed.\r\n\r\n", metadata={"x": "y" * 2_000_000}),
            retrieved=NOON,
        )
    (path,) = tmp_path.iterdir()
    with path.open("rb") as stream:
        records = [
            (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"), one.content_stream().read())
            for one in ArchiveIterator(stream, check_digests="raise")
        ]
    assert [kind for kind, _, _ in records] == ["warcinfo", "response", "resource"]
    assert records[1][1:] == ("https://courier.example/gao", PAGE)
    assert records[2][1:] == ("urn:lapwing:articles/Gao%2C%20no.%201.txt:7", b"Four killed.\r\n\r\n")
    checker = Checker(type("Options", (), {"inputs": [str(path)], "verbose": False}))
    checker.process_all()
    assert checker.exit_value == 0


def test_the_same_items_make_the_same_file(tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        with Archive(tmp_path / name) as archive:
            archive.keep(item(), retrieved=NOON)
        (path,) = (tmp_path / name).iterdir()
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_nothing_is_made_before_the_first_item(tmp_path: Path) -> None:
    with Archive(tmp_path / "a") as archive:
        archive.sync()
    assert not (tmp_path / "a").exists()


def test_what_was_appended_and_not_synced_leaves_nothing(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.append(item(), retrieved=NOON)
    assert list(tmp_path.iterdir()) == []
    with Archive(tmp_path) as archive:
        kept = archive.keep(item(), retrieved=NOON)
        archive.append(item(data=b"more"), retrieved=NOON)
    assert (tmp_path / kept.archive).stat().st_size == kept.offset + kept.length


def test_two_programs_never_write_into_one_file(tmp_path: Path) -> None:
    with Archive(tmp_path) as one, Archive(tmp_path) as other:
        captures = [archive.keep(item(), retrieved=NOON) for archive in (one, other, one)]
    assert [capture.archive[-13:-8] for capture in captures] == ["00001", "00002", "00001"]
    with Archive(tmp_path) as later:
        assert later.keep(item(), retrieved=NOON).archive.endswith("00003.warc.gz")
        assert all(later.read(capture) == item() for capture in captures)


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    with Archive(tmp_path, limit=3000) as archive:
        kept = [archive.append(item(data=os.urandom(1000)), retrieved=NOON) for _ in range(7)]
        archive.sync()
        assert len({capture.archive for capture in kept}) == 4
        assert all(len(archive.read(capture).data) == 1000 for capture in kept)


def test_a_torn_end_harms_nothing(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        kept = archive.keep(item(), retrieved=NOON)
    with (tmp_path / kept.archive).open("ab") as file:
        file.write(b"\x1f\x8b\x08 torn")
    with Archive(tmp_path) as archive:
        assert archive.read(kept) == item()
        assert archive.keep(item(), retrieved=NOON).archive != kept.archive


@pytest.mark.parametrize("place", ["head", "middle", "end"])
def test_what_was_changed_is_noticed(tmp_path: Path, place: str) -> None:
    with Archive(tmp_path) as archive:
        kept = archive.keep(item(data=os.urandom(300)), retrieved=NOON)
        path = tmp_path / kept.archive
        stored = bytearray(path.read_bytes())
        at = {"head": kept.offset + 1, "middle": kept.offset + kept.length // 2, "end": len(stored) - 3}[
            place
        ]
        stored[at] ^= 0x55
        path.write_bytes(stored)
        with pytest.raises(ArchiveError, match="no longer holds") as caught:
            archive.read(kept)
    assert "copy" in (caught.value.hint or "")


def test_another_record_in_its_place_is_noticed(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        first = archive.keep(item(), retrieved=NOON)
        second = archive.keep(item(data=b"Something else."), retrieved=NOON)
        third = archive.keep(item(title="Another headline"), retrieved=NOON)
        for other, why in ((second, "SHA-256"), (third, "something else")):
            moved = first.model_copy(update={"offset": other.offset, "length": other.length})
            with pytest.raises(ArchiveError, match=why):
                archive.read(moved)
        with pytest.raises(ArchiveError, match="breaks off"):
            archive.read(first.model_copy(update={"length": first.length - 9}))
        with pytest.raises(ArchiveError, match="not one of the archive"):
            archive.read(first.model_copy(update={"archive": "../elsewhere.warc.gz"}))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        kept = archive.keep(item(), retrieved=NOON)
        (tmp_path / kept.archive).unlink()
        with pytest.raises(ArchiveError, match="lacks lapwing-2026") as caught:
            archive.read(kept)
    assert "LAPWING_ARCHIVE" in (caught.value.hint or "")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Archive(tmp_path / "file" / "a") as archive, pytest.raises(ArchiveError, match="cannot be written"):
        archive.keep(item(), retrieved=NOON)


def test_a_fault_of_the_disk_acknowledges_nothing_and_the_archive_goes_on(tmp_path, monkeypatch) -> None:
    def failing(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    with Archive(tmp_path) as archive:
        kept = archive.keep(item(), retrieved=NOON)
        with monkeypatch.context() as patched:
            patched.setattr("lapwing.sources.keeping.os.fsync", failing)
            with pytest.raises(ArchiveError, match="Input/output error"):
                archive.keep(item(data=b"lost"), retrieved=NOON)
        assert (tmp_path / kept.archive).stat().st_size == kept.offset + kept.length
        later = archive.keep(item(data=b"kept"), retrieved=NOON)
        assert [archive.read(capture).data for capture in (kept, later)] == [PAGE, b"kept"]


KEEPING = """
import datetime as dt, os, resource, sys
from pathlib import Path
from lapwing.errors import ArchiveError
from lapwing.records import RawItem
from lapwing.sources.keeping import Archive

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
with Archive(Path(sys.argv[1])) as archive:
    try:
        for number in range(1000):
            item = RawItem(name=str(number), data=number.to_bytes(4, "big") + os.urandom(1000))
            print(archive.keep(item, retrieved=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)).model_dump_json(), flush=True)
    except ArchiveError as error:
        print(error, error.hint, file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of the size of files")
def test_a_full_disk_is_said_and_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KEEPING, tmp_path, "20000"], capture_output=True, text=True, check=True
    )
    assert "the disk is full" in done.stderr
    assert "run the same command again" in done.stderr
    check_acknowledged(tmp_path, done.stdout.splitlines(), least=10)


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_killed_program_loses_nothing_acknowledged(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", KEEPING, tmp_path, "100000000"], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    told = [child.stdout.readline() for _ in range(20)]
    child.send_signal(signal.SIGKILL)
    told += [line for line in child.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    child.stdout.close()
    child.wait()
    check_acknowledged(tmp_path, told, least=20)


def check_acknowledged(folder: Path, told: list[str], *, least: int) -> None:
    from lapwing.records import Capture

    captures = [Capture.model_validate(json.loads(line)) for line in told]
    assert len(captures) >= least
    with Archive(folder) as archive:
        for number, capture in enumerate(captures):
            assert archive.read(capture).data[:4] == number.to_bytes(4, "big")
        assert archive.keep(item(), retrieved=NOON).archive != captures[0].archive


def test_a_record_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("lapwing.sources.keeping._MOST_SAID", 1000)
    with Archive(tmp_path) as archive:
        kept = archive.keep(item(), retrieved=NOON)
        bomb = io.BytesIO()
        with gzip.GzipFile(fileobj=bomb, mode="wb") as packed:
            packed.write(b"WARC/1.1\r\n\r\n" + bytes(10_000_000))
        (tmp_path / kept.archive).write_bytes(bomb.getvalue())
        with pytest.raises(ArchiveError, match="breaks off"):
            archive.read(kept.model_copy(update={"offset": 0, "length": len(bomb.getvalue())}))
