"""What a rule reads from the words it matched, and the text in which it reads them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Literal

from lapwing.records import Span
from lapwing.resolve.dates.direction import Direction, direction
from lapwing.resolve.dates.windows import Window
from lapwing.text import sentences

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["self", "published", "text", "none"]

NO_PUBLICATION = "no publication date"
NO_ANCHOR = "no date in the text to count from"
NO_DAY = "no day is named for this time"
NOT_A_DATE = "no such day in the calendar"
LENGTH_ONLY = "a length of time fixes no day"
REPEATED = "a repeated time fixes no day"
VAGUE_COUNT = "a vague count fixes no day"
VAGUE_TIME = "a vague time fixes no day"
FISCAL = "the limits of a fiscal year depend on whose it is"
NO_COUNTRY = "each country has its own"


def latest_first(readings: Sequence[Reading]) -> Iterator[Reading]:
    """The last 40 readings, latest first: what a date may refer back to, however long its sentence is."""
    return islice(reversed(readings), 40)


@dataclass(frozen=True, slots=True)
class FromText:
    """How to count from another date of the text.

    ``move`` takes that date's window to the one meant. ``ahead`` looks first for the date after the words
    ("a day after the 7 October attack"); anchors of ``longest`` days or more are passed over. ``absorbs``
    makes a date that follows at once part of the words ("within a week of October 7"). Where there is no
    such date, the words are the length of time ``length`` if that is given.
    """

    move: Callable[[Window], Window | None]
    ahead: bool = False
    longest: int = 31
    absorbs: bool = False
    length: str = ""

    @property
    def by_event(self) -> bool:
        """Whether the words count from an event that they go on to name ("two days after the attack")."""
        return self.ahead and not self.absorbs


@dataclass(frozen=True, slots=True)
class Reading:
    """A time expression as its rule reads it.

    ``relative`` is set while it waits for another date of the text, ``clock`` (``T10:35``) while it waits
    for its day, ``yearless`` (month and day) when its year was inferred and a neighbour may know better.
    ``suffix`` is the part of the day at the end of the value.
    """

    start: int
    end: int
    kind: Kind
    value: str
    window: Window | None = None
    anchor: Anchor = "self"
    anchor_span: Span | None = None
    refusal: str | None = None
    relative: FromText | None = None
    clock: str | None = None
    yearless: tuple[int, int | None] | None = None
    suffix: str = ""

    @property
    def span(self) -> Span:
        """The words read."""
        return Span(start=self.start, end=self.end)

    @property
    def dated(self) -> Window | None:
        """The days of a date or time; ``None`` for lengths, repeated times and what fixes no day."""
        return self.window if self.kind in ("DATE", "TIME") else None

    @property
    def day(self) -> dt.date | None:
        """The day of a date or time that fixes a single one."""
        return self.dated.start if self.dated and self.dated.precision == "day" else None


@dataclass
class Scene:
    """A text being read: its lowered form, the day it is told from, its order of figures, what was read."""

    text: str
    lowered: str
    now: dt.date | None
    day_first: bool
    readings: list[Reading] = field(default_factory=list)
    named_days: dict[tuple[int, int], Reading] = field(default_factory=dict)

    def add(self, reading: Reading) -> None:
        """Take in the next reading; ``named_days`` keeps the last that names each day with its year."""
        self.readings.append(reading)
        if reading.day and reading.anchor == "self" and reading.yearless is None:
            self.named_days[reading.day.month, reading.day.day] = reading

    @cached_property
    def shouts(self) -> bool:
        """Whether the text is in capitals throughout, so that capitals tell nothing."""
        return self.text.isupper()

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        return [(span.start, span.end) for span in sentences(self.text)] or [(0, len(self.text))]

    def sentence_at(self, at: int) -> int:
        """The number of the sentence that holds the offset ``at``."""
        return max(0, bisect_right(self._sentences, (at, len(self.text) + 1)) - 1)

    def sentence_bounds(self, at: int) -> tuple[int, int]:
        """Start and end of the sentence that holds the offset ``at``."""
        return self._sentences[self.sentence_at(at)]

    def direction(self, start: int, end: int) -> Direction | None:
        """Where the clause around the words at ``start``-``end`` points."""
        return direction(self.lowered, start, end, self.sentence_bounds(start))

    def before(self, start: int, length: int = 24) -> str:
        """The lowered words just before ``start``."""
        return self.lowered[max(0, start - length) : start]

    def capital(self, at: int) -> bool:
        """Whether the character at ``at`` is a capital letter."""
        return self.text[at].isupper()
