"""Named days: feasts of several calendars and national days.

Islamic feasts follow the tabular calendar and Diwali a table; both may be a day off what was kept in a
country, so their precision is ``range``. Hebrew feasts begin on the evening before their first day here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from lapwing.resolve.dates.lunar import easter, hebrew, islamic_in
from lapwing.resolve.dates.reading import NO_COUNTRY, Reading, Scene, latest_first
from lapwing.resolve.dates.rules import Found, Match, Rule, counted, fixed, rule, undated
from lapwing.resolve.dates.windows import Window, iso_week, nth_weekday

Dates = Callable[[int], Sequence[dt.date]]


@dataclass(frozen=True, slots=True)
class Feast:
    """A named day: its names, its first days in a year, its length in days, and whether the days are sure.

    ``names`` is a pattern whose alternatives each begin with a plain word.
    """

    names: str
    dates: Dates
    length: int = 1
    sure: bool = True

    def window(self, start: dt.date) -> Window:
        """The days of the feast that begins on ``start``."""
        end = start + dt.timedelta(days=self.length - 1)
        return Window(start, end, "day" if self.sure and self.length <= 2 else "range")

    def value(self, start: dt.date) -> str:
        """The feast in TimeML: a day, a week, or an interval."""
        if self.length == 1:
            return start.isoformat()
        if self.length == 7 and start.weekday() == 0:
            return iso_week(start)
        return f"{start.isoformat()}/{self.window(start).end.isoformat()}"


def _on(month: int, day: int) -> Dates:
    return lambda year: [dt.date(year, month, day)]


def _nth(month: int, weekday: int, nth: int, *, plus: int = 0) -> Dates:
    return lambda year: [nth_weekday(year, month, weekday, nth) + dt.timedelta(days=plus)]


def _easter(offset: int, *, orthodox: bool = False) -> Dates:
    return lambda year: [easter(year, orthodox=orthodox) + dt.timedelta(days=offset)]


def _islamic(*days: tuple[int, int]) -> Dates:
    return lambda year: sorted(date for month, day in days for date in islamic_in(year, month, day))


def _hebrew(feast: str) -> Dates:
    return lambda year: [hebrew(year, feast)]


_DIWALI = (
    "1026 1114 1104 1025 1112 1101 1021 1109 1028 1017 1105 1026 1113 1103 1023 1111 1030 1019"
    " 1107 1027 1114 1104 1024 1112 1031 1020 1108 1029 1017 1105 1026 1114 1102 1022 1110 1030"
).split()
"""Month and day of Diwali from 2000 to 2035."""


def _diwali(year: int) -> list[dt.date]:
    if not 2000 <= year < 2000 + len(_DIWALI):
        return []
    month_day = _DIWALI[year - 2000]
    return [dt.date(year, int(month_day[:2]), int(month_day[2:]))]


def _quds(year: int) -> list[dt.date]:
    """The last Friday of Ramadan."""
    last_days = (first - dt.timedelta(days=1) for first in islamic_in(year, 10, 1))
    return [day - dt.timedelta(days=(day.weekday() - 4) % 7) for day in last_days]


_AL = r"[ -](?:al|ul|ur|el|e)[ -]?"

FEASTS: tuple[Feast, ...] = (
    Feast(r"christmas eve", _on(12, 24)),
    Feast(r"christmas(?: day)?", _on(12, 25)),
    Feast(r"boxing day", _on(12, 26)),
    Feast(r"new year'?s eve", _on(12, 31)),
    Feast(r"new year'?s day", _on(1, 1)),
    Feast(
        r"new year'?s?(?: night| holidays?| festivit\w+| part(?:y|ies)| celebrations?| festivals?"
        r"| revell?\w+)",
        _on(12, 31),
        2,
    ),
    Feast(r"orthodox christmas|coptic christmas", _on(1, 7)),
    Feast(r"epiphany", _on(1, 6)),
    Feast(r"valentine'?s day", _on(2, 14)),
    Feast(r"international women'?s day", _on(3, 8)),
    Feast(r"st\.? patrick'?s day", _on(3, 17)),
    Feast(r"nowruz|newroz|norooz|nawruz", _on(3, 20), 2, sure=False),
    Feast(r"anzac day", _on(4, 25)),
    Feast(r"may day", _on(5, 1)),
    Feast(r"nakba day", _on(5, 15)),
    Feast(r"bastille day", _on(7, 14)),
    Feast(r"halloween", _on(10, 31)),
    Feast(r"all saints'? day", _on(11, 1)),
    Feast(r"veterans'? day|armistice day", _on(11, 11)),
    Feast(r"martin luther king(?: jr\.?)? day", _nth(1, 0, 3)),
    Feast(r"presidents'? day", _nth(2, 0, 3)),
    Feast(r"(?<!holocaust[ ])memorial day", _nth(5, 0, -1)),
    Feast(r"labor day", _nth(9, 0, 1)),
    Feast(r"columbus day", _nth(10, 0, 2)),
    Feast(r"thanksgiving(?: day)?", _nth(11, 3, 4)),
    Feast(r"election day", _nth(11, 0, 1, plus=1)),
    Feast(r"ash wednesday", _easter(-46)),
    Feast(r"palm sunday", _easter(-7)),
    Feast(r"holy week|easter week", _easter(-6), 7),
    Feast(r"maundy thursday", _easter(-3)),
    Feast(r"good friday", _easter(-2)),
    Feast(r"easter weekend", _easter(-2), 4),
    Feast(r"easter monday", _easter(1)),
    Feast(r"easter(?: sunday| day)?", _easter(0)),
    Feast(r"orthodox easter(?: sunday)?", _easter(0, orthodox=True)),
    Feast(r"ascension day", _easter(39)),
    Feast(r"pentecost|whit sunday", _easter(49)),
    Feast(r"islamic new year|hijri new year|muslim new year", _islamic((1, 1)), sure=False),
    Feast(r"muharram", _islamic((1, 1)), 30, sure=False),
    Feast(r"ashura|ashoura|ashurah|achoura", _islamic((1, 10)), sure=False),
    Feast(r"arbaeen|arba'een|arbain", _islamic((2, 20)), sure=False),
    Feast(r"mawlid|milad[ -]un[ -]nabi|eid[ -]milad\S*", _islamic((3, 12)), sure=False),
    Feast(r"ramadan|ramadhan|ramazan", _islamic((9, 1)), 30, sure=False),
    Feast(r"quds day|al[ -]quds day", _quds, sure=False),
    Feast(rf"eid{_AL}fitr|id{_AL}fitr", _islamic((10, 1)), 3, sure=False),
    Feast(rf"eid{_AL}adha|id{_AL}adha|eid{_AL}azha", _islamic((12, 10)), 4, sure=False),
    Feast(
        r"eid(?: holidays?| festival| celebrations?| prayers?)?", _islamic((10, 1), (12, 10)), 3, sure=False
    ),
    Feast(r"hajj", _islamic((12, 8)), 6, sure=False),
    Feast(r"purim", _hebrew("purim")),
    Feast(r"passover|pesach", _hebrew("passover"), 8),
    Feast(r"shavuot", _hebrew("shavuot"), 2),
    Feast(r"tisha b'av", _hebrew("tisha b'av")),
    Feast(r"rosh hashanah?", _hebrew("rosh hashanah"), 2),
    Feast(r"yom kippur", _hebrew("yom kippur")),
    Feast(r"sukkot|sukkoth", _hebrew("sukkot"), 7),
    Feast(r"simchat torah", _hebrew("simchat torah")),
    Feast(r"hanukkah|chanukah|hanukah", _hebrew("hanukkah"), 8),
    Feast(r"diwali|deepavali", _diwali, sure=False),
)

_NATIONAL = {
    "independence": {
        "us": (7, 4), "u.s.": (7, 4), "america": (7, 4), "american": (7, 4), "india": (8, 15),
        "indian": (8, 15), "pakistan": (8, 14), "pakistani": (8, 14), "nigeria": (10, 1), "nigerian": (10, 1),
        "kenya": (12, 12), "kenyan": (12, 12), "ukraine": (8, 24), "ukrainian": (8, 24), "mexico": (9, 16),
        "mexican": (9, 16), "bangladesh": (3, 26), "sri lanka": (2, 4), "indonesia": (8, 17),
        "indonesian": (8, 17), "afghanistan": (8, 19), "afghan": (8, 19), "philippine": (6, 12),
        "poland": (11, 11), "somalia": (7, 1), "jordan": (5, 25), "lebanon": (11, 22), "algeria": (7, 5),
        "mozambique": (6, 25), "colombia": (7, 20), "peru": (7, 28),
    },
    "republic": {"india": (1, 26), "indian": (1, 26), "turkey": (10, 29), "turkish": (10, 29)},
    "victory": {"russia": (5, 9), "russian": (5, 9), "soviet": (5, 9)},
}  # fmt: skip
_QUALIFIED = re.compile(r"\b(last|this|next|upcoming|coming)[ ]+(?:the )?$")
_NEARING = re.compile(
    r"\b(?:before|ahead of|run-up to|approach\w*|until|by|prepar\w+ (?:for|to celebrate))[ ]+(?:the )?$"
)
# Things that a feast gives its name to: they stand, or are known by it, at other times too.
_THING = re.compile(
    r"[ -](?:markets?|fairs?|trees?|cards?|gifts?|presents?|carols?|lights|songs?|eggs?|bunn\w+|island|rising"
    r"|uprising|shopp\w+|revell?ers|decorations|seasons?)\b"
)
# How many days ahead a feast may lie to be meant, by what the clause says.
_AHEAD = {"future": 240, "past": -1, None: 10}
_NAMED_YEAR = r"(?:,? (?:in )?(?P<y>{year}))?"


def _read(feast: Feast, match: Match, scene: Scene) -> Reading | None:
    """The feast in the year that is named, else the latest that had begun, or the coming one."""
    if not scene.capital(match.start()) and scene.text != scene.lowered:
        return None
    if _THING.match(scene.lowered, match.end()):
        return None
    if match.group("y"):
        return _in_year(feast, match, int(match.group("y")))
    qualified = _QUALIFIED.search(scene.before(match.start()))
    told = None if qualified else _told_year(match, scene)
    if told and told.window:
        reading = _in_year(feast, match, told.window.start.year)
        return replace(reading, anchor="text", anchor_span=told.span) if reading else None
    if scene.now is None:
        return counted(match, scene, None, unknown="XXXX-XX-XX")
    years = range(max(1583, scene.now.year - 2), min(9990, scene.now.year + 3))
    starts = [start for year in years for start in feast.dates(year)]
    start = _choose(feast, starts, scene, match, qualified.group(1) if qualified else "")
    if start is None:
        return None
    reading = counted(match, scene, feast.window(start), unknown="", value=feast.value(start))
    return replace(reading, start=match.start() - len(qualified.group())) if qualified else reading


def _in_year(feast: Feast, match: Match, year: int) -> Reading | None:
    starts = feast.dates(year) if year >= 1583 else ()
    return fixed(match, feast.window(starts[0]), value=feast.value(starts[0])) if starts else None


def _told_year(match: Match, scene: Scene) -> Reading | None:
    """The past year that the sentence has named last: "since 2017, when a club was attacked at Christmas"."""
    opens = scene.sentence_bounds(match.start())[0]
    here = [reading for reading in latest_first(scene.readings) if reading.start >= opens]
    told = next((r for r in here if r.dated and r.dated.precision == "year" and r.anchor == "self"), None)
    past = told and told.window and scene.now and told.window.start.year < scene.now.year
    return told if past else None


def _choose(feast: Feast, starts: Sequence[dt.date], scene: Scene, match: Match, how: str) -> dt.date | None:
    now = scene.now
    assert now is not None
    if how in ("next", "upcoming", "coming"):
        return next((start for start in starts if start > now), None)
    if not how and _NEARING.search(scene.before(match.start())):
        return min(starts, key=lambda start: abs((start - now).days), default=None)
    coming = next((start for start in starts if feast.window(start).end >= now), None)
    reach = 366 if how == "this" else -1 if how == "last" else _AHEAD[scene.direction(*match.span())]
    if coming is not None and (coming - now).days <= reach:
        return coming
    return next((start for start in reversed(starts) if start <= now), None)


def _national(match: Match, scene: Scene) -> Found:
    """A national day: only with its country, since each has its own."""
    country = (match.group("country") or "").removesuffix("'s")
    known = _NATIONAL[match.group("w")].get(country)
    if known is None:
        return undated(match, "DATE", "XXXX-XX-XX", NO_COUNTRY)
    return _read(Feast("", _on(*known)), match, scene)


def _as_rule(feast: Feast) -> Rule:
    heads = [re.split(r"[^a-z]", name, maxsplit=1)[0] for name in _alternatives(feast.names)]
    return rule(heads, f"(?:{feast.names}){_NAMED_YEAR}", partial(_read, feast))


def _alternatives(names: str) -> list[str]:
    """The alternatives of a pattern, without those inside groups."""
    return re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "", names).split("|")


_COUNTRIES = {country for table in _NATIONAL.values() for country in table}
_COUNTRY = "|".join(
    sorted((re.escape(country) for country in _COUNTRIES), key=lambda name: (-len(name), name))
)
_NATIONAL_DAY = rf"(?:(?P<country>{_COUNTRY})(?:'s)? )?(?P<w>{'|'.join(_NATIONAL)}) day{_NAMED_YEAR}"

RULES: tuple[Rule, ...] = (
    *(_as_rule(feast) for feast in FEASTS),
    rule([*_NATIONAL, *(re.split(r"\W", country)[0] for country in _COUNTRIES)], _NATIONAL_DAY, _national),
)
