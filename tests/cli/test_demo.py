import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_the_demonstration_writes_everything_and_says_what_next(run: Run, place: Path) -> None:
    result = run("demo", "--out", "demo")
    assert result.exit_code == 0
    assert "20 articles" in result.stdout
    for name in (
        "events.html",
        "demo.sqlite",
        "events.jsonl",
        "events.csv",
        "events.parquet",
        "events.geojson",
    ):
        assert (place / "demo" / name).stat().st_size > 0
    next_step = next(line for line in result.stdout.splitlines() if "lapwing show" in line)
    assert run(*next_step.split()[1:]).exit_code == 0


def test_it_can_be_run_again(run: Run) -> None:
    first = json.loads(run("demo", "--json").stdout)
    assert json.loads(run("demo", "--json").stdout) == first
