"""The tables kept by hand: countries and their people, provinces' other names, regions, sites."""

import csv
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "tables"


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of ``tables/<name>.tsv`` by column; lines that begin with # are remarks."""
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as handle:
        lines = (line for line in handle if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def alternatives(cell: str) -> list[str]:
    """The alternatives of a cell, which are parted by ``|``."""
    return [part for part in cell.split("|") if part]
