"""The gate: whether a document can hold an event at all, judged from its words before anything else is done.

A document that is stopped is not coded: it has no events, and nothing to review. The gate is a linear model on
hashed words and word pairs: of the whole document, and of its likeliest passages, so that one sentence on an
attack opens it in a long article on something else. It takes about a millisecond where coding takes a hundred or
more. It knows English alone; other languages are refused or set aside before a document is made.
``docs/quality.md`` says how many events it lets pass and how much of a stream of news it stops.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Protocol

import numpy as np

from lapwing.records import Document

BUCKETS = 1 << 17
TOP = 3  # passages whose scores are weighed one by one
SHAPE = TOP + 3  # numbers in a shape
FEWEST = 60  # words; a shorter text says too little to be judged, and is soon coded
_STEM = 7  # letters
_WORD = re.compile(r"[^\W\d_]+")
# Cheaper than sentences, and wrong at abbreviations, which costs a passage its end and no more.
_PASSAGE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s)[^.!?\n]*)*[.!?\n]?")
_SHORTEST = 40  # characters; a shorter passage goes with the one before it
_LIMIT = 8.0  # log-odds: scores beyond it say nothing more
_PAIR = 2654435761  # Knuth's multiplier: spreads the pairs over the buckets

Array = np.ndarray


class Gatekeeper(Protocol):
    """What decides whether a document is coded; ``version`` changes whenever its answers may."""

    @property
    def version(self) -> str:
        """As it stands in the version of a coder."""

    def passes(self, document: Document) -> bool:
        """Whether the document is to be coded."""


@dataclass(frozen=True)
class Words:
    """The buckets of a text's words and word pairs, and the number of the passage that each stands in.

    A pair never reaches from one passage into the next. ``number`` is how many passages the text has, ``size``
    how many words.
    """

    buckets: Array
    passages: Array
    number: int
    size: int

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text; case does not count, nor do letters after the seventh."""
        hashes: list[int] = []
        lengths: list[int] = []
        for start, end in passages(text):
            stems = [word[:_STEM] for word in _WORD.findall(text[start:end].lower())]
            hashes.extend(zlib.crc32(stem.encode()) for stem in stems)
            lengths.append(len(stems))
        words = np.array(hashes, dtype=np.uint64)
        within = np.repeat(np.arange(len(lengths)), lengths)
        pairs = (words[:-1] * np.uint64(_PAIR) + words[1:]) >> np.uint64(7)
        inside = within[:-1] == within[1:]
        buckets = np.concatenate([words, pairs[inside]]) % np.uint64(BUCKETS)
        numbers = np.concatenate([within, within[:-1][inside]])
        return cls(buckets.astype(np.int64), numbers, len(lengths), len(words))

    @cached_property
    def bag(self) -> tuple[Array, Array]:
        """Each bucket of the document once, and its weight: the logarithm of one more than its count, to length 1."""
        buckets, counts = np.unique(self.buckets, return_counts=True)
        weights = np.log1p(counts)
        norm = np.sqrt(weights @ weights)
        return buckets, weights / norm if norm else weights

    def shape(self, whole: float, each: Array) -> Array:
        """What the last step weighs: the document's score, the highest of its passages' and their sum, its length."""
        each = np.sort(np.clip(each, -_LIMIT, _LIMIT))[::-1]
        top = np.full(TOP, -_LIMIT)
        top[: min(TOP, len(each))] = each[:TOP]
        pooled = np.log(np.exp(each).sum()) if len(each) else -_LIMIT
        length = np.log1p(len(self.buckets))
        return np.array([np.clip(whole, -_LIMIT, _LIMIT), *top, pooled, length])


def passages(text: str) -> list[tuple[int, int]]:
    """Where the stretches of about a sentence begin and end, in order."""
    found: list[tuple[int, int]] = []
    for match in _PASSAGE.finditer(text):
        start, end = match.span()
        if found and min(found[-1][1] - found[-1][0], end - start) < _SHORTEST:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


@dataclass(frozen=True)
class Gate:
    """Three linear models, each with its bias last: of the document, of a passage, and of both together.

    ``floor`` is the score, in log-odds, from which a document passes.
    """

    document: Array
    passage: Array
    together: Array
    floor: float

    @cached_property
    def version(self) -> str:
        """``gate-`` and eight hex digits of what it weighs."""
        digest = hashlib.sha256()
        for table in (self.document, self.passage, self.together, np.array([self.floor])):
            digest.update(np.asarray(table, dtype=np.float64).tobytes())
        return f"gate-{digest.hexdigest()[:8]}"

    def passes(self, document: Document) -> bool:
        """Whether the document may hold an event; one of fewer than ``FEWEST`` words always may."""
        words = Words.of(document.text)
        return words.size < FEWEST or self.score(words) >= self.floor

    def score(self, words: Words) -> float:
        """The log-odds that a document of these words holds an event."""
        shape = words.shape(self.whole(words), self.each(words))
        return float(shape @ self.together[:-1] + self.together[-1])

    def whole(self, words: Words) -> float:
        """The score of the document as one bag of words."""
        buckets, weights = words.bag
        return float(self.document[buckets] @ weights + self.document[-1])

    def each(self, words: Words) -> Array:
        """The score of every passage."""
        sums = np.bincount(words.passages, self.passage[words.buckets], minlength=words.number)
        scores: Array = sums + self.passage[-1]
        return scores


class _Open:
    """Lets everything pass."""

    version = "no-gate"

    def passes(self, document: Document) -> bool:  # noqa: ARG002
        return True


OPEN: Gatekeeper = _Open()


def stored_gate(coder: str) -> Gate:
    """The gate that ships for a coder, as ``training/gate.py`` wrote it."""
    with (
        (files("lapwing.coding.weights") / coder / "gate.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as arrays,
    ):
        document, passage, together = (
            arrays[name].astype(np.float64) for name in ("document", "passage", "together")
        )
        return Gate(document, passage, together, float(arrays["floor"]))
