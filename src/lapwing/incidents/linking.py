"""Accounts and what people decided → clusters; all of them at once, or only those that a change touches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Protocol

from lapwing.incidents.account import Account
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

    def sharing(self, blocks: Collection[str]) -> Iterable[Account]:
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
    ties = Weighed({between: p for between, p, _ in _compared(known, compare) if p >= TIE})
    return components([account.key for account in known], ties, constraints, tie=TIE)


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
    standing: dict[str, list[Account]] = {}
    for account in changed.values():
        for block in blocks(account):
            standing.setdefault(block, []).append(account)
    found: set[EventKey] = set()
    for other in index.sharing(standing):
        if other.key in changed or other.key in gone or other.key in found:
            continue
        here = {a.key: a for block in blocks(other) for a in standing.get(block, ())}
        if any(_of_pair(a, other, compare).probability >= TIE for a in here.values()):
            found.add(other.key)
    return found


def _of_pair(a: Account, b: Account, compare: Compare) -> Compared:
    """The comparison of the two, always in the same order."""
    return compare(*in_order(a, b))


def _compared(accounts: Iterable[Account], compare: Compare) -> Iterator[tuple[Pair, float, bool]]:
    """Every pair of accounts that stand in one block, once, with its probability and whether it is barred."""
    standing: dict[str, list[Account]] = {}
    where: dict[EventKey, dict[str, None]] = {}
    for account in accounts:
        where[account.key] = dict.fromkeys(blocks(account))
        for block in where[account.key]:
            standing.setdefault(block, []).append(account)
    for block, inside in standing.items():
        for a, b in combinations(inside, 2):
            # Two that share several blocks are compared in the first; remembering them would fill memory.
            if block == next(shared for shared in where[a.key] if shared in where[b.key]):
                probability, barred = _of_pair(a, b, compare)
                yield pair(a.key, b.key), probability, barred


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
