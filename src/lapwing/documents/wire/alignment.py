"""Two wordings laid side by side: what stands in both, and what stands in one where the other has something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from lapwing.documents.wire.wording import Token, Wording
from lapwing.records import Span

_ANCHOR = 3  # words: a shorter run that two texts share stands there by chance
_LONGEST = 4000  # words laid side by side; what follows in a longer text is not compared word by word


@dataclass(frozen=True, slots=True)
class Side:
    """The words of one text between two shared stretches: where they begin, and the words; maybe none."""

    wording: Wording
    first: int
    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        """The first character; that of the next word where there are none."""
        if self.tokens:
            return self.tokens[0].start
        return self.wording.tokens[self.first].start if self.first < len(self.wording.tokens) else -1

    @property
    def end(self) -> int:
        """The character after the last."""
        return self.tokens[-1].end if self.tokens else self.start

    @property
    def span(self) -> Span | None:
        """The characters of the words, ``None`` without any."""
        return Span(start=self.start, end=self.end) if self.tokens else None

    def holds(self, span: Span) -> bool:
        """Whether the span lies among the words."""
        return bool(self.tokens) and self.start <= span.start and span.end <= self.end


@dataclass(frozen=True, slots=True)
class Gap:
    """What the first and the second text have between two stretches that they share."""

    first: Side
    second: Side

    @property
    def replaced(self) -> bool:
        """Whether both have words there."""
        return bool(self.first.tokens and self.second.tokens)

    @property
    def closes(self) -> bool:
        """Whether one of the texts ends here: a cut text and what another goes on with do not correspond."""
        return any(
            side.first + len(side.tokens) >= len(side.wording.tokens) for side in (self.first, self.second)
        )

    @property
    def longest(self) -> int:
        """The number of words on the longer side."""
        return max(len(self.first.tokens), len(self.second.tokens))


def gaps(first: Wording, second: Wording) -> list[Gap]:
    """Where two texts differ, in their order."""
    return list(_gaps(first, second))


def _gaps(first: Wording, second: Wording) -> Iterator[Gap]:
    here, there = first.tokens[:_LONGEST], second.tokens[:_LONGEST]
    at = other = 0
    for start, other_start, length in (*_anchors(here, there), (len(here), len(there), 0)):
        if start > at or other_start > other:
            yield Gap(Side(first, at, here[at:start]), Side(second, other, there[other:other_start]))
        at, other = start + length, other_start + length


def _anchors(first: Sequence[Token], second: Sequence[Token]) -> list[tuple[int, int, int]]:
    blocks = Levenshtein.opcodes(
        [token.form for token in first], [token.form for token in second]
    ).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size >= _ANCHOR]
