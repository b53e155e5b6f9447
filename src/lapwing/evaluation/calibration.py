"""Whether confidence means what it says: of the events given 0.8, about 80% should be right.

The calibration error is the expected calibration error over bins of (nearly) equal mass. It is never zero on
few events, however good the confidences are; so it comes with its noise: what confidences that mean exactly
what they say would show on as many events, and with an estimate from which the part of chance is taken.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lapwing.evaluation.alignment import Evidence, align
from lapwing.evaluation.bootstrap import Interval
from lapwing.evaluation.fields import Aliases, Comparisons, registry_aliases
from lapwing.evaluation.reading import CodedDocument, by_id

BINS = 5
"""Bins unless told otherwise: about 20 events in each on a set that gives a hundred."""

Floats = NDArray[np.float64]


class Judged(NamedTuple):
    """One event that was given: its document, its confidence, and whether it stands for a gold event.

    ``weight`` is how much it counts.
    """

    doc_id: str
    confidence: float
    right: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Events of like confidence: the lowest and highest, how many, their mean, and the share that is right.

    Mean and share are weighted where the events are.
    """

    low: float
    high: float
    count: int
    mean: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The calibration error of ``count`` events over ``bins``, and how far it can be trusted.

    ``debiased`` is the error less the part of it that chance adds, after Kumar, Liang and Ma (2019, Verified
    Uncertainty Calibration); it still lies high where the confidences are nearly right. ``noise`` is the mean
    error, and ``noise_high`` the error exceeded in one of twenty sets, of confidences that mean exactly what they
    say. ``within`` is the percentile interval over documents drawn again; it lies high, since drawing again adds
    noise of its own.
    """

    error: float
    debiased: float
    noise: float
    noise_high: float
    within: Interval
    count: int
    bins: tuple[Bin, ...]


class _Sorted(NamedTuple):
    """Confidences in rising order, each with 1 for right or 0, and how much it counts."""

    sure: Floats
    hit: Floats
    mass: Floats

    def part(self, start: int, end: int) -> _Sorted:
        return _Sorted(self.sure[start:end], self.hit[start:end], self.mass[start:end])


def judged(
    gold: Iterable[CodedDocument], predicted: Iterable[CodedDocument], *, aliases: Aliases | None = None
) -> list[Judged]:
    """Every event given in a document of gold, right where the scorer aligns it to a gold event.

    Events aligned to an optional gold event, and those that state no confidence, are left out. ``aliases`` as
    in :func:`~lapwing.evaluation.score`.
    """
    comparisons = Comparisons(registry_aliases() if aliases is None else aliases)
    given = by_id(predicted)
    return [
        one
        for document in gold
        if document.doc_id in given
        for one in _judged(document, given[document.doc_id], comparisons)
    ]


def _judged(gold: CodedDocument, given: CodedDocument, comparisons: Comparisons) -> list[Judged]:
    evidence = Evidence(gold, given)
    pairs = align(gold.events, given.events, evidence, comparisons, alike=lambda g, p: g.type == p.type)
    optional = {j: gold.events[i].optional for i, j in pairs}
    return [
        Judged(gold.doc_id, event.confidence, j in optional)
        for j, event in enumerate(given.events)
        if event.confidence is not None and not optional.get(j, False)
    ]


def reliability(
    confidences: ArrayLike, right: ArrayLike, *, weights: ArrayLike | None = None, bins: int = BINS
) -> tuple[Bin, ...]:
    """The reliability table, lowest confidences first.

    Events are sorted into at most ``bins`` of nearly equal size; equal confidences share a bin, so that the
    order of the events does not matter.
    """
    events = _sorted(confidences, right, weights)
    return tuple(_bin(events.part(a, b)) for a, b in _stretches(events.sure, bins))


def _bin(events: _Sorted) -> Bin:
    sure, mass = events.sure, events.mass
    mean, right = (float(mass @ part) / float(mass.sum()) for part in (sure, events.hit))
    return Bin(float(sure[0]), float(sure[-1]), sure.size, mean, right)


def calibration_error(
    confidences: ArrayLike, right: ArrayLike, *, weights: ArrayLike | None = None, bins: int = BINS
) -> float:
    """The mean distance, over events, of a bin's mean confidence from its share of right events; 0 for none."""
    events = _sorted(confidences, right, weights)
    return _error(events, _stretches(events.sure, bins))


