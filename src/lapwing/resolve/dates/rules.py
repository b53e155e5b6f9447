"""How a rule is declared, and the kinds of reading that rules give."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from lapwing.resolve.dates.lexicon import PARTS_OF_DAY
from lapwing.resolve.dates.reading import NO_PUBLICATION, NOT_A_DATE, FromText, Kind, Reading, Scene
from lapwing.resolve.dates.windows import Window

Match = re.Match[str]
Found = Reading | Sequence[Reading] | None

NUMERAL = "#"
"""The head of rules that begin with digits."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, the words it can begin with, and what it means.

    ``heads`` are lowered words, or ``NUMERAL``. ``read`` turns a match down by giving ``None``; then the next
    longest match is asked.
    """

    heads: frozenset[str]
    pattern: str
    read: Callable[[Match, Scene], Found]


def rule(heads: Iterable[str] | str, pattern: str, read: Callable[[Match, Scene], Found]) -> Rule:
    """A rule; ``heads`` may be given as one string of words."""
    return Rule(frozenset(heads.split() if isinstance(heads, str) else heads), pattern, read)


def span_of(match: Match) -> tuple[int, int]:
    """The words that name the time: a pattern's group ``core`` where it has one, else all that it matched."""
    return match.span("core") if "core" in match.re.groupindex else match.span()


def fixed(match: Match, window: Window | None, *, value: str | None = None) -> Reading | None:
    """A date that the words themselves fix; ``None`` when the calendar has no such days."""
    if window is None:
        return None
    return Reading(match.start(), match.end(), "DATE", value or window.value, window)


def counted(
    match: Match, scene: Scene, window: Window | None, *, unknown: str, value: str | None = None
) -> Reading:
    """A date counted from the publication date; ``unknown`` is its value when there are no such days."""
    if window is None:
        reason = NOT_A_DATE if scene.now else NO_PUBLICATION
        return Reading(*span_of(match), "DATE", unknown, anchor="none", refusal=reason)
    return Reading(*span_of(match), "DATE", value or window.value, window, "published")


def undated(match: Match, kind: Kind, value: str, refusal: str) -> Reading:
    """An expression that fixes no day, with the reason."""
    return Reading(*span_of(match), kind, value, anchor="none", refusal=refusal)


def length(match: Match, value: str, window: Window | None, refusal: str) -> Reading:
    """A length of time, with its days where it ends or begins on the publication date."""
    if window is None:
        return undated(match, "DURATION", value, refusal)
    return Reading(*match.span(), "DURATION", value, window, "published")


def from_text(match: Match, relative: FromText, *, unknown: str = "XXXX-XX-XX") -> Reading:
    """A date that waits for another date of the text; ``unknown`` is its value when there is none."""
    return Reading(*span_of(match), "DATE", unknown, anchor="none", relative=relative)


def in_part(reading: Reading, part: str | None) -> Reading:
    """The reading in a part of its day such as "morning"; unchanged without one."""
    suffix = PARTS_OF_DAY.get(part or "", "")
    return replace(reading, kind="TIME", value=reading.value + suffix, suffix=suffix) if suffix else reading
