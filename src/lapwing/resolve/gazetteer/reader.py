"""Reading the gazetteer: from a folded name to every place that bears it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from lapwing.errors import GazetteerError
from lapwing.records import Place, PlacePrecision
from lapwing.resolve.gazetteer.rows import ABBREVIATION, ADJECTIVE, ALTERNATE, FORMAT, PEOPLE

SHIPPED = Path(__file__).resolve().parents[1] / "gazetteer.sqlite"
_REMEMBERED = 20_000  # names whose places stay in memory: a few megabytes

NameKind = Literal["name", "alternate", "adjective", "people", "abbreviation"]
_KINDS: dict[int, NameKind] = {
    ALTERNATE: "alternate",
    ADJECTIVE: "adjective",
    PEOPLE: "people",
    ABBREVIATION: "abbreviation",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A place under one of its names."""

    geonames_id: int | None
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    population: int
    capital: bool
    kind: NameKind

    def place(self, score: float = 0.0) -> Place:
        """The place as a record."""
        return Place(
            geonames_id=self.geonames_id,
            name=self.name,
            country=self.country,
            admin1=self.admin1,
            lat=self.lat,
            lon=self.lon,
            precision=self.precision,
            population=self.population,
            score=round(score, 4),
        )


class Gazetteer:
    """A read-only gazetteer file. Every process opens its own; forking with an open one is safe to read."""

    def __init__(self, base: sqlite3.Connection, path: Path, alpha3: dict[str, str]) -> None:
        self._base = base
        self.path = path
        self.alpha3 = alpha3
        self.lookup = lru_cache(maxsize=_REMEMBERED)(self._lookup)
        self.forms_from = lru_cache(maxsize=_REMEMBERED)(self._forms_from)
        self.names_in = lru_cache(maxsize=_REMEMBERED // 20)(self._names_in)

    @classmethod
    def open(cls, path: Path = SHIPPED) -> Gazetteer:
        """Open a gazetteer file.

        Raises ``GazetteerError`` when it is missing, damaged or of another format.
        """
        require(path, "the gazetteer")
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        base = sqlite3.connect(address, uri=True, check_same_thread=False)
        try:
            about = dict(base.execute("SELECT key, value FROM about"))
        except sqlite3.DatabaseError as error:
            base.close()
            raise GazetteerError(f"{path.name} is not a gazetteer: {error}", hint=_HINT) from error
        if about.get("format") != str(FORMAT) or "alpha3" not in about:
            base.close()
            raise GazetteerError(f"{path.name} has another format than this version reads", hint=_HINT)
        return cls(base, path, json.loads(about["alpha3"]))

    def _lookup(self, form: str) -> tuple[Entry, ...]:
        """Every place with this folded name, most populous first."""
        rows = self._base.execute(
            "SELECT geonames_id, p.name, p.country, admin1, lat, lon, precision, population, capital, n.kind"
            " FROM name n JOIN place p ON p.id = n.place WHERE form = ? ORDER BY population DESC, p.id",
            (form,),
        )
        return tuple(
            Entry(*row[:8], capital=bool(row[8]), kind=_KINDS.get(row[9], "name"))  # type: ignore[misc]
            for row in rows
        )

    def _forms_from(self, word: str) -> frozenset[str]:
        """Every folded name whose first word this is: one question for all the names that may begin here."""
        rows = self._base.execute(
            "SELECT DISTINCT form FROM name WHERE form = ? OR (form >= ? AND form < ?)",
            (word, f"{word} ", f"{word}!"),
        )
        return frozenset(form for (form,) in rows)

    def _names_in(self, country: str, beginning: str) -> tuple[str, ...]:
        """Folded names of places in a country (ISO alpha-3) that begin so, in alphabetical order."""
        rows = self._base.execute(
            "SELECT DISTINCT form FROM name WHERE form >= ? AND form < ? AND country = ? AND kind <= ?"
            " ORDER BY form",
            (beginning, beginning + "\U0010ffff", country, ALTERNATE),
        )
        return tuple(form for (form,) in rows.fetchall())

    def close(self) -> None:
        """Close the file; what was looked up before stays."""
        self._base.close()

    def info(self) -> dict[str, Any]:
        """Source, format, counts by precision and size in bytes."""
        about = dict(self._base.execute("SELECT key, value FROM about WHERE key <> 'alpha3'"))
        counts = dict(self._base.execute("SELECT precision, COUNT(*) FROM place GROUP BY precision"))
        return {
            **{k: int(v) if v.isdigit() else v for k, v in sorted(about.items())},
            "by_precision": dict(sorted(counts.items())),
            "bytes": self.path.stat().st_size,
            "attribution": "GeoNames, CC BY 4.0, geonames.org",
        }


_HINT = "Build it with `lapwing gazetteer build DUMP`, or install Lapwing again."


def require(path: Path, what: str) -> None:
    """Raise ``GazetteerError`` when there is no such file."""
    if not path.is_file():
        raise GazetteerError(f"{what} is missing: {path.name}", hint=_HINT)
