"""A document's words with all that is known of them before fillers are chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np

from lapwing.coding.reading import Reading, Sentence
from lapwing.records import Span
from lapwing.text import Word

Array = np.ndarray
Stretch = tuple[int, int]  # the numbers of its first and its last word

# What may stand between two words of one name: quotation marks, hyphens, the point of an abbreviation.
_JOINS = re.compile(r"\s*[\"“”'’`./&-]?\s*[\"“”'’`]?\s*")
ARTICLES = frozenset(("a", "an", "the"))


@dataclass(frozen=True)
class Cue:
    """A trigger by the numbers of its first and last word in the document, and its log-odds."""

    kind: str
    first: int
    last: int
    score: float


@dataclass(frozen=True)
class Marked:
    """The words of a document, counted through, with the tagger's scores.

    ``inside`` and ``begins`` are log-odds ``(words, roles)`` that a word is inside a filler and begins one,
    ``reports`` that the document reports any event. ``groups`` and ``places`` are where mentions stand.
    """

    text: str
    words: tuple[Word, ...]
    sentences: tuple[int, ...]
    cues: tuple[Cue, ...]
    groups: dict[tuple[int, int], str | None]
    places: frozenset[tuple[int, int]]
    inside: Array
    begins: Array
    reports: float

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(word.form for word in self.words)

    @cached_property
    def joined(self) -> tuple[bool, ...]:
        """For each word, whether it and the word before it may belong to one name."""
        before = zip(self.words, self.words[1:], self.sentences, self.sentences[1:], strict=False)
        return (
            False,
            *(
                here == there and _JOINS.fullmatch(self.text, a.end, b.start) is not None
                for a, b, here, there in before
            ),
        )

    def form(self, stretch: Stretch) -> str:
        """The words from one to another in lower case, without articles."""
        return " ".join(f for f in self.forms[stretch[0] : stretch[1] + 1] if f not in ARTICLES)

    def standing(self, form: str) -> Iterator[Stretch]:
        """All stretches of one sentence whose :meth:`form` it is."""
        wanted = form.split()
        for first in self._where.get(wanted[0], ()) if wanted else ():
            at, number = first, 1
            while number < len(wanted) and at + 1 < len(self.words) and self.joined[at + 1]:
                at += 1
                if self.forms[at] == wanted[number]:
                    number += 1
                elif self.forms[at] not in ARTICLES:
                    break
            if number == len(wanted):
                yield first, at

    @cached_property
    def _where(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for at, form in enumerate(self.forms):
            places.setdefault(form, []).append(at)
        return places

    def span(self, first: int, last: int) -> Span:
        """The characters from one word to another, without a possessive ending."""
        end = self.words[last].end
        quote = self.text[self.words[last].start : end].lower()
        if quote.endswith(("'s", "’s")):
            end -= 2
        return Span(start=self.words[first].start, end=end)


def marked(reading: Reading) -> Marked:
    """A document that was read with the tagger, laid out word by word."""
    scores = reading.scores
    assert scores is not None, "fillers are read with the tagger"
    first_words = [0, *accumulate(len(sentence.words) for sentence in reading.sentences)]
    fillers = scores.fillers()
    roles = fillers.shape[1] // 2
    return Marked(
        text=reading.text,
        words=tuple(word for sentence in reading.sentences for word in sentence.words),
        sentences=tuple(s.index for s in reading.sentences for _ in s.words),
        cues=tuple(
            Cue(t.kind, first_words[s.index] + t.first, first_words[s.index] + t.last, scores.trigger(t))
            for s in reading.sentences
            for t in s.triggers
        ),
        groups={
            _stretch(sentence, mention, first_words): mention.group
            for sentence in reading.sentences
            for mention in sentence.groups
            if mention.how != "anaphor"
        },
        places=frozenset(
            _stretch(s, mention, first_words) for s in reading.sentences for mention in s.places
        ),
        inside=fillers[:, :roles],
        begins=fillers[:, roles:],
        reports=scores.document(),
    )


def _stretch(sentence: Sentence, mention: Span, first_words: list[int]) -> Stretch:
    first = sentence.word_at(mention.start)
    last = max(first, sentence.word_at(mention.end - 1))
    start = first_words[sentence.index]
    return start + first, start + last
