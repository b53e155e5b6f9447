"""Dates counted from other dates of the text: "three days later", "the day after the 7 October attack"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lapwing.resolve.dates.reading import NO_ANCHOR, FromText, Reading, Scene, latest_first

REACH = 3
"""How many sentences back a date may stand to be counted from."""

_AHEAD = 80
_WITHIN = re.compile(r"\bwithin +$")
_APPOSED = re.compile(r" *(?:,|-|—|\() *(?:(?:just|only|barely|exactly) +)?")
_OF = re.compile(r" +(?:of|after|from) +(?:the +)?")
# "Police said on Monday": the day of the report, not of what is reported.
_REPORTED_BEFORE = re.compile(
    r"\b(?:said|says|told|reported|reports|announced|confirmed|stated|added)(?: \w+)? +(?:on +)?$"
)
_REPORTED_AFTER = re.compile(r" +(?:said|told|reported|announced|confirmed|stated|added)\b")
# What follows the words that count from an event: one that was told before, or one that is new to the text.
_TOLD_BEFORE = re.compile(r"(?:the|that|this|those|these|his|her|its|their|it|he|she|they)\b")
_FROM_EVENT = re.compile(r" +(?:after|before|following|prior to|ahead of) +")
_NEXT_STEP = re.compile(r"\b(?:and|but|then)\b")
# Characters before the words within which they still open their sentence ("Just two days after").
_OPENING = 12


def count_from_text(scene: Scene, readings: list[Reading]) -> list[Reading]:
    """The readings with every one settled that counts from another, in text order."""
    result: list[Reading] = []
    for i, reading in enumerate(readings):
        if result and reading.start < result[-1].end:
            continue
        if reading.relative is None:
            result.append(reading)
            continue
        anchor = _anchor(scene, reading, reading.relative, earlier=result, later=_after(readings, i))
        result.append(_settled(scene, reading, reading.relative, anchor))
    return result


def _after(readings: list[Reading], i: int) -> Iterator[Reading]:
    return (readings[j] for j in range(i + 1, len(readings)))


def _anchor(
    scene: Scene, reading: Reading, relative: FromText, *, earlier: list[Reading], later: Iterator[Reading]
) -> Reading | None:
    """The date counted from: ahead in the sentence or before it, in the order that the words suggest."""
    limit = min(scene.sentence_bounds(reading.start)[1], reading.end + _AHEAD)
    ahead: Reading | None = None
    for other in later:
        if other.start >= limit:
            break
        if other.relative is None and _fits(other, relative):
            ahead = other
            break
    if relative.ahead and ahead:
        return ahead
    return _before(scene, reading, relative, earlier) or ahead


def _before(scene: Scene, reading: Reading, relative: FromText, earlier: list[Reading]) -> Reading | None:
    """The last fitting date of this sentence and the three before it, if possible not the day of a report."""
    first = scene.sentence_at(reading.start) - REACH
    report: Reading | None = None
    for other in latest_first(earlier):
        if scene.sentence_at(other.start) < first:
            break
        if not _fits(other, relative):
            continue
        if not _is_report(scene, other):
            return other
        report = report or other
    return report


def _fits(reading: Reading, relative: FromText) -> bool:
    window = reading.dated
    return window is not None and (window.end - window.start).days < relative.longest


def _is_report(scene: Scene, reading: Reading) -> bool:
    before = _REPORTED_BEFORE.search(scene.before(reading.start))
    return bool(before or _REPORTED_AFTER.match(scene.lowered, reading.end))


def _settled(scene: Scene, reading: Reading, relative: FromText, anchor: Reading | None) -> Reading:
    if anchor and relative.by_event and _is_report(scene, anchor):
        anchor = None
    window = relative.move(anchor.window) if anchor and anchor.window else None
    if anchor and not relative.absorbs and _is_its_own(scene, anchor, reading, relative):
        window = anchor.window
    elif anchor and relative.by_event and window and scene.now and window.start > scene.now:
        # What has happened cannot lie ahead: the date is that of what is told, not of the event before it.
        window = window if scene.direction(reading.start, reading.end) == "future" else anchor.window
    if anchor is None or window is None:
        if not relative.length:
            return replace(reading, relative=None, refusal=NO_ANCHOR)
        # "Three days later" than nothing is at least a length of time.
        return replace(reading, kind="DURATION", value=relative.length, relative=None, refusal=NO_ANCHOR)
    value = window.value + reading.suffix
    settled = replace(
        reading, value=value, window=window, anchor="text", anchor_span=anchor.span, relative=None
    )
    return _absorb(scene, settled, anchor, relative.length) if relative.absorbs else settled


def _is_its_own(scene: Scene, anchor: Reading, reading: Reading, relative: FromText) -> bool:
    """Whether the anchor dates what is told, and not the event that the words count from.

    In "killed in Sunday's raid, two days after a bombing" the words are that Sunday, and so they are in "two
    days after the bombing, police on Sunday ...". In "a bomb went off on Sunday. Two days after the attack"
    they are Tuesday.
    """
    if _beside(scene, anchor, reading):
        return True
    if not relative.by_event:
        return False
    opens = reading.start - scene.sentence_bounds(reading.start)[0] <= _OPENING
    if anchor.start >= reading.end:
        return opens and "," in scene.lowered[reading.end : anchor.start]
    leads = _FROM_EVENT.match(scene.lowered, reading.end)
    told_before = bool(leads and _TOLD_BEFORE.match(scene.lowered, leads.end()))
    if scene.sentence_at(anchor.start) == scene.sentence_at(reading.start):
        return not (told_before and _NEXT_STEP.search(scene.lowered, anchor.end, reading.start))
    return not told_before and not opens


def _beside(scene: Scene, anchor: Reading, reading: Reading) -> bool:
    """Whether the words explain the date before them: "on Sunday, a day after the attack" is Sunday twice."""
    return (
        anchor.end <= reading.start
        and _APPOSED.fullmatch(scene.lowered, anchor.end, reading.start) is not None
    )


def _absorb(scene: Scene, settled: Reading, anchor: Reading, length: str) -> Reading:
    """ "within a week of October 7" is one mention; "a week of the attack" stays a length, with its days."""
    opening = _WITHIN.search(scene.before(settled.start))
    adjacent = _OF.fullmatch(scene.lowered, settled.end, anchor.start) if anchor.start > settled.end else None
    if opening is None or adjacent is None or settled.window is None:
        return replace(settled, kind="DURATION", value=length)
    value = f"{settled.window.start.isoformat()}/{settled.window.end.isoformat()}"
    return replace(settled, start=settled.start - len(opening.group()), end=anchor.end, value=value)
