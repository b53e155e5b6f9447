"""An article of numbered sentences, its events, and decisions on them."""

import datetime as dt

from lapwing.records import Anchor, Decision, Document, Event, Evidence, Toll
from lapwing.review import Past, reading_of, value_of

NOON = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)
SENTENCES = [f"In town {name} a bomb killed {name}." for name in ("Asur", "Belt", "Corda", "Dene")]
TEXT = " ".join(SENTENCES)
DOCUMENT = Document(doc_id="doc-1", text=TEXT)


def event(number: int, *, text: str = TEXT, event_id: str | None = None, **fields) -> Event:
    """The event of the sentence with this number."""
    start = text.index(SENTENCES[number])
    end = start + len(SENTENCES[number])
    doc_id = fields.get("doc_id", "doc-1")
    said = {"type": "attack", "killed": Toll(low=5, best=5, high=5)} | fields
    named = [
        "event",
        "outcome",
        "certainty",
        *(name for name in said if name not in ("type", "doc_id", "links")),
    ]
    evidence = tuple(Evidence(field=name, start=start, end=end) for name in dict.fromkeys(named))
    return Event(**{"doc_id": doc_id, "event_id": event_id or f"evt-{number}", "evidence": evidence} | said)


def decision(kind: str, *events: Event, minute: int = 0, **fields) -> Decision:
    """A decision on events, made so many minutes after noon."""
    others = tuple(map(Anchor.of, fields.pop("apart", ())))
    said = {"who": "ana", "why": "checked", "when": NOON + dt.timedelta(minutes=minute)} | fields
    return Decision(kind=kind, subjects=tuple(map(Anchor.of, events)), apart_from=others, **said)


def correct(one: Event, field: str, value: object, **fields) -> Decision:
    """A correction, with what the coder had read."""
    said = {"field": field, "value": value_of(one, field, value), "was": reading_of(one, field)} | fields
    return decision("correct", one, **said)


def undo(what: Decision, **fields) -> Decision:
    """What takes a decision back."""
    return Decision(
        kind="undo", who="ana", why="slip", undoes=what.decision_id, subjects=what.subjects,
        apart_from=what.apart_from, when=NOON + dt.timedelta(minutes=fields.pop("minute", 1)), **fields,
    )  # fmt: skip


def past(*events: Event, text: str = TEXT, minute: int = 60, offers: tuple[Event, ...] = ()) -> Past:
    """A coding that stood until so many minutes after noon."""
    return Past(text, events, NOON + dt.timedelta(minutes=minute), offers)
