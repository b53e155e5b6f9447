"""Fields that a person may correct: their values as JSON text, and how a correction is written."""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from lapwing.errors import LedgerError
from lapwing.records import Decision, Event, Evidence

FIELDS: Mapping[str, tuple[str, ...]] = {
    "type": ("type",),
    "modes": ("modes",),
    "outcome": ("outcome",),
    "certainty": ("certainty",),
    "attributed_to": ("attributed_to",),
    "date": ("date_start", "date_end", "date_precision"),
    "place": ("place", "place_precision", "lat", "lon", "geonames_id"),
    "country": ("country",),
    "actors": ("actors",),
    "targets": ("targets",),
    "target_types": ("target_types",),
    "group": ("group",),
    "group_link": ("group_link",),
    "killed": ("killed",),
    "injured": ("injured",),
    "detained": ("detained",),
}
"""What can be corrected, and the fields of an event that are written with it: coordinates go with a place."""

_TOLLS = ("killed", "injured", "detained")
_LISTS = ("modes", "actors", "targets", "target_types")
# What stands in an event for a value that is not known, where that is not ``None``; as in its JSON.
_UNKNOWN: Mapping[str, Any] = {
    "date_precision": "unknown",
    "modes": [],
    "actors": [],
    "targets": [],
    "target_types": [],
}
_DAYS = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_HINT = "docs/decisions.md lists the fields and how their values are written."


def reading_of(event: Event, field: str) -> str:
    """The event's value of a field as JSON text, always written alike; ``null`` when it is unknown.

    Raises ``LedgerError`` when no such field can be decided on.
    """
    if field not in FIELDS:
        raise LedgerError(f"No field {field!r} can be decided on.", hint=f"Name one of: {', '.join(FIELDS)}.")
    said = event.model_dump(mode="json", include=set(FIELDS[field]), exclude_none=True)
    known = {name: value for name, value in said.items() if value not in (_UNKNOWN.get(name), {})}
    return _json((known if len(FIELDS[field]) > 1 else known.get(field)) or None)


def value_of(event: Event, field: str, value: Any) -> str:
    """A value given for a field of the event, checked, as the JSON text that a decision keeps.

    A toll may be a number, a date ``2024``, ``2024-01`` or ``2024-01-31``, a place its name alone, a list of
    one its only word; otherwise the value is as in the event, and an object of the parts for date and place.
    Raises ``LedgerError`` when there is no such field or the codebook does not allow the value.
    """
    reading_of(event, field)
    return reading_of(_written(event, field, _parts(field, value)), field)


def corrected(event: Event, decision: Decision) -> Event:
    """The event with the value that the decision gives to its field.

    The value has the decision as its rule and the sentence of the event as its place. Where the event says
    the same already, it stays as it is, with the words that say so.
    """
    field = decision.field
    assert field is not None
    assert decision.value is not None
    if reading_of(event, field) == decision.value:
        return event
    parts = _parts(field, json.loads(decision.value))
    written = _written(event, field, parts)
    named = {field, *FIELDS[field]}
    first = min((item for item in event.evidence if item.field == "event"), key=lambda item: item.start)
    rule = f"decision {decision.decision_id}"
    known = [name for name in FIELDS[field] if getattr(written, name) not in (None, (), "unknown")]
    evidence = [item for item in event.evidence if item.field not in named]
    evidence += [Evidence(field=name, start=first.start, end=first.end, derived=rule) for name in known]
    return written.model_copy(
        update={
            "evidence": tuple(sorted(evidence, key=Evidence.order)),
            "field_confidence": {k: v for k, v in event.field_confidence.items() if k not in named},
            "offers": tuple(offer for offer in event.offers if offer.field != field),
        }
    )


def _written(event: Event, field: str, parts: Mapping[str, Any]) -> Event:
    try:
        return Event.model_validate({**event.model_dump(mode="json"), **parts})
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in fault["loc"])
        raise LedgerError(f"This is no value of {field}: {where}: {fault['msg']}.", hint=_HINT) from error


def _parts(field: str, value: Any) -> dict[str, Any]:
    """The fields of the event that the value fills; what it does not mention is unknown."""
    parts = {name: _UNKNOWN.get(name) for name in FIELDS[field]}
    if value is None:
        return parts
    if field in _TOLLS:
        exact = isinstance(value, int) and not isinstance(value, bool)
        return {field: {"low": value, "best": value, "high": value} if exact else value}
    if field in _LISTS:
        return {field: [value] if isinstance(value, str) else value}
    if field == "date":
        return {**parts, **_date_parts(value)}
    if field == "place":
        return {**parts, **_object(field, {"place": value} if isinstance(value, str) else value)}
    return {field: value}


def _date_parts(value: Any) -> dict[str, Any]:
    if isinstance(value, int):
        value = str(value)  # a year, as JSON has it
    if not isinstance(value, str):
        parts = _object("date", value)
        start, end = parts.get("date_start"), parts.get("date_end")
        if start and end and str(end) < str(start):
            raise LedgerError("The date ends before it starts.", hint=_HINT)
        return parts
    said = _DAYS.fullmatch(value)
    if said is None:
        raise LedgerError(f"{value!r} is no date.", hint="Write it as 2024-01-31, 2024-01 or 2024.")
    year, month, day = (int(number) if number else None for number in said.groups())
    precision = "day" if day else "month" if month else "year"
    try:
        start = dt.date(year or 0, month or 1, day or 1)
    except ValueError as error:
        raise LedgerError(f"{value!r} is no day of the calendar.", hint=_HINT) from error
    last = day or calendar.monthrange(start.year, month or 12)[1]
    end = start.replace(month=month or 12, day=last)
    return {"date_start": start.isoformat(), "date_end": end.isoformat(), "date_precision": precision}


def _object(field: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or not value.keys() <= set(FIELDS[field]):
        raise LedgerError(
            f"This is no value of {field}.", hint=f"Give an object of: {', '.join(FIELDS[field])}."
        )
    return value


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
