"""What one entry of the gazetteer is, and how a file of them is written."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Kind = Literal["country", "admin1", "admin2", "city", "region", "site"]
How = Literal["name", "alternate", "adjective", "people", "code"]

FORMAT = 1
KINDS: tuple[Kind, ...] = ("country", "admin1", "admin2", "city", "region", "site")
HOWS: tuple[How, ...] = ("name", "alternate", "adjective", "people", "code")
PRECISIONS = ("site", "city", "district", "admin1", "country", "region")
_CODE = re.compile(r"[A-Z][A-Za-z]?[A-Z]?")
_SCHEMA = """
    CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
    CREATE TABLE places (
        id INTEGER PRIMARY KEY, geonames INTEGER, name TEXT, kind INTEGER, country TEXT, admin1 TEXT,
        lat INTEGER, lon INTEGER, precision INTEGER, population INTEGER, radius INTEGER, capital INTEGER
    );
    CREATE TABLE names (key TEXT, place INTEGER, how INTEGER, PRIMARY KEY (key, place, how)) WITHOUT ROWID;
"""


@dataclass(slots=True)
class Entry:
    """A place with all its names; ``names`` maps a folded name to how it names the place."""

    name: str
    kind: Kind
    precision: str
    lat: float | None
    lon: float | None
    country: str | None = None
    admin1: str | None = None
    geonames_id: int | None = None
    population: int = 0
    radius: int = 5
    capital: bool = False
    names: dict[str, How] = field(default_factory=dict)

    def add(self, key: str, how: How) -> None:
        """Make the place known under a key; the first way of naming it stays."""
        if key:
            self.names.setdefault(key, how)


def short_form(name: str) -> How:
    """``code`` for names that are told from words only by their capitals ("US", "IN"), else ``alternate``."""
    return "code" if _CODE.fullmatch(name) and len(name) <= 3 else "alternate"


def write(entries: Iterable[Entry], out: Path, about: dict[str, str]) -> None:
    """Write a gazetteer file in one step: the file at ``out`` is replaced only when all is written."""
    partial = out.with_name(out.name + ".partial")
    partial.unlink(missing_ok=True)
    base = sqlite3.connect(partial)
    try:
        base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;" + _SCHEMA)
        names: list[tuple[str, int, int]] = []
        base.executemany(f"INSERT INTO places VALUES ({','.join('?' * 12)})", _rows(entries, names))
        names.sort()
        base.executemany("INSERT INTO names VALUES (?, ?, ?)", names)
        base.executemany("INSERT INTO about VALUES (?, ?)", sorted({**about, "format": str(FORMAT)}.items()))
        base.commit()
        base.execute("VACUUM")
    finally:
        base.close()
    partial.replace(out)


def _rows(entries: Iterable[Entry], names: list[tuple[str, int, int]]) -> Iterator[tuple[object, ...]]:
    for number, entry in enumerate(entries, start=1):
        names.extend((key, number, HOWS.index(how)) for key, how in entry.names.items())
        yield (
            number,
            entry.geonames_id,
            entry.name,
            KINDS.index(entry.kind),
            entry.country,
            entry.admin1,
            None if entry.lat is None else round(entry.lat * 10000),
            None if entry.lon is None else round(entry.lon * 10000),
            PRECISIONS.index(entry.precision),
            entry.population,
            entry.radius,
            int(entry.capital),
        )
