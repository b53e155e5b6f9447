"""What may be shown of an incident: the words about persons are those of its events as they may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lapwing.records import Event, EventKey, Incident, MergedField, TollStep, Version

_ABOUT_PERSONS = ("actors", "targets", "attributed_to")


def view_incident(incident: Incident, shown: Mapping[EventKey, Event]) -> Incident:
    """The incident with private persons by role; ``shown`` are its events as :func:`view` gives them.

    Of a report that is not among them, words about persons are left out.
    """
    return incident.model_copy(
        update={
            "fields": tuple(_field(field, shown) for field in incident.fields),
            "tolls": tuple(_step(step, shown) for step in incident.tolls),
        }
    )


def _field(field: MergedField, shown: Mapping[EventKey, Event]) -> MergedField:
    versions = tuple(_version(field.field, version, shown) for version in field.versions)
    update: dict[str, Any] = {"versions": versions}
    if field.field in _ABOUT_PERSONS:
        # The best value is that of one of the reports.
        said = (
            new.value for old, new in zip(field.versions, versions, strict=True) if old.value == field.best
        )
        update["best"] = next(said, None)
    return field.model_copy(update=update)


def _version(name: str, version: Version, shown: Mapping[EventKey, Event]) -> Version:
    event = shown.get((version.doc_id, version.event_id))
    update: dict[str, Any] = {"attributed_to": _attributed(version.attributed_to, event)}
    if name in _ABOUT_PERSONS:
        value = None if event is None else getattr(event, name)
        update["value"] = list(value) if isinstance(value, tuple) else value
    return version.model_copy(update=update)


def _step(step: TollStep, shown: Mapping[EventKey, Event]) -> TollStep:
    event = shown.get((step.doc_id, step.event_id))
    return step.model_copy(update={"attributed_to": _attributed(step.attributed_to, event)})


def _attributed(said: str | None, event: Event | None) -> str | None:
    return None if said is None or event is None else event.attributed_to
