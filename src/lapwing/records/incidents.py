"""Events of several documents that report the same thing, reconciled, with every source's version kept."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from lapwing.records.base import Record
from lapwing.records.documents import Document
from lapwing.records.events import Event, Evidence, Toll
from lapwing.records.vocabulary import EventType, Reliability

MergeRule = Literal[
    "most_recent_official", "most_conservative", "most_informative", "most_representative", "person"
]


class Witness(Record):
    """Documents that are one independent source: copies of one text, and updates of one story.

    ``doc_ids`` are all of them by publication; ``speaks`` is the one that stands for them, the newest
    version. ``agency`` is the news agency that the text names. ``superseded`` are earlier versions in a
    chain of corrections and updates, oldest first; they stay readable.
    """

    witness_id: str
    doc_ids: tuple[str, ...]
    speaks: str
    agency: str | None = None
    superseded: tuple[str, ...] = ()


class Report(Record):
    """What one document says of one event, with what is needed to weigh it.

    ``witness`` is the independent source that the document belongs to, ``stored`` the place of the document
    in the order of the store, ``reliability`` the Admiralty letter that a person gave the source.
    ``current`` is false for a version that a later one of the same witness supersedes. ``decided`` are fields
    that hold a person's value. ``others`` are the document's other events: what tells of them does not tell
    of this one.
    """

    event: Event
    document: Document
    witness: str
    stored: int = 0
    reliability: Reliability | None = None
    current: bool = True
    decided: tuple[str, ...] = ()
    others: tuple[Event, ...] = ()


class Version(Record):
    """One report's value of one field, with the words it was read from.

    ``value`` is as in :func:`~lapwing.records.event_json`; a date is an object of ``date_start``, ``date_end``
    and ``date_precision``, a place one of ``place``, ``country``, ``lat``, ``lon``, ``place_precision`` and
    ``geonames_id``, and a toll that is nothing but words keeps them under ``words``. ``reported`` is the day
    of publication. ``official`` says that ``attributed_to`` names authorities. ``evidence`` is that of the
    sentences that report the event where the field has no words of its own.
    """

    value: Any
    doc_id: str
    event_id: str
    witness: str
    reported: dt.date | None = None
    attributed_to: str | None = None
    official: bool = False
    reliability: Reliability | None = None
    current: bool = True
    by: Literal["coder", "person"] = "coder"
    evidence: tuple[Evidence, ...] = ()


class MergedField(Record):
    """A field of an incident: the best value, the rule that chose it, and every version.

    ``best`` is ``None`` when no report says. ``backed_by`` are the places in ``versions`` of those that say it.
    ``disagreement`` are the measures of :mod:`lapwing.incidents.merge.disagreement` by name.
    """

    field: str
    best: Any = None
    rule: MergeRule
    versions: tuple[Version, ...] = ()
    backed_by: tuple[int, ...] = ()
    disagreement: dict[str, float] = {}


class TollStep(Record):
    """A toll in the history of an incident: what a report was the first to say, and who said it after it.

    ``reported`` is the day of that report, ``repeated`` the last day on which a report said nothing else, and
    ``witnesses`` all that did, the first first.
    """

    reported: dt.date | None = None
    repeated: dt.date | None = None
    doc_id: str
    event_id: str
    witnesses: tuple[str, ...]
    attributed_to: str | None = None
    official: bool = False
    current: bool = True
    killed: Toll | None = None
    injured: Toll | None = None
    detained: Toll | None = None


class Joined(Record):
    """Why two reports are in one incident: the probability, and each comparison with its words and weight.

    ``reasons`` are (explanation, log-odds), the strongest first. ``decided_by`` is the decision that joined
    them, when a person did.
    """

    first: tuple[str, str]
    second: tuple[str, str]
    probability: float
    reasons: tuple[tuple[str, float], ...] = ()
    decided_by: str | None = None


class Incident(Record):
    """One happening as all its reports tell it.

    ``members`` are (document, event) ids in the order in which the store received them; the first is the
    founder, from which the id is derived. ``witnesses`` counts independent sources. ``tolls`` is how the toll
    was told from the first report to the latest. ``claimed_by`` are the groups that are said to have claimed
    it, ``attributed_groups`` those that others tie to it. ``contradictions`` are sentences for people.
    """

    incident_id: str
    type: EventType
    members: tuple[tuple[str, str], ...]
    fields: tuple[MergedField, ...] = ()
    witnesses: int = 1
    first_reported: dt.date | None = None
    last_reported: dt.date | None = None
    tolls: tuple[TollStep, ...] = ()
    claimed_by: tuple[str, ...] = ()
    attributed_groups: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()

    def best(self, field: str) -> Any:
        """The best value of a field, or of a part of one such as ``date_start`` or ``lat``.

        ``None`` when unknown.
        """
        whole = _WHOLE.get(field, field)
        value = next((merged.best for merged in self.fields if merged.field == whole), None)
        return value if whole == field or value is None else value[field]


_WHOLE = {
    "date_start": "date",
    "date_end": "date",
    "date_precision": "date",
    "lat": "place",
    "lon": "place",
    "place_precision": "place",
    "geonames_id": "place",
}
