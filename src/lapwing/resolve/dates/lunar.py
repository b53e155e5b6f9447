"""Days of the Easter, Islamic and Hebrew reckonings, computed.

Method: the anonymous Gregorian computus (Meeus), and the tabular Islamic and the Hebrew calendar as in
Reingold and Dershowitz, *Calendrical Calculations*.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

_ISLAMIC_EPOCH = 227015
_HEBREW_EPOCH = -1373427
_AFTER_NEW_YEAR = {"rosh hashanah": 0, "yom kippur": 9, "sukkot": 14, "simchat torah": 21}
_BEFORE_NEW_YEAR = {"purim": 193, "passover": 163, "shavuot": 113, "tisha b'av": 51}


def easter(year: int, *, orthodox: bool = False) -> dt.date:
    """Easter Sunday in the Gregorian calendar, for years from 1583 on."""
    if orthodox:
        a, b, c = year % 4, year % 7, year % 19
        d = (19 * c + 15) % 30
        e = (2 * a + 4 * b - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return dt.date(year, month, day + 1) + dt.timedelta(days=year // 100 - year // 400 - 2)
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + i - 7 * ((a + 11 * h + 22 * i) // 451) + 114, 31)
    return dt.date(year, month, day + 1)


def islamic_in(year: int, month: int, day: int) -> list[dt.date]:
    """The dates within a Gregorian year on which a day of the tabular Islamic calendar falls: none to two.

    They lie within a day of what a sighting of the moon gives.
    """
    first = (year - 622) * 33 // 32
    days = (_islamic(candidate, month, day) for candidate in range(first - 1, first + 3))
    return [date for date in days if date.year == year]


def _islamic(year: int, month: int, day: int) -> dt.date:
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return dt.date.fromordinal(_ISLAMIC_EPOCH - 1 + days)


@cache
def _hebrew_new_year(year: int) -> int:
    """The ordinal of 1 Tishri, with the postponements applied."""
    before, here, after = (_hebrew_elapsed(candidate) for candidate in (year - 1, year, year + 1))
    delay = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return _HEBREW_EPOCH + here + delay


def _hebrew_elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + ((3 * (days + 1)) % 7 < 3)


def hebrew(year: int, feast: str) -> dt.date:
    """The first daylight day of a feast of the Hebrew calendar that falls in the Gregorian ``year``."""
    autumn = year + 3761
    new_year = _hebrew_new_year(autumn)
    if feast in _AFTER_NEW_YEAR:
        return dt.date.fromordinal(new_year + _AFTER_NEW_YEAR[feast])
    if feast in _BEFORE_NEW_YEAR:
        return dt.date.fromordinal(new_year - _BEFORE_NEW_YEAR[feast])
    # Hanukkah: 25 Kislev, after a Marheshvan that has 30 days only in the longest years (355 and 385 days).
    long_year = (_hebrew_new_year(autumn + 1) - new_year) % 10 == 5
    return dt.date.fromordinal(new_year + 83 + long_year)
