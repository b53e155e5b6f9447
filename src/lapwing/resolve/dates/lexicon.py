"""The words of time in English news, and the pattern language that the rules are written in.

A rule's pattern is a regular expression over the lowered text in which one space stands for any run of
spaces, ``" ?"`` for none or more, and ``{name}`` for one of the ``FRAGMENTS``.
"""

from __future__ import annotations

import re
from functools import cache

from lapwing.resolve.dates.windows import Unit


def _numbered(names: str, first: int) -> dict[str, int]:
    """Words to numbers that count up from ``first``; words joined by ``/`` share a number."""
    groups = enumerate(names.split(), start=first)
    return {name: number for number, group in groups for name in group.split("/")}


MONTHS = _numbered(
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep"
    " october/oct november/nov december/dec",
    1,
)
WEEKDAYS = _numbered(
    "monday/mon tuesday/tues/tue wednesday/wed thursday/thurs/thur/thu friday/fri saturday/sat sunday/sun", 0
)
"""Monday is 0, as in :mod:`datetime`."""
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS_OF_DAY = {
    "morning": "TMO", "dawn": "TMO", "noon": "T12:00", "midday": "T12:00", "lunchtime": "T12:00",
    "afternoon": "TAF", "evening": "TEV", "dusk": "TEV", "night": "TNI", "midnight": "T24:00",
}  # fmt: skip
CARDINALS = {
    **_numbered(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen",
        0,
    ),
    **{
        word: 10 * ten
        for word, ten in _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2).items()
    },
    "dozen": 12,
    "hundred": 100,
}
ORDINALS = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    1,
)
DECADES = {
    word: 10 * ten
    for word, ten in _numbered(
        "twenties thirties forties fifties sixties seventies eighties nineties", 2
    ).items()
}
UNITS: dict[str, Unit] = {
    "second": "second", "sec": "second", "minute": "minute", "min": "minute", "hour": "hour", "hr": "hour",
    "day": "day", "night": "day", "week": "week", "fortnight": "week", "month": "month", "quarter": "quarter",
    "year": "year", "yr": "year", "decade": "decade", "century": "century", "centurie": "century",
}  # fmt: skip


def _alternatives(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_NUMBER = (
    rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,5}}(?:\.\d| 1/2)?|a (?:hundred|dozen)"
    rf"|(?:{_alternatives(CARDINALS)})(?:[ -](?:{_alternatives(CARDINALS)}))?"
)
_FULL_MONTHS = "|".join(name for name in MONTHS if len(name) > 4 or name in ("may", "june", "july"))
_SHORT_MONTHS = "|".join(name for name in MONTHS if len(name) < 5)
_SHORT_WEEKDAYS = "|".join(name for name in WEEKDAYS if not name.endswith("day"))
FRAGMENTS = {
    "month": rf"(?:(?:{_FULL_MONTHS})\b|(?:{_SHORT_MONTHS})\b\.?)",
    "fullmonth": rf"(?:{_FULL_MONTHS})\b",
    "shortmonth": rf"(?:{_SHORT_MONTHS})\b\.?",
    "weekday": "(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    "anyweekday": rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:{_SHORT_WEEKDAYS})\b\.?)",
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d/])(?!,\d{3}\b|[.:]\d)",
    "year": r"(?:1\d|20)\d\d(?![\d/%])(?!,\d{3}\b|\.\d)",
    "season": "(?:" + "|".join(SEASONS) + ")",
    "part": "(?:" + "|".join(PARTS_OF_DAY) + ")",
    "unit": "(?:second|minute|hour|day|night|week|fortnight|month|year|decade|century)",
    "units": r"(?:seconds?|secs|minutes?|mins|hours?|hrs?|days?|nights?|weeks?|fortnights?|months?|years?"
    r"|yrs?|decades?|century|centuries)\b",
    "period": r"(?:week|month|quarter|year|decade|century)",
    "cardinal": rf"(?:{_alternatives(CARDINALS)})",
    "ordinal": rf"(?:{_alternatives(ORDINALS)})",
    "number": rf"(?:{_NUMBER})",
    "amount": r"(?:a couple(?: of)?|a few|(?:dozens|hundreds|thousands|scores) of|half an?|few|several|many"
    "|some"
    rf"|{_NUMBER}|an?)",
}
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
_SPACE = re.compile(r"\[[^\]]*\]| \??")


@cache
def pattern(source: str) -> re.Pattern[str]:
    """The compiled form of a rule's pattern; it ends at the end of a word."""
    filled = _PLACEHOLDER.sub(lambda match: FRAGMENTS[match.group(1)], source)
    return re.compile(_SPACE.sub(_any_spaces, filled) + r"(?!\w)")


def _any_spaces(match: re.Match[str]) -> str:
    if match.group()[0] == "[":
        return match.group()
    return "[ ]*" if match.group().endswith("?") else "[ ]+"


def number_of(words: str) -> float | None:
    """The number that an amount names, as ``a`` (1), ``half a`` (0.5), ``twenty-five``; ``None`` if vague."""
    words = words.removesuffix(" of").strip()
    if words == "a couple":
        return 2
    if words.startswith("half"):
        return 0.5
    total, known = 0.0, False
    for word in re.split(r"[ -]+", words):
        if word in ("a", "an"):
            total = 1
        elif word in CARDINALS:
            number = CARDINALS[word]
            total = (total or 1) * number if number in (12, 100) else total + number
        elif word == "1/2":
            total += 0.5
        elif word[:1].isdigit():
            total += float(word.replace(",", ""))
        else:
            return None
        known = True
    return total if known else None


def unit_of_word(word: str) -> Unit:
    """The unit that a word such as ``weeks`` or ``fortnight`` counts in."""
    return UNITS[word if word in UNITS else word.removesuffix("s")]


def ordinal_of(words: str) -> int:
    """The number of an ordinal in words (``third``) or digits (``3rd``, ``3``)."""
    return ORDINALS[words] if words in ORDINALS else int(re.sub(r"\D", "", words))


def full_year(digits: str, latest: int | None) -> int:
    """A year of two or four digits; two are the latest such year up to ``latest`` (by default 2068)."""
    year = int(digits)
    if len(digits) > 2:
        return year
    limit = latest if latest is not None else 2068
    return limit - (limit - year) % 100
