"""From a candidate to an event: every field chosen, every value with the words it was read from."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lapwing.coding import parties
from lapwing.coding.fields import country, date, group, judgement, labels, place, tie, toll
from lapwing.coding.fields.options import Choice, Option, choose, share_of
from lapwing.coding.grouping import Candidate
from lapwing.coding.reading import Reading, Trigger
from lapwing.linear import Linear
from lapwing.records import Event, Evidence, Offer, Span, content_id
from lapwing.text import fold

Models = Mapping[str, Linear]
# Yes-or-no labels are given from this probability on; on train (cross-fitted) it balances misses and extras.
LABEL_FLOOR = 0.45
# Coders often leave out a place that the text gives; on train (five folds) a handicap of 1 for "not said"
# puts 7 points more of the coded places right.
_EAGER_FOR_PLACES = 1.0
_EVENT_SPANS = 3
_WIDEST = 680  # characters of one reporting sentence; the scorer drops quotes of more than 700


@dataclass
class Draft:
    """An event while its fields are read: values by field name, and their evidence.

    ``choices`` are those of the models, by stage; ``confidence`` and ``sure`` what they mean, once calibrated.
    """

    reading: Reading
    candidate: Candidate
    confidence: float = 0.0
    values: dict[str, Any] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    choices: dict[str, Choice] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)

    def take(self, stage: str, choice: Choice, *, given: str | None = None) -> Option:
        """Note the choice of a stage, and give its option.

        What is chosen for the stage ``given`` must be right as well for this choice to be right.
        """
        before = self.choices[given].probability if given else 1.0
        # Features are many and are not needed any more.
        bare = replace(choice.option, features=())
        self.choices[stage] = Choice(bare, choice.probability * before)
        return choice.option

    def put(self, name: str, value: Any, spans: Iterable[Span], *, derived: str | None = None) -> None:
        """Set a value with the words that give it, or that it follows from by the rule ``derived``."""
        self.values[name] = value
        for span in spans:
            self.evidence.append(Evidence(field=name, start=span.start, end=span.end, derived=derived))

    @property
    def event_id(self) -> str:
        """Derived from the document, the type and the words that report the event first."""
        first = self.candidate.triggers[0].span
        listed = self.candidate.listed
        where = f"{listed.start}" if listed else ""
        return content_id("evt", self.reading.document.doc_id, self.candidate.kind, str(first.start), where)

    def finish(self, coder: str) -> Event:
        """The event record."""
        order = sorted(self.evidence, key=Evidence.order)
        return Event(
            doc_id=self.reading.document.doc_id,
            event_id=self.event_id,
            type=self.candidate.kind,
            coder=coder,
            confidence=self.confidence,
            field_confidence=self.sure,
            offers=tuple(self.offers),
            evidence=tuple(dict.fromkeys(order)),
            **self.values,
        )


def draft(reading: Reading, candidate: Candidate, found: Sequence[Candidate], models: Models) -> Draft:
    """Read every field of the candidate, seen among all of the document that were ``found``.

    Confidence and links come later, when all drafts of the document are known.
    """
    rivals = [t for other in found if other is not candidate for t in other.triggers]
    made = Draft(reading, candidate)
    _event(made)
    _judge(made, models)
    _where(made, rivals, models)
    _when(made, rivals, models)
    _whose(made, rivals, models)
    _tolls(made, rivals, models)
    _labels(made, rivals, models)
    _parties(made)
    return made


def _event(made: Draft) -> None:
    """The sentences of the surest mentions, cut around the trigger where one is overlong."""
    ranked = sorted(made.candidate.mentions, key=lambda m: (-m.probability, m.trigger.span.start))
    taken: list[int] = []
    for mention in ranked:
        if mention.trigger.sentence in taken or len(taken) == _EVENT_SPANS:
            continue
        taken.append(mention.trigger.sentence)
        span = _cut(made.reading, mention.trigger)
        made.evidence.append(Evidence(field="event", start=span.start, end=span.end))


def _cut(reading: Reading, trigger: Trigger) -> Span:
    span = reading.sentences[trigger.sentence].span
    if span.end - span.start <= _WIDEST:
        return span
    start = max(span.start, trigger.span.start - _WIDEST // 2)
    return Span(start=start, end=min(span.end, start + _WIDEST))


def _judge(made: Draft, models: Models) -> None:
    kind, anchor = made.candidate.kind, made.candidate.best.trigger.span
    allowed = judgement.outcomes(kind)
    if len(allowed) == 1:
        made.put("outcome", allowed[0], (anchor,), derived="outcome of the type")
    else:
        chosen = made.take(
            "outcome",
            choose(judgement.options(made.reading, made.candidate, "outcome", allowed), models["outcome"]),
        )
        rule = None if chosen.spans else "nothing says otherwise"
        made.put("outcome", chosen.value, chosen.spans or (anchor,), derived=rule)
    offered = judgement.options(made.reading, made.candidate, "certainty", judgement.CERTAINTIES)
    chosen = made.take("certainty", choose(offered, models["certainty"]))
    rule = None if chosen.spans else "nothing says otherwise"
    made.put("certainty", chosen.value, chosen.spans or (anchor,), derived=rule)
    source = parties.attributed_to(made.reading, made.candidate)
    if source:
        made.put("attributed_to", source.quote(made.reading.text), (source,))


def _where(made: Draft, rivals: Sequence[Trigger], models: Models) -> None:
    listed = made.candidate.listed
    countries = country.options(made.reading, made.candidate, rivals)
    if listed is not None and listed.place is not None and listed.place.country:
        made.take("country", share_of(listed.place.country, countries, models["country"]))
        made.put("country", listed.place.country, (listed,), derived="country of the place")
    else:
        chosen = made.take("country", choose(countries, models["country"]))
        if chosen.value is None:
            made.take("place", Choice(Option(None, (), ()), made.choices["country"].probability))
            return
        made.put("country", chosen.value, chosen.spans, derived="country of the place")
    offered = place.options(made.reading, made.candidate, rivals, country=made.values["country"])
    best = choose(offered, models["place"], eager=_EAGER_FOR_PLACES)
    local = made.take("place", best, given="country" if best.option.value else None)
    if local.value is None:
        return
    made.put("place", _common_name(made.reading, local.value.name, local.spans[0]), local.spans)
    for name, value in (
        ("lat", local.value.lat),
        ("lon", local.value.lon),
        ("place_precision", local.value.precision),
        ("geonames_id", local.value.geonames_id),
    ):
        if value is not None:
            made.put(name, value, local.spans, derived="gazetteer")


def _common_name(reading: Reading, name: str, span: Span) -> str:
    """The text's spelling where it is the gazetteer's but for accents ("Kandahar"), else the gazetteer's."""
    written = span.quote(reading.text)
    return written if fold(written) == fold(name) else name


