import csv
import io
import json
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
