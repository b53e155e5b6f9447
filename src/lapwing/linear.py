"""Linear models with named features: how Lapwing weighs what it sees.

A model is a table of weights that ships as JSON. A feature that the table does not name weighs nothing, so
every judgement can be read off its features.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Linear:
    """A named table of weights."""

    weights: Mapping[str, float]

    def score(self, features: Iterable[str]) -> float:
        """The sum of the features' weights: log-odds for a yes-or-no model, a rank for a choice."""
        weights = self.weights
        return sum(weights.get(feature, 0.0) for feature in features)

    def probability(self, features: Iterable[str]) -> float:
        """The logistic of the score."""
        return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, self.score(features)))))


def shares(scores: Sequence[float]) -> list[float]:
    """Each score's share of the odds of all; they sum to one."""
    top = max(scores)
    odds = [math.exp(score - top) for score in scores]
    total = sum(odds)
    return [odd / total for odd in odds]


def bucket(value: int, bounds: Sequence[int]) -> int:
    """The number of the first bound that the value does not exceed, for features of sizes."""
    return next((number for number, bound in enumerate(bounds) if value <= bound), len(bounds))


def stored(package: str, name: str) -> dict[str, Any]:
    """A file of weights that ships in ``package``: ``version``, ``trained_on`` and ``models`` by name."""
    tables: dict[str, Any] = json.loads((files(package) / name).read_text(encoding="utf-8"))
    return tables
