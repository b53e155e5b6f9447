"""The day of a clock time: beside it ("9 a.m. on Tuesday"), in its sentence, or in the story before."""

from __future__ import annotations

import re
from dataclasses import replace

from lapwing.resolve.dates.reading import NO_DAY, Reading, Scene, latest_first
from lapwing.resolve.dates.story import REACH

_BESIDE = re.compile(r",? *(?:(?:on|at|around|about|by) +)?(?:the +)?")


def give_clocks_days(scene: Scene, readings: list[Reading]) -> list[Reading]:
    """The readings with every clock time joined to the day beside it, or on a day named near it.

    Without such a day TimeML counts the hour from the publication date; no days are claimed then.
    """
    result: list[Reading] = []
    for i, reading in enumerate(readings):
        if result and reading.start < result[-1].end:
            continue
        previous = result[-1] if result else None
        following = readings[i + 1] if i + 1 < len(readings) else None
        if reading.clock is None:
            result.append(reading)
        elif following and following.day and _BESIDE.fullmatch(scene.lowered, reading.end, following.start):
            result.append(replace(_on(following, reading), end=following.end))
        elif previous and previous.day and _BESIDE.fullmatch(scene.lowered, previous.end, reading.start):
            result[-1] = replace(_on(previous, reading), start=previous.start)
        else:
            result.append(_on_near_day(scene, reading, result, readings[i + 1 : i + 4]))
    return result


def _on(day: Reading, reading: Reading) -> Reading:
    """A clock time with its day, anchored as the day is."""
    return replace(
        reading, value=f"{day.day}{reading.clock}", window=day.window, anchor=day.anchor,
        anchor_span=day.anchor_span, refusal=day.refusal, clock=None,
    )  # fmt: skip


def _on_near_day(scene: Scene, reading: Reading, before: list[Reading], after: list[Reading]) -> Reading:
    """A clock time on the nearest day of its sentence, else the last one of the three sentences before."""
    sentence = scene.sentence_at(reading.start)
    near: list[Reading] = [
        other for other in after if other.day and scene.sentence_at(other.start) == sentence
    ]
    for other in latest_first(before):
        distance = sentence - scene.sentence_at(other.start)
        if distance > (0 if near else REACH):
            break
        if other.day:
            near.append(other)
            break
    if not near:
        return replace(
            reading, value=f"{scene.now or 'XXXX-XX-XX'}{reading.clock}", refusal=NO_DAY, clock=None
        )
    day = min(near, key=lambda other: max(other.start - reading.end, reading.start - other.end))
    return replace(_on(day, reading), anchor="text", anchor_span=day.span, refusal=None)
