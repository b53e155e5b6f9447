"""Fitting the models of ``lapwing.linear``: penalised maximum likelihood by L-BFGS.

The penalty is a Gaussian prior on the weights. Its mean is zero for a model that is fitted from nothing, and
an earlier model's weights for one that is fine-tuned.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Rows = Sequence[Iterable[str]]
Array = NDArray[np.float64]
AT_LEAST = 3  # rows in which a feature stands before it gets a weight, unless the prior names it


@dataclass(frozen=True)
class Prior:
    """What is known of the weights beforehand.

    ``mean`` gives the expected weight by feature, 0 for one that it does not name. ``strength`` multiplies a
    model's usual penalty: the higher, the more cases it takes to move a weight from its mean. With ``scaled``
    the mean says only how the weights stand to each other: their common scale is free, so that what is newly
    seen can take over what the mean had to say alone.
    """

    mean: Mapping[str, float] = field(default_factory=dict)
    strength: float = 1.0
    scaled: bool = False


FLAT = Prior()


def vocabulary(rows: Rows, known: Mapping[str, float]) -> dict[str, int]:
    """The features that are ``known`` or stand in at least ``AT_LEAST`` rows, numbered by name."""
    seen = Counter(name for row in rows for name in set(row))
    kept = sorted(name for name, times in seen.items() if times >= AT_LEAST or name in known)
    return {name: number for number, name in enumerate(kept)}


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
    rows: Rows, labels: Sequence[bool], weights: Sequence[float], *, penalty: float, prior: Prior = FLAT
) -> dict[str, float]:
    """Weights of a logistic model; ``penalty`` is the L2 strength per weight.

    Without rows the weights are the prior's mean.
    """
    names = vocabulary(rows, prior.mean)
    if not names:
        return dict(prior.mean)
    x, y, w = matrix(rows, names), np.array(labels, dtype=float), np.array(weights, dtype=float)

    def loss(theta: Array) -> tuple[float, Array]:
        z = x @ theta
        value = float(np.sum(w * (np.logaddexp(0.0, z) - y * z)))
        return value, x.T @ (w * (1 / (1 + np.exp(-np.clip(z, -50, 50))) - y))

    return _fitted(loss, names, prior, penalty=penalty, rounds=200)


def fit_choice(
    cases: Sequence[tuple[Rows, Sequence[bool]]], *, penalty: float, prior: Prior = FLAT
) -> dict[str, float]:
    """Weights of a conditional logit: each case is a list of options of which the true ones are right.

    Without cases the weights are the prior's mean.
    """
    rows = [row for options, _ in cases for row in options]
    names = vocabulary(rows, prior.mean)
    if not names:
        return dict(prior.mean)
    x = matrix(rows, names)
    starts = np.cumsum([0] + [len(options) for options, _ in cases])[:-1]
    sizes = np.array([len(options) for options, _ in cases])
    right = np.array([r for _, marks in cases for r in marks], dtype=float)

    def shares(z: Array) -> tuple[Array, Array]:
        top = np.maximum.reduceat(z, starts)
        e = np.exp(z - np.repeat(top, sizes))
        total = np.add.reduceat(e, starts)
        return e / np.repeat(total, sizes), np.log(total) + top

    def loss(theta: Array) -> tuple[float, Array]:
        z = x @ theta
        p, log_all = shares(z)
        q, log_right = shares(np.where(right > 0, z, -1e9))
        return float(np.sum(log_all - log_right)), x.T @ (p - q)

    return _fitted(loss, names, prior, penalty=penalty, rounds=300)


def _fitted(
    loss: Callable[[Array], tuple[float, Array]],
    names: dict[str, int],
    prior: Prior,
    *,
    penalty: float,
    rounds: int,
) -> dict[str, float]:
    """The weights of least penalised loss by name; those too small to matter are left out."""
    mean = np.array([prior.mean.get(name, 0.0) for name in names])
    held, size = penalty * prior.strength, float(mean @ mean)

    def penalised(theta: Array) -> tuple[float, Array]:
        value, gradient = loss(theta)
        away = theta - mean * (theta @ mean / size) if prior.scaled and size else theta - mean
        return value + held / 2 * float(away @ away), gradient + held * away

    options = {"maxiter": rounds, "ftol": 1e-6}
    theta = minimize(penalised, mean, jac=True, method="L-BFGS-B", options=options).x
    found = {**prior.mean, **{name: round(float(theta[i]), 3) for name, i in names.items()}}
    return {name: weight for name, weight in found.items() if abs(weight) >= 0.01}
