"""Digests and timelines: items under dates of their own, from which their relative words count.

"Today" under the heading "Thursday January 3" is that Thursday, whenever the page was published.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

from lapwing.resolve.dates.reading import Reading, Scene

_BEFORE = re.compile(r"(?:\A|\n)[ \t*#]*\Z")
_AFTER = re.compile(r"[ \t*]*(?:\n|\Z|[·•|:–—]|--?[ ])")
# Days: of a longer timeline the items tell of history, and nothing in them is told as of that day.
_NEAR = 731


def headings(scene: Scene) -> list[tuple[int, dt.date]]:
    """From which offset on which day is the day of writing: in a digest each heading's own, after it.

    A digest has two headings or more, all of them in order of time. A heading is a full day that opens a line
    and stands alone or before a dash, colon or bullet, within two years of the day of writing. Without that
    day, and in a text that is no digest, the list is empty.
    """
    now = scene.now
    if now is None:
        return []
    found = [
        (reading, reading.day)
        for reading in scene.readings
        if reading.day and abs((reading.day - now).days) <= _NEAR and _is_heading(scene, reading)
    ]
    days = [day for _, day in found]
    in_order = all(a <= b for a, b in pairwise(days)) or all(a >= b for a, b in pairwise(days))
    if len(set(days)) < 2 or not in_order:
        return []
    # The headings themselves are read from the day of publication.
    return [turn for reading, day in found for turn in ((reading.start, now), (reading.end, day))]


def _is_heading(scene: Scene, reading: Reading) -> bool:
    """Whether a named day, and not "today" or a bare weekday, opens its line and closes the heading."""
    named = reading.kind == "DATE" and (reading.anchor == "self" or reading.yearless is not None)
    return (
        named
        and _BEFORE.search(scene.text, max(0, reading.start - 8), reading.start) is not None
        and _AFTER.match(scene.text, reading.end) is not None
    )
