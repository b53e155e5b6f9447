"""Days counted from now, the text or a year: "two weeks ago", "three days later", "three days into 2024"."""

from __future__ import annotations

import datetime as dt
import re

from lapwing.resolve.dates.lengths import (
    AMOUNT,
    AMOUNT_HEADS,
    HALVES,
    PLURALS,
    amount,
    length_value,
    whole_units,
)
from lapwing.resolve.dates.lexicon import number_of, unit_of_word
from lapwing.resolve.dates.reading import VAGUE_COUNT, FromText, Scene
from lapwing.resolve.dates.rules import Found, Match, Rule, counted, fixed, from_text, rule, undated
from lapwing.resolve.dates.windows import (
    Unit,
    Window,
    add_days,
    day_range,
    iso_week,
    make_date,
    month_of,
    months_of,
    moved_by,
    one_day,
    years_of,
)  # fmt: skip

_BACK = ("earlier", "before", "beforehand", "previously", "prior to", "ahead of")
_WITHIN = re.compile(r"\bwithin[ ]+$")
_UNKNOWN = {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX", "decade": "XXXX", "century": "XXXX"}


def _from_now(match: Match, scene: Scene) -> Found:
    """ "two weeks ago", "three days from now": as precise as the unit, or to the day with "today"."""
    number, unit = amount(match)
    sign = -1 if match.group("how") == "ago" else 1
    if number is None and unit not in ("second", "minute", "hour"):
        return undated(match, "DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", VAGUE_COUNT)
    number = number or 0
    count, exact_unit = whole_units(number, unit)
    day = moved_by(scene.now, exact_unit, sign * count) if scene.now else None
    if day is None:
        return counted(match, scene, None, unknown=_UNKNOWN.get(unit, "XXXX-XX-XX"))
    value, window = around(day, "day" if match.group("today") else unit, number)
    return counted(match, scene, window, unknown=_UNKNOWN.get(unit, "XXXX-XX-XX"), value=value)


def around(day: dt.date, unit: Unit, number: float) -> tuple[str, Window | None]:
    """The value and window of a day counted in ``unit``, which is no more precise than that unit.

    Weeks give the seven days around it, "a year ago" the month around it.
    """
    if unit in ("second", "minute", "hour", "day"):
        return day.isoformat(), one_day(day)
    if unit == "week":
        days = day_range(add_days(day, -3), add_days(day, 3))
        return iso_week(day), Window(days.start, days.end, "week") if days else None
    if unit in ("month", "quarter"):
        return f"{day.year:04}-{day.month:02}", month_of(day.year, day.month)
    if unit == "year" and number == 1:
        return f"{day.year:04}", day_range(add_days(day, -15), add_days(day, 15))
    return f"{day.year:04}", years_of(day.year, day.year)


def _from_story(match: Match, scene: Scene) -> Found:
    """ "three days later", "10 days before the attack": counted from a date of the text."""
    if _WITHIN.search(scene.before(match.start())):
        return None
    number, unit = amount(match)
    if number is None:
        return undated(match, "DURATION", length_value(None, unit), VAGUE_COUNT)
    count, exact_unit = whole_units(number, unit)
    sign = -1 if match.group("how") in _BACK else 1

    def move(anchor: Window) -> Window | None:
        return shifted(anchor, exact_unit, sign * count)

    longest = 31 if unit in ("second", "minute", "hour", "day", "week") else 400
    by_event = "core" in match.re.groupindex
    return from_text(
        match, FromText(move, ahead=by_event, longest=longest, length=length_value(number, unit))
    )


def shifted(anchor: Window, unit: Unit, count: int) -> Window | None:
    """A window moved by counted units: days keep its width, longer units make it as wide as they are."""
    start, end = moved_by(anchor.start, unit, count), moved_by(anchor.end, unit, count)
    if start is None or end is None:
        return None
    if unit == "week" and anchor.precision == "day":
        days = day_range(add_days(start, -3), add_days(end, 3))
        return Window(days.start, days.end, "week") if days else None
    if unit in ("month", "quarter") and anchor.precision in ("day", "week", "month"):
        return month_of(start.year, start.month)
    if unit in ("year", "decade", "century"):
        return years_of(start.year, end.year)
    return Window(start, end, anchor.precision)


def _within(match: Match, scene: Scene) -> Found:
    """ "within a week of October 7": the days from that date to the end of the count."""
    number, unit = amount(match)
    if number is None or not _WITHIN.search(scene.before(match.start())):
        return None
    count, exact_unit = whole_units(number, unit)

    def move(anchor: Window) -> Window | None:
        window = day_range(anchor.start, moved_by(anchor.end, exact_unit, count))
        return Window(window.start, window.end, "week") if window and (unit, count) == ("week", 1) else window

    relative = FromText(move, ahead=True, absorbs=True, length=length_value(number, unit))
    return from_text(match, relative)


def _into(match: Match, scene: Scene) -> Found:
    """ "three days into 2024" is its third day; weeks and months likewise."""
    number, unit = number_of(match.group("n")), unit_of_word(match.group("u"))
    year = int(match.group("y")) if match.group("y") else scene.now.year if scene.now else None
    if number is None or number < 1 or number != int(number):
        return None
    window = _nth_of_year(year, unit, int(number)) if year else None
    if match.group("y"):
        return fixed(match, window)
    return counted(match, scene, window, unknown="XXXX")


def _nth_of_year(year: int, unit: Unit, nth: int) -> Window | None:
    start = make_date(year, 1, 1)
    if start is None or nth > 366:
        return None
    if unit == "month":
        return month_of(year, nth)
    if unit == "week":
        days = day_range(add_days(start, 7 * nth - 7), add_days(start, 7 * nth - 1))
        return Window(days.start, days.end, "week") if days else None
    day = add_days(start, nth - 1)
    return one_day(day) if day and unit == "day" else None


def _months_of_year(match: Match, scene: Scene) -> Found:
    """ "the first three months of 2016": whole months from the start, or up to the end, of a year."""
    number = number_of(match.group("n"))
    if number is None or not 1 <= number <= 12:
        return None
    first = 1 if match.group("which") == "first" else 13 - int(number)
    if match.group("y"):
        return fixed(match, months_of(int(match.group("y")), first, int(number)))
    step = {"last": -1, "next": 1}.get(match.group("rel"), 0)
    window = months_of(scene.now.year + step, first, int(number)) if scene.now else None
    return counted(match, scene, window, unknown="XXXX")


def _vague_ago(match: Match, _scene: Scene) -> Found:
    """ "months ago" fixes no day; "hours later" stays on the day told before."""
    unit = unit_of_word(match.group("u"))
    if match.group("how") == "ago":
        return undated(match, "DATE", "PAST_REF", VAGUE_COUNT)
    if unit not in ("minute", "hour"):
        return undated(match, "DURATION", length_value(None, unit), VAGUE_COUNT)
    return from_text(match, FromText(lambda anchor: anchor, longest=10, length=length_value(None, unit)))


_AGO = r" (?P<how>ago|from now|hence|from today)(?P<today> today)?"
_LATER = r" (?P<how>later|earlier|afterwards?|beforehand|previously|(?:before|after)(?=[,.;)]|$))"
_EVENT = r" (?P<how>after|before|following|prior to|ahead of) (?!that\b|which\b)[\w']+"

RULES: tuple[Rule, ...] = (
    rule(AMOUNT_HEADS, AMOUNT + r"(?= (?:of|after|from) )", _within),
    rule(AMOUNT_HEADS, AMOUNT + _AGO, _from_now),
    rule(AMOUNT_HEADS, HALVES + _AGO, _from_now),
    rule(AMOUNT_HEADS, AMOUNT + _LATER, _from_story),
    rule(AMOUNT_HEADS, rf"(?P<core>{AMOUNT}){_EVENT}", _from_story),
    rule(PLURALS.split("|"), rf"(?P<u>{PLURALS}) (?P<how>ago|later|earlier)", _vague_ago),
    rule(AMOUNT_HEADS, r"(?P<n>{amount}) (?P<u>{units}) into (?:(?P<y>{year})|the (?:new )?year)", _into),
    rule(
        "the",
        r"the (?P<which>first|last|final) (?P<n>{cardinal}|\d{1,2}) months of "
        r"(?:(?P<y>{year})|(?P<rel>last|this|next|the) year)",
        _months_of_year,
    ),
)
