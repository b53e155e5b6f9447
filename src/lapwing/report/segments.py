"""An article's text cut into segments, so that overlapping evidence and masks can all be shown in one line.

A segment is a stretch of text under one set of evidence. A mask is never cut: whatever evidence touches it
belongs to the whole of it, and its characters are not in the segment at all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lapwing.conduct import MaskedSpan
from lapwing.records import Event, Span
from lapwing.text import paragraphs

# A line of fifty characters or more that no mark closes goes on in the next.
_WRAP = re.compile(r"(?<=[^\n]{49}[^\n.!?…:\"”’)\]])\n(?=[^\s])")


@dataclass(frozen=True, slots=True)
class Mark:
    """One piece of evidence: ``event`` counts from 0, ``field`` as in :class:`lapwing.records.Evidence`."""

    event: int
    field: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the article: what to show, the evidence it is part of, and the mask that replaces it.

    ``opens`` are the events whose reporting sentence begins here.
    """

    number: int
    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]
    mask: MaskedSpan | None = None
    opens: tuple[int, ...] = ()

    @property
    def fields(self) -> tuple[Mark, ...]:
        """The marks that are words of a value, without the sentences that report an event."""
        return tuple(mark for mark in self.marks if mark.field != "event")

    @property
    def events(self) -> tuple[int, ...]:
        """The events that the segment is evidence for."""
        return tuple(sorted({mark.event for mark in self.marks}))


def segments(
    text: str, events: Sequence[Event], masks: Sequence[MaskedSpan]
) -> tuple[tuple[Segment, ...], ...]:
    """The paragraphs of the text, each as its segments in order; nothing but white space is left out.

    Line breaks that only wrap a running sentence become spaces.
    """
    text = _WRAP.sub(" ", text)
    pieces = [
        (item, Mark(number, item.field))
        for number, event in enumerate(events)
        for item in event.evidence
        if item.end > item.start
    ]
    firsts = _first_sentences(events)
    shown: list[tuple[Segment, ...]] = []
    number = 0
    for paragraph in _unbroken(text, masks):
        row: list[Segment] = []
        for start, end in _cuts(paragraph, [span for span, _ in pieces], masks):
            span = Span(start=start, end=end)
            mask = next((mask for mask in masks if mask.overlaps(span)), None)
            row.append(
                Segment(
                    number=number,
                    start=start,
                    end=end,
                    text=mask.label if mask else text[start:end],
                    marks=tuple(dict.fromkeys(mark for piece, mark in pieces if piece.overlaps(span))),
                    mask=mask,
                    opens=tuple(event for event, at in firsts if start <= at < end),
                )
            )
            number += 1
        shown.append(tuple(row))
    return tuple(shown)


def _first_sentences(events: Sequence[Event]) -> list[tuple[int, int]]:
    starts = []
    for number, event in enumerate(events):
        sentences = [item.start for item in event.evidence if item.field == "event" and item.end > item.start]
        if sentences:
            starts.append((number, min(sentences)))
    return starts


def _unbroken(text: str, masks: Sequence[MaskedSpan]) -> list[Span]:
    """The paragraphs, joined where a mask goes over the gap between two."""
    joined: list[Span] = []
    for paragraph in paragraphs(text):
        if joined and any(mask.start < joined[-1].end and mask.end > paragraph.start for mask in masks):
            joined[-1] = Span(start=joined[-1].start, end=paragraph.end)
        else:
            joined.append(paragraph)
    return joined


def _cuts(paragraph: Span, pieces: Sequence[Span], masks: Sequence[MaskedSpan]) -> list[tuple[int, int]]:
    inside = [mask for mask in masks if mask.overlaps(paragraph)]
    points = {paragraph.start, paragraph.end}
    for span in (*pieces, *inside):
        points |= {point for point in (span.start, span.end) if paragraph.start < point < paragraph.end}
    kept = sorted(point for point in points if not any(mask.start < point < mask.end for mask in inside))
    return list(pairwise(kept))
