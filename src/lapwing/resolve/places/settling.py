"""Which of the places that bear a name is meant: by the whole text, in rounds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from lapwing.resolve.gazetteer import Entry
from lapwing.resolve.places.evidence import Context, fit_features, holds, own_features
from lapwing.resolve.places.models import Models
from lapwing.resolve.places.spans import Named

Ranked = list[tuple[Entry, float]]
_PAIR = re.compile(r",\s{1,2}")
_UNIT = re.compile(
    r"\s(province|governorate|region|state|district|county|oblast|prefecture|department)s?\b", re.IGNORECASE
)
_LEVELS = {
    **dict.fromkeys(("province", "governorate", "region", "state", "oblast"), ("admin1",)),
    **dict.fromkeys(("district", "county"), ("district",)),
    **dict.fromkeys(("prefecture", "department"), ("admin1", "district")),
}
# What stands between a people's adjective and the name of its town: "the northern Lebanese city of Tripoli".
_OF_PEOPLE = re.compile(
    r"\s+(?:[a-z]+\s+){0,2}(?:city|town|port|capital|village|district|province|region|state|suburb|island)"
    r"(?:\s+(?:city|town|of))?\s+"
)
_FAR_LARGER = 5  # times the people
_SAME_TOWN = 1.5  # degrees: a province's middle this near to its namesake town is told as the town


def settle(
    text: str, names: Sequence[Named], judged: Models, *, home: str | None, extra: Sequence[Named] = ()
) -> list[Ranked]:
    """For each name its entries with their shares of the odds, the likeliest first.

    Two rounds: the first by size and pairs ("Paris, Texas"), the second with the votes and positions of
    the first.
    """
    pairs = [held_by(text, names, i) for i in range(len(names))]
    own = [[tuple(own_features(name, e)) for e in name.entries] for name in names]

    def rank(context: Context) -> list[Ranked]:
        return [
            judged.rank(
                name.entries,
                [
                    (*mine, *fit_features(name, e, context, pair))
                    for mine, e in zip(its, name.entries, strict=True)
                ],
            )
            for name, pair, its in zip(names, pairs, own, strict=True)
        ]

    context = Context({}, {}, (), home)
    for _ in range(2):
        context = context_of(names, rank(context), extra, home)
    ranked = rank(context)
    ranked = [_capital_first(entries, context) for entries in ranked]
    peoples = _peoples(text, names)
    ranked = [_people_first(peoples.get(n.form), entries) for n, entries in zip(names, ranked, strict=True)]
    held = [_held_first(pair, entries) for pair, entries in zip(pairs, ranked, strict=True)]
    return [_level_first(text, name, entries) for name, entries in zip(names, held, strict=True)]


def held_by(text: str, names: Sequence[Named], i: int) -> Named | None:
    """The name after a comma that may contain this one."""
    if i + 1 < len(names) and _PAIR.fullmatch(text[names[i].end : names[i + 1].start]):
        following = names[i + 1]
        if any(entry.precision in ("country", "admin1") for entry in following.entries):
            return following
    return None


def context_of(
    names: Sequence[Named],
    ranked: Sequence[Ranked],
    extra: Sequence[Named],
    home: str | None,
) -> Context:
    """What the ranked names, and those of the title, say of where the text is set."""
    votes: Counter[str] = Counter()
    provinces: Counter[tuple[str, str]] = Counter()
    anchors: list[tuple[float, float, int]] = []
    for name, entries in zip(names, ranked, strict=True):
        entry, share = entries[0]
        if entry.country:
            weight = 1.0 if entry.precision == "country" else share * share
            votes[entry.country] += weight  # type: ignore[assignment]
            if entry.admin1:
                provinces[entry.country, entry.admin1] += weight  # type: ignore[assignment]
        if entry.precision != "country" and entry.lat is not None and entry.lon is not None and share > 0.5:
            anchors.append((entry.lat, entry.lon, name.start))
    for name in extra:
        if name.entries[0].precision == "country" and name.entries[0].country:
            votes[name.entries[0].country] += 1
    total, firsts = sum(votes.values()) or 1.0, sum(provinces.values()) or 1.0
    return Context(
        {country: votes[country] / total for country in sorted(votes)},
        {key: provinces[key] / firsts for key in sorted(provinces)},
        anchors,
        home,
    )


def _held_first(pair: Named | None, ranked: Ranked) -> Ranked:
    """The places that the name after the comma contains go before all others: "Paris, Texas" says which."""
    if pair is None:
        return ranked
    return sorted(ranked, key=lambda item: not holds(pair, item[0]))


def _peoples(text: str, names: Sequence[Named]) -> dict[str, str]:
    """For names that are once told with a people ("the Lebanese city of Tripoli") the country of it."""
    told: dict[str, str] = {}
    for before, name in pairwise(names):
        country = before.entries[0].country
        if not country or before.entries[0].precision != "country":
            continue
        if _OF_PEOPLE.fullmatch(text[before.end : name.start]):
            told.setdefault(name.form, country)
    return told


def _people_first(country: str | None, ranked: Ranked) -> Ranked:
    """The likeliest place of the country whose people the text ties the name to, before all others."""
    if country is None or ranked[0][0].country == country:
        return ranked
    return _put_first(ranked, [i for i, (entry, _) in enumerate(ranked) if entry.country == country])


def _capital_first(ranked: Ranked, context: Context) -> Ranked:
    """A capital before a far smaller town of its name, if its country is spoken of no less."""
    first = ranked[0][0]
    if first.precision != "city" or first.capital or not first.country:
        return ranked
    due = max(context.votes.get(first.country, 0.0), 0.001)
    places = [
        i
        for i, (entry, _) in enumerate(ranked)
        if entry.capital
        and entry.population > _FAR_LARGER * first.population
        and context.votes.get(entry.country or "", 0.0) >= due
    ]
    return _put_first(ranked, places)


def _level_first(text: str, name: Named, ranked: Ranked) -> Ranked:
    """Among a town and the province or district called after it, the one that the text speaks of.

    The word after the name says so ("Kandahar province"); without one it is the town.
    """
    first, unit = ranked[0][0], _UNIT.match(text, name.end)
    if unit and first.precision == "city":
        levels = _LEVELS.get(unit.group(1).lower(), ())
        return _put_first(
            ranked, [i for i, (e, _) in enumerate(ranked) if e.precision in levels and _same(e, first)]
        )
    if unit or first.precision != "admin1":
        return ranked
    return _put_first(
        ranked, [i for i, (e, _) in enumerate(ranked) if e.precision == "city" and _same(first, e)]
    )


def _put_first(ranked: Ranked, places: list[int]) -> Ranked:
    """The first of these places takes the lead and the leader's share with it."""
    if not places:
        return ranked
    i = places[0]
    entry, share = ranked[i]
    return [(entry, ranked[0][1] + share), *ranked[:i], *ranked[i + 1 :]]


def _same(whole: Entry, town: Entry) -> bool:
    """Whether the town lies in the province or district, and not far from its middle."""
    if whole.country != town.country or whole.admin1 != town.admin1:
        return False
    if whole.lat is None or whole.lon is None or town.lat is None or town.lon is None:
        return False
    return max(abs(whole.lat - town.lat), abs(whole.lon - town.lon)) < _SAME_TOWN
