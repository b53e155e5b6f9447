"""Every record that crosses a doorway between rooms: frozen, typed, unknown is ``None``.

A record knows how its id is derived and nothing else. Offsets count characters of ``Document.text``, which
never changes once a document has been read.
"""

from lapwing.records.base import Record, Span, content_id
from lapwing.records.captures import Address, Capture
from lapwing.records.decisions import Anchor, Constraint, Decision, EventKey, Question, Verdict
from lapwing.records.documents import Document, Furniture, Issue, RawItem
from lapwing.records.events import (
    Coding,
    Event,
    Evidence,
    Link,
    Offer,
    Toll,
    document_json,
    event_json,
)
from lapwing.records.incidents import (
    Incident,
    Joined,
    MergedField,
    MergeRule,
    Report,
    TollStep,
    Version,
    Witness,
)
from lapwing.records.mentions import CountMention, DateMention, GroupMention, Place, PlaceMention
from lapwing.records.vocabulary import (
    Certainty,
    Confidence,
    DateOrigin,
    DatePrecision,
    EventType,
    GroupLink,
    Mode,
    Outcome,
    PlacePrecision,
    Relation,
    Reliability,
    TargetType,
)
from lapwing.records.wire import Change, Kinship

__all__ = [
    "Address",
    "Anchor",
    "Capture",
    "Certainty",
    "Change",
    "Coding",
    "Confidence",
    "Constraint",
    "CountMention",
    "DateMention",
    "DateOrigin",
    "DatePrecision",
    "Decision",
    "Document",
    "Event",
    "EventKey",
    "EventType",
    "Evidence",
    "Furniture",
    "GroupLink",
    "GroupMention",
    "Incident",
    "Issue",
    "Joined",
    "Kinship",
    "Link",
    "MergeRule",
    "MergedField",
    "Mode",
    "Offer",
    "Outcome",
    "Place",
    "PlaceMention",
    "PlacePrecision",
    "Question",
    "RawItem",
    "Record",
    "Relation",
    "Reliability",
    "Report",
    "Span",
    "TargetType",
    "Toll",
    "TollStep",
    "Verdict",
    "Version",
    "Witness",
    "content_id",
    "document_json",
    "event_json",
]
