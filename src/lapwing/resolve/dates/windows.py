"""Stretches of days, and the arithmetic on them that news needs.

Nothing here reads text. Functions that could leave the calendar (years 1 to 9999) return ``None`` instead of
failing, so that "three thousand years ago" is a refusal and not an error.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from lapwing.records import DatePrecision

Unit = Literal["second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century"]
Part = Literal["early", "mid", "late"]

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Window:
    """Inclusive days, and how precisely they were named."""

    start: dt.date
    end: dt.date
    precision: DatePrecision

    @property
    def value(self) -> str:
        """The window in TimeML: ``2024-01-03``, ``2024-W01``, ``2024-01``, ``2024``, or an interval."""
        if self.precision == "day":
            return self.start.isoformat()
        if self.precision == "week":
            return iso_week(self.start + (self.end - self.start) // 2)
        if self.precision == "month":
            return f"{self.start.year:04}-{self.start.month:02}"
        if self.precision == "year":
            return f"{self.start.year:04}"
        return f"{self.start.isoformat()}/{self.end.isoformat()}"

    def until(self, last: dt.date) -> Window:
        """The window without the days after ``last``, unless it only begins after it."""
        return replace(self, end=last) if self.start <= last < self.end else self


def iso_week(day: dt.date) -> str:
    """The ISO week of a day in TimeML, ``2024-W01``."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """The day, or ``None`` when there is none such (30 February, the year 0)."""
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def add_days(day: dt.date, count: int) -> dt.date | None:
    """``count`` days on from ``day`` (back when negative), or ``None`` beyond the calendar."""
    try:
        return day + dt.timedelta(days=count)
    except OverflowError:
        return None


def add_months(day: dt.date, count: int) -> dt.date | None:
    """``count`` months on; a day that the month lacks becomes its last ("31 January" plus one: 28 or 29)."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        return None
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def one_day(day: dt.date) -> Window:
    """The window of a single day."""
    return Window(day, day, "day")


def day_range(start: dt.date | None, end: dt.date | None) -> Window | None:
    """The days from ``start`` to ``end``; ``None`` when either is missing or they run backwards."""
    if start is None or end is None or end < start:
        return None
    return Window(start, end, "range")


def week_of(day: dt.date) -> Window | None:
    """Monday to Sunday around ``day``."""
    monday = add_days(day, -day.weekday())
    sunday = add_days(day, 6 - day.weekday())
    return Window(monday, sunday, "week") if monday and sunday else None


def month_of(year: int, month: int) -> Window | None:
    """A calendar month; ``month`` may count over the year's end (13 is the next January)."""
    carry, month = divmod(month - 1, 12)
    year, month = year + carry, month + 1
    if not 1 <= year <= 9999:
        return None
    last = calendar.monthrange(year, month)[1]
    return Window(dt.date(year, month, 1), dt.date(year, month, last), "month")


def months_of(year: int, first: int, count: int) -> Window | None:
    """``count`` whole months from the month ``first`` of ``year``, as a range."""
    start, end = month_of(year, first), month_of(year, first + count - 1)
    return Window(start.start, end.end, "range") if start and end else None


def years_of(first: int, last: int) -> Window | None:
    """Whole years, as a range; a single one has the precision of a year."""
    if not 1 <= first <= last <= 9999:
        return None
    return Window(dt.date(first, 1, 1), dt.date(last, 12, 31), "year" if first == last else "range")


def season_of(year: int, season: str) -> Window | None:
    """A northern season by its TimeML code; winter begins in the December of ``year``."""
    return months_of(year, _SEASONS[season], 3)


def unit_of(day: dt.date, unit: Unit, count: int = 0) -> Window | None:
    """The calendar day, week, month, quarter, year, decade or century ``count`` units after ``day``'s own."""
    if unit == "week":
        moved = add_days(day, 7 * count)
        return week_of(moved) if moved else None
    if unit == "month":
        return month_of(day.year, day.month + count)
    if unit == "quarter":
        return months_of(day.year, (day.month - 1) // 3 * 3 + 1 + 3 * count, 3)
    if unit in ("year", "decade", "century"):
        size = {"year": 1, "decade": 10, "century": 100}[unit]
        first = day.year // size * size + size * count
        return years_of(first, first + size - 1)
    moved = add_days(day, count if unit == "day" else 0)
    return one_day(moved) if moved else None


def moved_by(day: dt.date, unit: Unit, count: int) -> dt.date | None:
    """The day exactly ``count`` units away; hours and less stay on the day unless they fill days."""
    if unit in ("second", "minute", "hour"):
        per_day = {"second": 86400, "minute": 1440, "hour": 24}[unit]
        return add_days(day, int(count / per_day))
    if unit in ("day", "week"):
        return add_days(day, count * (7 if unit == "week" else 1))
    return add_months(
        day, count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    )


def part_of(window: Window, part: Part) -> Window:
    """The early, middle or late part of a window, as a range.

    A month's parts end and begin on the 10th and 20th; early and late in a year are its first and last
    quarter, the middle is May to August; other windows are cut in three. The limits of months and years are
    those that the coders of the development set used.
    """
    if window.precision == "day":
        return window
    start, end = window.start, window.end
    if window.precision == "month":
        cuts = {"early": (1, 10), "mid": (10, 20), "late": (20, end.day)}[part]
        return Window(start.replace(day=cuts[0]), start.replace(day=min(cuts[1], end.day)), "range")
    if window.precision == "year":
        first, count = {"early": (1, 3), "mid": (5, 4), "late": (10, 3)}[part]
        return months_of(start.year, first, count) or window
    if start.year % 10 == 0 and end.year == start.year + 9:
        first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part]
        return years_of(start.year + first, start.year + last) or window
    third = (end - start) // 3
    if part == "early":
        return Window(start, start + third, "range")
    return (
        Window(end - third, end, "range") if part == "late" else Window(start + third, end - third, "range")
    )


def nearest_weekday(day: dt.date, weekday: int, *, ahead: bool, strict: bool = False) -> dt.date | None:
    """The closest such weekday (Monday is 0) before ``day``, or after it when ``ahead``.

    ``day`` itself counts unless ``strict``.
    """
    distance = (weekday - day.weekday()) % 7 if ahead else (day.weekday() - weekday) % 7
    if strict and distance == 0:
        distance = 7
    return add_days(day, distance if ahead else -distance)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """The nth such weekday of a month, counted from its end when ``nth`` is -1."""
    if nth > 0:
        first = dt.date(year, month, 1)
        return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    return last - dt.timedelta(days=(last.weekday() - weekday) % 7)
