"""Which predicted event stands for which gold event."""

import itertools
from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from lapwing.evaluation.fields import Comparisons, date_agreement
from lapwing.evaluation.reading import CodedDocument, CodedEvent

Stretch = tuple[int, int]
Pair = tuple[int, int]

MAX_EVIDENCE = 700
"""Predicted evidence longer than this, in characters without white space, points at nothing: about three long
sentences."""

_TEXT_BONUS = 0.25
_OPTIONAL_PENALTY = 0.5


class Squeezed:
    """A text without white space, with a map back, so that spans compare across different white space."""

    def __init__(self, text: str) -> None:
        self.text = "".join(c for c in text if not c.isspace())
        self._before = [0, *itertools.accumulate(not c.isspace() for c in text)]

    def stretch(self, start: int, end: int) -> Stretch:
        """Characters ``[start, end)`` of the text as they stand in the squeezed text."""
        last = len(self._before) - 1
        return self._before[max(0, min(start, last))], self._before[max(0, min(end, last))]


class Evidence:
    """The stretches of gold's text that tell of each event of one document, gold's and predicted."""

    def __init__(self, gold: CodedDocument, given: CodedDocument) -> None:
        squeezed = Squeezed(gold.text)
        self.gold = [_stretches(event, squeezed) for event in gold.events]
        own = Squeezed(given.text or gold.text)
        shown = [[s for s in _stretches(event, own) if s[1] - s[0] <= MAX_EVIDENCE] for event in given.events]
        if own.text != squeezed.text:
            # The predicted text may lack boilerplate: its evidence is looked up by its words.
            shown = [_found(stretches, own.text, squeezed.text) for stretches in shown]
        self.given = shown

    def overlaps(self, gold: int, given: int) -> bool:
        """Whether evidence of the two events shares a character."""
        return any(a < d and c < b for a, b in self.gold[gold] for c, d in self.given[given])


def _stretches(event: CodedEvent, squeezed: Squeezed) -> list[Stretch]:
    return [squeezed.stretch(span.start, span.end) for span in event.evidence if span.field == "event"]


def _found(stretches: list[Stretch], text: str, within: str) -> list[Stretch]:
    found = []
    for start, end in stretches:
        words = text[start:end]
        at = within.find(words) if words else -1
        if at >= 0:
            found.append((at, at + len(words)))
    return found


def align(
    gold: Sequence[CodedEvent],
    given: Sequence[CodedEvent],
    evidence: Evidence,
    comparisons: Comparisons,
    *,
    alike: Callable[[CodedEvent, CodedEvent], bool],
) -> list[Pair]:
    """The one-to-one pairs (gold index, predicted index) that agree best as a whole.

    Events may pair when they are ``alike`` and either their evidence overlaps or country and date agree.
    """
    if not gold or not given:
        return []
    weights = np.zeros((len(gold), len(given)))
    for (i, wanted), (j, event) in itertools.product(enumerate(gold), enumerate(given)):
        if not alike(wanted, event):
            continue
        by_text = evidence.overlaps(i, j)
        if by_text or _same_facts(wanted, event):
            bonus = _TEXT_BONUS if by_text else 0
            penalty = _OPTIONAL_PENALTY if wanted.optional else 0
            weights[i, j] = 1 + comparisons.agreement(wanted, event) + bonus - penalty
    rows, columns = linear_sum_assignment(-weights)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if weights[i, j] > 0]


def _same_facts(gold: CodedEvent, given: CodedEvent) -> bool:
    same_country = bool(gold.country) and gold.country == given.country
    return same_country and date_agreement(gold, given) == 1.0
