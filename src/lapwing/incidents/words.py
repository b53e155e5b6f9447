"""The words of a text, weighed by how rare they are in news, and which of them are proper names.

How rare a word is comes from a fixed table, not from the store: the same text weighs the same whenever it is
read, which linking as articles come in depends on.
"""

from __future__ import annotations

import json
import math
import re
import zlib
from array import array
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

import numpy as np

from lapwing.text import words

MOST_WORDS = 120  # of a text are compared, the heaviest; more change no figure on the development clusters
MOST_NAMES = 60
_UNPACKED = 10_000  # sets of weights that stay in memory as numbers, about 8 kB each

# What ends a sentence or begins a quotation: a capital after it says nothing about the word.
_BREAK = re.compile(r"(?:^|[.!?:\n\"“”‘(])\s*[\"“‘(]?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURE = re.compile(r"\d+")
_AGE = re.compile(r"\b(\d{1,2})(?:[- ]year[- ]old\b|(?=,))")


class Told(NamedTuple):
    """What is compared of a text: weights by hash of word and of name, and hashes of its figures and ages."""

    words: bytes
    names: bytes
    figures: frozenset[int]
    ages: frozenset[int]


def told(text: str) -> Told:
    """The words, names, figures and ages of ``text``; the words themselves cannot be had back.

    Weights are packed: see :func:`unpacked`.
    """
    forms: Counter[str] = Counter()
    capital: set[str] = set()
    small: set[str] = set()
    for word in words(text):
        forms[word.form] += 1
        if not text[word.start].isupper():
            small.add(word.form)
        elif len(word.form) > 1 and not _BREAK.search(text, max(0, word.start - 3), word.start):
            capital.add(word.form)
    names = {form: forms[form] for form in capital - small}
    figures = {form for form in forms if _FIGURE.fullmatch(form) and not _YEAR.fullmatch(form)}
    ages = set(_AGE.findall(text))
    return Told(
        weights(forms, most=MOST_WORDS),
        weights(names, most=MOST_NAMES),
        frozenset(map(hashed, figures)),
        frozenset(map(hashed, ages)),
    )


def weights(counts: Mapping[str, int], *, most: int) -> bytes:
    """The ``most`` heaviest words, packed; a word weighs (1 + ln count) · rarity, the squares sum to 1."""
    heavy = sorted((-(1 + math.log(n)) * rarity(word), word) for word, n in counts.items())
    norm = math.sqrt(sum(weight * weight for weight, _ in heavy)) or 1.0
    made = array("I", (hashed(word) for _, word in heavy[:most]))
    return made.tobytes() + array("f", (-weight / norm for weight, _ in heavy[:most])).tobytes()


def hashes_and_weights(packed: bytes) -> tuple[np.ndarray, np.ndarray]:
    """The hashes and the weights of packed ones, the heaviest first."""
    half = len(packed) // 2
    return np.frombuffer(packed[:half], np.uint32).astype(np.int64), np.frombuffer(packed[half:], np.float32)


@lru_cache(maxsize=_UNPACKED)
def unpacked(packed: bytes) -> dict[int, float]:
    """The weights by hash, the heaviest first. They are kept packed: as numbers they take ten times the room."""
    half = len(packed) // 2
    hashes, weights = array("I", packed[:half]), array("f", packed[half:])
    return dict(zip(hashes, weights, strict=True))


def rarity(word: str) -> float:
    """ln(articles / articles with the word); words that the table lacks count as rare as it knows."""
    table = _table()
    return table.get(word, table[""])


def hashed(word: str) -> int:
    """A number that stands for the word, the same in every process."""
    return zlib.crc32(word.encode())


def shared(a: bytes, b: bytes) -> float:
    """The cosine of two packed sets of weights."""
    one, other = unpacked(a), unpacked(b)
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)


@cache
def _table() -> dict[str, float]:
    """Rarity by word. The empty word has the rarity of one that is not listed."""
    stored = json.loads(resources.files(__package__).joinpath("weights/words.json").read_text("utf-8"))
    total = stored["articles"]
    found = {word: math.log(total / n) for word, n in stored["words"].items()}
    return found | {"": math.log(total / stored["unlisted"])}
