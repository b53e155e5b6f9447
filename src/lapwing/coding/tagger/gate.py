"""The gate: which sentences could report an event at all, judged from their words alone.

A linear model on hashed words and word pairs. It is cheap beside everything that comes after it, and set so
that it lets almost every event pass (``docs/quality.md`` gives its recall).
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Sequence

import numpy as np

from lapwing.records import Span
from lapwing.text import words

BUCKETS = 1 << 15
_STEM = 7  # letters


def hashed(text: str, sentence: Span) -> list[int]:
    """The buckets of a sentence's words and word pairs, each once."""
    forms = [word.form[:_STEM] for word in words(text, start=sentence.start, end=sentence.end)]
    pairs = [f"{a} {b}" for a, b in itertools.pairwise(forms)]
    return sorted({zlib.crc32(name.encode()) % BUCKETS for name in (*forms, *pairs)})


class Gate:
    """Says of each sentence whether it could report an event. ``floor`` is in log-odds."""

    def __init__(self, weights: np.ndarray, bias: float, floor: float) -> None:
        self._weights = weights
        self._bias = bias
        self._floor = floor

    def passes(self, text: str, sentences: Sequence[Span]) -> list[bool]:
        """For every sentence whether it passes."""
        return [self.score(text, sentence) >= self._floor for sentence in sentences]

    def score(self, text: str, sentence: Span) -> float:
        """The log-odds that the sentence reports an event."""
        return float(self._weights[hashed(text, sentence)].sum()) + self._bias
