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


class Links:
    """How well mentions fit a role of triggers: a row a trigger, a column a mention after that of "not said".

    Mentions are known by identity, as hashing a record is slow; each is kept, so that no other gets its id.
    """

    def __init__(self, triggers: Sequence[Trigger], mentions: Sequence[Any], scores: Array) -> None:
        self._row = {trigger: i for i, trigger in enumerate(triggers)}
        self._column = {id(mention): i for i, mention in enumerate(mentions, start=1)}
        self._kept = mentions
        self._scores = scores

    def hold(self, triggers: Sequence[Trigger], mentions: Sequence[Any]) -> bool:
        """Whether all of these have their row and column."""
        return all(t in self._row for t in triggers) and all(id(m) in self._column for m in mentions)

    def scores(self, triggers: Sequence[Trigger], mentions: Sequence[Any]) -> Array:
        """Scores ``(triggers, 1 + mentions)``, the first column that of "not said"."""
        rows = [self._row[t] for t in triggers]
        columns = [0, *(self._column[id(m)] for m in mentions)]
        found: Array = self._scores[np.ix_(rows, columns)]
        return found


class Tagged:
    """Scores of one document; everything is worked out once, when it is first asked for."""

    def __init__(self, reading: Reading, pieces: Pieces, sums: Array, heads: Heads) -> None:
        self._reading = reading
        self._pieces = pieces
        self._heads = heads
        self._sums = sums  # of the vectors of all pieces before each, so that a mean is one subtraction
        self._expected: tuple[Trigger, ...] = ()
        self._events: dict[Trigger, Array] = {}
        self._pairs: dict[tuple[Trigger, Trigger], float] = {}
        self._links: dict[str, Links] = {}

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
        return self._heads.fillers(self._read_words())

    @cached_property
    def _first_words(self) -> list[int]:
        """The number of the first word of each sentence, counted over the document."""
        return [0, *itertools.accumulate(len(s.words) for s in self._reading.sentences)]

    @cached_property
    def _word_scores(self) -> Array:
        return self._heads.triggers(self._read_words())

    def _read_words(self) -> Array:
        """The vector of every word of the document, sentence by sentence."""
        return self._means(w for s in self._reading.sentences for w in s.words)

    def on(self, reading: Reading) -> Tagged:
        """The same scores for a reading of the same text with other triggers."""
        return Tagged(reading, self._pieces, self._sums, self._heads)

    @classmethod
    def of(cls, reading: Reading, pieces: Pieces, vectors: Array, heads: Heads) -> Tagged:
        """Scores from the encoder's vectors, one row a piece."""
        sums = np.zeros((len(vectors) + 1, vectors.shape[1]), dtype=np.float32)
        for at, vector in enumerate(vectors):  # np.cumsum goes down column by column, four times as slow
            np.add(sums[at], vector, out=sums[at + 1])
        return cls(reading, pieces, sums, heads)

    def expect(self, triggers: Sequence[Trigger]) -> None:
        """Say which triggers will be asked about: they are worked out together, not one by one."""
        self._expected = tuple(triggers)

    def same(self, earlier: Trigger, later: Trigger) -> float:
        """The log-odds that two triggers of one type report one event."""
        if (earlier, later) not in self._pairs:
            alike = [t for t in self._expected if t.kind == later.kind]
            asked = dict.fromkeys([*itertools.combinations(alike, 2), (earlier, later)])
            self._pairs.update(zip(asked, self._same(list(asked)), strict=True))
        return self._pairs[earlier, later]

    def _same(self, pairs: Sequence[tuple[Trigger, Trigger]]) -> list[float]:
        known = list(dict.fromkeys(t for pair in pairs for t in pair))
        number = {trigger: i for i, trigger in enumerate(known)}
        one, two = np.array([(number[a], number[b]) for a, b in pairs]).T
        events = self._rows(known)
        standing = geometry.standings(self._reading, known, [t.span for t in known])[one, two]
        scores: list[float] = self._heads.same(events[one], events[two], standing).tolist()
        return scores

    def shares(self, role: str, triggers: Sequence[Trigger], mentions: Sequence[Any]) -> tuple[Array, float]:
        """Each mention's share of the odds as the role's value, and that of "not said"; together one."""
        if not mentions:
            return np.zeros(0), 1.0
        links = self._links.get(role)
        if links is None or not links.hold(triggers, mentions):
            links = self._links[role] = self._linked(role, triggers, mentions)
        scores = links.scores(triggers, mentions)
        odds = np.exp(scores - scores.max()).sum(axis=0)
        odds /= odds.sum()
        return odds[1:], float(odds[0])

    def labels(self, name: str, triggers: Sequence[Trigger]) -> dict[str | None, float]:
        """The score of every label of a closed list for an event."""
        mean = self._rows(triggers).mean(axis=0, keepdims=True)
        scores = self._heads.judged(name, mean)[0]
        return {label: float(score) for label, score in zip(LABELS[name], scores, strict=True)}

    def _linked(self, role: str, triggers: Sequence[Trigger], mentions: Sequence[Any]) -> Links:
        """The links of all expected triggers and all mentions of the document, and of those given."""
        rows = list(dict.fromkeys((*self._expected, *triggers)))
        columns = list({id(m): m for m in (*_of_role(self._reading, role), *mentions)}.values())
        kinds = np.array([geometry.kind(m) for m in columns])
        values = self._heads.mentions(role, self._means(getattr(m, "head", m) for m in columns), kinds)
        events = self._rows(rows)
        standing = geometry.standings(self._reading, rows, columns)
        scores = self._heads.links(role, events, values, standing)
        return Links(rows, columns, np.column_stack([self._heads.none(role, events), scores]))

    def _rows(self, triggers: Sequence[Trigger]) -> Array:
        """The triggers as events of their type, one row each."""
        if not all(t in self._events for t in triggers):
            new = list(dict.fromkeys((*self._expected, *triggers)))
            kinds = np.array([TYPES.index(t.kind) for t in new])
            self._events.update(
                zip(new, self._heads.events(self._means(t.span for t in new), kinds), strict=True)
            )
        return np.stack([self._events[t] for t in triggers])

    def _means(self, spans: Iterable[Span | Word]) -> Array:
        bounds = np.array([(s.start, s.end) for s in spans], dtype=np.int64).reshape(-1, 2)
        first, last = self._pieces.ranges(bounds[:, 0], bounds[:, 1])
        total: Array = self._sums[last] - self._sums[first]
        mean: Array = total / (last - first)[:, None]
        return mean


def _of_role(reading: Reading, role: str) -> Sequence[Any]:
    """The document's mentions that may give a value of the role."""
    found = reading.resolution
    if role in ("country", "place"):
        return found.places
    if role in ("date", "group"):
        return found.dates if role == "date" else found.groups
    return [count for count in found.counts if count.role == role]
