"""The most specific place of an event, once its country is known."""

from collections.abc import Collection, Iterator, Sequence

from lapwing.coding import learned
from lapwing.coding.fields.country import seen_from_event
from lapwing.coding.fields.options import Option, distance, typed
from lapwing.coding.grouping import Candidate
from lapwing.coding.reading import Reading, Trigger
from lapwing.records import PlaceMention

_LOCAL = ("site", "city", "district", "admin1")


def options(
    reading: Reading, candidate: Candidate, rivals: Sequence[Trigger], *, country: str | None
) -> list[Option]:
    """The document's places below country level in ``country``, and "no more than the country"."""
    mentions: dict[tuple[str, float | None, float | None], list[PlaceMention]] = {}
    for mention in reading.resolution.places:
        place = mention.place
        if place is None or country is None or place.country != country or mention.kind == "demonym":
            continue
        if place.precision in _LOCAL and place.lat is not None:
            mentions.setdefault((place.name, place.lat, place.lon), []).append(mention)
    ordered = sorted(
        mentions.values(), key=lambda found: min((distance(reading, candidate, m), m.start) for m in found)
    )
    scored = learned.shares(reading, "place", candidate.triggers, ordered)
    unsaid = [*_nothing(reading, candidate, mentions.values()), *scored[0]]
    result = [Option(None, (), typed(candidate.kind, unsaid))]
    first = min((distance(reading, candidate, m), m.start) for f in ordered for m in f)[1] if ordered else -1
    for rank, found in enumerate(ordered):
        found = sorted(found, key=lambda m: (distance(reading, candidate, m), m.start))
        place = found[0].place
        assert place is not None
        seen = [
            f"rank={min(rank, 4)}",
            f"times={min(len(found), 4)}",
            f"of {min(len(mentions), 4)}",
            place.precision,
        ]
        if found[0].start == first:
            seen.append("nearest")
        if candidate.listed is not None and candidate.listed.place == place:
            seen.append("listed")
        for mention in found[:4]:
            seen.extend(seen_from_event(reading, candidate, mention, rivals))
        seen.extend(scored[rank + 1])
        result.append(Option(place, (found[0],), typed(candidate.kind, seen), found[0]))
    return result


def _nothing(
    reading: Reading, candidate: Candidate, mentions: Collection[list[PlaceMention]]
) -> Iterator[str]:
    yield "none"
    yield f"none of {min(len(mentions), 4)}"
    apart = min((distance(reading, candidate, m)[0] for found in mentions for m in found), default=9)
    yield f"none within {min(apart, 3)}"
