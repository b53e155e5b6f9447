"""Reading a document with the tagger: the close reading, with scores and the triggers that no cue names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

import numpy as np

from lapwing.coding.reading import Reading, Sentence, Trigger, read_closely
from lapwing.coding.tagger.heads import Heads
from lapwing.coding.tagger.pieces import Pieces, Vocabulary
from lapwing.coding.tagger.tagged import TYPES, Tagged
from lapwing.records import Document, Span

# Log-odds from which a word that no cue names is taken for a trigger.
UNNAMED_FLOOR = 0.0
_SHORTEST = 3  # letters of such a word


class Encodes(Protocol):
    """Gives every piece of a document its vector."""

    def vectors(self, pieces: Pieces) -> np.ndarray:
        """One row a piece."""


class Reader:
    """Reads documents; made once, used for all."""

    def __init__(self, encoder: Encodes, vocabulary: Vocabulary, heads: Heads) -> None:
        self.encoder = encoder
        self.vocabulary = vocabulary
        self.heads = heads

    def read(self, document: Document) -> Reading:
        """The document read closely, with the tagger's scores."""
        reading = read_closely(document)
        spans = [sentence.span for sentence in reading.sentences]
        pieces = self.vocabulary.pieces(document.text, spans)
        if not len(pieces):
            return reading
        vectors = self.encoder.vectors(pieces)
        tagged = Tagged.of(reading, pieces, vectors, self.heads)
        sentences = tuple(_with_unnamed(sentence, tagged) for sentence in reading.sentences)
        reading = replace(reading, sentences=sentences)
        return replace(reading, scores=tagged.on(reading))


def _with_unnamed(sentence: Sentence, tagged: Tagged) -> Sentence:
    extra = list(_unnamed(sentence, tagged))
    if not extra:
        return sentence
    triggers = sorted((*sentence.triggers, *extra), key=lambda t: (t.first, t.last, t.kind))
    return replace(sentence, triggers=tuple(triggers))


def _unnamed(sentence: Sentence, tagged: Tagged) -> Iterator[Trigger]:
    """For every type without a cue in a clause, its surest word (the first of equals), if sure enough."""
    scores = tagged.words(sentence)
    for at in np.argwhere(scores.max(axis=1) >= UNNAMED_FLOOR)[:, 0]:
        word = sentence.words[at]
        if len(word.form) < _SHORTEST:
            continue
        for number in np.argwhere(scores[at] >= UNNAMED_FLOOR)[:, 0]:
            kind = TYPES[number]
            clause = [i for i, c in enumerate(sentence.clauses) if c == sentence.clauses[at]]
            named = any(
                t.kind == kind and t.last >= clause[0] and t.first <= clause[-1] for t in sentence.triggers
            )
            if not named and at == clause[scores[clause, number].argmax()]:
                span = Span(start=word.start, end=word.end)
                yield Trigger(kind, "unnamed", False, sentence.index, int(at), int(at), span)
