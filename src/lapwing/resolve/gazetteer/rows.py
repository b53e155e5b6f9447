"""What one place is in the gazetteer's file, and how the file is written. Standard library only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

Fold = Callable[[str], str]
NAME, ALTERNATE, ADJECTIVE, PEOPLE, ABBREVIATION = range(5)
FORMAT = 2


@dataclass
class Row:
    """One place as it goes into the file."""

    geonames_id: int | None
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: str
    population: int = 0
    capital: bool = False
    names: dict[str, int] = field(default_factory=dict)

    def call(self, names: Iterable[str], kind: int, fold: Fold) -> None:
        """Add names of one kind; the first kind a form gets stays."""
        for name in names:
            form = fold(name)
            if form:
                self.names.setdefault(form, kind)


def write(
    rows: Iterable[Row], out: Path, *, source: str, alpha3: dict[str, str], provinces: dict[str, str]
) -> int:
    """Write the rows; the file appears whole or not at all. Returns how many places it has.

    ``alpha3`` maps ISO alpha-2 codes, ``provinces`` GeoNames admin1 codes to names: a dump needs both.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(out.name + ".part")
    part.unlink(missing_ok=True)
    base = sqlite3.connect(part)
    base.executescript(
        """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;
        CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
        CREATE TABLE place (id INTEGER PRIMARY KEY, geonames_id INTEGER, name TEXT NOT NULL, country TEXT,
            admin1 TEXT, lat REAL, lon REAL, precision TEXT NOT NULL, population INTEGER NOT NULL,
            capital INTEGER);
        CREATE TABLE name (form TEXT, place INTEGER, kind INTEGER, country TEXT, PRIMARY KEY (form, place))
            WITHOUT ROWID;
        CREATE TABLE province (code TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
        """
    )
    names: list[tuple[str, int, int, str]] = []
    count = 0
    for count, row in enumerate(rows, start=1):
        base.execute(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (count, row.geonames_id, row.name, row.country, row.admin1, row.lat, row.lon, row.precision,
             row.population, int(row.capital)),
        )  # fmt: skip
        names.extend((form, count, kind, row.country or "") for form, kind in row.names.items())
    names.sort()
    base.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?)", names)
    about = {"format": str(FORMAT), "source": source, "places": str(count), "names": str(len(names))}
    about["alpha3"] = json.dumps(alpha3, sort_keys=True)
    base.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
    base.executemany("INSERT INTO province VALUES (?, ?)", sorted(provinces.items()))
    base.commit()
    base.close()
    part.replace(out)
    return count
