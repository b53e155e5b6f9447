"""The correction of confidences that keeps their order: isotonic regression."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import isotonic_regression

from lapwing.evaluation.calibration import Floats, paired


@dataclass(frozen=True, slots=True)
class Curve:
    """A rising map from the confidence ``given`` to the one ``meant``, straight between its points."""

    given: tuple[float, ...]
    meant: tuple[float, ...]

    def __call__(self, confidences: ArrayLike) -> Floats:
        """The corrected confidences; beyond the ends of the curve its end values."""
        found = np.interp(np.asarray(confidences, dtype=np.float64), self.given, self.meant)
        return np.asarray(found, dtype=np.float64)


def isotonic(confidences: ArrayLike, right: ArrayLike, *, weights: ArrayLike | None = None) -> Curve:
    """The rising curve nearest in squared error to what was right; needs at least one event.

    ``weights`` says how much each event counts, by default all alike.
    """
    sure, hit = paired(confidences, right)
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
