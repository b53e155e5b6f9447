"""Accounts with the probabilities of their pairs → clusters: average linkage under constraints.

Two clusters are joined while the mean probability over all their pairs, those never compared counting as 0,
reaches :data:`JOIN`, the surest first. A pair that must not stand together bars its clusters from joining,
whatever the mean. Then the clusters become one that hold reports which a person joined.

A mean of at least ``JOIN`` needs a pair of at least ``JOIN``, so every cluster lies within one component of
the graph of such pairs. That is why a new report changes nothing outside the components that it touches, and
why linking it alone gives what linking everything would.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from lapwing.records import Constraint, EventKey

JOIN = 0.45
"""Set on the clusters that the weights are fitted on: 0.45, 0.5 and 0.55 give B³ 0.908, 0.902 and 0.879 on ECB+
train and differ by 0.001 on GVA."""
TIE = 0.3
"""Reports whose pair is at least so probable keep company. From 0.15 to 0.3 nothing changes on the development
clusters; the lower it is, the larger components grow."""

Pair = tuple[EventKey, EventKey]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is known of the pairs of some reports.

    ``probability`` has the pairs that were compared (smaller key first); ``barred`` those that comparisons
    keep apart.
    """

    probability: Mapping[Pair, float]
    barred: frozenset[Pair] = frozenset()


def pair(a: EventKey, b: EventKey) -> Pair:
    """The two keys in order."""
    return (a, b) if a <= b else (b, a)


def clusters(
    keys: Iterable[EventKey],
    weighed: Weighed,
    constraints: Sequence[Constraint] = (),
    *,
    join: float = JOIN,
) -> list[tuple[EventKey, ...]]:
    """The clusters of ``keys``, each sorted, sorted by their first key. The order of ``keys`` does not matter.

    Constraints of ``same`` hold unless they run against a constraint that keeps apart: a person's no beats
    every yes, so of those that were joined, parts that must be apart are not joined.
    """
    found: list[tuple[EventKey, ...]] = []
    parts = components(keys, weighed, constraints, tie=join)
    for part, known in zip(parts, _shared_out(weighed, parts), strict=True):
        found += [part] if len(part) == 1 else _agglomerate(part, known, constraints, join)
    return sorted(found)


def components(
    keys: Iterable[EventKey],
    weighed: Weighed,
    constraints: Sequence[Constraint] = (),
    *,
    tie: float = JOIN,
) -> list[tuple[EventKey, ...]]:
    """The sets of keys that are tied, directly or through others, by a probable pair or a person's word."""
    parent = {key: key for key in sorted(keys)}

    def root(key: EventKey) -> EventKey:
        while parent[key] != key:
            parent[key] = key = parent[parent[key]]
        return key

    def join(a: EventKey, b: EventKey) -> None:
        first, second = sorted((root(a), root(b)))
        parent[second] = first

    for (a, b), probability in weighed.probability.items():
        if probability >= tie and a in parent and b in parent:
            join(a, b)
    for constraint in constraints:
        if constraint.same:
            # Of those that were said to be one, some may no longer exist; the others still are one.
            present = [key for key in constraint.left if key in parent]
            for other in present[1:]:
                join(present[0], other)
    members: dict[EventKey, list[EventKey]] = {}
    for key in parent:
        members.setdefault(root(key), []).append(key)
    return [tuple(keys) for keys in members.values()]


def _shared_out(weighed: Weighed, parts: Sequence[tuple[EventKey, ...]]) -> list[Weighed]:
    """What is known of the pairs within each of the parts."""
    home = {key: number for number, part in enumerate(parts) if len(part) > 1 for key in part}
    probability: list[dict[Pair, float]] = [{} for _ in parts]
    barred: list[set[Pair]] = [set() for _ in parts]
    for between, known in weighed.probability.items():
        if (number := _home(between, home)) is not None:
            probability[number][between] = known
    for between in weighed.barred:
        if (number := _home(between, home)) is not None:
            barred[number].add(between)
    return [Weighed(p, frozenset(b)) for p, b in zip(probability, barred, strict=True)]


def _home(between: Pair, home: Mapping[EventKey, int]) -> int | None:
    """The part that has both of the pair."""
    number = home.get(between[0])
    return number if number is not None and home.get(between[1]) == number else None


def _agglomerate(
    keys: tuple[EventKey, ...], weighed: Weighed, constraints: Sequence[Constraint], join: float
) -> list[tuple[EventKey, ...]]:
    at = {key: number for number, key in enumerate(keys)}
    apart = _apart(at, constraints)
    held = _held(at, constraints, apart)
    apart = _widened(apart, held)
    total, barred = _matrices(at, weighed, held)
    barred |= apart
    # People join incidents as they find them. Only where a no stands in the way of that, what they joined is
    # together from the start, and the others have to fit it.
    found = _united(_average(total, barred, join), held, apart)
    if found is None:
        found = _average(total, barred, join, start=held)
    return [tuple(sorted(keys[number] for number in group)) for group in found]


def _apart(at: Mapping[EventKey, int], constraints: Sequence[Constraint]) -> np.ndarray:
    """Which pairs people keep apart."""
    apart = np.zeros((len(at), len(at)), dtype=bool)
    _bar(apart, at, (pair(a, b) for c in constraints if not c.same for a in c.left for b in c.right))
    return apart


