"""Absolute dates as datelines, mastheads, metadata and addresses write them. Nothing relative, no guess."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)"
_DAY = r"(?P<{0}>0?[1-9]|[12]\d|3[01])(?:\s?(?:st|nd|rd|th))?"
_DATE = re.compile(
    rf"""\b(?:(?P<weekday>{WEEKDAY})\b[.,]?\s+(?:the\s+)?)?
    (?:
        {_DAY.format("d1")}[\s\-]*(?:of\s+)?(?P<m1>{MONTH})\b\.?(?:[,\s\-]*(?P<y1>(?:19|20)\d\d|\d\d(?!\d|:|\.\d|\s?[ap]\.?m)))?
      | (?P<m2>{MONTH})\b\.?\s*{_DAY.format("d2")}(?!\d|:)(?:[,\s]+(?P<y2>(?:19|20)\d\d))?
      | (?P<y3>(?:19|20)\d\d)[-/.](?P<m3>0[1-9]|1[0-2])[-/.](?P<d3>0[1-9]|[12]\d|3[01])
    )(?!\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_IN_URL = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>0?[1-9]|1[0-2]|[a-z]{3})[/-](?P<d>0?[1-9]|[12]\d|3[01])(?=[/-]|$)"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)(?P<sep>-?)(?P<m2>0[1-9]|1[0-2])(?P=sep)(?P<d2>0[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-]((?:19|20)\d\d)(?!\d)")
_EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?(?:\.\d+)?\s*")
_COMPACT = re.compile(r"\s*((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T.*)?\s*")


class WrittenDate(NamedTuple):
    """A date in a text: ``year`` is ``None`` where it is not written. ``start`` and ``end`` bound the words.

    ``spelled`` is true where the month stands as a name.
    """

    year: int | None
    month: int
    day: int
    start: int
    end: int
    weekday: bool
    spelled: bool

    @property
    def date(self) -> dt.date | None:
        """The day, when the year is written and the calendar has it."""
        return None if self.year is None else _day(self.year, self.month, self.day)


def written_dates(text: str, start: int, end: int) -> Iterator[WrittenDate]:
    """The dates in ``text[start:end]``, in order; two-digit years count from 1969 to 2068."""
    for match in _DATE.finditer(text, start, end):
        for n in "123":
            if match[f"m{n}"]:
                year = int(match[f"y{n}"]) if match[f"y{n}"] else None
                if year is not None and year < 100:
                    year += 1900 if year >= 69 else 2000
                month = int(match["m3"]) if n == "3" else _month(match[f"m{n}"])
                yield WrittenDate(
                    year,
                    month,
                    int(match[f"d{n}"]),
                    match.start(),
                    match.end(),
                    bool(match["weekday"]),
                    n != "3",
                )


def parse_date(words: str) -> dt.date | None:
    """The day that a metadata value names, ``None`` when it names none or more than one.

    Reads ISO 8601, RFC 2822, dates with a month's name, seconds or milliseconds since 1970, and day and
    month as numbers where only one order is possible. A time zone is not applied: the outlet's day counts.
    """
    if epoch := _EPOCH.fullmatch(words):
        return (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=int(epoch[1]))).date()
    if compact := _COMPACT.fullmatch(words):
        return _day(int(compact[1]), int(compact[2]), int(compact[3]))
    if numeric := _NUMERIC.match(words):
        first, second, year = map(int, numeric.groups())
        if first == second or first > 12:
            return _day(year, second, first)
        return _day(year, first, second) if second > 12 else None
    days = {written.date for written in written_dates(words, 0, len(words)) if written.year is not None}
    return days.pop() if len(days) == 1 else None


def date_in_url(url: str) -> dt.date | None:
    """The day in an address such as ``/2024/01/15/``, ``/2024/jan/15/`` or ``-20240115``."""
    for match in _IN_URL.finditer(url):
        if match["y"]:
            month = int(match["m"]) if match["m"].isdigit() else _month(match["m"])
            day = _day(int(match["y"]), month, int(match["d"]))
        else:
            day = _day(int(match["y2"]), int(match["m2"]), int(match["d2"]))
        if day is not None:
            return day
    return None


def nearest_year(month: int, day: int, around: dt.date) -> dt.date | None:
    """The day of that month and number which is nearest to ``around``; the earlier one of two."""
    years = (around.year - 1, around.year, around.year + 1)
    days = [found for year in years if (found := _day(year, month, day)) is not None]
    return min(days, key=lambda found: abs((found - around).days), default=None)


def _month(name: str) -> int:
    """1 to 12, or 0 for letters that begin no month's name."""
    lowered = name[:3].lower()
    return _MONTHS.index(lowered) + 1 if lowered in _MONTHS else 0


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
