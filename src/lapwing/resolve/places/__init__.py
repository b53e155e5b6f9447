"""Place names of a text to places of the gazetteer.

A name is looked up, judged (is it a place here, or a person, a club, a word?), and settled among the places that bear
it: by size, by the countries and provinces that the text speaks of, by what stands near, by what contains it. Both
judgements are small linear models with named features, trained by ``training/toponyms.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lapwing.records import Place, PlaceMention
from lapwing.resolve.gazetteer import Entry, Gazetteer, gazetteer
from lapwing.resolve.places.evidence import Context, Page, entry_features, name_features
from lapwing.resolve.places.models import Models, models
from lapwing.resolve.places.spans import Named, Token, named, tokens
from lapwing.text import fold

__all__ = ["find_places", "resolve_place"]

FLOOR = 0.3  # probability from which a name counts as a place; tuned on LGL and GeoWebNews (cross-validated)
_ALTERNATIVES = 4
_PAIR = re.compile(r",\s{1,2}")
_ORGANISATION = re.compile(
    r"\s(?:University|College|Police|Department|Times|Post|Bank|Hospital|Airport|Airlines|News|Herald|Tribune|"
    r"Institute|Council|Court|Embassy|Stadium|Museum|Hotel|Journal|Church|School|Center|Centre)\b"
)


def find_places(
    text: str,
    *,
    home: str | None = None,
    title: str | None = None,
    url: str | None = None,
    known: Gazetteer | None = None,
    judged: Models | None = None,
) -> list[PlaceMention]:
    """Every place name of the text, in order, with the place it means and up to four others it could have meant.

    ``home`` is the outlet's country (ISO alpha-3), else taken from the ``url``'s top-level domain; names in the
    ``title`` count as votes. Mentions never overlap and quote the name without article and possessive ending.
    ``known`` is another gazetteer than the one that ships, ``judged`` other models.
    """
    base, judged = known or gazetteer(), judged or models()
    page, names = look(text, base)
    kept = [name for name in names if judged.name.probability(name_features(page, name)) >= FLOOR]
    chosen = settle(text, kept, judged, home=home or _home(url), extra=_titled(title, base))
    return [_mention(text, name, ranked) for name, ranked in zip(kept, chosen, strict=True)]


def resolve_place(name: str, *, country: str | None = None) -> tuple[Place, ...]:
    """The places of this name, most likely first; only those of ``country`` (ISO alpha-3) when it is given."""
    entries = [e for e in gazetteer().lookup(fold(name)) if country is None or e.country == country]
    top = max((e.population for e in entries), default=0)
    return tuple(entry.place((entry.population + 1) / (top + 1)) for entry in entries)


def look(text: str, known: Gazetteer) -> tuple[Page, list[Named]]:
    """The text's words and every name the gazetteer knows, before any judgement."""
    among = tokens(text)
    names = named(text, among, known)
    lower = frozenset(fold(token.text) for token in among if not token.capital)
    capitals = sum(token.text.isupper() for token in among)
    shouting = len(among) > 5 and capitals > 0.6 * len(among)
    counted = Counter(name.form for name in names)
    return Page(text, among, lower, shouting, counted), names


def settle(
    text: str, names: Sequence[Named], judged: Models, *, home: str | None, extra: Sequence[Named] = ()
) -> list[list[tuple[Entry, float]]]:
    """For each name its entries with their shares of the odds, the likeliest first.

    Two rounds: the first by size and pairs ("Paris, Texas"), the second with the votes and positions of the first.
    """
    pairs = [_held_by(text, names, i) for i in range(len(names))]
    context = Context({}, {}, (), home)
    for _ in range(2):
        ranked = [
            judged.rank(name.entries, [list(entry_features(name, e, context, pair)) for e in name.entries])
            for name, pair in zip(names, pairs, strict=True)
        ]
        context = _context(names, ranked, extra, home)
    ranked = [
        judged.rank(name.entries, [list(entry_features(name, e, context, pair)) for e in name.entries])
        for name, pair in zip(names, pairs, strict=True)
    ]
    return ranked


def _held_by(text: str, names: Sequence[Named], i: int) -> Named | None:
    """The name after a comma that may contain this one."""
    if i + 1 < len(names) and _PAIR.fullmatch(text[names[i].end : names[i + 1].start]):
        following = names[i + 1]
        if any(entry.precision in ("country", "admin1") for entry in following.entries):
            return following
    return None


def _context(
    names: Sequence[Named],
    ranked: Sequence[list[tuple[Entry, float]]],
    extra: Sequence[Named],
    home: str | None,
) -> Context:
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


def _titled(title: str | None, known: Gazetteer) -> Sequence[Named]:
    return named(title, tokens(title), known) if title else ()


_DOMAIN = re.compile(r"^(?:https?://)?[^/]*?\.([a-z]{2})(?:[:/]|$)")


def _home(url: str | None) -> str | None:
    """The country of a two-letter top-level domain."""
    match = _DOMAIN.match(url or "")
    return (
        gazetteer().alpha3.get({"UK": "GB"}.get(match.group(1).upper(), match.group(1).upper()))
        if match
        else None
    )


def _mention(text: str, name: Named, ranked: list[tuple[Entry, float]]) -> PlaceMention:
    entry, share = ranked[0]
    if entry.kind in ("adjective", "people"):
        kind = "demonym"
    elif _ORGANISATION.match(text, name.end):
        kind = "nested"
    else:
        kind = "place"
    return PlaceMention(
        start=name.start,
        end=name.end,
        kind=kind,  # type: ignore[arg-type]
        place=entry.place(share),
        alternatives=tuple(other.place(odds) for other, odds in ranked[1 : _ALTERNATIVES + 1]),
        score=min(1.0, share),
    )
