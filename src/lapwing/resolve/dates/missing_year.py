"""The year of a day or month that is named without one."""

from __future__ import annotations

import datetime as dt
import re

from lapwing.records import Span
from lapwing.resolve.dates.known_days import known_date
from lapwing.resolve.dates.reading import Anchor, Scene, latest_first
from lapwing.resolve.dates.windows import Window, make_date, month_of, one_day

_UP_TO = re.compile(r"\b(?:by|until|till)[ ]+(?:the )?$")
# How many days ahead the coming occurrence may lie to be meant, by what the clause says: writers of news
# add the year to anything further off. Tuned on the AQUAINT TimeML articles and the hand-coded training
# articles.
_AHEAD = {"future": 240, "past": -1, None: 45}
_AHEAD_UP_TO = 100
_STORY = 31


def in_year(year: int, month: int, day: int | None) -> Window | None:
    """The day, or the month when ``day`` is ``None``, in that year; ``None`` when there is none."""
    if day is None:
        return month_of(year, month)
    made = make_date(year, month, day)
    return one_day(made) if made else None


def place_in_year(
    scene: Scene, span: tuple[int, int], month: int, day: int | None, *, weekday: int | None = None
) -> tuple[Window | None, Anchor, Span | None]:
    """A day or month without a year, its anchor, and the words it took the year from.

    In this order: a day that is a name ("October 7"); the year that the text is telling of; with a weekday,
    the year that fits it; else the latest not after the publication date, or the coming one where the
    clause looks ahead.
    """
    known = known_date(scene, month, day, span) if day else None
    if known:
        return one_day(known), "self", None
    told = _told_year(scene, span[0], month, day) if day else None
    if told:
        return in_year(told[0], month, day), "text", told[1]
    if scene.now is None:
        return None, "none", None
    years = range(scene.now.year + 1, scene.now.year - 9, -1)
    windows = [window for window in (in_year(year, month, day) for year in years) if window is not None]
    fitting = _on_weekday(windows, scene.now, weekday) if weekday is not None else None
    return fitting or _latest_or_coming(scene, span, windows, scene.now), "published", None


def _told_year(scene: Scene, start: int, month: int, day: int) -> tuple[int, Span] | None:
    """The year that the text gave the same day before, or in which it is telling of those days.

    The story of a full date goes on for a month in the two sentences after it, and both ways within its own.
    """
    sentence = scene.sentence_at(start)
    for reading in latest_first(scene.readings):
        distance = sentence - scene.sentence_at(reading.start)
        if distance > 2:
            break
        told = reading.dated
        if told is None or reading.yearless or reading.anchor != "self" or (told.end - told.start).days > 10:
            continue
        for year in (told.start.year, told.start.year + 1):
            made = make_date(year, month, day)
            away = (made - told.start).days if made else _STORY + 1
            if 0 <= away <= _STORY or (away >= -_STORY and distance == 0 and made):
                return year, reading.span
    named = scene.named_days.get((month, day))
    return (named.window.start.year, named.span) if named and named.window else None


def _on_weekday(windows: list[Window], now: dt.date, weekday: int) -> Window | None:
    """The year that fits the weekday, unless it lies over a year away: then the writer has slipped."""
    near = [window for window in windows if abs((window.start - now).days) <= 366]
    return next((window for window in near if window.start.weekday() == weekday), None)


def _latest_or_coming(
    scene: Scene, span: tuple[int, int], windows: list[Window], now: dt.date
) -> Window | None:
    coming = [window for window in windows if window.end >= now][-1:]
    reach = _AHEAD_UP_TO if _UP_TO.search(scene.before(span[0])) else _AHEAD[scene.direction(*span)]
    if coming and (coming[0].start - now).days <= reach:
        return coming[0]
    return next((window for window in windows if window.start <= now), None)
