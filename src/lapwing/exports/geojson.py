"""GeoJSON (RFC 7946): one feature a record, with how far off its point may be."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from lapwing.exports.columns import Cell, Layout, T

# How far from its point a place of each precision may reach, in kilometres. admin1 and country: nine in ten
# of the world's settlements of 500 people or more (GeoNames) lie within this distance of the middle of the
# settlements of their province or country. The others are nominal: what the word means on a map.
UNCERTAINTY_KM = {"site": 1, "city": 10, "district": 50, "admin1": 200, "country": 1150, "region": 2500}

ATTRIBUTION = "Coordinates: GeoNames (https://www.geonames.org), CC BY 4.0"
_HEAD = {"type": "FeatureCollection", "attribution": ATTRIBUTION}


def write_geojson(rows: Iterable[T], layout: Layout[T], out: BinaryIO) -> int:
    """One FeatureCollection, UTF-8, a feature a line; returns the number of records.

    The geometry is a point, or ``null`` when no coordinates are known. Properties are the columns of the
    layout without ``lat`` and ``lon``, and ``uncertainty_km``, the radius within which it is to be looked for.
    """
    out.write(json.dumps(_HEAD).removesuffix("}").encode("utf-8") + b', "features": [')
    count = 0
    for row in rows:
        values = {column.name: column.value(row) for column in layout.columns}
        line = json.dumps(_feature(values), ensure_ascii=False, allow_nan=False)
        out.write((b",\n" if count else b"\n") + line.encode("utf-8"))
        count += 1
    out.write(b"\n]}\n")
    return count


def _feature(values: dict[str, Cell]) -> dict[str, Any]:
    lat, lon = values.pop("lat"), values.pop("lon")
    placed = lat is not None and lon is not None
    radius = UNCERTAINTY_KM.get(str(values["place_precision"])) if placed else None
    return {
        "type": "Feature",
        "id": next(iter(values.values())),
        "geometry": {"type": "Point", "coordinates": [lon, lat]} if placed else None,
        "properties": {**{name: _json(value) for name, value in values.items()}, "uncertainty_km": radius},
    }


def _json(value: Cell) -> Cell:
    return value.isoformat() if isinstance(value, dt.date) else value
