"""From triggers to candidates: which triggers count, and which of them belong together."""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.coding import learned
from lapwing.coding.features import trigger_features
from lapwing.coding.grouping import Candidate, Scored, group
from lapwing.coding.lists import split
from lapwing.coding.reading import Reading
from lapwing.linear import Linear

# Mentions below this are not looked at again: on train (cross-fitted) it keeps nearly all coded mentions.
MENTION_FLOOR = 0.05


def mentions(reading: Reading, model: Linear, *, floor: float = MENTION_FLOOR) -> list[Scored]:
    """Every trigger whose probability of reporting an event is at least ``floor``, in text order."""
    found = []
    for sentence in reading.sentences:
        for trigger in sentence.triggers:
            probability = model.probability(trigger_features(reading, sentence, trigger))
            if probability >= floor:
                found.append(Scored(trigger, probability))
    learned.expect(reading, [one.trigger for one in found])
    return found


def candidates(reading: Reading, scored: Sequence[Scored], same: Linear) -> list[Candidate]:
    """The mentions joined into events, and lists of places taken apart."""
    return split(reading, group(reading, scored, same))
