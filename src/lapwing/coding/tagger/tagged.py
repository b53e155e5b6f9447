"""A document as the tagger sees it: probabilities for the coder's triggers, pairs, values and labels."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, get_args

import numpy as np

from lapwing.coding.fields import judgement
from lapwing.coding.reading import Reading, Sentence, Trigger
from lapwing.coding.tagger import geometry
from lapwing.coding.tagger.heads import Array, Heads
from lapwing.coding.tagger.pieces import Pieces
from lapwing.records import EventType, Mode, Span, TargetType
from lapwing.text import Word

TYPES: tuple[EventType, ...] = get_args(EventType)
# The roles of MUC-4, under the names of its scorer.
FILLERS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
LABELS: dict[str, tuple[str | None, ...]] = {
    "outcome": ("completed", "failed", "foiled", "planned"),
    "certainty": judgement.CERTAINTIES,
    "group_link": judgement.LINKS,
    "modes": get_args(Mode),
    "target_types": get_args(TargetType),
}


class Tagged:
    """Scores of one document; everything is worked out once, when it is first asked for."""

    def __init__(self, reading: Reading, pieces: Pieces, sums: Array, heads: Heads) -> None:
        self._reading = reading
        self._pieces = pieces
        self._heads = heads
        self._sums = sums  # of the vectors of all pieces before each, so that a mean is one subtraction
        self._events: dict[Trigger, Array] = {}
        self._values: dict[str, dict[int, tuple[Any, Array]]] = {}

    def document(self) -> float:
        """The log-odds that the document reports any event."""
        return self._document

    @cached_property
    def _document(self) -> float:
        mean = self._sums[-1:] / max(len(self._pieces), 1)
        return float(self._heads.document(mean)[0, 0])

    def trigger(self, trigger: Trigger) -> float:
        """The log-odds that the trigger reports an event of its type."""
        return float(self._trigger_scores[trigger])

    @cached_property
    def _trigger_scores(self) -> dict[Trigger, float]:
        found = [t for s in self._reading.sentences for t in s.triggers]
        if not found:
            return {}
        scores = self._heads.triggers(self._means(t.span for t in found))
        return {t: float(scores[i, TYPES.index(t.kind)]) for i, t in enumerate(found)}

    def words(self, sentence: Sentence) -> Array:
        """Log-odds ``(words, types)`` that each word of a sentence reports an event."""
        first = self._first_words[sentence.index]
        return self._word_scores[first : first + len(sentence.words)]

    def fillers(self) -> Array:
        """Log-odds ``(words, 2 * roles)`` of every word of the document, sentence by sentence.

        The first columns say that the word is inside a filler of each of :data:`FILLERS`, the last that it
        begins one.
        """
        return self._heads.fillers(self._means(w for s in self._reading.sentences for w in s.words))

    @cached_property
    def _first_words(self) -> list[int]:
        """The number of the first word of each sentence, counted over the document."""
        return [0, *itertools.accumulate(len(s.words) for s in self._reading.sentences)]

    @cached_property
    def _word_scores(self) -> Array:
        words = [w for s in self._reading.sentences for w in s.words]
        return self._heads.triggers(self._means(words))

    def on(self, reading: Reading) -> Tagged:
        """The same scores for a reading of the same text with other triggers."""
        return Tagged(reading, self._pieces, self._sums, self._heads)

    @classmethod
    def of(cls, reading: Reading, pieces: Pieces, vectors: Array, heads: Heads) -> Tagged:
        """Scores from the encoder's vectors, one row a piece."""
        zero = np.zeros((1, vectors.shape[1]), dtype=np.float32)
        return cls(
            reading, pieces, np.concatenate([zero, np.cumsum(vectors, axis=0, dtype=np.float32)]), heads
        )

    def same(self, earlier: Trigger, later: Trigger) -> float:
        """The log-odds that two triggers of one type report one event."""
        standing = np.array([geometry.standing(self._reading, earlier, later.span)])
        return float(self._heads.same(self._event(earlier), self._event(later), standing)[0])

    def shares(self, role: str, triggers: Sequence[Trigger], mentions: Sequence[Any]) -> tuple[Array, float]:
        """Each mention's share of the odds as the role's value, and that of "not said"; together one."""
        events = np.concatenate([self._event(t) for t in triggers])
        none = self._heads.none(role, events)
        if not mentions:
            return np.zeros(0), 1.0
        standing = np.array([[geometry.standing(self._reading, t, m) for m in mentions] for t in triggers])
        values = self._mentions(role, mentions)
        scores = np.concatenate([none[:, None], self._heads.links(role, events, values, standing)], axis=1)
        odds = np.exp(scores - scores.max()).sum(axis=0)
        odds /= odds.sum()
        return odds[1:], float(odds[0])

    def labels(self, name: str, triggers: Sequence[Trigger]) -> dict[str | None, float]:
        """The score of every label of a closed list for an event."""
        mean = np.concatenate([self._event(t) for t in triggers]).mean(axis=0, keepdims=True)
        scores = self._heads.judged(name, mean)[0]
        return {label: float(score) for label, score in zip(LABELS[name], scores, strict=True)}

    def _mentions(self, role: str, mentions: Sequence[Any]) -> Array:
        """The mentions as values of a role; each is worked out once.

        They are known by identity, as hashing a record is slow; each is kept, so that no other gets its id.
        """
        known = self._values.setdefault(role, {})
        new = [m for m in mentions if id(m) not in known]
        if new:
            kinds = np.array([geometry.kind(m) for m in new])
            rows = self._heads.mentions(role, self._means(getattr(m, "head", m) for m in new), kinds)
            known.update((id(m), (m, row)) for m, row in zip(new, rows, strict=True))
        return np.stack([known[id(m)][1] for m in mentions])

    def _event(self, trigger: Trigger) -> Array:
        if trigger not in self._events:
            kinds = np.array([TYPES.index(trigger.kind)])
            self._events[trigger] = self._heads.events(self._means([trigger.span]), kinds)
        return self._events[trigger]

    def _means(self, spans: Iterable[Span | Word]) -> Array:
        bounds = np.array([(s.start, s.end) for s in spans], dtype=np.int64).reshape(-1, 2)
        first, last = self._pieces.ranges(bounds[:, 0], bounds[:, 1])
        total: Array = self._sums[last] - self._sums[first]
        mean: Array = total / (last - first)[:, None]
        return mean
