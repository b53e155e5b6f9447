"""How far apart two positions are."""

import math
from functools import lru_cache

Point = tuple[float, float, float]


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The great-circle distance in km between two positions in degrees (mean radius 6371 km)."""
    return apart(on_sphere(lat1, lon1), on_sphere(lat2, lon2))


@lru_cache(maxsize=20_000)
def on_sphere(lat: float, lon: float) -> Point:
    """A position in degrees as a point of the unit sphere."""
    p, q = math.radians(lat), math.radians(lon)
    return math.cos(p) * math.cos(q), math.cos(p) * math.sin(q), math.sin(p)


def apart(one: Point, other: Point) -> float:
    """The great-circle distance in km between two points of the unit sphere, by the chord between them."""
    return 12742 * math.asin(min(1.0, math.dist(one, other) / 2))
