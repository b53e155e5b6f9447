"""A person's decision → the ledger; the ledger → the events in force, the constraints and the questions."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from lapwing.errors import LedgerError, StoreError
from lapwing.records import Anchor, Constraint, Decision, Document, Event, EventKey, Question
from lapwing.review import Applied, Joining, Past, apply, constraints, reading_of, standing, undone, value_of

if TYPE_CHECKING:
    from lapwing.store import Snapshot, Store, Unit

_OF_PAIRS = frozenset({"merge", "split", "not_the_same", "unsure", "undo"})
"""The kinds of decisions that may say which events belong together, or take that back."""


@dataclass(frozen=True)
class Decided:
    """A decision as the ledger keeps it, its digest there, and the documents that have to be linked again."""

    decision: Decision
    digest: str
    doc_ids: tuple[str, ...]


def decide(store: Store, decision: Decision) -> Decided:
    """Checks a decision against what the store holds and adds it to the ledger; questions are asked anew.

    Anchors are those of :func:`lapwing.pipeline.naming.event_named`. What the coder had read and, for
    ``undo``, the events concerned are filled in. Raises ``LedgerError`` with a hint when the decision lacks
    something, names an event or value that cannot be, or undoes what does not stand.
    """
    _check_said(decision)
    with store.unit() as work:
        complete = _complete(work, decision)
        entry = work.ledger.append(complete)
        doc_ids = concerned(work, {one.doc_id for one in (*complete.subjects, *complete.apart_from)})
        work.ledger.ask(doc_ids, questions_about(work, doc_ids))
    return Decided(complete, entry.digest, tuple(sorted(doc_ids)))


def events_in_force(view: Snapshot, doc_id: str) -> Applied:
    """The document's events after every decision about them; ``StoreError`` when there is no such document."""
    found = in_force(view, [doc_id]).get(doc_id)
    if found is None:
        raise StoreError(
            f"The store has no document {doc_id}.",
            hint="`lapwing events` lists the ids of events and documents.",
        )
    return found.applied


class InForce(NamedTuple):
    """A document as it stands, and its events after every decision about them."""

    document: Document
    applied: Applied


def in_force(view: Snapshot, doc_ids: Collection[str]) -> dict[str, InForce]:
    """What is in force of each of these documents, of those that the store has."""
    about: dict[str, list[Decision]] = {}
    for decision in view.ledger.about(doc_ids):
        for doc_id in {anchor.doc_id for anchor in (*decision.subjects, *decision.apart_from)}:
            about.setdefault(doc_id, []).append(decision)
    found = {}
    for doc_id, versions in view.histories(doc_ids).items():
        live = next((version for version in versions if version.superseded is None), None)
        if live is not None:
            past = [
                Past(version.document.text, version.events, version.superseded, version.offers)
                for version in versions
                if version.superseded is not None
            ]
            decisions = about.get(doc_id, [])
            applied = apply(decisions, live.document, live.events, offers=live.offers, past=past)
            found[doc_id] = InForce(live.document, applied)
    return found


def standing_in(view: Snapshot) -> frozenset[str]:
    """The ids of the decisions that are in force in anything, whatever ids their events have by now."""
    decisions = [entry.decision for entry in view.ledger.entries()]
    named = {anchor.doc_id for one in decisions for anchor in (*one.subjects, *one.apart_from)}
    names = {doc_id: events_in_force(view, doc_id).names for doc_id in sorted(named)}

    def name(anchor: Anchor) -> EventKey:
        return (anchor.doc_id, names[anchor.doc_id].get(anchor.event_id, anchor.event_id))

    return frozenset(one.decision_id for one in standing(decisions, name=name))


def constraints_for(view: Snapshot, keys: Collection[EventKey]) -> tuple[Constraint, ...]:
    """Every constraint in force that names one of the keys, by present ids; it may name other events too.

    The answer for a key does not depend on which others are asked about.
    """
    asked = set(keys)
    said = _joining(view, {doc_id for doc_id, _ in asked})
    return tuple(one for one in said.constraints if not asked.isdisjoint((*one.left, *one.right)))


def questions_about(view: Snapshot, doc_ids: Collection[str]) -> tuple[Question, ...]:
    """What is to be asked about these documents, by what their codings and the decisions say now."""
    asked = set(doc_ids)
    decided = {a.doc_id for d in view.ledger.about(asked) for a in (*d.subjects, *d.apart_from)} & asked
    found = [one for doc_id in sorted(decided) for one in events_in_force(view, doc_id).questions]
    return (*found, *(one for one in _joining(view, asked).questions if one.doc_id in asked))


def ask_again(work: Unit, doc_ids: Iterable[str]) -> None:
    """Replaces the questions about these documents, and about those that decisions tie to them."""
    tied = concerned(work, set(doc_ids))
    work.ledger.ask(tied, questions_about(work, tied))


def concerned(view: Snapshot, doc_ids: Collection[str]) -> set[str]:
    """The documents and all that decisions on which events belong together tie to them, over any number of steps.

    What a decision outvotes may be about a document at the other end of the chain.
    """
    return set(doc_ids) | {a.doc_id for d in _on_pairs(view, doc_ids) for a in (*d.subjects, *d.apart_from)}


def _joining(view: Snapshot, doc_ids: Collection[str]) -> Joining:
    decisions = _on_pairs(view, doc_ids)
    named = sorted({a.doc_id for d in decisions for a in (*d.subjects, *d.apart_from)})
    live = {
        (doc_id, old): (doc_id, new)
        for doc_id in named
        for old, new in events_in_force(view, doc_id).found.items()
    }
    return constraints(decisions, live)


