"""Which pairs can be tied at all: the log-odds of one report against many others at once.

What comparisons give is worked out for whole columns of accounts, the cheap ones first, and a pair is given up as
soon as the most that the others can add does not lift it to the least that is asked. Obstacles, which only lower a
probability, are left out but for the plainest, and sums are allowed a slack for rounding. So no pair is given up that
:meth:`~lapwing.incidents.compare.Model.compare` would find probable enough; those that are left it has to compare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from lapwing.incidents.account import Account
from lapwing.incidents.compare import Compare, Curve, Model, compare, in_town, log_odds, stored_model
from lapwing.incidents.words import hashed, hashes_and_weights
from lapwing.resolve.places.distance import on_sphere

Array = np.ndarray
_SLACK = 1e-4  # of log-odds: weights are summed as 32-bit numbers here
_EARTH = 12742.0  # km, the diameter, as in lapwing.resolve.places.distance
_HELD = {"words": "wording", "opening": "opening", "names": "names"}


class Columns:
    """Accounts as columns of numbers, in the order in which they are given; unknown is NaN."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self.plain = {name: _floats(read(a) for a in accounts) for name, read in _PLAIN.items()}
        self.named = {name: _numbered(getattr(a, name) for a in accounts) for name in _NAMED}
        self.sets = {name: _Rows([_integers(getattr(a, name)) for a in accounts]) for name in _SETS}
        self.points = np.array(
            [on_sphere(*a.spot) if a.spot and in_town(a) else (np.nan,) * 3 for a in accounts]
        ).reshape(-1, 3)
        self.weights = {}
        for name in _HELD:
            parts = [hashes_and_weights(getattr(a, name)) for a in accounts]
            self.weights[name] = _Rows([h for h, _ in parts], [w for _, w in parts])


class Bounds:
    """What pairs of some accounts can reach under a model; accounts are given by their place in the sequence."""

    def __init__(self, accounts: Sequence[Account], model: Model, *, least: float) -> None:
        """``least`` is the probability that a pair must be able to reach."""
        self._columns = Columns(accounts)
        self._least = log_odds(least) - _SLACK
        known = {name: model.curves[name] for name in LOOKS if name in model.curves}
        unknown = [curve for name, curve in model.curves.items() if name not in LOOKS]
        self._curves = known
        self._prior = model.prior + sum(map(_most, unknown))

    def reachable(self, one: int, others: Array) -> Array:
        """Those of the others whose pair with the one may be probable enough."""
        columns = self._columns
        apart = np.zeros(len(others), dtype=bool)
        for name in _NEVER:
            numbers = columns.named[name]
            same = numbers[others] == numbers[one]
            apart |= same if name == "doc_id" else ~same
        others = others[~apart]
        odds = np.full(len(others), self._prior)
        rest = sum(map(_most, self._curves.values()))
        for name, curve in self._curves.items():
            rest -= _most(curve)
            odds += _by_curve(curve, LOOKS[name](columns, one, others))
            kept = odds + rest >= self._least
            if not kept.all():
                others, odds = others[kept], odds[kept]
            if not len(others):
                break
        return others


def model_of(looking: Compare) -> Model | None:
    """The model whose comparison it is, if it is a model's."""
    if looking is compare:
        return stored_model()
    model = getattr(looking, "__self__", None)
    return model if isinstance(model, Model) else None


class _Rows:
    """Numbers of each account, with weights or without, one account after the other."""

    def __init__(self, rows: Sequence[Array], weights: Sequence[Array] | None = None) -> None:
        self.sizes = np.array([len(row) for row in rows], dtype=np.int64)
        self._starts = np.cumsum(self.sizes) - self.sizes
        names, numbers = np.unique(np.concatenate([*rows, np.zeros(0, np.int64)]), return_inverse=True)
        self._numbers = numbers.astype(np.int32)
        self._weights = None if weights is None else np.concatenate([*weights, np.zeros(0, np.float32)])
        self._mine = np.zeros(len(names), dtype=np.float32)

    def shared(self, one: int, others: Array) -> Array:
        """Of each other, the sum of weight · weight over what the one has too; without weights the count."""
        mine = slice(self._starts[one], self._starts[one] + self.sizes[one])
        self._mine[self._numbers[mine]] = 1.0 if self._weights is None else self._weights[mine]
        sizes = self.sizes[others]
        ends = np.cumsum(sizes)
        at = np.repeat(self._starts[others] - (ends - sizes), sizes) + np.arange(sizes.sum())
        found = self._mine[self._numbers[at]]
        if self._weights is not None:
            found = found * self._weights[at]
        self._mine[self._numbers[mine]] = 0.0
        sums = np.concatenate([[0.0], np.cumsum(found, dtype=np.float64)])
        both: Array = sums[ends] - sums[ends - sizes]
        return both

    def share(self, one: int, others: Array) -> Array:
        """What share of the numbers of the one that has fewer the other has as well."""
        fewer = np.minimum(self.sizes[one], self.sizes[others]).astype(float)
        fewer[fewer == 0] = np.nan
        share: Array = self.shared(one, others) / fewer
        return share


