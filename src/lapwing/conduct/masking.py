"""What is left out of a view of an event or a text: private names and quoted incitement."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from lapwing.conduct.descriptions import without_faith
from lapwing.conduct.people import Known, Person, find_people, nothing_known
from lapwing.conduct.quotations import quotations
from lapwing.conduct.reveal import NOTHING, MaskedSpan, Reveal
from lapwing.records import Document, Event, Span
from lapwing.text import fold

# In these a private person without another role is a suspect, as actor or as the one it was done to.
_ACCUSED_ACT = frozenset(("attack", "plot", "threat", "incitement"))
_ACCUSED_SUFFER = frozenset(("arrest", "prosecution"))
INCITEMENT_LABEL = "quoted incitement"
_LIKELY = 0.5  # likelier than not


def view(
    event: Event, document: Document, reveal: Reveal = NOTHING, *, known: Known = nothing_known
) -> Event:
    """The event as it may be shown: private persons by role, no one's faith or descent.

    ``known`` says of a name whether it is a group's, a place's or an organisation's. Offsets, and all fields
    without words about persons, stay as they are.
    """
    people = () if reveal.names else private_people(document, known)

    def shown(value: str) -> str:
        return without_faith(_by_role(value, people))

    def accused(value: str) -> str:
        return without_faith(_by_role(value, tuple(replace(p, role=p.role or "suspect") for p in people)))

    return event.model_copy(
        update={
            "actors": _distinct(map(accused if event.type in _ACCUSED_ACT else shown, event.actors)),
            "targets": _distinct(map(accused if event.type in _ACCUSED_SUFFER else shown, event.targets)),
            "attributed_to": None if event.attributed_to is None else shown(event.attributed_to),
        }
    )


def masked_spans(
    document: Document,
    events: Iterable[Event],
    reveal: Reveal = NOTHING,
    *,
    known: Known = nothing_known,
) -> list[MaskedSpan]:
    """The spans of the article's text to hide, in order and apart from each other.

    Quotations that touch the sentences of an ``incitement`` event, and the names of private persons.
    """
    masks: list[MaskedSpan] = []
    if not reveal.incitement:
        masks += _incitement(document.text, events)
    if not reveal.names:
        for person in private_people(document, known):
            masks += [
                _name_mask(document.text, span, person)
                for span in person.spans
                if span.end <= len(document.text)
            ]
    return _apart(masks)


def offered_incitement(offers: Iterable[Event]) -> tuple[Event, ...]:
    """The offered events whose quotations are to be masked like those of a written one.

    A threshold that keeps an event from being written must not bring its quotations back.
    """
    return tuple(event for event in offers if event.type == "incitement" and event.confidence >= _LIKELY)


def masked_text(
    text: str,
    document: Document,
    events: Iterable[Event],
    reveal: Reveal = NOTHING,
    *,
    known: Known = nothing_known,
) -> str:
    """A title or other words about ``document`` with the same things left out, marked by brackets."""
    incites = any(event.type == "incitement" for event in events)
    if incites and not reveal.incitement:
        for span in reversed(quotations(text)):
            text = f"{text[: span.start]}[{INCITEMENT_LABEL}]{text[span.end :]}"
    if not reveal.names:
        for person in private_people(document, known):
            text = _replace(text, person, f"[{person.label}]")
    return text


@lru_cache(maxsize=256)  # a document's events are viewed one by one, and finding its people takes the time
def private_people(document: Document, known: Known = nothing_known) -> tuple[Person, ...]:
    """The private persons named in the document: its text, its title and what was set aside of it."""
    beside = [document.title or "", document.author or "", *(item.text for item in document.furniture)]
    whole = "\n\n".join([document.text, *beside])
    outlets = {fold(name) for name in (document.publisher, document.canonical_source) if name}
    return tuple(
        person
        for person in find_people(whole, known)
        if not person.public and outlets.isdisjoint(map(fold, person.spellings))
    )


def _incitement(text: str, events: Iterable[Event]) -> list[MaskedSpan]:
    sentences: list[Span] = [
        item
        for event in events
        if event.type == "incitement"
        for item in event.evidence
        if item.field == "event"
    ]
    if not sentences:
        return []
    return [
        MaskedSpan(start=quoted.start, end=quoted.end, why="incitement", label=INCITEMENT_LABEL)
        for quoted in quotations(text)
        if any(quoted.overlaps(sentence) for sentence in sentences)
    ]


def _name_mask(text: str, span: Span, person: Person) -> MaskedSpan:
    told = re.match(r",? (?:aged )?\(?\d\d?\b", text[span.end :])
    label = replace(person, age=None).label if told else person.label
    return MaskedSpan(start=span.start, end=span.end, why="name", label=label)


def _apart(masks: Iterable[MaskedSpan]) -> list[MaskedSpan]:
    """The masks in order; of those that overlap the first and longest covers all."""
    apart: list[MaskedSpan] = []
    for mask in sorted(masks, key=lambda mask: (mask.start, -mask.end, mask.why)):
        if apart and mask.start < apart[-1].end:
            if mask.end > apart[-1].end:
                apart[-1] = apart[-1].model_copy(update={"end": mask.end})
            continue
        apart.append(mask)
    return apart


def _by_role(value: str, people: Sequence[Person]) -> str:
    for person in people:
        value = _replace(value, person, person.label, drop_beside=True)
    return value


def _replace(value: str, person: Person, label: str, *, drop_beside: bool = False) -> str:
    """``value`` with the person's names replaced; a role that already stands before the name is enough."""
    for spelling in person.spellings:
        pattern = r"\s+".join(re.escape(word) for word in spelling.split())
        match = re.search(rf"(?<!\w){pattern}(?!\w)(?P<age>,? \(?\d\d?\)?,?$)?", value)
        if not match:
            continue
        lead = value[: match.start()]
        if drop_beside and _describes(lead):
            return (lead.rstrip() + value[match.end() :]).strip()
        return lead + label + value[match.end() :]
    return value


def _describes(lead: str) -> bool:
    """Whether the words before a name already say who is meant ("British photographer")."""
    return bool(re.search(r"\w", lead)) and not re.search(
        r"(?:\b(?:of|and|or|by|with|for|to|from|near|against|the|named|called|Mr|Mrs|Ms|Miss|Dr|Sheikh)\.?|[,&/])\s*$",
        lead,
    )


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
