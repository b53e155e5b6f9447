"""Pairs of accounts → a curve of log-odds for each comparison, fitted together.

A logistic regression on steps and slopes of each comparison: the sum of curves is a generalised additive
model, as exact here as boosted trees (docs/incidents.md), and every part of it can be shown to people.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.optimize import minimize

from lapwing.incidents.account import Account
from lapwing.incidents.compare import COMPARISONS

# Where each curve may bend. Between two knots it is a straight line, beyond the last it is level.
KNOTS: dict[str, tuple[float, ...]] = {
    "wording": (0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7),
    "opening": (0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6),
    "names": (0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7),
    "names_shared": (0, 1, 2, 3, 5, 8, 12, 20),
    "figures": (0, 0.1, 0.25, 0.5, 1),
    "ages": (0, 0.25, 0.5, 1),
    "published_apart": (0, 1, 2, 4, 8, 15, 40, 100, 300),
    "days_apart": (0, 1, 2, 4, 10, 40),
    "days_named": (0, 0.3, 0.6, 1),
    "killed_apart": (0, 1, 2),
    "injured_apart": (0, 1, 2),
    "places_apart": (0, 10, 40, 150),
    "same_outlet": (0, 1),
}
# To be more alike never counts against a pair, to lie further apart never for it: without this, templates of one
# outlet make the nearest pairs of the development clusters look doubtful.
_FALLS = ("published_apart", "days_apart", "killed_apart", "injured_apart", "places_apart", "same_outlet")
PENALTY = 0.5  # of the squared weights; on the development clusters 0.1 to 2 differ by less than 0.002 in B3

Array = np.ndarray[Any, np.dtype[np.float64]]


def looked(pairs: Sequence[tuple[Account, Account]]) -> Array:
    """What every comparison of ``KNOTS`` gives for every pair, ``nan`` for what is not said."""
    values = [[COMPARISONS[name](a, b) for name in KNOTS] for a, b in pairs]
    return np.array(values, dtype=float).reshape(len(pairs), len(KNOTS))


def columns(values: Array) -> Array:
    """For each comparison whether it is unknown, and how far the value has gone from each knot to the next."""
    made = [np.ones(len(values))]
    for number, knots in enumerate(KNOTS.values()):
        value = values[:, number]
        unknown = np.isnan(value)
        made.append(unknown.astype(float))
        known = np.where(unknown, 0.0, value)
        for low, high in pairwise(knots):
            made.append(np.where(unknown, 0.0, np.clip((known - low) / (high - low), 0, 1)))
    return np.stack(made, axis=1)


def fit(table: Array, given: Array, same: Array, mass: Array) -> Array:
    """The weights of the columns, beside the log-odds ``given``.

    Logistic loss with ``mass`` by pair, and a penalty on the squared weights.
    """

    def loss(weights: Array) -> tuple[float, Array]:
        odds = given + table @ weights
        probability = 1 / (1 + np.exp(-odds))
        value = float(mass @ (np.logaddexp(0, odds) - same * odds))
        slope = table.T @ (mass * (probability - same))
        kept = np.r_[0.0, weights[1:]]
        return value + PENALTY * float(kept @ kept) / 2, slope + PENALTY * kept

    start = np.zeros(table.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=_bounds(), options={"maxiter": 500})
    return np.asarray(found.x)


def _bounds() -> list[tuple[float | None, float | None]]:
    """Free for the prior and what is unknown; on one side for each step of a curve."""
    made: list[tuple[float | None, float | None]] = [(None, None)]
    for name, knots in KNOTS.items():
        step: tuple[float | None, float | None] = (None, 0.0) if name in _FALLS else (0.0, None)
        made += [(None, None), *[step] * (len(knots) - 1)]
    return made


def curves(weights: Array) -> dict[str, Any]:
    """The prior and the curves as ``incidents/weights/comparisons.json`` has them."""
    made: dict[str, Any] = {}
    at = 1
    for name, knots in KNOTS.items():
        steps = weights[at + 1 : at + len(knots)]
        odds = [0.0, *np.cumsum(steps)]
        made[name] = {
            "unknown": round(float(weights[at]), 3),
            "at": list(knots),
            "odds": [round(float(step), 3) for step in odds],
        }
        at += len(knots)
    return {"prior": round(float(weights[0]), 3), "curves": made}
