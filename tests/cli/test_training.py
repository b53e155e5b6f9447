import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
GOLD = "examples/gold.jsonl"


@pytest.fixture
def trained(run: Run, place: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run("train", "--decisions", GOLD, "--into", "m", "--json").stdout)
    return told


def test_the_report_says_what_was_measured_and_done(trained: dict[str, Any], place: Path) -> None:
    assert trained["fitted_on"] + trained["held_back"] == 20
    assert (place / trained["file"]).is_file()
    assert trained["adopted"] == (place / "m" / "current.json").exists()
    before, after = (trained["scores"][when]["record"]["f1"] for when in ("before", "after"))
    assert not trained["adopted"] or after > before


def test_an_article_is_coded_with_the_weights_file(trained: dict[str, Any], run: Run) -> None:
    result = run("code", "examples/articles/wire_report.txt", "--json", "--coder", trained["file"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["events"]


def test_people_are_told_both_figures_with_intervals_and_the_outcome(run: Run, place: Path) -> None:
    told = run("train", "--decisions", GOLD).stdout
    assert told.count("(95%: ") == 4
    assert "dopted" in told
    assert (place / "lapwing-models").is_dir()


def test_the_models_lie_beside_the_store(run: Run) -> None:
    result = run("train", "--revert", "--store", "data/my.sqlite")
    assert result.exit_code == 4
    assert str(Path("data", "lapwing-models")) in result.stderr


def test_going_back_names_what_is_in_use_again(run: Run, place: Path) -> None:
    (place / "m").mkdir()
    (place / "m" / "current.json").write_text('{"current": "cues-1.json", "earlier": ["cues"]}')
    assert json.loads(run("train", "--revert", "--into", "m", "--json").stdout)["current"] == "cues"
    result = run("code", "examples/articles/wire_report.txt", "--json", "--coder", "m")
    assert result.exit_code == 0
    assert run("train", "--revert", "--into", "m").exit_code == 4


def test_too_few_documents_end_with_a_hint(run: Run, place: Path) -> None:
    lines = (place / GOLD).read_text(encoding="utf-8").splitlines()[:3]
    (place / "few.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = run("train", "--decisions", "few.jsonl")
    assert result.exit_code == 4
    assert "too few documents" in result.stderr
    assert "Review more" in result.stderr
    assert not (place / "lapwing-models").exists()


@pytest.mark.parametrize("arguments", [[], ["--decisions", GOLD, "--revert"]])
def test_either_decisions_or_the_way_back_must_be_asked_for(run: Run, arguments: list[str]) -> None:
    assert run("train", *arguments).exit_code == 2


def test_an_unknown_coder_is_refused(run: Run) -> None:
    assert run("train", "--decisions", GOLD, "--coder", "magic").exit_code == 2