def _held(
    at: Mapping[EventKey, int], constraints: Sequence[Constraint], apart: np.ndarray
) -> list[list[int]]:
    """What people joined, all of it in groups: where one pair must be apart, the others still hold."""
    groups = [[number] for number in range(len(at))]
    for first, second in _told_same(at, constraints):
        a, b = (next(group for group in groups if m in group) for m in (first, second))
        if a is not b and not apart[np.ix_(a, b)].any():
            a += b
            groups.remove(b)
    return groups


def _widened(apart: np.ndarray, held: Sequence[Sequence[int]]) -> np.ndarray:
    """The pairs to keep apart where what is apart from one is apart from all that it is held with."""
    if len(held) == len(apart):
        return apart
    member = np.zeros((len(apart), len(held)), dtype=int)
    for number, group in enumerate(held):
        member[group, number] = 1
    wide: np.ndarray = member @ (member.T @ apart @ member) @ member.T > 0
    return wide


def _matrices(
    at: Mapping[EventKey, int], weighed: Weighed, held: Sequence[Sequence[int]]
) -> tuple[np.ndarray, np.ndarray]:
    """The probabilities of all pairs, and which pairs comparisons bar that no person joined."""
    total = np.zeros((len(at), len(at)))
    barred = np.eye(len(at), dtype=bool)
    for (a, b), known in weighed.probability.items():
        total[at[a], at[b]] = total[at[b], at[a]] = known
    _bar(barred, at, weighed.barred)
    for group in held:
        barred[np.ix_(group, group)] = np.eye(len(group), dtype=bool)
    return total, barred


def _bar(barred: np.ndarray, at: Mapping[EventKey, int], pairs: Iterable[Pair]) -> None:
    for a, b in pairs:
        if a in at and b in at:
            barred[at[a], at[b]] = barred[at[b], at[a]] = True


def _told_same(at: Mapping[EventKey, int], constraints: Sequence[Constraint]) -> list[tuple[int, int]]:
    """Every pair that a person said to be one incident."""
    told: set[tuple[int, int]] = set()
    for constraint in constraints:
        if constraint.same:
            told.update(combinations(sorted({at[key] for key in constraint.left if key in at}), 2))
    return sorted(told)


def _average(
    total: np.ndarray, barred: np.ndarray, join: float, start: Sequence[Sequence[int]] = ()
) -> list[list[int]]:
    """The groups that average linkage finds, from single reports or from the groups of ``start``."""
    total, barred = total.copy(), barred.copy()
    groups: list[list[int] | None] = [[number] for number in range(len(total))]
    sizes = np.ones(len(total))
    for group in start:
        for other in group[1:]:
            _join(group[0], other, groups, sizes, (total, barred))
    best = _Best(total, barred, sizes)
    while True:
        first, second, mean = best.pair()
        if mean < join:
            return [group for group in groups if group]
        kept, gone = min(first, second), max(first, second)
        _join(kept, gone, groups, sizes, (total, barred))
        best.joined(kept, gone)


class _Best:
    """The mean probabilities of all pairs of groups, and for each group its best other: the first of several."""

    def __init__(self, total: np.ndarray, barred: np.ndarray, sizes: np.ndarray) -> None:
        self._total, self._barred, self._sizes = total, barred, sizes
        self._means = np.where(barred, -1.0, total / np.outer(sizes, sizes))
        self._other = self._means.argmax(axis=1)
        self._mean = self._means.max(axis=1)

    def pair(self) -> tuple[int, int, float]:
        """The pair with the highest mean, and the mean."""
        first = int(self._mean.argmax())
        return first, int(self._other[first]), float(self._mean[first])

    def joined(self, kept: int, gone: int) -> None:
        """Works out anew what the joining of two groups changes."""
        sizes = self._sizes[kept] * self._sizes
        row = np.where(self._barred[kept], -1.0, self._total[kept] / sizes)
        self._means[kept] = self._means[:, kept] = row
        self._means[gone] = self._means[:, gone] = -1.0
        lost = (self._other == kept) | (self._other == gone)
        lost[[kept, gone]] = True
        nearer = (row > self._mean) | ((row == self._mean) & (kept < self._other))
        self._other[nearer], self._mean[nearer] = kept, row[nearer]
        again = np.flatnonzero(lost)
        self._other[again] = self._means[again].argmax(axis=1)
        self._mean[again] = self._means[again].max(axis=1)


def _united(
    found: Sequence[list[int]], held: Sequence[Sequence[int]], apart: np.ndarray
) -> list[list[int]] | None:
    """The groups after those that hold parts of one held group became one; ``None`` where people forbid it."""
    groups = [list(group) for group in found]
    for one in held:
        parts = [group for group in groups if not set(one).isdisjoint(group)]
        whole = sorted(number for group in parts for number in group)
        if len(parts) > 1 and apart[np.ix_(whole, whole)].any():
            return None
        if len(parts) > 1:
            groups = [group for group in groups if group not in parts] + [whole]
    return groups


def _join(
    kept: int,
    gone: int,
    groups: list[list[int] | None],
    sizes: np.ndarray,
    matrices: tuple[np.ndarray, np.ndarray],
) -> None:
    """Puts the group ``gone`` into the group ``kept``; its row and column no longer count."""
    total, barred = matrices
    groups[kept] = [*(groups[kept] or ()), *(groups[gone] or ())]
    groups[gone] = None
    sizes[kept] += sizes[gone]
    total[kept] += total[gone]
    total[:, kept] += total[:, gone]
    barred[kept] |= barred[gone]
    barred[:, kept] |= barred[:, gone]
    barred[gone] = barred[:, gone] = True
