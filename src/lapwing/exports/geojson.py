"""GeoJSON (RFC 7946): one feature an event, with how far off its point may be."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from lapwing.exports.columns import COLUMNS, Cell
from lapwing.exports.rows import Shown

# How far from its point a place of each precision may reach, in kilometres. admin1 and country: nine in ten
# of the world's settlements of 500 people or more (GeoNames) lie within this distance of the middle of the
# settlements of their province or country. The others are nominal: what the word means on a map.
UNCERTAINTY_KM = {"site": 1, "city": 10, "district": 50, "admin1": 200, "country": 1150, "region": 2500}

ATTRIBUTION = "Coordinates: GeoNames (https://www.geonames.org), CC BY 4.0"
_HEAD = {"type": "FeatureCollection", "attribution": ATTRIBUTION}


def write_geojson(rows: Iterable[Shown], out: BinaryIO) -> int:
    """One FeatureCollection, UTF-8, a feature a line; returns the number of events.

    The geometry is a point, or ``null`` when no coordinates are known. Properties are the columns of
    :mod:`lapwing.exports.columns` without ``lat`` and ``lon``, and ``uncertainty_km``, the radius within
    which the event is to be looked for.
    """
    out.write(json.dumps(_HEAD).removesuffix("}").encode("utf-8") + b', "features": [')
    count = 0
    for row in rows:
        line = json.dumps(_feature(row), ensure_ascii=False, allow_nan=False)
        out.write((b",\n" if count else b"\n") + line.encode("utf-8"))
        count += 1
    out.write(b"\n]}\n")
    return count


def _feature(row: Shown) -> dict[str, Any]:
    event = row.event
    placed = event.lat is not None and event.lon is not None
    properties = {c.name: _json(c.value(row)) for c in COLUMNS if c.name not in ("lat", "lon")}
    radius = UNCERTAINTY_KM.get(event.place_precision or "") if placed else None
    return {
        "type": "Feature",
        "id": event.event_id,
        "geometry": {"type": "Point", "coordinates": [event.lon, event.lat]} if placed else None,
        "properties": {**properties, "uncertainty_km": radius},
    }


def _json(value: Cell) -> Cell:
    return value.isoformat() if isinstance(value, dt.date) else value
