"""Every record that crosses a doorway between rooms: frozen, typed, unknown is ``None``.

A record knows how its id is derived and nothing else. Offsets count characters of ``Document.text``, which
never changes once a document has been read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

EventType = Literal[
    "attack", "plot", "clash", "arrest", "raid", "prosecution", "strike", "sanction", "alert", "claim",
    "incitement", "threat", "pledge", "publication", "provocation", "military", "protest",
]  # fmt: skip
Mode = Literal[
    "bombing", "suicide_bombing", "shooting", "stabbing", "vehicle_ramming", "arson", "shelling", "drone",
    "hostage_taking", "assassination", "armed_assault", "other",
]  # fmt: skip
TargetType = Literal[
    "civilians", "religious_site", "diplomatic", "government", "police", "military", "education", "business",
    "tourism", "public_event", "transport", "infrastructure", "media", "aid", "armed_group", "other",
]  # fmt: skip
Outcome = Literal["completed", "failed", "foiled", "planned"]
Certainty = Literal["asserted", "alleged", "denied"]
DatePrecision = Literal["day", "week", "month", "year", "range", "unknown"]
PlacePrecision = Literal["site", "city", "district", "admin1", "country", "region"]
GroupLink = Literal["directed", "claimed", "inspired", "linked", "suspected"]
Relation = Literal["claims", "disrupts", "prompted_by", "part_of", "calls_for"]
DateOrigin = Literal["given", "metadata", "dateline", "url", "text", "unknown"]
Confidence = Annotated[float, Field(ge=0, le=1)]


def content_id(prefix: str, *parts: str) -> str:
    """A stable id: ``prefix`` and 16 hex digits of the SHA-256 of the parts."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}-{digest[:16]}"


class Record(BaseModel):
    """The base of all records: frozen, unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A half-open range of characters, ``[start, end)``."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _forwards(self) -> Span:
        if self.end < self.start:
            raise ValueError("a span ends before it starts")
        return self

    def quote(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


class RawItem(Record):
    """Bytes as collected, with what the source said about them. ``name`` is a path, a URL or ``-``."""

    name: str
    data: bytes
    media_type: str | None = None
    doc_id: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    metadata: dict[str, Any] = {}


class Furniture(Span):
    """A stretch of the raw text that was set aside and not coded, with the rule that took it out.

    ``start`` and ``end`` index the text as it was before cleaning; ``text`` quotes it.
    """

    rule: str
    text: str


class Document(Record):
    """One text that has been read: its clean text fixes all offsets from here on."""

    doc_id: str
    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    published_origin: DateOrigin = "unknown"
    language: str | None = None
    url: str | None = None
    canonical_source: str | None = None
    canonical_url: str | None = None
    origin: str | None = None
    sha256: str | None = None
    furniture: tuple[Furniture, ...] = ()

    @property
    def digest(self) -> str:
        """The same for two readings that say the same, wherever and however they were read."""
        said = self.model_dump(mode="json", exclude={"origin", "sha256", "furniture"}, exclude_defaults=True)
        return content_id("con", json.dumps(said, sort_keys=True))


class Issue(Record):
    """Why a document, or a part of one, was not read or coded, and what a person can do about it."""

    origin: str
    reason: str
    message: str
    hint: str
    doc_id: str | None = None
    severity: Literal["refused", "warning"] = "refused"

    @property
    def issue_id(self) -> str:
        """Derived from where the fault is and what it is."""
        return content_id("iss", self.origin, self.doc_id or "", self.reason, self.message)


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


class DateMention(Span):
    """A time expression, its TimeML reading, and the days it may mean.

    ``kind`` and ``value`` follow TimeML (``DATE``, ``1998-W42``, ``P3M``). ``date_start`` and ``date_end``
    are inclusive days, ``None`` when the expression does not fix any; then ``refusal`` says why.
    ``anchor`` says what a relative expression was counted from, with ``anchor_span`` when in the text.
    ``implied`` marks the date of an event that is told only by its distance from another ("a day after the
    blast"): its words lead to the event, and ``anchor_span`` has those that tell how far off it was.
    """

    kind: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    date_start: dt.date | None = None
    date_end: dt.date | None = None
    precision: DatePrecision = "unknown"
    anchor: Literal["self", "published", "text", "none"] = "self"
    anchor_span: Span | None = None
    refusal: str | None = None
    implied: bool = False


class Place(Record):
    """A place of the gazetteer. ``country`` is ISO 3166-1 alpha-3, ``admin1`` the province's name."""

    geonames_id: int | None = None
    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision
    population: int = 0
    score: float = 0.0


class PlaceMention(Span):
    """A place name in a text, the place it means, and what else it could have meant.

    ``kind``: ``place`` names it; ``demonym`` names its people or adjective ("Iraqi"); ``metonym`` uses it for
    a government or team ("Kabul said"); ``nested`` stands inside a longer name ("Paris Police Department").
    ``place`` is ``None`` when the name could not be resolved; ``refusal`` then says why.
    """

    kind: Literal["place", "demonym", "metonym", "nested"] = "place"
    place: Place | None = None
    alternatives: tuple[Place, ...] = ()
    score: Confidence = 0.0
    refusal: str | None = None


class GroupMention(Span):
    """A mention of an armed group: canonical name of the registry, ``None`` when only "the group" is known.

    ``how``: ``name``, ``alias``, ``acronym``, ``spelling`` (fuzzy), ``anaphor`` ("the branch"),
    ``affiliate`` ("ISKP-linked").
    """

    group: str | None
    how: Literal["name", "alias", "acronym", "spelling", "anaphor", "affiliate"]
    antecedent: Span | None = None
    alternatives: tuple[str, ...] = ()
    score: Confidence = 1.0


class CountMention(Span):
    """A count of people in a text. ``role`` is what happened to them when the words say so.

    ``of`` quotes who is counted ("civilians", "Swedish soccer fans"); ``perpetrators`` is true when the
    counted are the attackers themselves ("three militants", "the bomber").
    ``head`` is the span of the counting words alone; the mention's own span also covers who and what.
    """

    toll: Toll
    role: Literal["killed", "injured", "detained", "abducted", "missing"] | None = None
    of: str | None = None
    perpetrators: bool = False
    head: Span


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
