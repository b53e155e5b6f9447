"""Word pieces of a text: the subword vocabulary of the encoder, looked up longest first.

The splitting is that of BERT's uncased models (words and single marks, then the longest known piece first);
the vocabulary file ships beside the weights.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lapwing.codebook import actor_words
from lapwing.records import Span
from lapwing.text import Word

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_LONGEST = 40  # letters of a word that is still taken apart; a longer one is unknown


@dataclass(frozen=True)
class Pieces:
    """A document's pieces: ids, the characters that each covers, and where each sentence begins."""

    ids: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    sentences: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.ids)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The range of pieces that touch the characters ``start`` to ``end``; never empty if any piece is."""
        first, last = self.ranges(np.array([start]), np.array([end]))
        return int(first[0]), int(last[0])

    def ranges(self, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The first piece and the one after the last of many spans; see :meth:`within`."""
        first = np.searchsorted(self.ends, starts, side="right")
        last = np.searchsorted(self.starts, ends, side="left")
        first = np.minimum(first, max(len(self) - 1, 0))
        return first, np.maximum(last, first + 1)


class Vocabulary:
    """Takes words apart into known pieces."""

    def __init__(self, entries: Sequence[str]) -> None:
        self._ids = {entry: number for number, entry in enumerate(entries)}
        self.pad, self.unknown, self.opening, self.closing, self.mask = (
            self._ids[name] for name in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
        )
        self._known: dict[str, tuple[int, ...]] = {}

    def pieces(self, text: str, sentences: Sequence[Span]) -> Pieces:
        """The pieces of all sentences, in text order; words for actors are read alike."""
        ids: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        bounds = []
        for sentence in sentences:
            bounds.append(len(ids))
            for word in _tokens(text, sentence):
                found = self._apart(word.form)
                ids.extend(found)
                starts.extend([word.start] * len(found))
                ends.extend([word.end] * len(found))
        return Pieces(_array(ids), _array(starts), _array(ends), tuple(bounds))

    def _apart(self, word: str) -> tuple[int, ...]:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._longest_first(_plain(word))
        return known

    def _longest_first(self, form: str) -> tuple[int, ...]:
        if not form or len(form) > _LONGEST:
            return (self.unknown,)
        found = []
        start = 0
        while start < len(form):
            prefix = "##" if start else ""
            for end in range(len(form), start, -1):
                number = self._ids.get(prefix + form[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return (self.unknown,)
        return tuple(found)


def _tokens(text: str, sentence: Span) -> Iterator[Word]:
    found = (Word(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, sentence.start, sentence.end))
    replaced = actor_words.found(text, sentence.start, sentence.end)
    return actor_words.read_alike(found, replaced) if replaced else found


def _array(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def _plain(word: str) -> str:
    """Lower case without accents."""
    split = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in split if not unicodedata.combining(letter))
