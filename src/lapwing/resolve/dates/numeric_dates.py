"""Days in figures: "2023-10-07", "7/10/2023", "the 7th"."""

from __future__ import annotations

import re
from dataclasses import replace

from lapwing.resolve.dates.lexicon import full_year
from lapwing.resolve.dates.reading import NO_PUBLICATION, NOT_A_DATE, Reading, Scene
from lapwing.resolve.dates.rules import NUMERAL, Found, Match, Rule, fixed, rule
from lapwing.resolve.dates.windows import make_date, one_day, unit_of

_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d\d)(?![\d/])")


def writes_day_first(text: str) -> bool:
    """Whether a text writes the day first in figures: unless one of its dates can only be month first."""
    pairs = [(int(first), int(second)) for first, second in _FIGURES.findall(text)]
    day_first = any(first > 12 >= second for first, second in pairs)
    return day_first or not any(second > 12 >= first for first, second in pairs)


def _iso(match: Match, _scene: Scene) -> Found:
    day = make_date(*(int(match.group(name)) for name in ("y", "m", "d")))
    if day is None:
        return None
    if match.group("time"):
        return Reading(*match.span(), "TIME", f"{day.isoformat()}T{match.group('time')}", one_day(day))
    return fixed(match, one_day(day))


def _figures(match: Match, scene: Scene) -> Found:
    """ "7/10/2023" in the order of the text; in the other where only that gives a day, or one not to come.

    Where both orders give a day, the refusal notes it as a caveat beside the dates.
    """
    first, second = int(match.group("a")), int(match.group("b"))
    year = full_year(match.group("y"), scene.now.year + 1 if scene.now else None)
    orders = {"day": make_date(year, second, first), "month": make_date(year, first, second)}
    order, other = ("day", "month") if scene.day_first else ("month", "day")
    day, swapped = orders[order], orders[other]
    if day is None or (scene.now and swapped and swapped <= scene.now < day):
        return fixed(match, one_day(swapped)) if swapped else None
    reading = fixed(match, one_day(day))
    if reading and swapped and swapped != day:
        return replace(reading, refusal=f"read {order} first; {other} first is a date as well")
    return reading


def _day_of_month(match: Match, scene: Scene) -> Found:
    """ "on the 7th": the latest such day, or the coming one where the clause looks ahead."""
    day = int(match.group("d")[:-2])
    span = (match.start("d"), match.end())
    if scene.now is None:
        return Reading(*span, "DATE", f"XXXX-XX-{day:02}", anchor="none", refusal=NO_PUBLICATION)
    which = match.group("which")
    ahead = scene.direction(*span) == "future"
    steps = range(3) if ahead else range(0, -4, -1)
    if which:
        step = {"last": -1, "this": 0, "next": 1}[which]
        steps = range(step, step + 1)
    for step in steps:
        month = unit_of(scene.now, "month", step)
        made = make_date(month.start.year, month.start.month, day) if month else None
        if made and (which or (made >= scene.now if ahead else made <= scene.now)):
            return Reading(*span, "DATE", made.isoformat(), one_day(made), "published")
    return Reading(*span, "DATE", f"XXXX-XX-{day:02}", anchor="none", refusal=NOT_A_DATE)


_ISO = (
    r"(?P<y>(?:1[5-9]|20)\d\d)(?P<s>[-/.])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)"
    r"(?:[t ](?P<time>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?: ?z|[+-]\d\d:?\d\d)?)?"
)
# A noun after the ordinal takes it away: "the 7th Brigade", "the 25th anniversary".
_ORDINAL = (
    r"the (?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?: of (?P<which>this|last|next) month|(?=[,.;)]|$"
    r"| (?:and|when|at|in|after|before|he|she|they|it|we|the)\b))"
)

RULES: tuple[Rule, ...] = (
    rule([NUMERAL], _ISO, _iso),
    rule([NUMERAL], r"(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4})(?![/-])", _figures),
    rule([NUMERAL], r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d\d)(?!/)", _figures),
    rule("the", _ORDINAL, _day_of_month),
)
