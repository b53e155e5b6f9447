"""An event as the rows of a table: for each field its label, its values in words, and their evidence."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lapwing.records import Event, Evidence, Toll

# Label -> the fields of an event that it shows together.
LABELS: Mapping[str, tuple[str, ...]] = {
    "type": ("event",),
    "modes": ("modes",),
    "outcome": ("outcome",),
    "certainty": ("certainty",),
    "attributed to": ("attributed_to",),
    "date": ("date_start", "date_end", "date_precision", "date"),
    "place": ("place", "place_precision"),
    "country": ("country",),
    "coordinates": ("lat", "lon", "geonames_id"),
    "actors": ("actors",),
    "targets": ("targets",),
    "target types": ("target_types",),
    "group": ("group",),
    "group link": ("group_link",),
    "killed": ("killed",),
    "injured": ("injured",),
    "detained": ("detained",),
    "links": ("links",),
    "confidence": (),
    "coder": (),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One value in words and the evidence for it; ``derived`` is the rule when it only follows from them."""

    words: str
    evidence: tuple[Evidence, ...] = ()
    derived: str | None = None
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One field: its label and its values, none when the text does not state it.

    ``confidence`` is the probability that this is right, also of stating nothing; ``None`` where none is known.
    """

    label: str
    values: tuple[Value, ...]
    confidence: float | None = None


def rows(event: Event, shown: Event, numbers: Mapping[str, int]) -> tuple[Row, ...]:
    """Every field of the event in the codebook's order; values are those of ``shown``, its view.

    ``numbers`` gives the number under which each event id of the document is listed.
    """
    return tuple(
        Row(label, tuple(_values(label, event, shown, numbers)), event.field_confidence.get(_name(label)))
        for label in LABELS
    )


def _name(label: str) -> str:
    return label.replace(" ", "_")


def label_of(field: str) -> str:
    """The label of the row that shows an event's field; ``event`` is the sentence that reports it."""
    if field == "event":
        return "reported here"
    return next((label for label, fields in LABELS.items() if field in fields), field.replace("_", " "))


def _values(label: str, event: Event, shown: Event, numbers: Mapping[str, int]) -> list[Value]:
    evidence = tuple(item for item in event.evidence if item.field in LABELS[label])
    if label in ("actors", "targets"):
        return _parties(getattr(event, label), getattr(shown, label), evidence)
    if label == "links":
        return [
            Value(
                f"{link.relation.replace('_', ' ')} event {numbers.get(link.event_id, 0) + 1}",
                evidence,
                _rule(evidence),
                numbers.get(link.event_id),
            )
            for link in event.links
            if link.event_id in numbers
        ]
    if label in ("modes", "target types"):
        names = event.modes if label == "modes" else event.target_types
        return [Value(name.replace("_", " "), evidence, _rule(evidence)) for name in names]
    words = _words(label, shown)
    return [] if words is None else [Value(words, evidence, _rule(evidence))]


def _parties(stored: Sequence[str], shown: Sequence[str], evidence: tuple[Evidence, ...]) -> list[Value]:
    """Each party with its own words where there are as many stretches of evidence as parties."""
    alike = len(stored) == len(shown) == len(evidence)
    return [
        Value(name, (evidence[i],) if alike else evidence, _rule(evidence)) for i, name in enumerate(shown)
    ]


def _rule(evidence: Sequence[Evidence]) -> str | None:
    """The rule, when every stretch only supports the value by one."""
    rules = [item.derived for item in evidence]
    return rules[0] if rules and all(rules) else None


def _words(label: str, event: Event) -> str | None:
    if label == "date":
        return date_words(event)
    if label == "place" and event.place is not None:
        return event.place + (f" ({event.place_precision})" if event.place_precision else "")
    if label == "coordinates":
        return None if event.lat is None or event.lon is None else _coordinates(event)
    if label in ("killed", "injured", "detained"):
        return toll_words(getattr(event, label))
    if label == "confidence":
        return f"{event.confidence:.2f}"
    value = getattr(event, _name(label))
    return value.replace("_", " ") if value and label in ("outcome", "group link") else value or None


def _coordinates(event: Event) -> str:
    number = f" · GeoNames {event.geonames_id}" if event.geonames_id is not None else ""
    return f"{event.lat:.3f}, {event.lon:.3f}{number}"


def date_words(event: Event) -> str | None:
    """The time of an event in words: a day, a whole month or year, or both ends with the precision."""
    start, end = event.date_start, event.date_end
    if start is None and end is None:
        return None
    if start == end and start is not None:
        return start.isoformat()
    whole = _whole(start, end)
    if whole is not None:
        return whole
    precision = "" if event.date_precision == "unknown" else f" ({event.date_precision})"
    if start is None or end is None:
        return (f"from {start.isoformat()}" if start else f"until {end}") + precision
    return f"{start.isoformat()} to {end.isoformat()}{precision}"


def _whole(start: dt.date | None, end: dt.date | None) -> str | None:
    """The month or year that the window is exactly."""
    if start is None or end is None or start.year != end.year or start.day != 1:
        return None
    if (start.month, end.month, end.day) == (1, 12, 31):
        return f"{start:%Y}"
    closes = end.day == monthrange(end.year, end.month)[1]
    return f"{start:%Y-%m}" if closes and start.month == end.month else None


def toll_words(toll: Toll | None) -> str | None:
    """A toll in words: "12", "at least 12", "up to 12", "10 to 14, best 12", or the text's own ("dozens")."""
    if toll is None:
        return None
    low, best, high = toll.low, toll.best, toll.high
    if low is None and high is None:
        return toll.words if best is None else str(best)
    if high is None:
        return f"at least {low}"
    if low is None:
        return f"up to {high}"
    if low == high:
        return str(low)
    return f"{low} to {high}" + ("" if best in (None, low, high) else f", best {best}")
