"""One coded event, each value with the words it was read from."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from pydantic import Field

from lapwing.records.base import Record, Span
from lapwing.records.documents import Document, Issue
from lapwing.records.vocabulary import (
    Certainty,
    Confidence,
    DatePrecision,
    EventType,
    GroupLink,
    Mode,
    Outcome,
    PlacePrecision,
    Relation,
    TargetType,
)


class Evidence(Span):
    """The words that a value was read from. ``field`` is ``event`` for the sentence that reports the event.

    ``derived`` names the rule when the value does not stand in these words but follows from them, as a
    country follows from a city.
    """

    field: str
    derived: str | None = None

    def order(self) -> tuple[bool, str, int, int]:
        """What evidence is sorted by: the sentences of the event first, then by field and place."""
        return (self.field != "event", self.field, self.start, self.end)


class Toll(Record):
    """A count as the text reports it. ``high`` is ``None`` when the text gives no upper bound ("at least").

    ``words`` keeps what cannot be a number ("dozens"); then all three are ``None``.
    """

    low: int | None = Field(default=None, ge=0)
    best: int | None = Field(default=None, ge=0)
    high: int | None = Field(default=None, ge=0)
    words: str | None = None


class Link(Record):
    """A relation to another event of the same document."""

    relation: Relation
    event_id: str


class Offer(Record):
    """A value that was read but is not sure enough to be written, for a person to judge.

    ``field`` is named as in :attr:`Event.field_confidence`. ``value`` is JSON text: the value itself, or, for
    ``place`` and ``date``, an object with all of the event's fields that it would fill.
    """

    field: str
    value: str
    confidence: Confidence
    evidence: tuple[Evidence, ...] = ()

    @property
    def fills(self) -> dict[str, Any]:
        """The fields of the event that the value is for, ready for JSON."""
        value = json.loads(self.value)
        return dict(value) if self.field in ("place", "date") else {self.field: value}


class Event(Record):
    """One coded event, as in the codebook. Every value that is not ``None`` or empty has evidence.

    ``confidence`` is the probability that there is such an event, ``field_confidence`` that of each value to
    be right if there is. It names ``country``, ``place`` (with coordinates), ``date`` (both days), ``group``,
    ``group_link``, the tolls, ``outcome``, ``certainty``, ``modes`` and ``target_types``; an unknown value
    has one too: that the text does not say. Values that no model chose have none. What was read but falls
    below the threshold asked for is unknown here and stands, with its confidence, in ``offers``.
    """

    doc_id: str
    event_id: str
    type: EventType
    modes: tuple[Mode, ...] = ()
    outcome: Outcome = "completed"
    certainty: Certainty = "asserted"
    attributed_to: str | None = None
    date_start: dt.date | None = None
    date_end: dt.date | None = None
    date_precision: DatePrecision = "unknown"
    place: str | None = None
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    place_precision: PlacePrecision | None = None
    geonames_id: int | None = None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    target_types: tuple[TargetType, ...] = ()
    group: str | None = None
    group_link: GroupLink | None = None
    killed: Toll | None = None
    injured: Toll | None = None
    detained: Toll | None = None
    links: tuple[Link, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    coder: str = ""
    confidence: Confidence = 1.0
    field_confidence: dict[str, Confidence] = {}
    offers: tuple[Offer, ...] = ()

    def __hash__(self) -> int:
        return hash((self.doc_id, self.event_id, self.coder))

    def with_offer(self, offer: Offer) -> Event:
        """The event with one of its offers written."""
        order = sorted((*self.evidence, *offer.evidence), key=Evidence.order)
        return Event.model_validate(
            {
                **self.model_dump(mode="json"),
                **offer.fills,
                "evidence": [item.model_dump() for item in order],
                "field_confidence": {**self.field_confidence, offer.field: offer.confidence},
                "offers": [other.model_dump() for other in self.offers if other != offer],
            }
        )


class Coding(Record):
    """What one coder made of one document: its events in text order, and what it could not do.

    ``offers`` are events that are not sure enough to be written, for a person to judge.
    """

    doc_id: str
    coder: str
    events: tuple[Event, ...] = ()
    offers: tuple[Event, ...] = ()
    issues: tuple[Issue, ...] = ()


def event_json(event: Event) -> dict[str, Any]:
    """The event under the codebook's field names, ready for JSON: ISO dates, lists, tolls of numbers only.

    A toll that is nothing but words ("dozens") has no number to give and becomes ``None``; its words stay
    reachable through the evidence.
    """
    data = event.model_dump(mode="json")
    for name in ("killed", "injured", "detained"):
        toll = getattr(event, name)
        numbers = None if toll is None else toll.model_dump(exclude={"words"})
        data[name] = numbers if numbers and any(n is not None for n in numbers.values()) else None
    data["evidence"] = [
        item.model_dump(include={"field", "start", "end"} | ({"derived"} if item.derived else set()))
        for item in event.evidence
    ]
    return data


def document_json(document: Document, events: Iterable[Event]) -> dict[str, Any]:
    """One document with its events as the scorer reads them: ``doc_id title published text events``."""
    return {
        "doc_id": document.doc_id,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "text": document.text,
        "events": [event_json(event) for event in events],
    }
