import io
import os
from pathlib import Path

import pytest

from lapwing.records import Issue, RawItem
from lapwing.sources import collect
from lapwing.sources.tables import MAX_DOCUMENT_BYTES


def reasons(found: list[RawItem | Issue]) -> list[str]:
    return [one.reason if isinstance(one, Issue) else Path(one.name).name for one in found]


def gathered(*paths: Path | str, stdin: bytes | None = None) -> list[RawItem | Issue]:
    return list(collect(paths, stdin=None if stdin is None else io.BytesIO(stdin)))


def test_a_file_keeps_its_bytes_and_says_its_type(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"\xff\x00 anything")
    (found,) = gathered(path)
    assert isinstance(found, RawItem)
    assert (found.data, found.media_type, found.name) == (b"\xff\x00 anything", "text/html", str(path))


def test_a_folder_is_walked_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b/y.txt", "c.PDF"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert reasons(gathered(tmp_path)) == ["y.txt", "z.md", "b.txt", "c.PDF"]


def test_what_is_not_read_in_a_folder_is_named_in_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("x")
    (tmp_path / "b.txt").write_text("x")
    (tmp_path / ".hidden.txt").write_text("x")
    ignored, read = gathered(tmp_path)
    assert isinstance(ignored, Issue)
    assert (ignored.reason, ignored.severity) == ("ignored", "warning")
    assert ".docx" in ignored.message
    assert isinstance(read, RawItem)


def test_a_named_file_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_text("x")
    (found,) = gathered(path)
    assert isinstance(found, Issue)
    assert (found.reason, found.severity) == ("unknown_format", "refused")


def test_a_named_file_without_an_ending_is_left_to_be_recognised(tmp_path: Path) -> None:
    path = tmp_path / "article"
    path.write_text("x")
    (found,) = gathered(path)
    assert isinstance(found, RawItem)
    assert found.media_type is None


def test_a_path_that_does_not_exist_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert reasons(gathered(tmp_path / "no.txt", tmp_path / "a.txt")) == ["not_found", "a.txt"]


def test_a_path_that_no_file_can_have_is_an_issue() -> None:
    assert reasons(gathered("a\0b.txt")) == ["unreadable"]
    assert reasons(gathered("x" * 5000)) == ["unreadable"]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert reasons(gathered(tmp_path)) == ["empty_folder"]


def test_a_file_of_200_mb_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    (found,) = gathered(path)
    assert isinstance(found, Issue)
    assert found.reason == "too_large"
    assert "200 MB" in found.message


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    assert reasons(gathered(path)) == ["not_a_file"]
    assert reasons(gathered(tmp_path)) == ["not_a_file"]


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    assert reasons(gathered(tmp_path)) == ["a.txt", "not_found", "ignored"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the root user may read everything")
def test_a_file_that_may_not_be_read_is_an_issue(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    assert reasons(gathered(path)) == ["unreadable"]


def test_a_name_that_is_not_utf8_keeps_its_readable_part(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"x")
    (found,) = gathered(tmp_path)
    assert isinstance(found, RawItem)
    assert found.name.endswith("caf\ufffd.txt")


def test_standard_input_is_one_text() -> None:
    (found,) = gathered("-", stdin=b"A bomb went off.\n\nNobody was hurt.")
    assert isinstance(found, RawItem)
    assert (found.name, found.data) == ("-", b"A bomb went off.\n\nNobody was hurt.")


def test_standard_input_is_rows_when_its_first_line_is_one() -> None:
    found = gathered("-", stdin=b'{"doc_id": "a", "text": "x"}\n{"doc_id": "b", "text": "y"}\n')
    assert [(one.name, one.doc_id) for one in found] == [("-:1", "a"), ("-:2", "b")]


def test_standard_input_that_is_missing_or_too_long_is_an_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reasons(gathered("-")) == ["no_stdin"]
    monkeypatch.setattr("lapwing.sources.files.MAX_DOCUMENT_BYTES", 10)
    assert reasons(gathered("-", stdin=b"x" * 11)) == ["too_large"]
    assert reasons(gathered("-", stdin=b"x" * 10)) == ["-"]
    assert MAX_DOCUMENT_BYTES == 50_000_000
