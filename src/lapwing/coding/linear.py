"""Linear models with named features: how the first coder weighs what it sees.

A model is a table of weights read from ``weights/cues.json`` (trained by ``training/cues.py``). A feature
that the table does not name weighs nothing, so every judgement can be read off its features.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
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


@cache
def _stored() -> dict[str, Any]:
    raw = (files("lapwing.coding") / "weights" / "cues.json").read_text(encoding="utf-8")
    stored: dict[str, Any] = json.loads(raw)
    return stored


def model(name: str) -> Linear:
    """The shipped model of this name: ``mention``, ``same``, ``event``, ``country``, ``date``, ..."""
    return Linear(_stored()["models"].get(name, {}))


def version() -> str:
    """The version stamped on everything the shipped weights had a part in."""
    return str(_stored()["version"])
