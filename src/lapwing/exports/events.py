"""How an event is laid out: its columns in their order, and its line of JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lapwing.exports.columns import Cell, Column, Kind, Layout
from lapwing.exports.rows import Shown, document_line, evidence_lines
from lapwing.records import Event, Toll


def _of_event(name: str, kind: Kind, meaning: str) -> Column[Shown]:
    def value(shown: Shown) -> Cell:
        found = getattr(shown.event, name)
        return list(found) if kind == "list" else found

    return Column(name, kind, meaning, value)


def _toll(name: str, what: str) -> tuple[Column[Shown], ...]:
    def part(of: str) -> Callable[[Shown], Cell]:
        def value(shown: Shown) -> Cell:
            toll: Toll | None = getattr(shown.event, name)
            return None if toll is None else getattr(toll, of)

        return value

    meanings = {
        "low": f"fewest {what} that the text allows",
        "best": f"{what}, the most official and recent figure of the text",
        "high": f'most {what} that the text allows; empty for "at least"',
        "words": f'{what}, in words that give no number ("dozens")',
    }
    return tuple(
        Column(f"{name}_{of}", "text" if of == "words" else "whole", meaning, part(of))
        for of, meaning in meanings.items()
    )


def _links(event: Event) -> list[str]:
    return [f"{link.relation}:{link.event_id}" for link in event.links]


COLUMNS: tuple[Column[Shown], ...] = (
    _of_event("event_id", "text", "stable id of the event"),
    _of_event("doc_id", "text", "id of the document that reports it"),
    _of_event("type", "text", "event type of the codebook"),
    _of_event("modes", "list", "means of an attack or plot, as categories"),
    _of_event("outcome", "text", "completed, failed, foiled or planned"),
    _of_event("certainty", "text", "the text's own commitment: asserted, alleged or denied"),
    _of_event("attributed_to", "text", "who says so, when the text names them"),
    _of_event("date_start", "day", "first day on which it may have happened"),
    _of_event("date_end", "day", "last day on which it may have happened"),
    _of_event("date_precision", "text", "day, week, month, year, range or unknown"),
    _of_event("place", "text", "most specific place named for it"),
    _of_event("country", "text", "where it happened, ISO 3166-1 alpha-3"),
    _of_event("lat", "number", "latitude of the place, degrees north (WGS 84)"),
    _of_event("lon", "number", "longitude of the place, degrees east (WGS 84)"),
    _of_event("place_precision", "text", "site, city, district, admin1, country or region"),
    _of_event("geonames_id", "whole", "the place's number in GeoNames"),
    _of_event("actors", "list", "who did it, in the text's words; private persons by role"),
    _of_event("targets", "list", "whom or what it was done to; private persons by role"),
    _of_event("target_types", "list", "kinds of target of the codebook"),
    _of_event("group", "text", "armed group concerned, canonical name"),
    _of_event("group_link", "text", "how the text ties the event to the group"),
    *_toll("killed", "people killed, the attackers' own deaths apart"),
    *_toll("injured", "people injured"),
    *_toll("detained", "people detained"),
    Column("links", "list", "relation:event_id of events of the same document", lambda s: _links(s.event)),
    _of_event("coder", "text", "engine and version, or analyst, that coded it"),
    _of_event("confidence", "number", "probability that the event is right, 0 to 1"),
    Column("quote", "text", "sentences that report it; masked words in brackets", lambda s: s.sentences),
    Column("title", "text", "title of the document; masked words in brackets", lambda s: s.title),
    Column("publisher", "text", "who published the document", lambda s: s.document.publisher),
    Column("published", "day", "day of publication", lambda s: s.document.published),
    Column("url", "text", "address of the document", lambda s: s.document.url),
)


def event_line(shown: Shown) -> dict[str, Any]:
    """The fields of :class:`lapwing.records.Event` but for ``offers``, which are no values.

    Each piece of ``evidence`` also has its ``quote``, and ``document`` says where the event was read.
    """
    line = shown.event.model_dump(mode="json", exclude={"offers"})
    return {**line, "evidence": evidence_lines(shown), "document": document_line(shown)}


EVENTS = Layout("event", COLUMNS, event_line)
