"""A document's coded events after people's decisions, and what has to be asked about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lapwing.records import Anchor, Decision, Document, Event, EventKey, Question
from lapwing.review.asking import question
from lapwing.review.correcting import FIELDS, corrected, reading_of
from lapwing.review.finding import Past, find, moved_anchor, moved_event, strangers_in
from lapwing.review.standing import in_force, undone


@dataclass(frozen=True)
class Applied:
    """The events of a document in force.

    ``decided`` names, for each event that has any, the fields that hold a person's value: the field of the
    decision (``date``) and the fields of the event that it writes (``date_start`` …). ``accepted`` are the
    events that a person accepted, ``kept`` those that the present coder does not find but a person's decision
    keeps, ``rejected`` the coder's events that are left out. ``found`` gives, for each event that a decision
    names, the id under which it is in force now; those that are not in force are not in it. ``names`` gives the
    present or latest id of all of them. ``read`` has every event that can be decided on, rejected and offered
    ones too, as the coder read it.
    """

    events: tuple[Event, ...]
    decided: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    found: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    read: Mapping[str, Event] = field(default_factory=dict)


@dataclass(frozen=True)
class _Missing:
    """An event that the coder does not find: as it last stood, ``None`` where the article lacks its words."""

    event: Event | None
    past: Past | None


@dataclass(frozen=True)
class _Read:
    """A document as its codings tell it: present events and offers by id, and the ids that decisions use."""

    doc_id: str
    events: Mapping[str, Event]
    offers: Mapping[str, Event]
    missing: Mapping[str, _Missing]
    names: Mapping[str, str]

    def name(self, anchor: Anchor) -> EventKey:
        """The event that an anchor means, under its latest id."""
        if anchor.doc_id != self.doc_id:
            return (anchor.doc_id, anchor.event_id)
        return (anchor.doc_id, self.names.get(anchor.event_id, anchor.event_id))


class _Verdicts:
    """The last words on the events of one document, by present id."""

    def __init__(self, decisions: Sequence[Decision], read: _Read) -> None:
        self.events: dict[str, Decision] = {}
        self.values: dict[str, dict[str, Decision]] = defaultdict(dict)
        for matter, decision in in_force(decisions, name=read.name).items():
            match matter:
                case ("event", (read.doc_id, str(event_id))):
                    self.events[event_id] = decision
                case ("field", (read.doc_id, str(event_id)), str(name)) if decision.kind != "unsure":
                    self.values[event_id][name] = decision

    def rejects(self, event_id: str) -> bool:
        """Whether a person said that there is no such event."""
        return event_id in self.events and self.events[event_id].kind == "reject"

    def affirming(self, event_id: str) -> list[Decision]:
        """The decisions that say, or take for granted, that there is such an event; oldest first."""
        judged = [self.events[event_id]] if event_id in self.events else []
        accepts = [decision for decision in judged if decision.kind == "accept"]
        said = [*accepts, *self.values.get(event_id, {}).values()]
        return sorted(said, key=lambda decision: (decision.when, decision.decision_id))

    def corrected(self, event: Event) -> Event:
        """The event with every value that a person gave."""
        for _, decision in sorted(self.values.get(event.event_id, {}).items()):
            event = corrected(event, decision)
        return event


def apply(
    decisions: Sequence[Decision],
    document: Document,
    events: Sequence[Event],
    *,
    offers: Sequence[Event] = (),
    past: Sequence[Past] = (),
) -> Applied:
    """The document's events after the decisions, which are in the ledger's order.

    ``events`` are the coder's present ones and ``offers`` those that it offers for review; ``past`` are the
    codings that were superseded, oldest first. An offered event that a person accepted or corrected is one of
    the events. Decisions on other documents, and on which events belong together, change nothing here.
    """
    anchors = _anchors(decisions, document.doc_id)
    if not anchors:
        return Applied(tuple(events), read={event.event_id: event for event in (*events, *offers)})
    read = _read(anchors, document, (events, offers), past)
    verdicts = _Verdicts(decisions, read)
    named = dict.fromkeys(read.names.values())
    affirmed = [
        event_id for event_id in named if verdicts.affirming(event_id) and not verdicts.rejects(event_id)
    ]
    offered = [read.offers[event_id] for event_id in affirmed if event_id in read.offers]
    gone = {event_id: read.missing[event_id] for event_id in affirmed if event_id in read.missing}
    kept = [missing.event for missing in gone.values() if missing.event is not None]
    raw = _in_text_order([e for e in events if not verdicts.rejects(e.event_id)], [*offered, *kept])
    ids = {event.event_id for event in raw}
    rejected = frozenset(event_id for event_id in read.events if event_id not in ids)
    return Applied(
        events=tuple(_relinked(verdicts.corrected(event), ids) for event in raw),
        decided={i: names for i in sorted(ids) if (names := _decided(verdicts.values.get(i, {})))},
        accepted=frozenset(i for i in ids if i in verdicts.events and verdicts.events[i].kind == "accept"),
        kept=frozenset(event.event_id for event in kept),
        rejected=rejected,
        found={old: new for old, new in sorted(read.names.items()) if new in ids},
        names=read.names,
        questions=(*_on_values(verdicts, raw, gone), *_on_missing(verdicts, gone, document.doc_id)),
        read={**read.events, **read.offers, **{event.event_id: event for event in kept}},
    )


def _anchors(decisions: Sequence[Decision], doc_id: str) -> list[Anchor]:
    """The document's anchors that decisions set, each once; what was undone sets none."""
    taken = undone(decisions)
    return list(
        dict.fromkeys(
            anchor
            for decision in decisions
            if decision.kind != "undo" and decision.decision_id not in taken
            for anchor in (*decision.subjects, *decision.apart_from)
            if anchor.doc_id == doc_id
        )
    )


