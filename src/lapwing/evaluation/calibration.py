"""Whether confidence means what it says: of the events given 0.8, about 80% should be right.

The calibration error is the expected calibration error over bins of (nearly) equal mass. It is never zero on
few events, however good the confidences are; so it comes with its noise: what confidences that mean exactly
what they say would show on as many events. Two corrections are here as well, both of which keep the order of
confidences: isotonic regression, and one temperature.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import isotonic_regression, minimize_scalar

from lapwing.evaluation.alignment import Evidence, align
from lapwing.evaluation.bootstrap import Interval
from lapwing.evaluation.fields import Aliases, Comparisons, registry_aliases
from lapwing.evaluation.reading import CodedDocument, by_id

BINS = 5
"""Bins unless told otherwise: about 20 events in each on a set that gives a hundred."""

_CERTAIN = 1e-6  # confidences are kept this far from 0 and 1 where their odds are taken
_SHARPEST, _FLATTEST = 0.05, 20.0  # temperatures between which the best is sought

Floats = NDArray[np.float64]


class Judged(NamedTuple):
    """One event that was given: its document, its confidence, and whether it stands for a gold event."""

    doc_id: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Events of like confidence: the lowest and highest, how many, their mean, and the share that is right."""

    low: float
    high: float
    count: int
    mean: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The calibration error of ``count`` events over ``bins``, and how far it can be trusted.

    ``noise`` is the mean error, and ``noise_high`` the error exceeded in one of twenty sets, of confidences
    that mean exactly what they say. ``within`` is the percentile interval over documents drawn again; it lies
    high, since drawing again adds noise of its own.
    """

    error: float
    noise: float
    noise_high: float
    within: Interval
    count: int
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A rising map from the confidence ``given`` to the one ``meant``, straight between its points."""

    given: tuple[float, ...]
    meant: tuple[float, ...]

    def __call__(self, confidences: ArrayLike) -> Floats:
        """The corrected confidences; beyond the ends of the curve its end values."""
        found = np.interp(np.asarray(confidences, dtype=np.float64), self.given, self.meant)
        return np.asarray(found, dtype=np.float64)


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


def reliability(confidences: ArrayLike, right: ArrayLike, *, bins: int = BINS) -> tuple[Bin, ...]:
    """The reliability table, lowest confidences first.

    Events are sorted into at most ``bins`` of nearly equal size; equal confidences share a bin, so that the
    order of the events does not matter.
    """
    sure, hit = _pairs(confidences, right)
    return tuple(
        Bin(float(sure[a]), float(sure[b - 1]), b - a, float(sure[a:b].mean()), float(hit[a:b].mean()))
        for a, b in _stretches(sure, bins)
    )


def calibration_error(confidences: ArrayLike, right: ArrayLike, *, bins: int = BINS) -> float:
    """The mean distance, over events, of a bin's mean confidence from its share of right events; 0 for none."""
    sure, hit = _pairs(confidences, right)
    return _error(sure, hit, _stretches(sure, bins))


def calibration_of(
    events: Sequence[Judged], generator: np.random.Generator, *, bins: int = BINS, rounds: int = 2000
) -> Calibration | None:
    """The calibration error with its noise and its 95% interval; ``None`` for no events.

    A seeded ``generator`` makes noise and interval repeatable.
    """
    if not events:
        return None
    sure, hit = _pairs([e.confidence for e in events], [e.right for e in events])
    stretches = _stretches(sure, bins)
    fair = [_error(sure, generator.random(sure.size) < sure, stretches) for _ in range(rounds)]
    low, high = np.quantile(_drawn_again(events, generator, bins, rounds), (0.025, 0.975))
    return Calibration(
        error=_error(sure, hit, stretches),
        noise=float(np.mean(fair)),
        noise_high=float(np.quantile(fair, 0.95)),
        within=Interval(float(low), float(high), 0.95),
        count=len(events),
        bins=reliability(sure, hit, bins=bins),
    )