def calibration_of(
    events: Sequence[Judged], generator: np.random.Generator, *, bins: int = BINS, rounds: int = 2000
) -> Calibration | None:
    """The calibration error with its noise and its 95% interval; ``None`` for no events.

    A seeded ``generator`` makes noise and interval repeatable.
    """
    if not events:
        return None
    numbers = {doc_id: number for number, doc_id in enumerate(dict.fromkeys(e.doc_id for e in events))}
    ordered = sorted(events, key=lambda e: (e.confidence, e.right))
    given = _sorted([e.confidence for e in ordered], [e.right for e in ordered], [e.weight for e in ordered])
    stretches = _stretches(given.sure, bins)
    fair = [
        _error(
            given._replace(hit=(generator.random(given.sure.size) < given.sure).astype(np.float64)), stretches
        )
        for _ in range(rounds)
    ]
    draws = generator.integers(len(numbers), size=(rounds, len(numbers)))
    again = _drawn_again(given, [numbers[e.doc_id] for e in ordered], draws, bins)
    low, high = np.quantile(again, (0.025, 0.975))
    return Calibration(
        error=_error(given, stretches),
        debiased=_debiased(given, stretches),
        noise=float(np.mean(fair)),
        noise_high=float(np.quantile(fair, 0.95)),
        within=Interval(float(low), float(high), 0.95),
        count=len(events),
        bins=tuple(_bin(given.part(a, b)) for a, b in stretches),
    )


def paired(confidences: ArrayLike, right: ArrayLike) -> tuple[Floats, Floats]:
    """Both as arrays, 1 for right; raises ``ValueError`` where they are not as many."""
    sure, hit = np.asarray(confidences, dtype=np.float64), np.asarray(right, dtype=np.float64)
    if sure.shape != hit.shape:
        raise ValueError("as many verdicts as confidences are needed")
    return sure, hit


def _sorted(confidences: ArrayLike, right: ArrayLike, weights: ArrayLike | None) -> _Sorted:
    sure, hit = paired(confidences, right)
    mass = np.ones_like(sure) if weights is None else np.asarray(weights, dtype=np.float64)
    order = np.lexsort((hit, sure))
    return _Sorted(sure[order], hit[order], mass[order])


def _stretches(sure: Floats, bins: int) -> list[tuple[int, int]]:
    """Where the bins begin and end among sorted confidences, cut only between different ones."""
    if not sure.size:
        return []
    aimed = [round(sure.size * k / bins) for k in range(1, bins)]
    cuts = {int(np.searchsorted(sure, sure[at - 1], side="right")) for at in aimed if at}
    edges = sorted({0, *cuts, sure.size})
    return list(itertools.pairwise(edges))


def _error(events: _Sorted, stretches: Iterable[tuple[int, int]]) -> float:
    apart = events.mass * (events.sure - events.hit)
    total = float(events.mass.sum())
    return sum(abs(float(apart[a:b].sum())) for a, b in stretches) / total if total else 0.0


def _debiased(events: _Sorted, stretches: Sequence[tuple[int, int]]) -> float:
    """The error less its bias: what it would grow by if the shares of right events were drawn once more.

    The share of a bin is drawn from a normal distribution around the one that was seen, and the mean of its
    distance from the bin's confidence is that of a folded normal distribution.
    """
    total, once_more = float(events.mass.sum()), 0.0
    for a, b in stretches:
        part = events.part(a, b)
        apart, right = float(part.mass @ (part.sure - part.hit)), _bin(part).right
        spread = math.sqrt(right * (1 - right) * float(part.mass @ part.mass))
        if spread:
            folded = math.sqrt(2 / math.pi) * spread * math.exp(-((apart / spread) ** 2) / 2)
            apart = folded + apart * math.erf(apart / (spread * math.sqrt(2)))
        once_more += abs(apart) / total
    return max(0.0, 2 * _error(events, stretches) - once_more)


def _drawn_again(
    events: _Sorted, documents: Sequence[int], draws: NDArray[np.int64], bins: int
) -> list[float]:
    """The errors of sets of documents drawn again with replacement; ``documents`` numbers that of every event."""
    of_event = np.asarray(documents)
    errors = []
    for draw in draws:
        times = np.bincount(draw, minlength=draws.shape[1])[of_event]
        # Repeating sorted events leaves them sorted.
        drawn = _Sorted(*(np.repeat(part, times) for part in events))
        errors.append(_error(drawn, _stretches(drawn.sure, bins)))
    return errors
