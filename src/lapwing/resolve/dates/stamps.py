"""Stamps of a page: when it was posted or changed, which is the day that its words count from.

"Posted: Friday, May 3, 2024 9:15 AM Updated: Monday, May 6" tells of no event. What follows a stamp was written on
its day, whatever the page says of itself elsewhere: a page that is fetched again after a change has the later day
as its date of publication, and "on Thursday" in it is still the one before it was posted.
"""

from __future__ import annotations

import datetime as dt
import re

from lapwing.resolve.dates.reading import Reading, Scene

_WORD = "Posted|Published|Updated?|Created|Modified|Added|Uploaded"
_NAMED = re.compile(
    rf"(?:\A|[\s(\[*|·•>—–-])(?:(?:Last|First|Originally)\s)?(?:{_WORD}|{_WORD.upper()})"
    r"(?P<mark>\s*[:@])?[\s,(]*(?:(?:on|at)\s)?\s*\Z"
)
# What stands between the two halves of a stamp ("Nov. 9, 2024 - 6:57 PM"), and between two stamps.
_GOES_ON = re.compile(r"[ \t,@|(-]*(?:at )?[ ]*")
_MARKS = " \t\n.,;|()-–—·•*"
_LONGEST = 40  # characters of the words before a stamp
# Days: a page posted longer before it was fetched than this is an archive's, whose stamps may be anything.
_NEAR = 731


def stamps(scene: Scene) -> list[Reading]:
    """The readings of a text that stamp it, in order.

    A stamp follows a capitalised word of posting and has figures, or a colon before it: "Update on Friday's
    fire" is none. A second time right behind a stamp belongs to it.
    """
    return [reading for run in _runs(scene) for reading in run]


def told_from(scene: Scene) -> list[tuple[int, dt.date]]:
    """From which offset on which day is the day of writing, as the stamps of a text tell.

    Of stamps that follow each other the first counts: what was changed later had been written before. A day
    after that of publication, or two years before it, is no day of writing. Without stamps the list is empty.
    """
    now = scene.now
    if now is None:
        return []
    turns: list[tuple[int, dt.date]] = []
    for run in _runs(scene):
        day = run[0].day
        if day and 0 <= (now - day).days <= _NEAR:
            turns += [(run[0].start, now), (run[-1].end, day)]
    return turns


def _runs(scene: Scene) -> list[list[Reading]]:
    """The stamps of a text, those together that only their words and marks part."""
    runs: list[list[Reading]] = []
    for reading in scene.readings:
        if reading.kind not in ("DATE", "TIME"):
            continue
        end = runs[-1][-1].end if runs else 0
        if runs and _GOES_ON.fullmatch(scene.text, end, reading.start):
            runs[-1].append(reading)
            continue
        opens = _opening(scene, reading)
        if opens is None:
            continue
        if runs and not scene.text[end:opens].strip(_MARKS):
            runs[-1].append(reading)
        else:
            runs.append([reading])
    return runs


def _opening(scene: Scene, reading: Reading) -> int | None:
    """Where the words begin that make a reading a stamp; ``None`` where there are none."""
    named = _NAMED.search(scene.text, max(0, reading.start - _LONGEST), reading.start)
    if named is None:
        return None
    figures = any(map(str.isdigit, scene.text[reading.start : reading.end]))
    return named.start() if figures or named.group("mark") else None
