"""Accounts and what people decided → clusters; all of them at once, or only those that a change touches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np

from lapwing.incidents.account import Account
from lapwing.incidents.bounds import Array, Bounds, model_of
from lapwing.incidents.candidates import blocks
from lapwing.incidents.cluster import TIE, Pair, Weighed, clusters, components, pair
from lapwing.incidents.company import Effect, in_company, stored_effect
from lapwing.incidents.compare import Compare, Compared, compare, in_order
from lapwing.records import Constraint, EventKey, content_id

Weigh = Callable[[Sequence[Account]], Mapping[Pair, Compared]]


@dataclass(frozen=True, slots=True)
class Cluster:
    """The reports of one incident, in the order in which the store received them; the first is the founder.

    The id of an incident is derived from its founder alone. So it stays whatever is added later; of two
    incidents that turn out to be one, the elder's id goes on; of one that is split, the part with the founder
    keeps the id, and the others have those of their own founders, which come back if they had them before.
    """

    incident_id: str
    members: tuple[EventKey, ...]


@dataclass(frozen=True, slots=True)
class Component:
    """Reports that are tied to each other and to no other, with their clusters. ``name`` is stable."""

    name: str
    clusters: tuple[Cluster, ...]


class Index(Protocol):
    """What is linked already, as the linker asks for it."""

    def sharing(self, blocks: Collection[int]) -> Iterable[Account]:
        """Every account that stands in one of the blocks."""
        ...

    def components_of(self, keys: Collection[EventKey]) -> Mapping[EventKey, str]:
        """The names of the components of those keys that have one."""
        ...

    def members(self, components: Collection[str]) -> Iterable[Account]:
        """The accounts of the components."""
        ...

    def constraints(self, keys: Collection[EventKey]) -> Sequence[Constraint]:
        """Every constraint in force that names one of the keys."""
        ...


def incident_id(founder: EventKey) -> str:
    """The id of the incident whose first report this is."""
    return content_id("inc", *founder)


def link(
    accounts: Iterable[Account],
    constraints: Sequence[Constraint] = (),
    *,
    compare: Compare = compare,
    effect: Effect | None = None,
) -> tuple[Component, ...]:
    """The components and clusters of all the accounts, whatever their order, sorted by name.

    ``compare`` and ``effect`` are those that ship unless others are given, to measure them.
    """
    weigh = partial(in_company, compare=compare, effect=effect or stored_effect())
    known = {account.key: account for account in accounts}
    found = tied(known.values(), constraints, compare=compare)
    told = _by_component(found, constraints)
    made = (
        _component([known[key] for key in keys], constraints, weigh)
        for keys, constraints in zip(found, told, strict=True)
    )
    return tuple(sorted(made, key=lambda component: component.name))


def tied(
    accounts: Iterable[Account], constraints: Sequence[Constraint] = (), *, compare: Compare = compare
) -> list[tuple[EventKey, ...]]:
    """The keys of each component: accounts tied by pairs of at least :data:`TIE`, or by a person's word."""
    known = list(accounts)
    keys = [account.key for account in known]
    ties = _Ties(known, compare)
    found = {
        pair(keys[one], keys[other]): probability
        for one, others in _meetings(known)
        for other, probability in ties.of(one, others)
    }
    return components(keys, Weighed(found), constraints, tie=TIE)


def relink(
    changed: Iterable[Account],
    gone: Collection[EventKey],
    index: Index,
    *,
    compare: Compare = compare,
) -> tuple[frozenset[str], tuple[Component, ...]]:
    """The components that no longer stand, by name, and those that stand instead.

    ``changed`` are accounts that are new, say something else than before or have had a decision made about
    them; ``gone`` are keys that no longer exist. The index tells what was linked before and may hold either
    version of what changed. Replacing the first by the second gives exactly what :func:`link` would give.
    """
    known = {account.key: account for account in changed}
    constraints = index.constraints(tuple(known) + tuple(gone))
    named = {key for constraint in constraints for key in (*constraint.left, *constraint.right)}
    touched = set(index.components_of({*known, *gone, *named}).values())
    touched |= set(index.components_of(_neighbours(known, gone, index, compare)).values())
    for account in index.members(touched):
        if account.key not in gone:
            known.setdefault(account.key, account)
    constraints = index.constraints(tuple(known))
    return frozenset(touched), link(known.values(), constraints, compare=compare)


