import io
from pathlib import Path

import pytest

from lapwing.cli.console import counting, expected, watched


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_on_standard_error_while_somebody_watches(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    assert list(watched(iter("abc"), "Coding", total=3)) == ["a", "b", "c"]
    assert "Coding" in terminal.getvalue()
    assert capsys.readouterr().out == ""


def test_nothing_is_drawn_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(watched(iter("abc"), "Coding")) == ["a", "b", "c"]
    with counting("Coding") as tell:
        tell(3)
    assert capsys.readouterr() == ("", "")


def test_articles_are_counted_before_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "b.jsonl").write_text("{}\n{}\n")
    assert expected([str(tmp_path)]) == 3
    assert expected([str(tmp_path / "missing.jsonl")]) == 1
    assert expected(["-"]) is None
    (tmp_path / "c.csv").write_text("text\n")
    assert expected([str(tmp_path)]) is None
