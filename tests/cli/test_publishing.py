import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize("format", ["jsonl", "csv", "geojson"])
def test_text_formats_go_to_standard_output(stocked: Run, format: str) -> None:
    result = stocked("export", "--format", format)
    assert result.exit_code == 0
    assert result.stderr == ""
    wanted = len(stocked("events", "--json").stdout.splitlines())
    if format == "jsonl":
        assert len([json.loads(line) for line in result.stdout.splitlines()]) == wanted
    elif format == "csv":
        assert len(list(csv.DictReader(io.StringIO(result.stdout)))) == wanted
    else:
        assert json.loads(result.stdout)["type"] == "FeatureCollection"


def test_parquet_goes_to_a_file(stocked: Run, place: Path) -> None:
    told = json.loads(stocked("export", "--format", "parquet", "--out", "e.parquet", "--json").stdout)
    assert told["events"] == pl.read_parquet(place / "e.parquet").height


def test_a_file_is_overwritten_only_by_force(stocked: Run) -> None:
    assert stocked("export", "--format", "csv", "--out", "e.csv").exit_code == 0
    refused = stocked("export", "--format", "csv", "--out", "e.csv")
    assert refused.exit_code == 4
    assert "--force" in refused.stderr
    assert stocked("export", "--format", "csv", "--out", "e.csv", "--force").exit_code == 0


def test_an_unknown_format_lists_those_there_are(stocked: Run) -> None:
    result = stocked("export", "--format", "xlsx")
    assert result.exit_code == 2
    assert "geojson" in result.stderr


@pytest.fixture
def reported(stocked: Run, place: Path) -> Run:
    """``run`` beside a store with a further incident, whose two reports name a private person."""
    shutil.copy(Path(__file__).parent / "market.jsonl", place)
    assert stocked("add", "market.jsonl").exit_code == 0
    assert stocked("link").exit_code == 0
    return stocked


@pytest.mark.parametrize("format", ["jsonl", "csv", "geojson", "parquet"])
def test_incidents_are_exported_one_a_row(reported: Run, place: Path, format: str) -> None:
    wanted = [json.loads(line) for line in reported("incidents", "--json").stdout.splitlines()]
    result = reported("export", "--what", "incidents", "--format", format, "--out", "i", "--json")
    assert json.loads(result.stdout) == {"file": "i", "format": format, "incidents": len(wanted)}
    ids = [one["incident_id"] for one in wanted]
    if format == "jsonl":
        found = [json.loads(line)["incident_id"] for line in (place / "i").read_text().splitlines()]
    elif format == "csv":
        found = [row["incident_id"] for row in csv.DictReader(io.StringIO((place / "i").read_text()))]
    elif format == "geojson":
        found = [feature["id"] for feature in json.loads((place / "i").read_text())["features"]]
    else:
        found = pl.read_parquet(place / "i")["incident_id"].to_list()
    assert found == ids


def test_an_exported_incident_has_every_version_with_offsets_into_the_articles(reported: Run) -> None:
    lines = reported("export", "--what", "incidents", "--format", "jsonl").stdout.splitlines()
    (blast,) = (one for one in map(json.loads, lines) if len(one["members"]) == 2 and one["witnesses"] == 2)
    (killed,) = (field for field in blast["fields"] if field["field"] == "killed")
    assert [version["value"]["best"] for version in killed["versions"]] == [9, 12]
    texts = {doc: json.loads(reported("show", doc, "--json").stdout)["text"] for doc, _ in blast["members"]}
    words = [
        texts[version["doc_id"]][item["start"] : item["end"]]
        for version in killed["versions"]
        for item in version["evidence"]
    ]
    assert len(words) >= 2
    assert "nine" in words[0]
    assert "Twelve" in words[-1]


@pytest.mark.parametrize("format", ["jsonl", "csv", "geojson"])
def test_exported_incidents_name_no_private_person_unless_asked_to(reported: Run, format: str) -> None:
    asked = ("export", "--what", "incidents", "--format", format)
    assert "Ibrahim" not in reported(*asked).stdout
    if format == "jsonl":  # the others quote nothing
        assert "Ibrahim" in reported(*asked, "--reveal-names").stdout


def test_documents_that_are_not_linked_yet_are_told(run: Run, place: Path) -> None:
    shutil.copy(Path(__file__).parent / "market.jsonl", place)
    run("init")
    run("add", "market.jsonl")
    result = run("export", "--what", "incidents", "--format", "jsonl")
    assert result.stdout == ""
    assert "2 documents not linked yet: lapwing link" in result.stderr
    assert "not linked" not in run("export", "--format", "jsonl").stderr


def test_something_else_cannot_be_exported(stocked: Run) -> None:
    result = stocked("export", "--what", "persons", "--format", "csv")
    assert result.exit_code == 2
    assert "incidents" in result.stderr
