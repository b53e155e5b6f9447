"""When is an option right? What the choosers of the fields are taught, as the scorer compares values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from lapwing.coding.fields import toll
from lapwing.coding.fields.options import Option
from lapwing.fitting.cases import Gold
from lapwing.resolve.places.distance import kilometres

Judge = Callable[[Gold, Option], bool | None]


def right_date(gold: Gold, option: Option) -> bool | None:
    """Whether the option's window agrees with the coded one, as the scorer compares them."""
    if "date" in gold["unscored"]:
        return None
    if not gold["date_start"]:
        return option.value is None
    if option.value is None:
        return False
    start, end = dt.date.fromisoformat(gold["date_start"]), dt.date.fromisoformat(gold["date_end"])
    if start == end:
        return bool(option.value == (start, end))
    days = (option.value[1] - option.value[0]).days
    overlap = option.value[0] <= end and start <= option.value[1]
    return bool(overlap and days <= max(31, 2 * (end - start).days))


def right_toll(role: toll.Role) -> Judge:
    """Whether the option's best figure is the coded one."""

    def judge(gold: Gold, option: Option) -> bool | None:
        if role in gold["unscored"]:
            return None
        best = gold[role]["best"] if gold[role] else None
        return best == (option.value.best if option.value else None)

    return judge


def right_place(gold: Gold, option: Option) -> bool | None:
    """Whether the option lies within 50 km of the coded place, or none is coded and none offered."""
    if "place" in gold["unscored"] or (gold["place"] and gold["lat"] is None):
        return None
    if gold["lat"] is None:
        return option.value is None
    return (
        option.value is not None
        and kilometres(gold["lat"], gold["lon"], option.value.lat, option.value.lon) <= 50
    )


def right_value(name: str) -> Judge:
    """Whether the option is the coded value of a field."""
    return lambda gold, option: None if name in gold["unscored"] else gold[name] == option.value


def right_labels(name: str) -> Judge:
    """Whether the option's labels are exactly the coded ones."""
    return lambda gold, option: None if name in gold["unscored"] else set(gold[name]) == set(option.value)