def _on_pairs(view: Snapshot, doc_ids: Collection[str]) -> list[Decision]:
    """The decisions on pairs of events that touch the documents, or touch what those touch, and so on."""
    known: set[str] = set()
    waiting = set(doc_ids)
    found: dict[str, Decision] = {}
    while waiting:
        known |= waiting
        told = [d for d in view.ledger.about(waiting) if d.kind in _OF_PAIRS and _ties(d)]
        found |= {decision.decision_id: decision for decision in told}
        waiting = {a.doc_id for d in told for a in (*d.subjects, *d.apart_from)} - known
    # Asked again together, they come in the ledger's order.
    order = view.ledger.about({a.doc_id for d in found.values() for a in (*d.subjects, *d.apart_from)})
    return [decision for decision in order if decision.decision_id in found]


def _ties(decision: Decision) -> bool:
    return len(decision.subjects) + len(decision.apart_from) > 1


def _check_said(decision: Decision) -> None:
    """Refuses a decision that lacks something, whatever it is about."""
    if not decision.who.strip() or not decision.why.strip():
        raise LedgerError(
            "A decision needs a name and a reason.",
            hint="Give --who (or set LAPWING_USER) and --why.",
        )
    if decision.when.tzinfo is None:
        raise LedgerError("The time of a decision has no zone.", hint="Give it with a zone, as in UTC.")
    fault = next(
        (rule.fault for rule in _RULES if decision.kind in rule.kinds and rule.broken(decision)), None
    )
    if fault is not None:
        raise LedgerError(f"{decision.kind.replace('_', ' ')}: {fault}.", hint=_SHAPE)


def _complete(work: Unit, decision: Decision) -> Decision:
    if decision.kind == "undo":
        return _undo(work, decision)
    events = {_key(anchor): _anchored(work, anchor) for anchor in (*decision.subjects, *decision.apart_from)}
    if decision.field is None:
        return decision
    event = events[_key(decision.subjects[0])]
    read = reading_of(event, decision.field)
    if decision.kind != "correct":
        return decision.model_copy(update={"value": read, "was": read} if decision.kind == "accept" else {})
    value = value_of(event, decision.field, _json(decision.value))
    return decision.model_copy(update={"value": value, "was": read})


def _undo(work: Unit, decision: Decision) -> Decision:
    undoes = work.ledger.entry(decision.undoes or "").decision
    about = work.ledger.about([anchor.doc_id for anchor in (*undoes.subjects, *undoes.apart_from)])
    if undoes.decision_id in undone(about):
        raise LedgerError(
            f"{undoes.decision_id} is undone already.",
            hint="To bring it back, undo the decision that undid it: `lapwing decisions` lists both.",
        )
    filled = {
        "undoes": undoes.decision_id,
        "subjects": undoes.subjects,
        "apart_from": undoes.apart_from,
    }
    return decision.model_copy(update=filled)


def _anchored(work: Unit, anchor: Anchor) -> Event:
    """The event that an anchor names; ``LedgerError`` when the store does not hold it so."""
    event = events_in_force(work, anchor.doc_id).read.get(anchor.event_id)
    if event is None or Anchor.of(event) != anchor:
        raise LedgerError(
            f"The store has no such event in document {anchor.doc_id}: {anchor.event_id}.",
            hint="It may have been coded anew meanwhile: `lapwing events` lists the events.",
        )
    return event


def _key(anchor: Anchor) -> EventKey:
    return (anchor.doc_id, anchor.event_id)


def _json(text: str | None) -> Any:
    try:
        return json.loads(text or "")
    except ValueError as error:
        raise LedgerError(f"{text!r} is no JSON.", hint="Quote words, as in '\"MLI\"'.") from error


@dataclass(frozen=True)
class _Rule:
    """What a decision of these kinds has to have, and how to see that it does not."""

    kinds: frozenset[str]
    fault: str
    broken: Callable[[Decision], bool]


_SHAPE = "docs/decisions.md says what each decision needs."
_ALL = frozenset({"accept", "reject", "correct", "merge", "split", "not_the_same", "unsure"})
_RULES = (
    _Rule(_ALL, "no event is named", lambda d: not d.subjects),
    _Rule(_ALL, "an event is named twice", lambda d: _repeats((*d.subjects, *d.apart_from))),
    _Rule(frozenset({"merge"}), "two events are needed", lambda d: len(d.subjects) < 2),
    _Rule(
        frozenset({"split", "not_the_same"}), "nothing to be apart from is named", lambda d: not d.apart_from
    ),
    _Rule(
        _ALL - {"split", "not_the_same", "unsure"}, "nothing can be apart here", lambda d: bool(d.apart_from)
    ),
    _Rule(
        frozenset({"correct"}), "a field and a value are needed", lambda d: d.field is None or d.value is None
    ),
    _Rule(
        _ALL - {"correct", "accept", "unsure"},
        "it takes no field; correct one to null",
        lambda d: d.field is not None,
    ),
    _Rule(_ALL - {"correct"}, "it takes no value", lambda d: d.value is not None),
    _Rule(_ALL, "a field is that of one event", lambda d: d.field is not None and len(d.subjects) > 1),
    _Rule(
        frozenset({"unsure"}),
        "a field or a pair, not both",
        lambda d: d.field is not None and bool(d.apart_from),
    ),
    _Rule(frozenset({"undo"}), "no decision is named", lambda d: not d.undoes),
)


def _repeats(anchors: tuple[Anchor, ...]) -> bool:
    return len(set(map(_key, anchors))) < len(anchors)
