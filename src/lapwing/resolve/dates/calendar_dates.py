"""Days and months by name: "7 October 2023", "Oct. 7", "3-5 May", "last June", "the week of March 6"."""

from __future__ import annotations

import re
from dataclasses import replace

from lapwing.resolve.dates.lexicon import MONTHS, ORDINALS, WEEKDAYS, full_year
from lapwing.resolve.dates.missing_year import in_year, place_in_year
from lapwing.resolve.dates.reading import NO_PUBLICATION, NOT_A_DATE, Anchor, Reading, Scene, latest_first
from lapwing.resolve.dates.rules import NUMERAL, Found, Match, Rule, rule
from lapwing.resolve.dates.windows import Window, add_days, day_range, make_date, month_of, months_of, week_of

_DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR_STEPS = {"last": -1, "this": 0, "next": 1}
_TOLD_YEAR_STEPS = {"the same": 0, "that": 0, "the following": 1, "the previous": -1}
# Words after "may" and "march" that make them verbs where capitals do not tell.
_VERB_FOLLOWS = re.compile(
    r"[ ]+(?:be|have|not|also|still|well|never|soon|yet|even|only|help|lead|take|come|go|face|seek|on|into"
    r"|to|through|against|for|towards?|out|off|in protest)\b"
)
_MARCH_OF_PEOPLE = re.compile(r"[ ]+(?:for|of|on|against)\b")
_BEFORE_MONTH = re.compile(
    r"\b(?:in|of|last|this|next|since|until|till|by|from|early|late|mid|to|and|or|between|through|during"
    r"|before|after|for|the|every|each|previous|following|past|coming|a|an|on|as of|around|about"
    r"|throughout)[ -]*$"
)
_NAMES_OF_MORE = ("may", "march", "april", "june", "august")


def is_month(scene: Scene, match: Match, group: str, *, numbered: bool) -> bool:
    """Whether a month's name is one: not the verb "may", a march or a person called April.

    ``numbered`` says that a day or year stands beside it.
    """
    start, end = match.span(group)
    name = match.group(group).rstrip(".")
    verb = name in ("may", "march", "mar") and bool(_VERB_FOLLOWS.match(scene.lowered, end))
    if scene.shouts and verb:
        return False
    if numbered:
        return scene.capital(start) or (name != "may" and not verb)
    if not scene.capital(start):
        return name not in ("may", "march", "august")
    if name not in _NAMES_OF_MORE:
        return True
    if scene.before(start, 4) == "the " and _MARCH_OF_PEOPLE.match(scene.lowered, end):
        return False
    return bool(_BEFORE_MONTH.search(scene.before(start)))


def _month_number(match: Match, group: str = "mon") -> int:
    return MONTHS[match.group(group).rstrip(".")]


def _day_number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _named_year(match: Match, scene: Scene) -> int | None:
    """The year that the words give, in full or as "last year" or "that year"."""
    groups = match.groupdict()
    if groups.get("y"):
        return int(groups["y"])
    if groups.get("yy"):
        return full_year(groups["yy"], scene.now.year + 1 if scene.now else None)
    relative = groups.get("ry")
    if relative in _YEAR_STEPS and scene.now:
        return scene.now.year + _YEAR_STEPS[relative]
    if relative in _TOLD_YEAR_STEPS:
        told = next((reading.dated for reading in latest_first(scene.readings) if reading.dated), None)
        return told.start.year + _TOLD_YEAR_STEPS[relative] if told else None
    return None


def _reading(match: Match, scene: Scene, span: tuple[int, int], month: int, day: int | None) -> Reading:
    """One day or month of a match, with its year named or inferred."""
    groups = match.groupdict()
    year = _named_year(match, scene)
    if year is not None:
        window = in_year(year, month, day)
        if window is None:
            value = f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
            return Reading(*span, "DATE", value, anchor="none", refusal=NOT_A_DATE)
        anchor: Anchor = (
            "published" if groups.get("ry") in _YEAR_STEPS else "text" if groups.get("ry") else "self"
        )
        return Reading(*span, "DATE", window.value, window, anchor)
    weekday = WEEKDAYS[groups["wd"].rstrip(".")] if groups.get("wd") else None
    window, anchor, source = place_in_year(scene, span, month, day, weekday=weekday)
    if window is None:
        value = f"XXXX-{month:02}" + (f"-{day:02}" if day else "")
        refusal = NOT_A_DATE if scene.now else NO_PUBLICATION
        return Reading(*span, "DATE", value, anchor="none", refusal=refusal, yearless=(month, day))
    return Reading(*span, "DATE", window.value, window, anchor, source, yearless=(month, day))


def _days(match: Match, scene: Scene) -> Found:
    """A day with its month, or several that share the month: a list, or a range."""
    if not is_month(scene, match, "mon", numbered=True):
        return None
    month, first, rest = _month_number(match), _day_number(match.group("d")), match.group("rest")
    if not rest:
        return _reading(match, scene, match.span(), month, first)
    more = list(_DAY_NUMBER.finditer(scene.lowered, *match.span("rest")))
    if len(more) == 1 and not re.search(r"[a-z,&]", scene.lowered[match.start("rest") : more[0].start()]):
        return _compact_days(match, scene, month, (first, int(more[0].group(1))))
    starts_with_month = match.start("mon") < match.start("d")
    spans = [
        (match.start() if starts_with_month else match.start("d"), match.end("d")),
        *(m.span() for m in more),
    ]
    spans[-1] = (spans[-1][0], match.end())
    days = [first, *(int(m.group(1)) for m in more)]
    return [_reading(match, scene, span, month, day) for span, day in zip(spans, days, strict=True)]


