"""When two values do not contradict each other though they are not the same: precision-aware agreement.

A week agrees with a day in it, a country with its town, a group with its affiliate, "at least 9" with 12.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from lapwing.codebook import load_groups
from lapwing.resolve.gazetteer import gazetteer
from lapwing.resolve.places.distance import kilometres
from lapwing.text import fold

Value = Mapping[str, Any]

LEVELS = {"region": 0, "country": 1, "admin1": 2, "district": 3, "city": 4, "site": 5}
_UNKNOWN_LEVEL = 3

# Chosen, not tuned: how far from the middle of a place, in km, another that lies in it can be, and how far
# apart the middles of two places of one level can be that are one place under two names.
_REACH = {0: 1500.0, 1: 0.0, 2: 300.0, 3: 60.0, 4: 15.0, 5: 2.0}
_SAME = {0: 100.0, 1: 0.0, 2: 1.0, 3: 5.0, 4: 5.0, 5: 1.0}


def windows_agree(a: Value, b: Value) -> bool:
    """Whether the two windows share a day."""
    return bool(a["date_start"] <= b["date_end"] and b["date_start"] <= a["date_end"])


def level(place: Value) -> int:
    """How fine a place is, from 0 (region) to 5 (site)."""
    if place["place"] is None:
        return LEVELS["country"]
    return LEVELS.get(place["place_precision"], _UNKNOWN_LEVEL)


def places_agree(a: Value, b: Value) -> bool:
    """Whether the two can be one spot: one lies in the other, or they are one place under two names.

    A town lies in a province when the gazetteer says so, else when it is within 300 km of its middle. Two
    places without coordinates contradict each other when they are equally fine and named differently.
    """
    if a["country"] and b["country"] and a["country"] != b["country"]:
        return False
    wide, fine = sorted((a, b), key=level)
    if level(wide) == LEVELS["country"] or fold(wide["place"]) == fold(fine["place"] or ""):
        return True
    equal = level(wide) == level(fine)
    province = None if equal or level(wide) != LEVELS["admin1"] else _province(fine)
    if province is not None:
        return province == fold(wide["place"])
    if None in (wide["lat"], wide["lon"], fine["lat"], fine["lon"]):
        return not equal
    apart = kilometres(wide["lat"], wide["lon"], fine["lat"], fine["lon"])
    return apart <= (_SAME if equal else _REACH)[level(wide)]


def _province(place: Value) -> str | None:
    known = place["geonames_id"]
    return None if known is None else _province_of(known, fold(place["place"]))


@lru_cache(maxsize=65536)
def _province_of(geonames_id: int, form: str) -> str | None:
    """The folded name of the province that a place of the gazetteer lies in."""
    for entry in gazetteer().lookup(form):
        if entry.geonames_id == geonames_id and entry.admin1:
            return fold(entry.admin1)
    return None


def groups_agree(a: str, b: str) -> bool:
    """Whether one is the other or belongs to it, by the registry."""
    return a == b or a in _above(b) or b in _above(a)


def depth(group: str) -> int:
    """How many groups the registry puts above this one."""
    return len(_above(group))


@cache
def _parents() -> Mapping[str, str]:
    return {group.name: group.parent for group in load_groups() if group.parent}


@lru_cache(maxsize=4096)
def _above(group: str) -> tuple[str, ...]:
    found: list[str] = []
    parent = _parents().get(group)
    while parent is not None and parent not in found:
        found.append(parent)
        parent = _parents().get(parent)
    return tuple(found)


def tolls_agree(a: Value, b: Value) -> bool:
    """Whether some count fits both: "at least 9" and 12 agree, 9 and 12 do not."""
    (least_a, most_a), (least_b, most_b) = bounds(a), bounds(b)
    return least_a <= most_b and least_b <= most_a


def bounds(toll: Value) -> tuple[float, float]:
    """The least and greatest count that fit a toll; a best count without bounds is exact."""
    low, best, high = toll["low"], toll["best"], toll["high"]
    if low is None and high is None:
        return (0.0, float("inf")) if best is None else (best, best)
    return (0.0 if low is None else low), (float("inf") if high is None else high)


def lists_agree(a: list[str], b: list[str]) -> bool:
    """Whether one lists all that the other lists."""
    one, other = frozenset(map(fold, a)), frozenset(map(fold, b))
    return one <= other or other <= one
