"""Dates of one text related to each other: sharing a year, counted from one another, joined to ranges."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from lapwing.resolve.dates.clock_days import give_clocks_days
from lapwing.resolve.dates.missing_year import in_year
from lapwing.resolve.dates.reading import Reading, Scene
from lapwing.resolve.dates.story import count_from_text
from lapwing.resolve.dates.windows import Part, Window, add_days, part_of

_SHARES_YEAR = re.compile(r",? ?(?:and|or|to|through|until|till|-|/|&)? ?(?:the )?")
_RANGE = re.compile(r" +(?:to|through|thru|until|till|into) +(?:the +)?| ?- ?")
_AND = re.compile(r",? +and +(?:the +)?")
_BETWEEN = re.compile(r"\bbetween +(?:the +)?$")
_PART = re.compile(
    r"\b(early|mid|late|(?:the )?(?:start|beginning|end|middle) of)(?:[ -]+)(?:in )?(?:the )?$"
)
_PARTS: dict[str, Part] = {
    "early": "early", "start": "early", "beginning": "early", "late": "late", "end": "late", "mid": "mid",
    "middle": "mid",
}  # fmt: skip


def relate(scene: Scene) -> list[Reading]:
    """The readings of a scanned text with everything settled that depends on other dates of the text."""
    readings = _share_years(scene, scene.readings)
    readings = [_cut_to_part(scene, reading) for reading in readings]
    readings = count_from_text(scene, readings)
    readings = give_clocks_days(scene, readings)
    return _join_ranges(scene, readings)


def _share_years(scene: Scene, readings: list[Reading]) -> list[Reading]:
    """ "3 May and 7 June 2020": the named year also holds for the date joined before it."""
    result = list(readings)
    for i in range(len(result) - 2, -1, -1):
        here, following = result[i], result[i + 1]
        named = following.dated
        if here.yearless is None or named is None or following.yearless or following.anchor != "self":
            continue
        joined = _SHARES_YEAR.fullmatch(scene.lowered, here.end, following.start)
        if not joined or named.precision not in ("day", "month"):
            continue
        window = in_year(named.start.year, *here.yearless)
        if window and window.start > named.end:
            window = in_year(named.start.year - 1, *here.yearless)
        if window:
            result[i] = Reading(here.start, here.end, here.kind, window.value, window)
    return result


def _cut_to_part(scene: Scene, reading: Reading) -> Reading:
    """ "early 2023", "late last month", "mid-1990s": part of the window; the value stays the whole's."""
    window = reading.dated
    if window is None or window.precision == "day":
        return reading
    match = _PART.search(scene.lowered, max(0, reading.start - 24), reading.start)
    if match is None:
        return reading
    words = match.group(1).removeprefix("the ").split(" ")
    start = match.start() if len(words) == 1 else reading.start
    return replace(reading, start=start, window=part_of(window, _PARTS[words[0]]))


def _join_ranges(scene: Scene, readings: list[Reading]) -> list[Reading]:
    """ "from May 3 to May 5", "between 2014 and 2016": both mentions get the whole range as their window."""
    result = list(readings)
    for i in range(len(result) - 1):
        first, last = result[i].dated, result[i + 1].dated
        if first is None or last is None or result[i + 1].anchor == "text":
            continue
        start, end = result[i].end, result[i + 1].start
        between = _BETWEEN.search(scene.before(result[i].start)) and _AND.fullmatch(scene.lowered, start, end)
        if not between and not _RANGE.fullmatch(scene.lowered, start, end):
            continue
        relative = result[i].anchor == result[i + 1].anchor == "published"
        begin = _week_earlier(first, last) if relative else first.start
        if begin < first.start or (begin < last.start and first.end <= last.end):
            window = Window(begin, last.end, "range")
            result[i : i + 2] = [replace(result[i], window=window), replace(result[i + 1], window=window)]
    return result


def _week_earlier(first: Window, last: Window) -> dt.date:
    """The first day of "from Saturday to Monday", each the latest by itself: before the last, not after."""
    if first.precision == last.precision == "day" and 0 < (first.start - last.start).days < 7:
        return add_days(first.start, -7) or first.start
    return first.start