def _compact_days(match: Match, scene: Scene, month: int, days: tuple[int, int]) -> Reading | None:
    """ "3-5 May": one mention of the days from the first to the last."""
    last = _reading(match, scene, match.span(), month, days[1])
    if last.window is None:
        return last
    window = day_range(make_date(last.window.start.year, month, days[0]), last.window.start)
    return replace(last, value=window.value, window=window, yearless=None) if window else None


def _ordinal_day(match: Match, scene: Scene) -> Found:
    """ "the seventh of October"."""
    return _reading(match, scene, match.span(), _month_number(match), ORDINALS[match.group("o")])


def _month(match: Match, scene: Scene) -> Found:
    """A month with its year, of another year ("June last year"), or alone."""
    numbered = any(match.groupdict().get(name) for name in ("y", "yy", "ry"))
    if not is_month(scene, match, "mon", numbered=numbered):
        return None
    return _reading(match, scene, match.span(), _month_number(match), None)


def _months(match: Match, scene: Scene) -> Found:
    """ "March-May 2020": whole months as one range."""
    if not is_month(scene, match, "mon", numbered=True):
        return None
    first, last, year = _month_number(match), _month_number(match, "mon2"), int(match.group("y"))
    window = months_of(year - (last < first), first, (last - first) % 12 + 1)
    return Reading(*match.span(), "DATE", window.value, window) if window else None


def _month_from_now(match: Match, scene: Scene) -> Found:
    """ "last June", "next March": the closest before or after the month of publication."""
    if scene.now is None or not is_month(scene, match, "mon", numbered=False):
        return _month(match, scene)
    month, year, how = _month_number(match), scene.now.year, match.group("how")
    if how in ("next", "coming"):
        year += month <= scene.now.month
    elif how != "this":
        year -= month >= scene.now.month
    window = month_of(year, month)
    return Reading(*match.span(), "DATE", window.value, window, "published") if window else None


def _week_of(match: Match, scene: Scene) -> Found:
    """ "the week of March 6": its Monday to Sunday; "beginning" and "ending" count seven days."""
    groups = match.groupdict()
    group = "mon" if groups["mon"] else "mon2"
    if not is_month(scene, match, group, numbered=True):
        return None
    reading = _reading(
        match, scene, match.span(), _month_number(match, group), _day_number(groups["d"] or groups["d2"])
    )
    if reading.window is None:
        return reading
    day = reading.window.start
    window = {
        "of": week_of(day),
        "ending": day_range(add_days(day, -6), day),
    }.get(groups["how"], day_range(day, add_days(day, 6)))
    if window is None:
        return None
    week = Window(window.start, window.end, "week")
    return replace(reading, window=week, value=week.value, yearless=None)


# A number after "and" or a comma is another day unless a plural noun shows that it counts something.
_PLURAL = (
    r"(?:people|men|women|children|police|percent|per|million|(?!across|towards|besides|perhaps)[a-z]{4,}s\b)"
)
_SEPARATOR = r"(?:, and|,|-|/|&|to|through|thru|until|till|and|or)"
_MORE = rf"(?P<rest>(?: ?{_SEPARATOR} ?(?:the )?{{day}}(?! {_PLURAL})){{0,6}})"
_OF_YEAR = r"(?:,? of)? (?P<ry>last|this|next|the same|that|the following|the previous) year"
_YEAR = rf"(?:(?:,? (?:of )?|-|,)(?P<y>{{year}})|,? '(?P<yy>\d\d)|{_OF_YEAR})?"
_WEEKDAY = r"(?:(?P<wd>{anyweekday}),? (?:the )?)?"
_DAY_FIRST = _WEEKDAY + rf"(?P<d>{{day}}){_MORE}(?: of)?[ -]?(?P<mon>{{month}}){_YEAR}"
_MONTH_FIRST = _WEEKDAY + rf"(?P<mon>{{month}})[ -](?:the )?(?P<d>{{day}}){_MORE}{_YEAR}"
_SHORT_YEAR = _WEEKDAY + r"(?P<d>{day})(?P<rest>)[ -](?P<mon>{shortmonth})[ -]'?(?P<yy>\d\d)"
_MONTHS = r"(?P<mon>{month}) ?[-/] ?(?P<mon2>{month})(?:,? (?:of )?)(?P<y>{year})"
_WEEK = (
    r"(?:the )?week (?P<how>of|beginning|starting|commencing|ending) (?:the )?"
    r"(?:(?P<mon>{month}) (?P<d>{day})|(?P<d2>{day})(?: of)? (?P<mon2>{month}))(?:,? (?P<y>{year}))?"
)

RULES: tuple[Rule, ...] = (
    rule([NUMERAL, *WEEKDAYS], _DAY_FIRST, _days),
    rule([*MONTHS, *WEEKDAYS], _MONTH_FIRST, _days),
    rule([NUMERAL, *WEEKDAYS], _SHORT_YEAR, _days),
    rule("the", r"the (?P<o>{ordinal})(?: day)? of (?P<mon>{fullmonth})" + _YEAR, _ordinal_day),
    rule(MONTHS, r"(?P<mon>{month})(?:,? (?:of )?|-)(?P<y>{year})", _month),
    rule(MONTHS, r"(?P<mon>{month}),? '(?P<yy>\d\d)", _month),
    rule(MONTHS, r"(?P<mon>{fullmonth})" + _OF_YEAR, _month),
    rule(MONTHS, r"(?P<mon>{fullmonth})", _month),
    rule(MONTHS, _MONTHS, _months),
    rule("last past previous this next coming", r"(?P<how>\w+) (?P<mon>{fullmonth})", _month_from_now),
    rule("the week", _WEEK, _week_of),
)