def _apart(name: str) -> Look:
    def look(columns: Columns, one: int, others: Array) -> Array:
        values = columns.plain[name]
        gap: Array = np.abs(values[others] - values[one])
        return gap

    return look


def _same(name: str) -> Look:
    def look(columns: Columns, one: int, others: Array) -> Array:
        numbers = columns.named[name]
        known = (numbers[others] >= 0) & (numbers[one] >= 0)
        return np.where(known, numbers[others] == numbers[one], np.nan)

    return look


def _share(name: str) -> Look:
    return lambda columns, one, others: columns.sets[name].share(one, others)


def _cosine(name: str) -> Look:
    return lambda columns, one, others: columns.weights[name].shared(one, others)


def _days_apart(columns: Columns, one: int, others: Array) -> Array:
    first, last = columns.plain["first"], columns.plain["last"]
    gap = np.maximum(first[others], first[one]) - np.minimum(last[others], last[one])
    return np.where(np.isnan(gap), np.nan, np.maximum(gap, 0.0))


def _places_apart(columns: Columns, one: int, others: Array) -> Array:
    chords = np.sqrt(((columns.points[others] - columns.points[one]) ** 2).sum(axis=1))
    apart: Array = _EARTH * np.arcsin(np.minimum(1.0, chords / 2))
    return apart


def _names(columns: Columns, one: int, others: Array) -> Array:
    rows = columns.weights["names"]
    known = (rows.sizes[others] > 0) & (rows.sizes[one] > 0)
    return np.where(known, rows.shared(one, others), np.nan)


def _names_shared(columns: Columns, one: int, others: Array) -> Array:
    return columns.sets["names"].shared(one, others)


def _same_modes(columns: Columns, one: int, others: Array) -> Array:
    rows = columns.sets["modes"]
    known = (rows.sizes[others] > 0) & (rows.sizes[one] > 0)
    return np.where(known, rows.shared(one, others) > 0, np.nan)


Look = Callable[[Columns, int, Array], Array]
LOOKS: dict[str, Look] = {
    "same_type": _same("type"),
    "same_outlet": _same("outlet"),
    "same_group": _same("group"),
    "killed_apart": _apart("killed"),
    "injured_apart": _apart("injured"),
    "published_apart": _apart("published"),
    "days_apart": _days_apart,
    "places_apart": _places_apart,
    "same_modes": _same_modes,
    "ages": _share("ages"),
    "figures": _share("figures"),
    "days_named": _share("said_days"),
    "names_shared": _names_shared,
    "names": _names,
    "wording": _cosine("words"),
    "opening": _cosine("opening"),
}
"""The comparisons for columns, by their names in :data:`lapwing.incidents.compare.COMPARISONS`; the cheap ones first.

One that is not here counts with the most that its curve gives.
"""
_PLAIN: dict[str, Callable[[Account], float | None]] = {
    "published": lambda a: a.published,
    "first": lambda a: None if a.days is None else a.days[0],
    "last": lambda a: None if a.days is None else a.days[1],
    "killed": lambda a: a.killed,
    "injured": lambda a: a.injured,
}
_NAMED = ("doc_id", "kind", "type", "outlet", "group")
_NEVER = ("doc_id", "kind")  # one document, and different kinds, are obstacles whatever else is said
_SETS = ("figures", "ages", "said_days", "modes", "names")


def _by_curve(curve: Curve, values: Array) -> Array:
    unknown = np.isnan(values)
    return np.where(unknown, curve.unknown, np.interp(np.where(unknown, 0.0, values), curve.at, curve.odds))


def _most(curve: Curve) -> float:
    return max(curve.unknown, *curve.odds)


def _floats(values: Iterable[float | None]) -> Array:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def _numbered(values: Iterable[Any]) -> Array:
    """Equal values have equal numbers; unknown is -1."""
    numbers: dict[Any, int] = {}
    return np.array([-1 if value is None else numbers.setdefault(value, len(numbers)) for value in values])


def _integers(values: bytes | frozenset[Any]) -> Array:
    if isinstance(values, bytes):
        return hashes_and_weights(values)[0]
    return np.array([value if isinstance(value, int) else hashed(value) for value in values], dtype=np.int64)
