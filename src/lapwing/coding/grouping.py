"""Which triggers of a document report one and the same event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lapwing.coding import learned
from lapwing.coding.reading import Reading, Sentence, Trigger, once
from lapwing.coding.scene import compared
from lapwing.linear import Linear, Scoped
from lapwing.records import CountMention, DateMention, EventType, GroupMention, PlaceMention, Span

# Triggers join from this mean probability on: of 0.2 to 0.6 the best detection F1 on train, cross-fitted.
SAME_FLOOR = 0.45
_TIED = 5  # words between a trigger and the place after it
_LEADING = frozenset("in at near into inside across outside".split())


@dataclass(frozen=True, slots=True)
class Scored:
    """A trigger with the probability that it reports an event of its type."""

    trigger: Trigger
    probability: float


@dataclass(frozen=True)
class Candidate:
    """One event before its fields are read: its triggers in text order, and a place that a list gives it.

    ``stands`` keeps where spans of the document stand to it, by their first character (``fields.options``).
    """

    kind: EventType
    mentions: tuple[Scored, ...]
    listed: PlaceMention | None = None
    stands: dict[int, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def best(self) -> Scored:
        """The most certain mention; the first of equals."""
        return max(self.mentions, key=lambda m: (m.probability, -m.trigger.span.start))

    @cached_property
    def triggers(self) -> tuple[Trigger, ...]:
        """The triggers in text order."""
        return tuple(m.trigger for m in self.mentions)


@dataclass(frozen=True, slots=True)
class Nearby:
    """The nearest resolved mention of each kind in the trigger's own sentence."""

    date: DateMention | None
    place: PlaceMention | None
    group: GroupMention | None
    tolls: tuple[CountMention, ...]


@once
def nearby(sentence: Sentence, trigger: Trigger) -> Nearby:
    """What stands nearest to the trigger in its sentence; a clause boundary counts as six words."""

    def distance(span: Span) -> int:
        at = sentence.word_at(span.start)
        gap = max(trigger.first - at, at - trigger.last, 0)
        return gap + 6 * abs(sentence.clauses[at] - sentence.clauses[trigger.first])

    dates = [d for d in sentence.dates if d.date_start]
    places = [p for p in sentence.places if p.place and p.kind in ("place", "nested")]
    groups = [g for g in sentence.groups if g.group]
    tolls = [c for c in sentence.counts if c.role and distance(c.head) <= 14]
    return Nearby(
        date=min(dates, key=distance, default=None),
        place=min(places, key=distance, default=None),
        group=min(groups, key=distance, default=None),
        tolls=tuple(tolls),
    )


@once
def attached(sentence: Sentence, trigger: Trigger) -> PlaceMention | None:
    """The place that a preposition ties to the trigger: "attacks inside Iran", "In Oslo, two were held"."""
    for mention in sentence.places:
        if mention.place is None or mention.kind == "demonym":
            continue
        at = sentence.word_at(mention.start)
        led = bool(_LEADING & set(sentence.forms[max(0, at - 2) : at]))
        opens = at <= 2 and 0 < trigger.first - at <= 3 * _TIED
        if led and (0 < at - trigger.last <= _TIED or opens):
            return mention
    return None


@once
def land(sentence: Sentence, trigger: Trigger) -> PlaceMention | None:
    """What names the trigger's country: the place tied to it, else the people whose forces act there."""
    tied = attached(sentence, trigger)
    if tied is not None:
        return tied
    states = {cue.first for cue in sentence.cues if cue.payload == "state"}
    clause = sentence.clauses[trigger.first]
    acting = [
        m
        for m in sentence.places
        if m.place and m.kind == "demonym" and sentence.clause_of(m) == clause
        and states & {sentence.word_at(m.end - 1), sentence.word_at(m.end - 1) + 1}
    ]  # fmt: skip
    return min(acting, key=lambda m: abs(m.start - trigger.span.start), default=None)


def group(
    reading: Reading, scored: Iterable[Scored], same: Linear, *, threshold: float = SAME_FLOOR
) -> list[Candidate]:
    """Candidates in text order: triggers of one type that the model ``same`` takes for one event.

    Each trigger joins the earlier event that it fits best on average, or opens a new one.
    """
    clusters: list[list[Scored]] = []
    for mention in _one_type_per_place(scored):
        best, chosen = threshold, None
        for cluster in clusters:
            if cluster[0].trigger.kind != mention.trigger.kind or _elsewhere(reading, cluster, mention):
                continue
            fit = sum(
                same.probability(pair_features(reading, earlier.trigger, mention.trigger))
                for earlier in cluster
            ) / len(cluster)
            if fit > best:
                best, chosen = fit, cluster
        if chosen is None:
            clusters.append([mention])
        else:
            chosen.append(mention)
    return [Candidate(cluster[0].trigger.kind, tuple(cluster)) for cluster in clusters]


