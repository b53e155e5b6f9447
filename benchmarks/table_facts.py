"""An incident held against a row of a table: which of its date, state, city and tolls are right."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Literal

from lapwing.records import Incident
from lapwing.resolve.gazetteer import Entry, gazetteer
from lapwing.resolve.places.distance import kilometres
from lapwing.text import fold

Answer = Literal["right", "wrong", "none"]
Row = Mapping[str, Any]

NEAR = 20.0  # km between the middles of two places that count as one town
_LOCAL = ("city", "district", "site")
_BRACKETS = re.compile(r"[()]")
_COUNTRY = "USA"


def day(row: Row, incident: Incident) -> Answer:
    """Whether one day is given, and is the table's."""
    return _date(row, incident, days=0)


def day_or_next(row: Row, incident: Incident) -> Answer:
    """Whether the days given are the table's or next to it."""
    return _date(row, incident, days=1)


def _date(row: Row, incident: Incident, *, days: int) -> Answer:
    best = incident.best("date")
    if best is None:
        return "none"
    start, end = (dt.date.fromisoformat(best[name]) for name in ("date_start", "date_end"))
    if (end - start).days > 2 * days:
        return "none"  # a week or a month: the day is not told
    told = dt.date.fromisoformat(row["date"])
    return _verdict(abs((start - told).days) <= days and abs((end - told).days) <= days)


def state(row: Row, incident: Incident) -> Answer:
    """Whether the place lies in the table's state, by the gazetteer."""
    best = incident.best("place")
    province = None if best is None else _province(best)
    return "none" if province is None else _verdict(province == _canonical(row["state"]))


def city(row: Row, incident: Incident) -> Answer:
    """Whether the place is a town and has a name of the table's ("Springfield (Northside)" has two)."""
    best = incident.best("place")
    if best is None or best["place_precision"] not in _LOCAL:
        return "none"
    names = _names(row)
    own = fold(best["place"])
    return _verdict(own in names or any(_called(best, name) for name in names))


def city_near(row: Row, incident: Incident) -> Answer:
    """Whether the place is a town, and of the table's name or within 20 km of it."""
    answer = city(row, incident)
    best = incident.best("place")
    if answer != "wrong" or best["lat"] is None or best["lon"] is None:
        return answer
    return _verdict(
        any(
            kilometres(best["lat"], best["lon"], entry.lat, entry.lon) <= NEAR
            for entry in _towns(row)
            if entry.lat is not None and entry.lon is not None
        )
    )


def killed(row: Row, incident: Incident) -> Answer:
    """Whether the number of people killed is the table's, which counts suspects among them."""
    return _toll(incident, "killed", row["num_killed"])


def victims_killed(row: Row, incident: Incident) -> Answer:
    """Whether the number killed is the table's without the suspects, as the codebook counts."""
    return _toll(incident, "killed", others_than_suspects(row, "Killed", row["num_killed"]))


def injured(row: Row, incident: Incident) -> Answer:
    """Whether the number of people injured is the table's, which counts suspects among them."""
    return _toll(incident, "injured", row["num_injured"])


def _toll(incident: Incident, name: str, count: int) -> Answer:
    best = incident.best(name)
    return "none" if best is None or best["best"] is None else _verdict(best["best"] == count)


def others_than_suspects(row: Row, status: str, count: int) -> int:
    """A toll of the table less the participants of that status who are suspects."""
    own = sum(
        "Suspect" in (person["role"] or "") and status in (person["status"] or "")
        for person in row["participants"]
    )
    return max(0, count - own)


def _verdict(right: bool) -> Answer:
    return "right" if right else "wrong"


MEASURES: Mapping[str, Callable[[Row, Incident], Answer]] = {
    "date, the day": day,
    "date, the day or the next to it": day_or_next,
    "state": state,
    "city, by name": city,
    "city, by name or within 20 km": city_near,
    "killed": killed,
    "killed, suspects left out of the table": victims_killed,
    "injured": injured,
}
# What a toll that no article gives is held against where it is read as nobody.
NOBODY: Mapping[str, Callable[[Row], int]] = {
    "killed": lambda row: int(row["num_killed"]),
    "killed, suspects left out of the table": lambda row: others_than_suspects(
        row, "Killed", row["num_killed"]
    ),
    "injured": lambda row: int(row["num_injured"]),
}


def _province(place: Mapping[str, Any]) -> str | None:
    """The folded name of the state that a place of an incident lies in."""
    if place["place"] is None:
        return None
    known = [
        entry
        for entry in gazetteer().lookup(fold(place["place"]))
        if entry.admin1 and entry.country == place["country"] and _same(entry, place)
    ]
    return fold(known[0].admin1 or "") if known else None


def _same(entry: Entry, place: Mapping[str, Any]) -> bool:
    if place["geonames_id"] is not None:
        return entry.geonames_id == place["geonames_id"]
    return (entry.lat, entry.lon) == (place["lat"], place["lon"])


def _called(place: Mapping[str, Any], name: str) -> bool:
    """Whether the gazetteer knows the place by that name too."""
    return place["geonames_id"] is not None and any(
        entry.geonames_id == place["geonames_id"] for entry in gazetteer().lookup(name)
    )


def _names(row: Row) -> list[str]:
    return [fold(part) for part in _BRACKETS.split(row["city_or_county"] or "") if fold(part)]


def _towns(row: Row) -> Iterator[Entry]:
    province = _canonical(row["state"])
    for name in _names(row):
        for entry in gazetteer().lookup(name):
            if entry.country == _COUNTRY and entry.admin1 and fold(entry.admin1) == province:
                yield entry


@cache
def _canonical(named: str) -> str:
    """The gazetteer's name of a state, folded."""
    for entry in gazetteer().lookup(fold(named)):
        if entry.country == _COUNTRY and entry.precision == "admin1":
            return fold(entry.admin1 or entry.name)
    return fold(named)
