import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_the_codebook_lists_everything_that_can_be_coded(run: Run) -> None:
    result = run("codebook")
    assert result.exit_code == 0
    for name in ("attack", "incitement", "suicide_bombing", "claimed", "armed groups"):
        assert name in result.stdout


def test_one_entry_of_the_codebook_in_full(run: Run) -> None:
    told = " ".join(run("codebook", "plot").stdout.split())
    for word in ("definition", "includes", "excludes", "example", "plover"):
        assert word in told
    (entry,) = json.loads(run("codebook", "plot", "--json").stdout)
    assert entry["family"] == "violence"


def test_a_group_is_found_by_any_of_its_names(run: Run) -> None:
    (group,) = json.loads(run("codebook", "ISKP", "--json").stdout)
    assert group["name"] == "Islamic State Khorasan Province"


def test_a_name_the_codebook_lacks_is_a_mistake_of_usage(run: Run) -> None:
    assert run("codebook", "nonsense").exit_code == 2


def test_the_markdown_page_is_the_documentation(run: Run, repository: Path) -> None:
    page = (repository / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert run("codebook", "--markdown").stdout == page


def test_the_gazetteer_says_where_it_comes_from(run: Run) -> None:
    assert "GeoNames" in run("gazetteer", "info").stdout
    assert json.loads(run("gazetteer", "info", "--json").stdout)["by_precision"]


def test_a_place_is_looked_up(run: Run) -> None:
    found = json.loads(run("gazetteer", "lookup", "Tripoli", "--country", "LBN", "--json").stdout)
    assert found[0]["country"] == "LBN"
    assert "LBY" in run("gazetteer", "lookup", "Tripoli").stdout
    assert "no place called" in run("gazetteer", "lookup", "Xyzzy").stderr


def test_a_missing_dump_is_named(run: Run) -> None:
    result = run("gazetteer", "build", "missing.txt", "--out", "v.sqlite")
    assert result.exit_code == 4
    assert "GeoNames dump" in result.stderr
