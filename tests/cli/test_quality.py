import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def gold(place: Path) -> str:
    """The first four documents of the samples' gold."""
    lines = (place / "examples" / "gold.jsonl").read_text(encoding="utf-8").splitlines()[:4]
    (place / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return "gold.jsonl"


def test_gold_scored_against_itself_is_perfect(run: Run, gold: str) -> None:
    scores = json.loads(run("eval", gold, "--pred", gold, "--json").stdout)
    assert scores["documents"] == 4
    assert scores["detection"]["f1"] == 1.0


def test_without_predictions_the_gold_is_coded(run: Run, gold: str) -> None:
    result = run("eval", gold, "--bootstrap", "50", "--errors")
    assert result.exit_code == 0
    assert "detection" in result.stdout
    assert "(95%:" in result.stdout


def test_the_gate_can_be_left_out_when_gold_is_coded(
    run: Run, gold: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr("lapwing.pipeline.code_paths", lambda paths, **given: iter(asked.append(given) or ()))
    for options in ([], ["--no-gate"]):
        assert run("eval", gold, *options).exit_code == 0
    assert [given["gate"] for given in asked] == [True, False]


def test_errors_and_intervals_are_in_the_json_when_asked_for(run: Run, gold: str) -> None:
    scores = json.loads(run("eval", gold, "--json", "--errors", "--bootstrap", "50").stdout)
    assert {"low", "high", "level"} == set(scores["intervals"]["record"])
    assert isinstance(scores["errors"], list)


def test_the_same_files_give_the_same_intervals(run: Run, gold: str) -> None:
    one, two = (run("eval", gold, "--json", "--bootstrap", "50").stdout for _ in range(2))
    assert one == two


def test_a_broken_gold_file_names_the_line(run: Run, place: Path) -> None:
    (place / "bad.jsonl").write_text('{"doc_id": "a"}\nnot json\n')
    result = run("eval", "bad.jsonl")
    assert result.exit_code == 4
    assert "line 2" in result.stderr