def _neighbours(
    changed: Mapping[EventKey, Account], gone: Collection[EventKey], index: Index, compare: Compare
) -> set[EventKey]:
    """The linked reports that one of the changed ones is probably the same as."""
    found: set[EventKey] = set()
    for account in changed.values():
        others = [
            other
            for other in index.sharing(blocks(account))
            if other.key not in changed and other.key not in gone and other.key not in found
        ]
        ties = _Ties([account, *others], compare)
        found.update(others[at - 1].key for at, _ in ties.of(0, np.arange(1, len(others) + 1)))
    return found


class _Ties:
    """Which of some accounts are tied; accounts are given by their place among them."""

    def __init__(self, accounts: Sequence[Account], compare: Compare) -> None:
        self._accounts = accounts
        self._compare = compare
        model = model_of(compare)
        self._bounds = None if model is None else Bounds(accounts, model, least=TIE)

    def of(self, one: int, others: Array) -> Iterator[tuple[int, float]]:
        """Those of the others that the one is tied to, with the probability of the pair."""
        account = self._accounts[one]
        for other in others if self._bounds is None else self._bounds.reachable(one, others):
            # Always in the same order: the last digits of sums may depend on it.
            probability = self._compare(*in_order(account, self._accounts[other])).probability
            if probability >= TIE:
                yield int(other), probability


def _meetings(accounts: Sequence[Account]) -> Iterator[tuple[int, Array]]:
    """Of each account those before it that share a block with it, each once."""
    standing = [np.array(blocks(account), dtype=np.int64) for account in accounts]
    sizes = np.array([len(numbers) for numbers in standing], dtype=np.int64)
    where = np.concatenate([*standing, np.zeros(0, np.int64)])
    del standing
    _, block, crowd = np.unique(where, return_inverse=True, return_counts=True)
    owner = np.repeat(np.arange(len(accounts), dtype=np.int32), sizes)
    inside = owner[np.argsort(block, kind="stable")]
    ends = np.cumsum(crowd)
    at = np.cumsum(sizes)
    for one in range(len(accounts)):
        mine = block[at[one] - sizes[one] : at[one]]
        met = [inside[ends[number] - crowd[number] : ends[number]] for number in mine if crowd[number] > 1]
        if met:
            others = np.unique(np.concatenate(met))
            yield one, others[: np.searchsorted(others, one)]


def _by_component(
    found: Sequence[tuple[EventKey, ...]], constraints: Sequence[Constraint]
) -> list[list[Constraint]]:
    """For each component the constraints that name one of its keys."""
    number = {key: at for at, keys in enumerate(found) for key in keys}
    told: list[list[Constraint]] = [[] for _ in found]
    for constraint in constraints:
        named = (*constraint.left, *constraint.right)
        for at in sorted({number[key] for key in named if key in number}):
            told[at].append(constraint)
    return told


def _component(accounts: Sequence[Account], constraints: Sequence[Constraint], weigh: Weigh) -> Component:
    stored = {account.key: (account.stored, account.key) for account in accounts}
    # All pairs of a component are compared, those that share no block as well: else two reports that each
    # resemble a third would count as unlike only because nobody looked.
    found = weigh(accounts)
    weighed = Weighed(
        {between: compared.probability for between, compared in found.items()},
        frozenset(between for between, compared in found.items() if compared.barred),
    )
    made = []
    for members in clusters(stored, weighed, constraints):
        order = sorted(members, key=stored.__getitem__)
        made.append(Cluster(incident_id(order[0]), tuple(order)))
    made.sort(key=lambda cluster: cluster.incident_id)
    return Component(content_id("com", *min(stored)), tuple(made))
