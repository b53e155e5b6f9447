"""Dates of events that are told only by their distance from another: "a day after the blast", anniversaries.

In "killed on Sunday, two days after a bombing" the bombing has no date of its own: it was on Friday. Such a
date is a mention over the words that lead to the event, beside the one that the words counted give.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lapwing.records import Span
from lapwing.resolve.dates.counted import shifted
from lapwing.resolve.dates.lengths import AMOUNT, whole_units
from lapwing.resolve.dates.lexicon import FRAGMENTS, number_of, ordinal_of, pattern, unit_of_word
from lapwing.resolve.dates.reading import Reading, Scene
from lapwing.resolve.dates.windows import Window, add_days, add_months, day_range, month_of, one_day

_LEADS = re.compile(
    r"[ ]+(?P<how>after|before|following|prior to|ahead of)[ ]+(?!(?:that|which|last|next)\b)[\w']+"
)
_BACK = ("before", "prior to", "ahead of")


@dataclass(frozen=True, slots=True)
class Implied:
    """The days of an event that has no date of its own, the words that lead to it, and those it is told by."""

    span: Span
    window: Window
    told_by: Span


def implied(scene: Scene, readings: list[Reading]) -> list[Implied]:
    """Every date that a settled text gives to an event by its distance from another, in text order."""
    found = [*_by_distance(scene, readings), *_by_anniversary(scene, readings)]
    return sorted(found, key=lambda one: (one.span.start, one.span.end))


def _by_distance(scene: Scene, readings: list[Reading]) -> Iterator[Implied]:
    """ "On Sunday, two days after a bombing": the bombing's date, unless the words count from one it has."""
    windows = {reading.start: reading.dated for reading in readings}
    for reading in readings:
        leads = _LEADS.match(scene.lowered, reading.end)
        if leads is None or reading.dated is None or reading.anchor_span is None:
            continue
        ahead = reading.anchor_span.start >= reading.end
        if ahead and windows.get(reading.anchor_span.start) != reading.dated:
            continue
        number, word = _distance(scene.lowered[reading.start : reading.end])
        if number is None:
            continue
        count, unit = whole_units(number, unit_of_word(word))
        window = shifted(reading.dated, unit, count if leads["how"] in _BACK else -count)
        if window is not None:
            yield Implied(Span(start=leads.start("how"), end=leads.end()), window, reading.span)


def _distance(words: str) -> tuple[float | None, str]:
    """The number and unit of "two and a half weeks" or "the day"."""
    match = pattern(rf"the (?P<u>day|week|month|year)|{AMOUNT.replace('<u>', '<us>')}").fullmatch(words)
    if match is None:
        return None, ""
    if match["u"]:
        return 1, match["u"]
    number = number_of(match["n"])
    if number is not None and match["half"]:
        number += 0.5
    return number, match["us"]


@cache
def _anniversaries() -> re.Pattern[str]:
    counted = (
        rf"(?:(?P<o>\d{{1,2}}(?:st|nd|rd|th)|{FRAGMENTS['ordinal']})|(?P<n>{FRAGMENTS['number']})[ -]year)"
    )
    return re.compile(rf"(?<!\w){counted}[ ]+(?P<core>anniversary(?:[ ]\w+)?[ ]of)(?!\w)")


def _by_anniversary(scene: Scene, readings: list[Reading]) -> Iterator[Implied]:
    """ "Monday, the tenth anniversary of the siege": ten years before Monday; else around that day from now."""
    for match in _anniversaries().finditer(scene.lowered):
        number = ordinal_of(match["o"]) if match["o"] else number_of(match["n"])
        if number is None or number != int(number):
            continue
        day = _day_of(scene, readings, match)
        window = _years_back(day, scene.now, int(number))
        if window is not None:
            yield Implied(
                Span(start=match.start("core"), end=match.end()),
                window,
                Span(start=match.start(), end=match.start("core")),
            )


def _day_of(scene: Scene, readings: list[Reading], match: re.Match[str]) -> Window | None:
    """The day or month that an anniversary falls on: the last one named before it in its sentence."""
    opens = scene.sentence_bounds(match.start())[0]
    named = [r.dated for r in readings if opens <= r.start and r.end <= match.start() and r.dated]
    return next((w for w in reversed(named) if w.precision in ("day", "month")), None)


def _years_back(day: Window | None, now: dt.date | None, years: int) -> Window | None:
    """The day or month so many years before the one named, or the month around that day before ``now``."""
    start = day.start if day else now
    before = add_months(start, -12 * years) if start else None
    if before is None:
        return None
    if day and day.precision == "day":
        return one_day(before)
    if day:
        return month_of(before.year, before.month)
    return day_range(add_days(before, -15), add_days(before, 15))
