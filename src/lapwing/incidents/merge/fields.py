"""The fields that are merged: how each is read from an event, and how two of its values compare.

Fields that only make sense together are one: a date is its window and precision, a place its name,
coordinates and precision. ``country`` comes before ``place`` and ``group`` before ``group_link`` because the
second is chosen among the reports that fit what was chosen for the first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from lapwing.incidents.merge import agreement
from lapwing.records import Event, MergeRule
from lapwing.text import fold

TOLLS = ("killed", "injured", "detained")
_OPEN = 10**9  # wider than any toll


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. Values are as in :class:`~lapwing.records.Version`.

    ``parts`` are the names that evidence and decisions know it by. ``key`` is equal for equal values. Values
    that ``agree`` does not hold for contradict each other; without it only equal ones agree. ``detail`` is
    greater for the finer value, ``caution`` smaller for the one that claims less, ``number`` what ranges are
    taken of. ``use`` is 0 for a value that cannot be the best one, and greater for one that is better than
    nothing. ``fits`` says whether an event fits the best value of the field ``given``. ``day`` is the ordinal
    of the day on which a value begins: of what has happened, none begins after the first report of it.
    """

    name: str
    parts: tuple[str, ...]
    rule: MergeRule = "most_representative"
    read: Callable[[Event], Any]
    key: Callable[[Any], Hashable] = lambda value: value
    agree: Callable[[Any, Any], bool] | None = None
    detail: Callable[[Any], float] | None = None
    caution: Callable[[Any], float] | None = None
    number: Callable[[Any], float | None] | None = None
    use: Callable[[Any], int] | None = None
    given: str | None = None
    fits: Callable[[Event, Any], bool] | None = None
    day: Callable[[Any], int] | None = None


def _plain(name: str, rule: MergeRule = "most_representative", order: tuple[str, ...] = ()) -> Field:
    """A field of one value; ``order`` lists the values from the one that claims least."""
    return Field(
        name=name,
        parts=(name,),
        rule=rule,
        read=attrgetter(name),
        caution=_ordered(*order) if order else None,
    )


def _ordered(*values: str) -> Callable[[str], float]:
    return {value: float(at) for at, value in enumerate(values)}.__getitem__


def _listed(name: str) -> Field:
    taken = attrgetter(name)
    return Field(
        name=name,
        parts=(name,),
        read=lambda event: list(taken(event)) or None,
        key=lambda value: tuple(sorted(map(fold, value))),
        agree=agreement.lists_agree,
        detail=len,
    )


def _toll(name: str) -> Field:
    taken = attrgetter(name)

    def read(event: Event) -> dict[str, Any] | None:
        toll = taken(event)
        if toll is None:
            return None
        numbers = {"low": toll.low, "best": toll.best, "high": toll.high}
        if toll.low is toll.best is toll.high is None:
            return {**numbers, "words": toll.words} if toll.words else None
        return numbers

    return Field(
        name=name,
        parts=(name,),
        rule="most_recent_official",
        read=read,
        key=_count,
        agree=agreement.tolls_agree,
        detail=_exactness,
        caution=_least,
        number=lambda toll: None if toll["best"] is None else float(toll["best"]),
        use=lambda toll: 2 if toll["best"] is not None else 0 if "words" in toll else 1,
    )


def _count(toll: dict[str, Any]) -> Hashable:
    """The count itself: "at least 12" and "12" are the same one."""
    if toll["best"] is not None:
        return int(toll["best"])
    return toll["low"], toll["high"], fold(toll.get("words", ""))


def _exactness(toll: dict[str, Any]) -> float:
    least, most = agreement.bounds(toll)
    return -min(most - least, _OPEN)


def _least(toll: dict[str, Any]) -> float:
    known = next((n for n in (toll["best"], toll["low"], toll["high"]) if n is not None), 0)
    return float(known)


def _date(event: Event) -> dict[str, Any] | None:
    start, end = event.date_start or event.date_end, event.date_end or event.date_start
    if start is None or end is None:
        return None
    return {
        "date_start": start.isoformat(),
        "date_end": end.isoformat(),
        "date_precision": event.date_precision,
    }


def _first_day(date: dict[str, Any]) -> int:
    return dt.date.fromisoformat(date["date_start"]).toordinal()


def _days(date: dict[str, Any]) -> int:
    start, end = (dt.date.fromisoformat(date[name]) for name in ("date_start", "date_end"))
    return (end - start).days


def _place(event: Event) -> dict[str, Any] | None:
    if event.place is None and event.country is None:
        return None
    named = event.place is not None
    return {
        "place": event.place,
        "country": event.country,
        "lat": event.lat if named else None,
        "lon": event.lon if named else None,
        "place_precision": event.place_precision if named else "country",
        "geonames_id": event.geonames_id if named else None,
    }


def _same_place(place: dict[str, Any]) -> Hashable:
    return fold(place["place"] or ""), place["country"], place["place_precision"], place["geonames_id"]


_PLACE = ("place", "lat", "lon", "place_precision", "geonames_id")

FIELDS: tuple[Field, ...] = (
    _plain("type"),
    _listed("modes"),
    _plain("outcome", order=("planned", "foiled", "failed", "completed")),
    _plain("certainty", order=("denied", "alleged", "asserted")),
    Field(
        name="attributed_to",
        parts=("attributed_to",),
        rule="most_recent_official",
        read=attrgetter("attributed_to"),
        key=fold,
    ),
    Field(
        name="date",
        parts=("date", "date_start", "date_end", "date_precision"),
        rule="most_informative",
        read=_date,
        key=lambda date: (date["date_start"], date["date_end"]),
        agree=agreement.windows_agree,
        detail=lambda date: -_days(date),
        number=lambda date: float(_first_day(date)),
        day=_first_day,
    ),
    # Who decides on a place decides on its country too.
    Field(name="country", parts=("country", *_PLACE), read=attrgetter("country")),
    Field(
        name="place",
        parts=_PLACE,
        rule="most_informative",
        read=_place,
        key=_same_place,
        agree=agreement.places_agree,
        detail=agreement.level,
        given="country",
        fits=lambda event, country: event.country in (None, country),
    ),
    _listed("actors"),
    _listed("targets"),
    _listed("target_types"),
    Field(
        name="group",
        parts=("group",),
        rule="most_informative",
        read=attrgetter("group"),
        agree=agreement.groups_agree,
        detail=agreement.depth,
    ),
    Field(
        name="group_link",
        parts=("group_link",),
        read=attrgetter("group_link"),
        caution=_ordered("suspected", "linked", "inspired", "claimed", "directed"),
        given="group",
        fits=lambda event, group: event.group is not None and agreement.groups_agree(event.group, group),
    ),
    *map(_toll, TOLLS),
)
