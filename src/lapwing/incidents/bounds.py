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
from lapwing.incidents.obstacles import DAYS, NEAR_KM, exactly_dated
from lapwing.incidents.words import hashed
from lapwing.resolve.places.distance import on_sphere

Array = np.ndarray
_SLACK = 1e-3  # of log-odds: weights are summed as 32-bit numbers here
_LEAST = 1e-30  # weight of a word, so that a word that weighs nothing is seen to be shared
_EARTH = 12742.0  # km, the diameter, as in lapwing.resolve.places.distance


class Columns:
    """Accounts as columns of numbers, in the order in which they are given; unknown is NaN."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self.plain = {name: _floats(read(a) for a in accounts) for name, read in _PLAIN.items()}
        self.named = {name: _numbered(getattr(a, name) for a in accounts) for name in _NAMED}
        self.sets = {name: _Sets([getattr(a, name) for a in accounts]) for name in _SETS}
        self.weights = {name: _Weights([getattr(a, name) for a in accounts]) for name in _WEIGHTS}
        self.exact = np.array([exactly_dated(a) for a in accounts], dtype=bool)
        self.points = np.array(
            [on_sphere(*a.spot) if a.spot and in_town(a) else (np.nan,) * 3 for a in accounts]
        ).reshape(-1, 3)


class Bounds:
    """What pairs of some accounts can reach under a model; accounts are given by their place in the sequence."""

    def __init__(self, accounts: Sequence[Account], model: Model, *, least: float) -> None:
        """``least`` is the probability that a pair must be able to reach."""
        self._columns = Columns(accounts)
        self._least = log_odds(least) - _SLACK
        looked = {name for names, _ in LOOKS for name in names}
        self._curves = {name: curve for name, curve in model.curves.items() if name in looked}
        self._prior = model.prior + sum(_most(c) for name, c in model.curves.items() if name not in looked)

    def reachable(self, one: int, others: Array) -> Array:
        """Those of the others whose pair with the one may be probable enough."""
        columns = self._columns
        doc, kind = columns.named["doc_id"], columns.named["kind"]
        # One document, and different kinds, are obstacles whatever else is said.
        others = others[(doc[others] != doc[one]) & (kind[others] == kind[one])]
        odds = np.full(len(others), self._prior)
        rest = sum(map(_most, self._curves.values()))
        for names, look in LOOKS:
            wanted = [name in self._curves for name in names]
            if not any(wanted) or not len(others):
                continue
            for name, values in zip(names, look(columns, one, others), strict=True):
                if name in self._curves:
                    rest -= _most(self._curves[name])
                    odds += _by_curve(self._curves[name], values)
            kept = odds + rest >= self._least
            others, odds = others[kept], odds[kept]
        return others


def model_of(looking: Compare) -> Model | None:
    """The model whose comparison it is, if it is a model's."""
    if looking is compare:
        return stored_model()
    model = getattr(looking, "__self__", None)
    return model if isinstance(model, Model) else None


class _Sets:
    """A set of each account, one after the other."""

    def __init__(self, sets: Sequence[frozenset[Any]]) -> None:
        self.sizes = np.array([len(one) for one in sets], dtype=np.int64)
        self._starts = np.cumsum(self.sizes) - self.sizes
        every = [value if isinstance(value, int) else hashed(value) for one in sets for value in one]
        names, numbers = np.unique(np.array(every, dtype=np.int64), return_inverse=True)
        self._numbers = numbers.astype(np.int32)
        self._mine = np.zeros(len(names), dtype=bool)

    def shared(self, one: int, others: Array) -> Array:
        """How many of the values of the one each other has."""
        mine = self._numbers[self._starts[one] : self._starts[one] + self.sizes[one]]
        if not len(mine):
            return np.zeros(len(others))
        self._mine[mine] = True
        sizes = self.sizes[others]
        ends = np.cumsum(sizes)
        at = np.repeat(self._starts[others] - (ends - sizes), sizes) + np.arange(sizes.sum())
        found = np.concatenate([[0], np.cumsum(self._mine[self._numbers[at]])])
        self._mine[mine] = False
        both: Array = (found[ends] - found[ends - sizes]).astype(float)
        return both

    def share(self, one: int, others: Array) -> Array:
        """What share of the values of the one that has fewer the other has as well."""
        fewer = np.minimum(self.sizes[one], self.sizes[others]).astype(float)
        fewer[fewer == 0] = np.nan
        share: Array = self.shared(one, others) / fewer
        return share


