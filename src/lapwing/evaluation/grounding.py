"""The first law of coding, checked: no value without evidence, and every span quotes the text."""

from collections.abc import Iterator

from lapwing.records import Document, Event

# What is no value of the event: who it is, how sure, and what was not written. (Offers carry their own evidence.)
_IDENTITY = frozenset({"doc_id", "event_id", "evidence", "coder", "confidence", "field_confidence", "offers"})
_EMPTY: tuple[object, ...] = (None, (), "unknown")


def grounding_faults(document: Document, event: Event) -> list[str]:
    """What breaks the law in one event, in plain words; empty where every value stands on words of the text.

    A value counts as grounded when evidence names its field, derived or not; the type stands on the evidence
    for ``event``. "unknown", nothing and empty lists need none.
    """
    return [*_unquotable(document, event), *_groundless(event)]


def _unquotable(document: Document, event: Event) -> Iterator[str]:
    for item in event.evidence:
        if item.end > len(document.text) or not item.quote(document.text).strip():
            yield f"{event.event_id}: the evidence for {item.field} at {item.start}-{item.end} quotes nothing"


def _groundless(event: Event) -> Iterator[str]:
    told = {item.field for item in event.evidence}
    for name in type(event).model_fields:
        value = getattr(event, name)
        field = "event" if name == "type" else name
        if name not in _IDENTITY and value not in _EMPTY and field not in told:
            yield f"{event.event_id}: {name} has no evidence"
