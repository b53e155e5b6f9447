"""How an incident is laid out: its columns in their order, and its line of JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from lapwing.exports.columns import Cell, Column, Kind, Layout
from lapwing.exports.rows import ShownIncident, document_line, evidence_lines

IncidentColumn = Column[ShownIncident]


def _own(name: str, kind: Kind, meaning: str) -> IncidentColumn:
    """A value that is the incident's own and not merged from its reports."""

    def value(shown: ShownIncident) -> Cell:
        found = getattr(shown.incident, name)
        return list(found) if kind == "list" else found

    return IncidentColumn(name, kind, meaning, value)


def _best(name: str, kind: Kind, meaning: str) -> IncidentColumn:
    """The best value of a merged field, or of a part of one."""

    def value(shown: ShownIncident) -> Cell:
        found = shown.incident.best(name)
        if kind == "list":
            return list(found or ())
        return dt.date.fromisoformat(found) if kind == "day" and found is not None else found

    return IncidentColumn(name, kind, meaning, value)


def _toll(name: str, what: str) -> tuple[IncidentColumn, ...]:
    def part(of: str) -> Callable[[ShownIncident], Cell]:
        return lambda shown: (shown.incident.best(name) or {}).get(of)

    def rule(shown: ShownIncident) -> Cell:
        field = next((field for field in shown.incident.fields if field.field == name), None)
        return None if field is None or field.best is None else field.rule

    meanings = {
        "low": f"fewest {what} that a witness allows",
        "best": f"{what}, the count that the rule chose",
        "high": f'most {what} that a witness allows; empty for "at least"',
    }
    counts = tuple(
        IncidentColumn(f"{name}_{of}", "whole", meaning, part(of)) for of, meaning in meanings.items()
    )
    return (*counts, IncidentColumn(f"{name}_rule", "text", f"the rule that chose {name}_best", rule))


INCIDENT_COLUMNS: tuple[IncidentColumn, ...] = (
    _own("incident_id", "text", "stable id of the incident"),
    _own("type", "text", "event type of the codebook"),
    _best("modes", "list", "means of an attack or plot, as categories"),
    _best("outcome", "text", "completed, failed, foiled or planned"),
    _best("certainty", "text", "the texts' own commitment: asserted, alleged or denied"),
    _best("attributed_to", "text", "who says so, when the texts name them; private persons by role"),
    _best("date_start", "day", "first day on which it may have happened"),
    _best("date_end", "day", "last day on which it may have happened"),
    _best("date_precision", "text", "day, week, month, year, range or unknown"),
    IncidentColumn(
        "place",
        "text",
        "most specific place named for it",
        lambda s: (s.incident.best("place") or {}).get("place"),
    ),
    _best("country", "text", "where it happened, ISO 3166-1 alpha-3"),
    _best("lat", "number", "latitude of the place, degrees north (WGS 84)"),
    _best("lon", "number", "longitude of the place, degrees east (WGS 84)"),
    _best("place_precision", "text", "site, city, district, admin1, country or region"),
    _best("geonames_id", "whole", "the place's number in GeoNames"),
    _best("actors", "list", "who did it, in the words of a text; private persons by role"),
    _best("targets", "list", "whom or what it was done to; private persons by role"),
    _best("target_types", "list", "kinds of target of the codebook"),
    _best("group", "text", "armed group concerned, canonical name"),
    _best("group_link", "text", "how the texts tie the incident to the group"),
    _own("claimed_by", "list", "groups that are said to have claimed it"),
    _own("attributed_groups", "list", "groups that others tie to it"),
    *_toll("killed", "people killed, the attackers' own deaths apart"),
    *_toll("injured", "people injured"),
    *_toll("detained", "people detained"),
    _own("witnesses", "whole", "how many independent sources report it"),
    IncidentColumn("reports", "whole", "how many reports it is made of", lambda s: len(s.incident.members)),
    _own("first_reported", "day", "day of publication of the first report"),
    _own("last_reported", "day", "day of publication of the last report"),
    _own("contradictions", "list", "what cannot all be true, in sentences"),
    IncidentColumn(
        "doc_ids",
        "list",
        "ids of the documents that report it, one for each report",
        lambda s: [doc_id for doc_id, _ in s.incident.members],
    ),
    IncidentColumn(
        "event_ids",
        "list",
        "ids of their events, in the same order",
        lambda s: [event_id for _, event_id in s.incident.members],
    ),
)


def incident_line(shown: ShownIncident) -> dict[str, Any]:
    """The fields of :class:`lapwing.records.Incident`, and ``reports``: what each of its documents says.

    The offsets in the incident's versions are those of the evidence of their report, which has the words, as
    ``quote``, beside them. A report that people rejected since is not among the ``reports``.
    """
    reports = [
        {
            "event_id": one.event.event_id,
            "witness": report.witness,
            "reliability": report.reliability,
            "current": report.current,
            "evidence": evidence_lines(one),
            "document": document_line(one),
        }
        for report, one in shown.reports
    ]
    return {**shown.incident.model_dump(mode="json"), "reports": reports}


INCIDENTS = Layout("incident", INCIDENT_COLUMNS, incident_line)
