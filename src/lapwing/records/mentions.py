"""What the resolvers find in a text: dates, places, groups and counts, each with its span."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from lapwing.records.base import Record, Span
from lapwing.records.events import Toll
from lapwing.records.vocabulary import Confidence, DatePrecision, PlacePrecision


class DateMention(Span):
    """A time expression, its TimeML reading, and the days it may mean.

    ``kind`` and ``value`` follow TimeML (``DATE``, ``1998-W42``, ``P3M``). ``date_start`` and ``date_end``
    are inclusive days, ``None`` when the expression does not fix any; then ``refusal`` says why.
    ``anchor`` says what a relative expression was counted from, with ``anchor_span`` when in the text.
    ``implied`` marks the date of an event that is told only by its distance from another ("a day after the
    blast"): its words lead to the event, and ``anchor_span`` has those that tell how far off it was.
    ``stamp`` marks the day or time at which the page was posted or changed ("Updated: May 3, 9:15 AM").
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
    stamp: bool = False


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
