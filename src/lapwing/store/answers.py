"""What is asked of the store, and what it answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lapwing.records import Document, Event, Issue


@dataclass(frozen=True)
class CodedBy:
    """What a coding was made with: the coder, its version and the version of the codebook."""

    coder: str
    coder_version: str
    codebook_version: str


@dataclass(frozen=True)
class Filters:
    """Which events are asked for; what is ``None`` or empty does not restrict.

    ``since`` and ``until`` keep events whose window of days touches the asked one, both ends included;
    events without a date are then left out. ``contains`` is looked for in the sentences that report the event
    and in its place, group, actors and targets, whatever its case and accents. ``killed_at_least`` leaves
    out events whose toll is unknown.
    """

    types: tuple[str, ...] = ()
    country: str | None = None
    group: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    outcome: str | None = None
    certainty: str | None = None
    doc_id: str | None = None
    contains: str | None = None
    killed_at_least: int | None = None


EVERYTHING = Filters()


@dataclass(frozen=True)
class StoredEvent:
    """An event with the document that its evidence points into.

    ``incitements`` are all events of that document that incite, whether asked for or not, and those offered
    for review that probably do: what they quote is masked wherever the document is quoted.
    """

    event: Event
    document: Document
    incitements: tuple[Event, ...] = ()


@dataclass(frozen=True)
class StoredDocument:
    """A document with its live coding, and what went wrong with it.

    ``offers`` are events that were not sure enough to be written, for a person to judge.
    ``coded_by`` and ``added`` say what coded it and when the run that added it began (UTC).
    """

    document: Document
    events: tuple[Event, ...]
    offers: tuple[Event, ...]
    issues: tuple[Issue, ...]
    coded_by: CodedBy | None
    added: dt.datetime


@dataclass(frozen=True)
class Version:
    """One version of a document and one coding of it; ``superseded`` is ``None`` for the live one."""

    document: Document
    coded_by: CodedBy
    events: tuple[Event, ...]
    offers: tuple[Event, ...]
    added: dt.datetime
    superseded: dt.datetime | None


@dataclass(frozen=True)
class Summary:
    """How much the store holds. The tables count live events, most frequent first; ``None`` is unknown."""

    documents: int
    documents_with_events: int
    events: int
    first_date: dt.date | None
    last_date: dt.date | None
    types: dict[str, int]
    countries: dict[str | None, int]
    groups: dict[str | None, int]
    outcomes: dict[str, int]
    certainties: dict[str, int]
    issues: dict[str, int]