def _when(made: Draft, rivals: Sequence[Trigger], models: Models) -> None:
    chosen = made.take("date", choose(date.options(made.reading, made.candidate, rivals), models["date"]))
    if chosen.value is None:
        return
    mention = chosen.source
    relative = None if mention.anchor == "self" else "counted from the date it is relative to"
    start, end = chosen.value
    made.put("date_start", start, chosen.spans, derived=relative)
    made.put("date_end", end, chosen.spans, derived=relative)
    made.put("date_precision", mention.precision, chosen.spans, derived="precision of the expression")


def _whose(made: Draft, rivals: Sequence[Trigger], models: Models) -> None:
    chosen = made.take("group", choose(group.options(made.reading, made.candidate, rivals), models["group"]))
    if chosen.value is None:
        return
    rule = "canonical name of the registry" if chosen.source[0].how != "name" else None
    made.put("group", chosen.value, chosen.spans, derived=rule)
    linked = tie.options(made.reading, made.candidate, chosen.source)
    link = made.take("group_link", choose(linked, models["group_link"]), given="group")
    if link.value is not None:
        made.put(
            "group_link",
            link.value,
            link.spans or chosen.spans,
            derived=None if link.spans else "the group is named as the actor",
        )


def _tolls(made: Draft, rivals: Sequence[Trigger], models: Models) -> None:
    for role in toll.ROLES:
        options = toll.options(made.reading, made.candidate, rivals, role=role)
        chosen = made.take(role, choose(options, models[role]))
        if chosen.value is not None:
            made.put(role, chosen.value, chosen.spans)


def _labels(made: Draft, rivals: Sequence[Trigger], models: Models) -> None:
    kind = made.candidate.kind
    if kind in labels.MODED:
        _label(made, "modes", rivals, models)
    if kind in labels.TARGETED:
        _label(made, "target_types", rivals, models)


def _label(made: Draft, name: str, rivals: Sequence[Trigger], models: Models) -> None:
    """Each label is chosen by itself; all of them must be for the list to be right."""
    options = labels.options(made.reading, made.candidate, rivals, name)
    chances = [models[name].probability(o.features) for o in options]
    taken = [o for o, chance in zip(options, chances, strict=True) if chance >= LABEL_FLOOR]
    value, spans = tuple(o.value for o in taken), tuple(s for o in taken for s in o.spans)
    together = math.prod(chance if chance >= LABEL_FLOOR else 1 - chance for chance in chances)
    made.take(name, Choice(Option(value, spans, ()), together))
    if taken:
        made.put(name, value, spans)


def _parties(made: Draft) -> None:
    text = made.reading.text
    for name, spans in (
        ("actors", parties.actors(made.reading, made.candidate)),
        ("targets", parties.targets(made.reading, made.candidate)),
    ):
        if spans:
            made.put(name, tuple(dict.fromkeys(s.quote(text) for s in spans)), spans)
