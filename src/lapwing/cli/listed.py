"""Incidents in a list, and values of incidents in words: what a list tells quotes no text and names no person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from lapwing.records import Event, Incident, Toll
from lapwing.report import date_words, toll_words

if TYPE_CHECKING:
    from lapwing.store import Snapshot

ROLES = ("killed", "injured", "detained")
_TOLD = ("modes", "outcome", "certainty", "date", "country", "place", "group", "group_link", *ROLES)


def summary(incident: Incident) -> dict[str, Any]:
    """The best values of an incident, ready for JSON."""
    said = incident.model_dump(mode="json", exclude={"fields", "tolls"})
    return {**said, **{name: incident.best(name) for name in _TOLD}, "reports": len(incident.members)}


def incident_table(incidents: Iterable[Incident]) -> Table:
    """One row an incident: what, when, where, who, how many, told by how many."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True)
    table.add_column("Incident", overflow="fold", min_width=20)
    for heading in ("When", "Where", "Who"):
        table.add_column(heading, ratio=1, overflow="fold", min_width=10)
    table.add_column("Toll", overflow="fold", min_width=12)
    table.add_column("Told by", overflow="fold", min_width=6)
    for incident in incidents:
        kind = Text(incident.type, style="bold")
        if detail := standing_words(incident):
            kind.append(f"\n{detail}", style="not bold")
        kind.append(f"\n{incident.incident_id}", style="dim not bold")
        table.add_row(
            kind,
            Text(value_words("date", incident.best("date")) or "–"),
            Text(_where(incident) or "–"),
            Text(incident.best("group") or "–"),
            Text("\n".join(count_words(incident)) or "–"),
            f"{incident.witnesses} of {len(incident.members)}",
        )
    return table


def value_words(field: str, value: Any) -> str | None:
    """A value of a merged field in words."""
    if value is None:
        return None
    if field == "date":
        return date_words(_event(value))
    if field == "place":
        precision = f" ({value['place_precision']})" if value["place"] and value["place_precision"] else ""
        return ", ".join(part for part in (value["place"], value["country"]) if part) + precision
    if field in ROLES:
        return toll_words(Toll.model_validate(value))
    if isinstance(value, list):
        return ", ".join(
            word.replace("_", " ") if field in ("modes", "target_types") else word for word in value
        )
    return str(value).replace("_", " ") if field in ("outcome", "group_link") else str(value)


def _event(date: Mapping[str, Any]) -> Event:
    """An event of which only the date is known."""
    return Event.model_validate({"doc_id": "", "event_id": "", "type": "attack", **date})


def standing_words(incident: Incident) -> str:
    """Outcome and certainty, where they are not the plain case."""
    said = (incident.best("outcome"), incident.best("certainty"))
    return ", ".join(word for word in said if word not in (None, "completed", "asserted"))


def _where(incident: Incident) -> str:
    place = incident.best("place") or {}
    return "\n".join(part for part in (place.get("place"), incident.best("country")) if part)


def count_words(incident: Incident) -> Iterator[str]:
    """The tolls as low, best and high."""
    for role in ROLES:
        toll = incident.best(role)
        if toll is None:
            continue
        low, best, high = (toll[part] for part in ("low", "best", "high"))
        numbers = "/".join("?" if number is None else str(number) for number in (low, best, high))
        yield f"{best if low == best == high else numbers} {role}"


def not_linked(view: Snapshot) -> str:
    """How many documents are in no incident yet because they wait to be linked, in words; empty for none."""
    from lapwing.pipeline.linking import waiting

    number = waiting(view)
    documents = f"{number} document{'' if number == 1 else 's'}"
    return f"{documents} not linked yet: lapwing link" if number else ""