class _Weights:
    """Weights by hash of each account, in rows of one width; a row that is not full ends in zeros."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        sizes = np.array([len(one) // 8 for one in packed], dtype=np.int64)
        full = np.arange(sizes.max(initial=0)) < sizes[:, np.newaxis]
        every = np.frombuffer(b"".join(one[: len(one) // 2] for one in packed), np.uint32)
        names, numbers = np.unique(every, return_inverse=True)
        self.known = sizes > 0
        self._numbers = np.zeros(full.shape, dtype=np.int32)
        self._numbers[full] = numbers + 1  # 0 stands for no word
        self._weights = np.zeros(full.shape, dtype=np.float32)
        weights = np.frombuffer(b"".join(one[len(one) // 2 :] for one in packed), np.float32)
        self._weights[full] = np.maximum(weights, _LEAST)
        self._mine = np.zeros(len(names) + 1, dtype=np.float32)
        self._ones = np.ones(full.shape[1], dtype=np.float32)

    def shared(self, one: int, others: Array) -> tuple[Array, Array]:
        """Of each other the cosine with the one, and how many of its hashes it has."""
        mine = self._numbers[one]
        self._mine[mine] = self._weights[one]
        # take, and a product with ones, are several times as fast as indexing and counting.
        found = self._mine.take(self._numbers.take(others, axis=0))
        self._mine[mine] = 0.0
        cosine = np.einsum("ij,ij->i", found, self._weights.take(others, axis=0))
        return cosine.astype(float), ((found > 0) @ self._ones).astype(float)


Look = Callable[[Columns, int, Array], Sequence[Array]]


def _who(columns: Columns, one: int, others: Array) -> list[Array]:
    return [_same(columns.named[name], one, others) for name in ("type", "group")]


def _same(numbers: Array, one: int, others: Array) -> Array:
    if numbers[one] < 0:
        return np.full(len(others), np.nan)
    return np.where(numbers[others] < 0, np.nan, numbers[others] == numbers[one])


def _tolls(columns: Columns, one: int, others: Array) -> list[Array]:
    return [np.abs(columns.plain[name][others] - columns.plain[name][one]) for name in ("killed", "injured")]


def _published(columns: Columns, one: int, others: Array) -> list[Array]:
    gap = np.abs(columns.plain["published"][others] - columns.plain["published"][one])
    outlet = _same(columns.named["outlet"], one, others)
    first = columns.plain["first"]
    undated = np.isnan(first[others]) | np.isnan(first[one])
    told_again = np.where(np.isnan(gap) | np.isnan(outlet), np.nan, undated & (outlet == 1) & (gap != 0))
    return [gap, outlet, told_again]


def _days(columns: Columns, one: int, others: Array) -> list[Array]:
    first, last, dated = columns.plain["first"], columns.plain["last"], columns.plain["dated"]
    gap = np.maximum(first[others], first[one]) - np.minimum(last[others], last[one])
    gap = np.where(np.isnan(gap), np.nan, np.maximum(gap, 0.0))
    exact = (gap > DAYS) & columns.exact[others] & columns.exact[one]
    sure = np.where(exact, np.minimum(dated[others], dated[one]), 0.0)
    return [gap, np.where(np.isnan(gap), np.nan, sure)]


def _places(columns: Columns, one: int, others: Array) -> list[Array]:
    chords = np.sqrt(((columns.points[others] - columns.points[one]) ** 2).sum(axis=1))
    apart = _EARTH * np.arcsin(np.minimum(1.0, chords / 2))
    placed = columns.plain["placed"]
    sure = np.minimum(placed[others], placed[one])
    # Whether two places are just within the limit may depend on the last digits: the less sure counts.
    return [apart, np.where(np.isnan(apart), np.nan, np.where(apart > NEAR_KM + 1e-6, sure, 0.0))]


def _names(columns: Columns, one: int, others: Array) -> list[Array]:
    names = columns.weights["names"]
    known = names.known[others] & names.known[one]
    cosine, shared = names.shared(one, others)
    return [np.where(known, cosine, np.nan), shared]


def _modes(columns: Columns, one: int, others: Array) -> list[Array]:
    modes = columns.sets["modes"]
    known = (modes.sizes[others] > 0) & (modes.sizes[one] > 0)
    return [np.where(known, modes.shared(one, others) > 0, np.nan)]


def _share(name: str) -> Look:
    return lambda columns, one, others: [columns.sets[name].share(one, others)]


def _cosine(name: str) -> Look:
    return lambda columns, one, others: columns.weights[name].shared(one, others)[:1]


LOOKS: tuple[tuple[tuple[str, ...], Look], ...] = (
    (("same_type", "same_group"), _who),
    (("killed_apart", "injured_apart"), _tolls),
    (("published_apart", "same_outlet", "told_again"), _published),
    (("days_apart", "sure_days_apart"), _days),
    (("places_apart", "sure_towns_apart"), _places),
    (("names", "names_shared"), _names),
    (("days_named",), _share("said_days")),
    (("figures",), _share("figures")),
    (("wording",), _cosine("words")),
    (("opening",), _cosine("opening")),
    (("ages",), _share("ages")),
    (("same_modes",), _modes),
)
"""The comparisons for columns, by their names in :data:`lapwing.incidents.compare.COMPARISONS`.

Those come first that are cheap or settle most. One that is not here counts with the most that its curve gives.
"""
_PLAIN: dict[str, Callable[[Account], float | None]] = {
    "published": lambda a: a.published,
    "first": lambda a: None if a.days is None else a.days[0],
    "last": lambda a: None if a.days is None else a.days[1],
    "dated": lambda a: a.dated,
    "placed": lambda a: a.placed,
    "killed": lambda a: a.killed,
    "injured": lambda a: a.injured,
}
_NAMED = ("doc_id", "kind", "type", "outlet", "group")
_SETS = ("figures", "ages", "said_days", "modes")
_WEIGHTS = ("words", "names", "opening")


def _by_curve(curve: Curve, values: Array) -> Array:
    odds = np.interp(values, curve.at, curve.odds)
    return np.where(np.isnan(values), curve.unknown, odds)


def _most(curve: Curve) -> float:
    return max(curve.unknown, *curve.odds)


def _floats(values: Iterable[float | None]) -> Array:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def _numbered(values: Iterable[Any]) -> Array:
    """Equal values have equal numbers; unknown is -1."""
    numbers: dict[Any, int] = {}
    return np.array([-1 if value is None else numbers.setdefault(value, len(numbers)) for value in values])
