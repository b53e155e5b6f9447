"""A document as the tagger sees it: probabilities for the coder's triggers, pairs, values and labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, get_args

import numpy as np

from lapwing.coding.reading import Reading, Sentence, Trigger
from lapwing.coding.tagger import geometry
from lapwing.coding.tagger.heads import Array, Heads
from lapwing.coding.tagger.pieces import Pieces
from lapwing.records import EventType, Mode, Span, TargetType

TYPES: tuple[EventType, ...] = get_args(EventType)
LABELS: dict[str, tuple[str | None, ...]] = {
    "outcome": ("completed", "failed", "foiled", "planned"),
    "certainty": ("asserted", "alleged", "denied"),
    "group_link": (None, "directed", "claimed", "inspired", "linked", "suspected"),
    "modes": get_args(Mode),
    "target_types": get_args(TargetType),
}


class Tagged:
    """Scores of one document; everything is worked out once, when it is first asked for."""

    def __init__(self, reading: Reading, pieces: Pieces, vectors: Array, heads: Heads) -> None:
        self._reading = reading
        self._pieces = pieces
        self._heads = heads
        zero = np.zeros((1, vectors.shape[1]), dtype=np.float32)
        self._sums = np.concatenate([zero, np.cumsum(vectors, axis=0, dtype=np.float32)])
        self._events: dict[Trigger, Array] = {}
        self._values: dict[str, dict[int, tuple[Any, Array]]] = {}

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
        return self._heads.triggers(self._means(Span(start=w.start, end=w.end) for w in sentence.words))

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

    def _means(self, spans: Iterable[Span]) -> Array:
        bounds = np.array([self._pieces.within(s.start, s.end) for s in spans])
        total: Array = self._sums[bounds[:, 1]] - self._sums[bounds[:, 0]]
        mean: Array = total / (bounds[:, 1] - bounds[:, 0])[:, None]
        return mean
