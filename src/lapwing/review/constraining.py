"""What decisions on pairs of events ask of linking: which belong together, and which do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from lapwing.records import Anchor, Constraint, Decision, EventKey, Question
from lapwing.review.asking import question
from lapwing.review.standing import Matter, in_force, pair_matter


@dataclass(frozen=True)
class Joining:
    """The constraints on linking, oldest decision first, and what contradicts them."""

    constraints: tuple[Constraint, ...] = ()
    questions: tuple[Question, ...] = ()


def constraints(decisions: Sequence[Decision], live: Mapping[EventKey, EventKey]) -> Joining:
    """The constraints that hold together, out of decisions in the ledger's order.

    ``live`` gives the present key of every event in force that a decision names. Events that are not in force
    are left out. A later decision on the same pair replaces the earlier one. Where decisions contradict each
    other along a chain, as *a is b*, *b is c*, *a is not c*, the newest hold; what is left out is asked about.
    """

    def name(anchor: Anchor) -> EventKey:
        key = (anchor.doc_id, anchor.event_id)
        return live.get(key, key)

    owners = in_force(decisions, name=name)
    said = _Said(frozenset(live.values()))
    for position in reversed(range(len(decisions))):
        decision = decisions[position]
        subjects, others = (
            [*dict.fromkeys(map(name, side))] for side in (decision.subjects, decision.apart_from)
        )
        if decision.kind in ("merge", "split"):
            pairs = _own(decision, combinations(subjects, 2), owners)
            said.join(decision, position, _pieces(subjects, pairs))
        if decision.kind in ("split", "not_the_same"):
            said.part(decision, position, _own(decision, product(subjects, others), owners))
    found = [constraint for _, constraint in sorted(said.constraints, key=lambda item: item[0])]
    return Joining(tuple(found), tuple(said.questions.values()))


def _own(
    decision: Decision, pairs: Iterable[tuple[EventKey, EventKey]], owners: Mapping[Matter, Decision]
) -> list[tuple[EventKey, EventKey]]:
    """The pairs on which the decision has the last word."""
    return [
        (one, other)
        for one, other in pairs
        if one != other and owners.get(pair_matter(one, other)) == decision
    ]


def _pieces(
    keys: Sequence[EventKey], pairs: Iterable[tuple[EventKey, EventKey]]
) -> list[tuple[EventKey, ...]]:
    """The keys that the pairs hold together, in their order."""
    groups = {key: [key] for key in keys}
    for one, other in pairs:
        if groups[one] is not groups[other]:
            groups[one].extend(groups[other])
            for key in groups[other]:
                groups[key] = groups[one]
    once = {id(group): group for group in groups.values()}
    return [tuple(sorted(group)) for group in once.values() if len(group) > 1]


@dataclass
class _Said:
    """What has been settled so far; decisions are handed over newest first."""

    live: frozenset[EventKey]
    constraints: list[tuple[int, Constraint]] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    groups: dict[EventKey, set[EventKey]] = field(default_factory=dict)
    joined: list[tuple[set[EventKey], Decision]] = field(default_factory=list)
    parted: list[tuple[EventKey, EventKey, Decision]] = field(default_factory=list)

    def join(self, decision: Decision, position: int, pieces: Iterable[Sequence[EventKey]]) -> None:
        """Makes each piece one incident, unless newer decisions keep parts of it apart."""
        for piece in pieces:
            whole = set().union(*(self._group(key) for key in piece))
            newer = next((by for one, other, by in self.parted if one in whole and other in whole), None)
            if newer is not None:
                self._ask(decision, piece[0], newer)
                continue
            for key in whole:
                self.groups[key] = whole
            self.joined.append((set(piece), decision))
            left = tuple(key for key in piece if key in self.live)
            if len(left) > 1:
                said = Constraint(decision_id=decision.decision_id, same=True, left=left)
                self.constraints.append((position, said))

    def part(self, decision: Decision, position: int, pairs: Iterable[tuple[EventKey, EventKey]]) -> None:
        """Keeps each pair apart, unless newer decisions make the two one incident."""
        rights: dict[EventKey, list[EventKey]] = {}
        for one, other in pairs:
            whole = self._group(one)
            if other in whole:
                newer = next(by for piece, by in self.joined if not piece.isdisjoint(whole))
                self._ask(decision, one, newer)
                continue
            self.parted.append((one, other, decision))
            if one in self.live and other in self.live:
                rights.setdefault(one, []).append(other)
        lefts: dict[tuple[EventKey, ...], list[EventKey]] = {}
        for one, others in rights.items():
            lefts.setdefault(tuple(sorted(others)), []).append(one)
        for right, left in lefts.items():
            said = Constraint(
                decision_id=decision.decision_id, same=False, left=tuple(sorted(left)), right=right
            )
            self.constraints.append((position, said))

    def _group(self, key: EventKey) -> set[EventKey]:
        return self.groups.setdefault(key, {key})

    def _ask(self, decision: Decision, key: EventKey, newer: Decision) -> None:
        asked = question("outvoted", decision, key, newer=newer.decision_id)
        self.questions.setdefault(decision.decision_id, asked)