def isotonic(confidences: ArrayLike, right: ArrayLike, *, weights: ArrayLike | None = None) -> Curve:
    """The rising curve nearest in squared error to what was right; needs at least one event.

    ``weights`` says how much each event counts, by default all alike.
    """
    sure, hit = _unsorted(confidences, right)
    mass = np.ones_like(sure) if weights is None else np.asarray(weights, dtype=np.float64)
    levels, where = np.unique(sure, return_inverse=True)
    heavy = np.bincount(where, weights=mass)
    share = np.bincount(where, weights=mass * hit) / heavy
    fitted = isotonic_regression(share, weights=heavy)
    meant = np.clip(fitted.x, 0.0, 1.0)
    # Only the two ends of a flat stretch are kept: between them the curve is flat anyway.
    kept = [
        at
        for at in range(levels.size)
        if at in (0, levels.size - 1) or not meant[at - 1] == meant[at] == meant[at + 1]
    ]
    return Curve(tuple(levels[kept].tolist()), tuple(meant[kept].tolist()))


def temperature(confidences: ArrayLike, right: ArrayLike) -> float:
    """What to divide the log-odds by so that the log loss is least, from 0.05 to 20; above 1: too sure."""
    odds = _log_odds(confidences)
    sign = np.where(_unsorted(confidences, right)[1] > 0, 1.0, -1.0)

    def loss(sharpness: float) -> float:
        return float(np.logaddexp(0.0, -sign * sharpness * odds).sum())

    found = minimize_scalar(loss, bounds=(1 / _FLATTEST, 1 / _SHARPEST), method="bounded")
    return 1 / float(found.x)


def tempered(confidences: ArrayLike, at: float) -> Floats:
    """The confidences with their log-odds divided by the temperature ``at``."""
    return np.asarray(1 / (1 + np.exp(-_log_odds(confidences) / at)), dtype=np.float64)


def _log_odds(confidences: ArrayLike) -> Floats:
    sure = np.clip(np.asarray(confidences, dtype=np.float64), _CERTAIN, 1 - _CERTAIN)
    return np.asarray(np.log(sure / (1 - sure)), dtype=np.float64)


def _unsorted(confidences: ArrayLike, right: ArrayLike) -> tuple[Floats, Floats]:
    sure, hit = np.asarray(confidences, dtype=np.float64), np.asarray(right, dtype=np.float64)
    if sure.shape != hit.shape:
        raise ValueError("as many verdicts as confidences are needed")
    return sure, hit


def _pairs(confidences: ArrayLike, right: ArrayLike) -> tuple[Floats, Floats]:
    """Confidences in rising order, each with 1 for right or 0."""
    sure, hit = _unsorted(confidences, right)
    order = np.lexsort((hit, sure))
    return sure[order], hit[order]


def _stretches(sure: Floats, bins: int) -> list[tuple[int, int]]:
    """Where the bins begin and end among sorted confidences, cut only between different ones."""
    if not sure.size:
        return []
    aimed = [round(sure.size * k / bins) for k in range(1, bins)]
    cuts = {int(np.searchsorted(sure, sure[at - 1], side="right")) for at in aimed if at}
    edges = sorted({0, *cuts, sure.size})
    return list(itertools.pairwise(edges))


def _error(sure: Floats, hit: NDArray[np.generic], stretches: Iterable[tuple[int, int]]) -> float:
    apart = (abs(float(sure[a:b].sum()) - float(hit[a:b].sum())) for a, b in stretches)
    return sum(apart) / sure.size if sure.size else 0.0


def _drawn_again(
    events: Sequence[Judged], generator: np.random.Generator, bins: int, rounds: int
) -> list[float]:
    """The errors of sets of documents drawn again with replacement."""
    documents: Mapping[str, list[Judged]] = {e.doc_id: [] for e in events}
    for event in events:
        documents[event.doc_id].append(event)
    groups = list(documents.values())
    errors = []
    for draw in generator.integers(len(groups), size=(rounds, len(groups))):
        drawn = [event for at in draw for event in groups[at]]
        errors.append(calibration_error([e.confidence for e in drawn], [e.right for e in drawn], bins=bins))
    return errors
