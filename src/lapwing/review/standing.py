"""Which decisions stand: those that nobody took back and that no later one replaced."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from lapwing.records import Anchor, Decision, EventKey

Matter = tuple[Hashable, ...]
"""One thing that can be decided: an event, a field of an event, or whether two events are one incident."""
Name = Callable[[Anchor], EventKey]
"""Which event an anchor means; two anchors with one name are one event."""


def as_written(anchor: Anchor) -> EventKey:
    """The event under the id that it had when the decision was made."""
    return (anchor.doc_id, anchor.event_id)


def event_matter(key: EventKey) -> Matter:
    """Whether there is such an event."""
    return ("event", key)


def field_matter(key: EventKey, field: str) -> Matter:
    """What the value of a field is."""
    return ("field", key, field)


def pair_matter(one: EventKey, other: EventKey) -> Matter:
    """Whether two events are one incident."""
    return ("pair", *sorted((one, other)))


def undone(decisions: Sequence[Decision]) -> frozenset[str]:
    """The ids of the decisions that are taken back; ``decisions`` are in the ledger's order."""
    taken: set[str] = set()
    # An undo only names what came before it, so the newest are settled first.
    for decision in reversed(decisions):
        if decision.kind == "undo" and decision.undoes and decision.decision_id not in taken:
            taken.add(decision.undoes)
    return frozenset(taken)


def standing(decisions: Iterable[Decision], *, name: Name = as_written) -> tuple[Decision, ...]:
    """The decisions that are in force in at least one matter, in the ledger's order.

    Undone decisions, undos, and decisions that later ones replace altogether are not among them; ``unsure``
    is, where it is the last word.
    """
    ledger = tuple(decisions)
    last_words = {decision.decision_id for decision in in_force(ledger, name=name).values()}
    return tuple(decision for decision in ledger if decision.decision_id in last_words)


def in_force(decisions: Sequence[Decision], *, name: Name = as_written) -> Mapping[Matter, Decision]:
    """For each matter the decision that has the last word on it."""
    taken = undone(decisions)
    return {
        matter: decision
        for decision in decisions
        if decision.decision_id not in taken
        for matter in matters(decision, name=name)
    }


def matters(decision: Decision, *, name: Name = as_written) -> Iterator[Matter]:
    """What a decision decides."""
    subjects = tuple(dict.fromkeys(map(name, decision.subjects)))
    others = tuple(dict.fromkeys(map(name, decision.apart_from)))
    if decision.field is not None:
        yield from (field_matter(key, decision.field) for key in subjects)
    elif decision.kind in ("accept", "reject") or (decision.kind == "unsure" and not others):
        yield from (event_matter(key) for key in subjects)
    if decision.kind in ("merge", "split"):
        yield from (pair_matter(one, other) for one, other in combinations(subjects, 2))
    if decision.kind in ("split", "not_the_same", "unsure"):
        yield from (pair_matter(one, other) for one, other in product(subjects, others) if one != other)
