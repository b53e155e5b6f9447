"""Fitting the models of ``lapwing.linear``: penalised maximum likelihood by L-BFGS."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Rows = Sequence[Sequence[str]]


def vocabulary(rows: Rows, *, at_least: int) -> dict[str, int]:
    """The features seen in at least so many rows, numbered by name."""
    seen = Counter(name for row in rows for name in set(row))
    return {name: i for i, name in enumerate(sorted(n for n, times in seen.items() if times >= at_least))}


def matrix(rows: Rows, names: dict[str, int]) -> csr_matrix:
    """One row a case, one column a feature, counts as values."""
    indptr = [0]
    indices: list[int] = []
    data: list[int] = []
    for row in rows:
        counted = Counter(names[name] for name in row if name in names)
        indices.extend(counted)
        data.extend(counted.values())
        indptr.append(len(indices))
    return csr_matrix((data, indices, indptr), shape=(len(rows), len(names)), dtype=float)


def fit_binary(
    rows: Rows, labels: Sequence[bool], weights: Sequence[float], *, penalty: float, at_least: int = 3
) -> dict[str, float]:
    """Weights of a logistic model; ``penalty`` is the L2 strength per weight."""
    names = vocabulary(rows, at_least=at_least)
    x, y, w = matrix(rows, names), np.array(labels, dtype=float), np.array(weights, dtype=float)

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ theta
        value = float(np.sum(w * (np.logaddexp(0.0, z) - y * z)) + penalty / 2 * theta @ theta)
        gradient = x.T @ (w * (1 / (1 + np.exp(-np.clip(z, -50, 50))) - y)) + penalty * theta
        return value, gradient

    return _named(
        names,
        minimize(
            loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200, "ftol": 1e-6}
        ).x,
    )


def fit_choice(
    cases: Sequence[tuple[Rows, Sequence[bool]]], *, penalty: float, at_least: int = 3
) -> dict[str, float]:
    """Weights of a conditional logit: each case is a list of options of which the true ones are right.

    Without cases there is nothing to weigh: no weights.
    """
    if not cases:
        return {}
    rows = [row for options, _ in cases for row in options]
    names = vocabulary(rows, at_least=at_least)
    x = matrix(rows, names)
    starts = np.cumsum([0] + [len(options) for options, _ in cases])[:-1]
    sizes = np.array([len(options) for options, _ in cases])
    right = np.array([r for _, marks in cases for r in marks], dtype=float)

    def shares(z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        top = np.maximum.reduceat(z, starts)
        e = np.exp(z - np.repeat(top, sizes))
        total = np.add.reduceat(e, starts)
        return e / np.repeat(total, sizes), np.log(total) + top

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ theta
        p, log_all = shares(z)
        q, log_right = shares(np.where(right > 0, z, -1e9))
        value = float(np.sum(log_all - log_right) + penalty / 2 * theta @ theta)
        return value, x.T @ (p - q) + penalty * theta

    return _named(
        names,
        minimize(
            loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300, "ftol": 1e-6}
        ).x,
    )


def _named(names: dict[str, int], theta: np.ndarray) -> dict[str, float]:
    """Weights by name; those too small to matter are left out."""
    return {name: round(float(theta[i]), 3) for name, i in names.items() if abs(theta[i]) >= 0.01}
