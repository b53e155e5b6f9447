"""Fits the gate: may a sentence report an event? Logistic regression on hashed words and word pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from lapwing.coding.tagger.gate import BUCKETS, Gate, hashed
from lapwing.fitting.cases import Case, quotes

# L2 strength; of 1, 3 and 10 the most sentences kept out at the same recall (hand-coded articles, held out).
PENALTY = 3.0
RECALL = 0.998  # of the events of articles that the gate was not fitted on


def fit(cases: Sequence[Case]) -> tuple[np.ndarray, float]:
    """Weights of the buckets and the bias."""
    rows, marks, weights = [], [], []
    for case in cases:
        spans = [quote for event in case.gold for quote in quotes(event)]
        for sentence in case.reading.sentences:
            rows.append(hashed(case.reading.text, sentence.span))
            marks.append(any(span.overlaps(sentence.span) for span in spans))
            weights.append(case.weight)
    x, y, w = _matrix(rows), np.array(marks, dtype=float), np.array(weights)

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ theta[:-1] + theta[-1]
        value = float(np.sum(w * (np.logaddexp(0.0, z) - y * z)) + PENALTY / 2 * theta[:-1] @ theta[:-1])
        slope = w * (1 / (1 + np.exp(-np.clip(z, -50, 50))) - y)
        return value, np.concatenate([x.T @ slope + PENALTY * theta[:-1], [slope.sum()]])

    theta = minimize(loss, np.zeros(BUCKETS + 1), jac=True, method="L-BFGS-B", options={"maxiter": 100}).x
    return theta[:-1].astype(np.float32), float(theta[-1])


def floor(cases: Sequence[Case], weights: np.ndarray, bias: float) -> float:
    """The log-odds that ``RECALL`` of the cases' events reach in one of their sentences."""
    gate = Gate(weights, bias, 0.0)
    reached = sorted(best(case, gate, event) for case in cases for event in case.gold)
    return reached[int((1 - RECALL) * len(reached))]


def best(case: Case, gate: Gate, event: dict) -> float:  # type: ignore[type-arg]
    """The highest score among the sentences that report the event."""
    spans = quotes(event)
    return max(
        gate.score(case.reading.text, s.span)
        for s in case.reading.sentences
        if any(span.overlaps(s.span) for span in spans)
    )


def _matrix(rows: Sequence[Sequence[int]]) -> csr_matrix:
    bounds = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.array([column for row in rows for column in row])
    return csr_matrix((np.ones(len(columns)), columns, bounds), shape=(len(rows), BUCKETS))