def _read(
    anchors: Sequence[Anchor],
    document: Document,
    coding: tuple[Sequence[Event], Sequence[Event]],
    past: Sequence[Past],
) -> _Read:
    events, offers = coding
    strangers = strangers_in([[*events, *offers], *([*one.events, *one.offers] for one in past)])
    here = [*events, *offers]
    names = find(_moved(anchors, document.text, past), here, strangers=strangers)
    missing: dict[str, _Missing] = {}
    taken = {event.event_id for event in here}
    for one in reversed(past):
        lost = [anchor for anchor in anchors if anchor.event_id not in names]
        then = [event for event in (*one.events, *one.offers) if event.event_id not in taken]
        seen = find(_moved(lost, one.text, past), then, strangers=strangers)
        names |= seen
        for event in then:
            if event.event_id in seen.values():
                last = _Missing(moved_event(event, one.text, document.text), one)
                missing.setdefault(event.event_id, last)
    for anchor in anchors:
        if anchor.event_id not in names:
            names[anchor.event_id] = anchor.event_id
            missing[anchor.event_id] = _Missing(None, None)
    return _Read(
        document.doc_id,
        {event.event_id: event for event in events},
        {event.event_id: event for event in offers},
        missing,
        names,
    )


def _moved(anchors: Iterable[Anchor], text: str, past: Sequence[Past]) -> list[Anchor]:
    moved = (moved_anchor(anchor, text, past) for anchor in anchors)
    return [anchor for anchor in moved if anchor is not None]


def _in_text_order(events: list[Event], more: Iterable[Event]) -> list[Event]:
    """The coder's events in its order, with others put in where their first sentence stands."""

    def start(event: Event) -> int:
        return min(item.start for item in event.evidence if item.field == "event")

    for event in more:
        later = (at for at, other in enumerate(events) if start(other) > start(event))
        events.insert(next(later, len(events)), event)
    return events


def _relinked(event: Event, ids: set[str]) -> Event:
    """The event without links to events that are not in force."""
    links = tuple(link for link in event.links if link.event_id in ids)
    if links == event.links:
        return event
    evidence = tuple(item for item in event.evidence if links or item.field != "links")
    return event.model_copy(update={"links": links, "evidence": evidence})


def _decided(values: Mapping[str, Decision]) -> tuple[str, ...]:
    return tuple(sorted({part for name in values for part in (name, *FIELDS[name])}))


def _on_values(verdicts: _Verdicts, raw: Iterable[Event], gone: Mapping[str, _Missing]) -> Iterator[Question]:
    """Where the coder now reads neither what it had read nor what the person said."""
    for event in raw:
        if event.event_id in gone:
            continue
        for name, decision in sorted(verdicts.values.get(event.event_id, {}).items()):
            reads = reading_of(event, name)
            if reads not in (decision.was, decision.value):
                yield question("other_value", decision, (event.doc_id, event.event_id), reads=reads)


def _on_missing(verdicts: _Verdicts, gone: Mapping[str, _Missing], doc_id: str) -> Iterator[Question]:
    """Where the coder does not find an event any more, unless a person decided on it knowing that."""
    for event_id, missing in gone.items():
        newest = verdicts.affirming(event_id)[-1]
        if missing.event is None:
            yield question("words_gone", newest, (doc_id, event_id))
        elif missing.past is not None and newest.when < missing.past.superseded:
            yield question("not_found", newest, (doc_id, event_id))