def _elsewhere(reading: Reading, cluster: Sequence[Scored], mention: Scored) -> bool:
    """Whether the mention is tied to another country or town than one of the cluster: another event."""
    here = land(reading.sentences[mention.trigger.sentence], mention.trigger)
    if here is None:
        return False
    for earlier in cluster:
        there = land(reading.sentences[earlier.trigger.sentence], earlier.trigger)
        if there is not None and _places(there, here) in ("abroad", "other"):
            return True
    return False


def _one_type_per_place(scored: Iterable[Scored]) -> list[Scored]:
    """Of triggers that share a word, the most probable; the rest in text order."""
    kept: list[Scored] = []
    for mention in sorted(scored, key=lambda m: (-m.probability, m.trigger.span.start, m.trigger.kind)):
        if not any(k.trigger.span.overlaps(mention.trigger.span) for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: (m.trigger.span.start, m.trigger.kind))


def pair_features(reading: Reading, earlier: Trigger, later: Trigger) -> Scoped:
    """Features of two triggers of one type: how far apart, and which facts agree or differ."""
    one, two = reading.sentences[earlier.sentence], reading.sentences[later.sentence]
    seen = dict.fromkeys(
        (
            *_pair(one, earlier, two, later),
            *compared(reading, earlier, later),
            *learned.same(reading, earlier, later),
        )
    )
    return Scoped(("", f"{later.kind}|"), tuple(seen))


def _pair(one: Sentence, earlier: Trigger, two: Sentence, later: Trigger) -> Iterator[str]:
    yield "bias"
    apart = two.index - one.index
    yield f"apart={min(apart, 3) if apart < 4 else 4 if apart < 8 else 5}"
    if apart == 0:
        yield "same clause" if one.clauses[earlier.first] == one.clauses[later.first] else "other clause"
        yield f"words apart={min((later.first - earlier.last) // 4, 5)}"
    if one.paragraph == two.paragraph:
        yield "same paragraph"
    if earlier.phrase == later.phrase:
        yield "same cue"
    if one.forms[earlier.first] == two.forms[later.first]:
        yield "same word"
    before = two.forms[later.first - 1] if later.first else "^"
    yield (
        f"before={before}"
        if before in {"the", "this", "that", "another", "a", "an", "second"}
        else "before=~"
    )
    if one.index < 2:
        yield "from the lead"
    here, there = nearby(one, earlier), nearby(two, later)
    yield from _agree("date", here.date, there.date, _dates)
    yield from _agree("place", here.place, there.place, _places)
    yield from _agree("attached", attached(one, earlier), attached(two, later), _places)
    yield from _agree("land", land(one, earlier), land(two, later), _lands)
    yield from _agree(
        "group", here.group, there.group, lambda a, b: "same" if a.group == b.group else "other"
    )
    for role in ("killed", "injured", "detained"):
        a = next((c for c in here.tolls if c.role == role), None)
        b = next((c for c in there.tolls if c.role == role), None)
        yield from _agree(role, a, b, lambda x, y: "same" if x.toll.best == y.toll.best else "other")
    shared = len(one.content & two.content) if apart else 0
    yield f"shared={min(shared, 4)}"


def _agree(name: str, a: object, b: object, compare: Callable[..., str]) -> Iterator[str]:
    if a is None and b is None:
        yield f"{name}: none"
    elif a is None or b is None:
        yield f"{name}: one"
    elif a is b:
        yield f"{name}: itself"
    else:
        yield f"{name}: {compare(a, b)}"


def _dates(a: DateMention, b: DateMention) -> str:
    if (a.date_start, a.date_end) == (b.date_start, b.date_end):
        return "same"
    assert a.date_start and b.date_start
    overlap = a.date_start <= (b.date_end or b.date_start) and b.date_start <= (a.date_end or a.date_start)
    return "within" if overlap else "other"


def _places(a: PlaceMention, b: PlaceMention) -> str:
    assert a.place and b.place
    if a.place == b.place:
        return "same"
    if a.place.country != b.place.country:
        return "abroad"
    return "within" if "country" in (a.place.precision, b.place.precision) else "other"


def _lands(a: PlaceMention, b: PlaceMention) -> str:
    assert a.place and b.place
    return "same" if a.place.country == b.place.country else "other"
