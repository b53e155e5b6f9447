"""The most specific place of an event, once its country is known."""

from collections.abc import Sequence

from lapwing.coding import learned
from lapwing.coding.fields import country as countries
from lapwing.coding.fields.options import Option, distance, nearest_first, typed, unsaid
from lapwing.coding.grouping import Candidate
from lapwing.coding.reading import Reading, Trigger
from lapwing.records import PlaceMention

_LOCAL = ("site", "city", "district", "admin1")


def mentions(reading: Reading) -> list[PlaceMention]:
    """The mentions that can give a place: of places below country level with known coordinates."""
    return [
        mention
        for mention in countries.mentions(reading)
        if mention.place
        and mention.place.precision in _LOCAL
        and mention.place.lat is not None
        and mention.kind != "demonym"
    ]


def options(
    reading: Reading, candidate: Candidate, rivals: Sequence[Trigger], *, country: str | None
) -> list[Option]:
    """The document's places below country level in ``country``, and "no more than the country"."""
    named: dict[tuple[str, float | None, float | None], list[PlaceMention]] = {}
    for mention in mentions(reading):
        place = mention.place
        if place is not None and place.country == country:
            named.setdefault((place.name, place.lat, place.lon), []).append(mention)
    ordered = sorted(
        named.values(), key=lambda found: min((distance(reading, candidate, m), m.start) for m in found)
    )
    scored = learned.shares(reading, "place", candidate.triggers, ordered)
    nothing = unsaid(reading, candidate, [m for found in ordered for m in found], len(named))
    result = [Option(None, (), typed(candidate.kind, [*nothing, *scored[0]]))]
    first = min((distance(reading, candidate, m), m.start) for f in ordered for m in f)[1] if ordered else -1
    for rank, found in enumerate(ordered):
        found = nearest_first(reading, candidate, found)
        place = found[0].place
        assert place is not None
        seen = [
            f"rank={min(rank, 4)}",
            f"times={min(len(found), 4)}",
            f"of {min(len(named), 4)}",
            place.precision,
        ]
        if found[0].start == first:
            seen.append("nearest")
        if candidate.listed is not None and candidate.listed.place == place:
            seen.append("listed")
        for mention in found[:4]:
            seen.extend(countries.seen_from_event(reading, candidate, mention, rivals))
        seen.extend(scored[rank + 1])
        result.append(Option(place, (found[0],), typed(candidate.kind, seen), found[0]))
    return result
