"""Linear models with named features: how Lapwing weighs what it sees.

A model is a table of weights that ships as JSON. A feature that the table does not name weighs nothing, so
every judgement can be read off its features.
"""

import json
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import repeat
from typing import Any


@dataclass(frozen=True, slots=True)
class Scoped:
    """Features that count in several scopes at once, such as for all types and for one.

    As names they are every name behind every scope's prefix (``""`` is the scope of all), and then those that
    count ``besides``. The names of a scope are the same in all of them, so that a model need not spell them out.
    """

    scopes: tuple[str, ...]
    names: tuple[str, ...]
    besides: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[str]:
        for name in self.names:
            for scope in self.scopes:
                yield f"{scope}{name}"
        yield from self.besides

    def __len__(self) -> int:
        return len(self.scopes) * len(self.names) + len(self.besides)


@dataclass(frozen=True)
class Linear:
    """A named table of weights."""

    weights: Mapping[str, float]

    def score(self, features: Iterable[str]) -> float:
        """The sum of the features' weights: log-odds for a yes-or-no model, a rank for a choice."""
        if not isinstance(features, Scoped):
            return sum(map(self.weights.get, features, repeat(0.0)))
        total = self.score(features.besides)
        for scope in features.scopes:
            total += sum(map(self._within(scope).get, features.names, repeat(0.0)))
        return total

    def _within(self, scope: str) -> Mapping[str, float]:
        """The weights of one scope by the names that follow its prefix."""
        if not scope:
            return self.weights
        table = self._scopes.get(scope)
        if table is None:
            table = self._scopes[scope] = {}
            for at in range(bisect_left(self._names, scope), len(self._names)):
                name = self._names[at]
                if not name.startswith(scope):
                    break
                table[name[len(scope) :]] = self.weights[name]
        return table

    @cached_property
    def _names(self) -> list[str]:
        return sorted(self.weights)

    @cached_property
    def _scopes(self) -> dict[str, dict[str, float]]:
        """The tables of the scopes that were asked for."""
        return {}

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
