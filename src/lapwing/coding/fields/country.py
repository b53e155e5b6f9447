"""In which country an event happened."""

from collections import Counter
from collections.abc import Iterator, Sequence

from lapwing.coding import learned
from lapwing.coding.fields.options import Option, distance, nearest_first, preposition, relation, typed
from lapwing.coding.grouping import Candidate, attached, land
from lapwing.coding.reading import Reading, Trigger
from lapwing.records import PlaceMention


def mentions(reading: Reading) -> list[PlaceMention]:
    """The mentions that can give a country: those of places and peoples in a known one."""
    return [m for m in reading.resolution.places if m.place and m.place.country]


def options(reading: Reading, candidate: Candidate, rivals: Sequence[Trigger]) -> list[Option]:
    """The countries of all places and peoples named in the document, and "not said"."""
    named: dict[str, list[PlaceMention]] = {}
    for mention in mentions(reading):
        if mention.place and mention.place.country:
            named.setdefault(mention.place.country, []).append(mention)
    weight = Counter({country: len(found) for country, found in named.items()})
    ranked = [country for country, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0]))]
    nearest = min(
        (m for found in named.values() for m in found if m.kind != "demonym"),
        key=lambda m: (distance(reading, candidate, m), m.start),
        default=None,
    )
    scored = learned.shares(reading, "country", candidate.triggers, list(named.values()))
    result = [Option(None, (), typed(candidate.kind, [*_nothing(reading, candidate, named), *scored[0]]))]
    for (country, found), score in zip(named.items(), scored[1:], strict=True):
        found = nearest_first(reading, candidate, found)
        seen = [f"rank={min(ranked.index(country), 3)}", f"share={5 * weight[country] // weight.total()}"]
        if len(named) == 1:
            seen.append("only")
        if nearest is not None and nearest.place and nearest.place.country == country:
            seen.append("nearest")
        if candidate.listed and candidate.listed.place and candidate.listed.place.country == country:
            seen.append("listed")
        for mention in found[:6]:
            seen.extend(seen_from_event(reading, candidate, mention, rivals))
        seen.extend(score)
        result.append(Option(country, (found[0],), typed(candidate.kind, seen), found))
    return result


def _nothing(reading: Reading, candidate: Candidate, named: dict[str, list[PlaceMention]]) -> Iterator[str]:
    """Features of "not said"."""
    yield "none"
    yield f"none of {min(len(named), 4)}"
    here = {t.sentence for t in candidate.triggers}
    near = [m for found in named.values() for m in found if distance(reading, candidate, m)[0] == 0]
    kinds = {m.kind for m in near}
    for kind in ("place", "demonym", "metonym", "nested"):
        yield f"none, {kind} here" if kind in kinds else f"none, no {kind} here"
    if 0 in here:
        yield "none in the lead"
    if not named:
        yield "none at all"


def seen_from_event(
    reading: Reading, candidate: Candidate, mention: PlaceMention, rivals: Sequence[Trigger]
) -> Iterator[str]:
    """How a place mention stands to the event: kind, precision, preposition and where it is."""
    sentence = reading.sentence_of(mention)
    if sentence is None or mention.place is None:
        return
    if any(attached(sentence, t) is mention for t in candidate.triggers if t.sentence == sentence.index):
        yield "tied"
    if any(land(sentence, t) is mention for t in candidate.triggers if t.sentence == sentence.index):
        yield "land"
    before = preposition(sentence, mention)
    precise = "country" if mention.place.precision in ("country", "region") else "local"
    for where in relation(reading, candidate, mention, rivals):
        yield f"{mention.kind} {where}"
        if mention.kind == "place" and not where.startswith(("gap", "clauses")):
            yield f"{before} {where}"
            yield f"{precise} {where}"
    if mention.place.country and any(
        cue.payload == "state" and cue.first - sentence.word_at(mention.end - 1) in (0, 1, 2)
        for cue in sentence.cues
    ):
        here = distance(reading, candidate, mention)[0] == 0
        yield f"{mention.kind} of state {'here' if here else 'there'}"
