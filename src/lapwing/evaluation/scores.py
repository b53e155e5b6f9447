"""Scores of coded events against hand-coded gold."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from lapwing.codebook import load
from lapwing.evaluation.alignment import Evidence, Pair, align
from lapwing.evaluation.fields import INVENTABLE, KEY_FIELDS, Aliases, Comparisons, registry_aliases
from lapwing.evaluation.reading import CodedDocument, CodedEvent, by_id

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Rate:
    """Right, given and wanted: precision, recall and F1 of something found."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """The share of what was given that is right."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was given."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(self.right + other.right, self.given + other.given, self.wanted + other.wanted)


@dataclass(frozen=True, slots=True)
class EventError:
    """An event that was missed, invented, or has wrong fields (each with gold's value and the given one)."""

    doc_id: str
    event_id: str | None
    kind: Literal["missed", "spurious", "fields"]
    type: str
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    country: str | None = None
    date: str | None = None


@dataclass(slots=True)
class Tally:
    """The counts of one document, from which those of many are added up."""

    detection: Rate = Rate()
    family: Rate = Rate()
    record: Rate = Rate()
    fields: dict[str, list[float]] = field(default_factory=dict)
    invented: int = 0
    inventable: int = 0
    by_type: dict[str, Rate] = field(default_factory=dict)
    errors: list[EventError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scores:
    """How well predicted events agree with gold.

    ``detection``: events of the right type. ``family``: of the right family of types. ``record``: those
    whose scored key fields are all right. ``fields``: by field, the scores over aligned events.
    """

    documents: int
    detection: Rate
    family: Rate
    record: Rate
    fields: Mapping[str, Sequence[float]]
    invented: int
    inventable: int
    by_type: Mapping[str, Rate]
    errors: tuple[EventError, ...]
    tallies: tuple[Tally, ...]

    @property
    def invention_rate(self) -> float | None:
        """The share of empty gold values that were given one; ``None`` where there was no chance to."""
        return self.invented / self.inventable if self.inventable else None

    def as_json(self) -> dict[str, Any]:
        """All figures rounded to four digits, under the names that the scorer of the field's data uses."""
        return {
            "documents": self.documents,
            "gold_events": self.detection.wanted,
            "pred_events": self.detection.given,
            "detection": _rate_json(self.detection),
            "family": _rate_json(self.family),
            "record": _rate_json(self.record),
            "fields": {
                name: {"acc": round(sum(scores) / len(scores), _DIGITS), "n": len(scores)}
                for name, scores in self.fields.items()
            },
            "invention_rate": None if self.invention_rate is None else round(self.invention_rate, _DIGITS),
            "by_type": {name: {**_rate_json(rate), "n": rate.wanted} for name, rate in self.by_type.items()},
        }


def score(
    gold: Iterable[CodedDocument],
    predicted: Iterable[CodedDocument],
    *,
    aliases: Aliases | None = None,
) -> Scores:
    """Score predicted documents against gold; a document without a prediction counts as one without events.

    ``aliases`` (see :func:`~lapwing.evaluation.fields.group_aliases`) says which names mean one group; by
    default the codebook's registry does.
    """
    comparisons = Comparisons(registry_aliases() if aliases is None else aliases)
    given = by_id(predicted)
    tallies = tuple(
        tally(document, given.get(document.doc_id, CodedDocument(doc_id=document.doc_id)), comparisons)
        for document in gold
    )
    return combine(tallies)


def combine(tallies: Sequence[Tally]) -> Scores:
    """The scores over several documents."""
    fields: dict[str, list[float]] = {}
    by_type: dict[str, Rate] = {}
    for one in tallies:
        for name, scores in one.fields.items():
            fields.setdefault(name, []).extend(scores)
        for name, rate in one.by_type.items():
            by_type[name] = by_type.get(name, Rate()) + rate
    return Scores(
        documents=len(tallies),
        detection=sum((one.detection for one in tallies), Rate()),
        family=sum((one.family for one in tallies), Rate()),
        record=sum((one.record for one in tallies), Rate()),
        fields=dict(sorted(fields.items())),
        invented=sum(one.invented for one in tallies),
        inventable=sum(one.inventable for one in tallies),
        by_type=dict(sorted(by_type.items())),
        errors=tuple(error for one in tallies for error in one.errors),
        tallies=tuple(tallies),
    )


def tally(gold: CodedDocument, given: CodedDocument, comparisons: Comparisons) -> Tally:
    """The counts of one document."""
    evidence = Evidence(gold, given)
    family = load().family
    pairs = align(gold.events, given.events, evidence, comparisons, alike=lambda g, p: g.type == p.type)
    kin = align(
        gold.events, given.events, evidence, comparisons, alike=lambda g, p: family(g.type) == family(p.type)
    )
    counts = Tally(detection=_rate(gold, given, pairs), family=_rate(gold, given, kin))
    _count_types(counts, gold, given, pairs)
    right = 0
    for i, j in pairs:
        if not gold.events[i].optional:
            right += _count_fields(counts, gold.doc_id, gold.events[i], given.events[j], comparisons)
    counts.record = Rate(right, counts.detection.given, counts.detection.wanted)
    _count_unpaired(counts, gold, given, pairs)
    return counts


def _rate(gold: CodedDocument, given: CodedDocument, pairs: Sequence[Pair]) -> Rate:
    """Optional gold events are not wanted, and what is paired with them counts neither way."""
    right = sum(not gold.events[i].optional for i, _ in pairs)
    wanted = sum(not event.optional for event in gold.events)
    return Rate(right, len(given.events) - (len(pairs) - right), wanted)


def _count_types(counts: Tally, gold: CodedDocument, given: CodedDocument, pairs: Sequence[Pair]) -> None:
    right = Counter(gold.events[i].type for i, _ in pairs if not gold.events[i].optional)
    excused = {j for i, j in pairs if gold.events[i].optional}
    proposed = Counter(event.type for j, event in enumerate(given.events) if j not in excused)
    wanted = Counter(event.type for event in gold.events if not event.optional)
    for name in {**wanted, **proposed}:
        counts.by_type[name] = Rate(right[name], proposed[name], wanted[name])


def _count_fields(
    counts: Tally, doc_id: str, gold: CodedEvent, given: CodedEvent, comparisons: Comparisons
) -> bool:
    """Adds one aligned pair's fields; gives whether its record is right."""
    scores = comparisons.all(gold, given)
    for name, value in scores.items():
        if value is not None:
            counts.fields.setdefault(name, []).append(value)
    for name in INVENTABLE:
        if name not in gold.unscored and getattr(gold, name) is None:
            counts.inventable += 1
            counts.invented += getattr(given, name) is not None
    wrong = [name for name, value in scores.items() if value is not None and value < 1]
    if wrong:
        differences = {name: (_shown(gold, name), _shown(given, name)) for name in wrong}
        counts.errors.append(EventError(doc_id, gold.event_id, "fields", gold.type, differences))
    return all(scores[name] in (None, 1.0) for name in KEY_FIELDS)


def _count_unpaired(counts: Tally, gold: CodedDocument, given: CodedDocument, pairs: Sequence[Pair]) -> None:
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, event in enumerate(gold.events):
        if i not in found and not event.optional:
            counts.errors.append(_unpaired(gold.doc_id, event, "missed"))
    for j, event in enumerate(given.events):
        if j not in used:
            counts.errors.append(_unpaired(gold.doc_id, event, "spurious"))


def _unpaired(doc_id: str, event: CodedEvent, kind: Literal["missed", "spurious"]) -> EventError:
    date = event.date_start.isoformat() if event.date_start else None
    return EventError(doc_id, event.event_id, kind, event.type, country=event.country, date=date)


def _shown(event: CodedEvent, name: str) -> Any:
    if name == "place":
        return None if event.lat is None else (event.lat, event.lon)
    if name == "date":
        return None if event.window is None else "/".join(day.isoformat() for day in event.window)
    return getattr(event, name)


def _rate_json(rate: Rate) -> dict[str, float]:
    return {
        "p": round(rate.precision, _DIGITS),
        "r": round(rate.recall, _DIGITS),
        "f1": round(rate.f1, _DIGITS),
    }
