"""What a text says of its own version: that it updates or corrects an earlier one."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from lapwing.records import Document

_HEAD, _TAIL = 500, 500
# "Updated: 3 March, 10:42" is the page's clock and marks nothing.
_NO_CLOCK = (
    r"(?!\W*(?:on\b|at\b)?\s*"
    r"(?:\d|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))"
)
_UPDATE = re.compile(
    r"^\W{0,3}(?-i:UPDATE|Update|UPDATED|Updated)(?:\s+(?P<number>\d{1,2}))?\s*[:–—-]"
    + _NO_CLOCK
    + r"|\((?:updates|adds|recasts)\b[^)\n]{0,120}\)"
    r"|\bthis (?:story|article|report) (?:has been|was) updated (?:to|with|after)\b",
    re.IGNORECASE | re.MULTILINE,
)
_CORRECTION = re.compile(
    r"^\W{0,3}(?-i:CORRECTION|Correction|CORRECTED|Corrected|CLARIFICATION|Clarification)\s*[:–—(-]"
    + _NO_CLOCK
    + r"|\(corrects\b[^)\n]{0,120}\)"
    r"|\bthis (?:story|article|report) (?:has been|was) (?:corrected|amended)\b"
    r"|\b(?:an earlier|a previous) version of this (?:story|article|report)\b",
    re.IGNORECASE | re.MULTILINE,
)


class Revision(NamedTuple):
    """A mark of revision: its kind, its number where it has one ("UPDATE 2"), its words, and where they stand.

    ``start`` counts in the text, ``None`` where the mark stands in the title or among the furniture.
    """

    kind: Literal["update", "correction"]
    number: int
    words: str
    start: int | None

    @property
    def rank(self) -> int:
        """The order of versions by their marks: numbered updates, then corrections; no mark is 0."""
        return (100 if self.kind == "correction" else 0) + self.number


def revision_of(document: Document) -> Revision | None:
    """The mark of revision that ranks highest; ``None`` for a text that has none."""
    text = document.text
    tail = max(_HEAD, len(text) - _TAIL)
    parts = [(text[:_HEAD], 0), (text[tail:], tail), (document.title or "", None)]
    parts += [(piece.text, None) for piece in document.furniture]
    marks = [mark for part, offset in parts for mark in _marks(part, offset)]
    return max(marks, key=lambda mark: (mark.rank, -(mark.start or 0)), default=None)


def _marks(text: str, offset: int | None) -> list[Revision]:
    found = []
    for match in _UPDATE.finditer(text):
        start = None if offset is None else offset + match.start()
        found.append(Revision("update", int(match["number"] or 1), match.group(), start))
    for match in _CORRECTION.finditer(text):
        start = None if offset is None else offset + match.start()
        found.append(Revision("correction", 1, match.group(), start))
    return found
