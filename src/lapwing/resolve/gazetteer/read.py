"""Reading a gazetteer file: who is called by a name."""

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lapwing.errors import GazetteerError
from lapwing.records import Place
from lapwing.resolve.gazetteer.entries import FORMAT, HOWS, KINDS, PRECISIONS, How, Kind

SHIPPED = Path(__file__).parent.parent / "gazetteer.sqlite"
_AT_ONCE = 400  # names in one query
_MOST = 80  # places kept for one name: every country, region and site, then the most populous
_CACHED = 40_000  # names; about 40 MB when full of common ones
_QUERY = """
    SELECT n.key, n.how, p.id, p.geonames, p.name, p.kind, p.country, p.admin1, p.lat, p.lon, p.precision,
           p.population, p.radius, p.capital
    FROM names n JOIN places p ON p.id = n.place WHERE n.key IN ({})
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean. ``how`` says how the name names it, ``radius`` its size in km."""

    number: int
    geonames_id: int | None
    name: str
    kind: Kind
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: str
    population: int
    radius: int
    capital: bool
    how: How

    def place(self, score: float = 0.0) -> Place:
        """The record of the place, with the score of the choice."""
        return Place.model_construct(
            geonames_id=self.geonames_id,
            name=self.name,
            country=self.country,
            admin1=self.admin1,
            lat=self.lat,
            lon=self.lon,
            precision=self.precision,
            population=self.population,
            score=score,
        )


@dataclass(frozen=True, slots=True)
class Info:
    """What a gazetteer file holds and what it was made from."""

    path: Path
    source: str
    licence: str
    places: int
    names: int
    size: int
    kinds: dict[str, int]


class Gazetteer:
    """A gazetteer file, read only. Safe to use after a fork: each process opens the file for itself."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._base: sqlite3.Connection | None = None
        self._process = 0
        self._known: dict[str, tuple[Candidate, ...]] = {}
        self._check()

    @classmethod
    def open(cls, path: Path | None = None) -> "Gazetteer":
        """The gazetteer at ``path``, by default the one that ships.

        Raises :class:`GazetteerError` when the file is missing, damaged or of another format.
        """
        return cls(path or SHIPPED)

    def candidates(self, keys: Iterable[str]) -> dict[str, tuple[Candidate, ...]]:
        """The places that each folded name may mean, largest first; names nobody has are left out."""
        known = self._known
        asked = list(dict.fromkeys(keys))
        missing = [key for key in asked if key not in known]
        if len(known) + len(missing) > _CACHED:
            known.clear()
            missing = asked
        for start in range(0, len(missing), _AT_ONCE):
            self._load(missing[start : start + _AT_ONCE])
        return {key: known[key] for key in asked if known[key]}

    def info(self) -> Info:
        """What the file holds."""
        base = self._connect()
        about = dict(base.execute("SELECT key, value FROM about"))
        kinds = base.execute("SELECT kind, COUNT(*) FROM places GROUP BY kind ORDER BY kind")
        counted = {str(KINDS[kind]): count for kind, count in kinds}
        names = base.execute("SELECT COUNT(*) FROM names").fetchone()[0]
        return Info(
            path=self.path,
            source=about.get("source", ""),
            licence=about.get("licence", ""),
            places=sum(counted.values()),
            names=names,
            size=self.path.stat().st_size,
            kinds=counted,
        )

    def spelled_like(self, start: str) -> list[str]:
        """The names that begin with ``start``, for comparing spellings; 3,000 at most."""
        rows = self._connect().execute(
            "SELECT DISTINCT key FROM names WHERE key >= ? AND key < ? LIMIT 3000", (start, start + "\U0010ffff")
        )
        return [row[0] for row in rows]

    def _load(self, keys: list[str]) -> None:
        found: dict[str, dict[int, Candidate]] = {key: {} for key in keys}
        marks = ",".join("?" * len(keys))
        try:
            rows = self._connect().execute(_QUERY.format(marks), keys).fetchall()
        except sqlite3.DatabaseError as fault:
            raise _damaged(self.path) from fault
        for row in rows:
            candidate = _candidate(row)
            mine = found[row[0]]
            if candidate.number not in mine:
                mine[candidate.number] = candidate
        for key, mine in found.items():
            ranked = sorted(mine.values(), key=_weight)
            self._known[key] = tuple(ranked[:_MOST])

    def _connect(self) -> sqlite3.Connection:
        if self._base is None or self._process != os.getpid():
            self._base = sqlite3.connect(f"file:{self.path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            self._process = os.getpid()
        return self._base

    def _check(self) -> None:
        if not self.path.is_file():
            raise GazetteerError(
                f"there is no gazetteer at {self.path}",
                hint="Install Lapwing again, or compile one with: lapwing gazetteer build",
            )
        try:
            row = self._connect().execute("SELECT value FROM about WHERE key = 'format'").fetchone()
        except sqlite3.DatabaseError as fault:
            raise _damaged(self.path) from fault
        if row is None or row[0] != str(FORMAT):
            raise GazetteerError(
                f"the gazetteer at {self.path} has another format",
                hint="It was compiled by another version of Lapwing: compile it again.",
            )


@lru_cache(maxsize=1)
def shipped() -> Gazetteer:
    """The gazetteer that ships with Lapwing, opened once."""
    return Gazetteer.open()


def info(path: Path | None = None) -> Info:
    """What the gazetteer at ``path`` holds, by default the one that ships."""
    return Gazetteer.open(path).info()


def _candidate(row: tuple[Any, ...]) -> Candidate:
    _, how, number, geonames, name, kind, country, admin1, lat, lon, precision, population, radius, capital = row
    return Candidate(
        number=number,
        geonames_id=geonames,
        name=name,
        kind=KINDS[kind],
        country=country,
        admin1=admin1,
        lat=None if lat is None else lat / 10000,
        lon=None if lon is None else lon / 10000,
        precision=PRECISIONS[precision],
        population=population,
        radius=radius,
        capital=bool(capital),
        how=HOWS[how],
    )


def _weight(candidate: Candidate) -> tuple[bool, int, int]:
    return candidate.kind == "city", -candidate.population, candidate.number


def _damaged(path: Path) -> GazetteerError:
    return GazetteerError(f"the gazetteer at {path} is damaged", hint="Install Lapwing again, or compile it again.")
