"""Place names of a text to places of the gazetteer.

A name is looked up, judged (is it a place here, or a person, a club, a word?), and settled among the places
that bear it: by size, by the countries and provinces that the text speaks of, by what stands near, by what
contains it. Both judgements are small linear models with named features (``training/toponyms.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lapwing.records import Place, PlaceMention
from lapwing.resolve.gazetteer import Gazetteer, gazetteer
from lapwing.resolve.places.evidence import Page
from lapwing.resolve.places.kinds import Kind, governments, kind, speaks
from lapwing.resolve.places.models import Models, models
from lapwing.resolve.places.settling import Ranked, context_of, settle
from lapwing.resolve.places.spans import Named, named, tokens, unknown
from lapwing.text import fold

__all__ = ["find_places", "resolve_place"]

FLOOR = 0.28  # probability from which a name counts as a place; set on LGL and GeoWebNews, cross-corpus
_ALTERNATIVES = 4
_SPOKEN_OF = 0.2  # share of the text's votes from which unknown names are sought in a country


def find_places(
    text: str,
    *,
    home: str | None = None,
    title: str | None = None,
    url: str | None = None,
    known: Gazetteer | None = None,
    judged: Models | None = None,
) -> list[PlaceMention]:
    """Every place name of the text, in order, with the place it means and up to four it could have meant.

    ``home`` is the outlet's country (ISO alpha-3), else taken from the ``url``'s top-level domain; names in
    the ``title`` count as votes. Mentions never overlap and quote the name without article and possessive
    ending. ``known`` is another gazetteer than the one that ships, ``judged`` other models.
    """
    base, judged = known or gazetteer(), judged or models()
    page, names = look(text, base)
    kept = [n for n in names if judged.probability(page, n) >= FLOOR or speaks(text, n)]
    home, extra = home or _home(url, base), _titled(title, base)
    chosen = settle(text, kept, judged, home=home, extra=extra)
    votes = context_of(kept, chosen, extra, home).votes
    countries = tuple(country for country in votes if votes[country] >= _SPOKEN_OF)
    if more := unknown(text, page.tokens, kept, countries, base):
        kept = sorted([*kept, *more], key=lambda name: name.start)
        chosen = settle(text, kept, judged, home=home, extra=extra)
    found = []
    for name, ranked, government in zip(kept, chosen, governments(text, kept), strict=True):
        if government:
            ranked = sorted(ranked, key=lambda item: not item[0].capital)
        use = kind(text, name, ranked[0][0], government=government)
        found.append(_mention(name, ranked, use))
    return found


def resolve_place(name: str, *, country: str | None = None) -> tuple[Place, ...]:
    """The places of this name, most likely first; only those of ``country`` (ISO alpha-3) when given."""
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
    firsts = (name.entries[0] for name in names)
    countries = frozenset(e.country for e in firsts if e.precision == "country" and e.country)
    return Page(text, among, lower, shouting, counted, countries), names


def _titled(title: str | None, known: Gazetteer) -> Sequence[Named]:
    return named(title, tokens(title), known) if title else ()


_DOMAIN = re.compile(r"^(?:https?://)?[^/]*?\.([a-z]{2})(?:[:/]|$)")


def _home(url: str | None, known: Gazetteer) -> str | None:
    """The country of a two-letter top-level domain."""
    match = _DOMAIN.match(url or "")
    if match is None:
        return None
    domain = match.group(1).upper()
    return known.alpha3.get("GB" if domain == "UK" else domain)


def _mention(name: Named, ranked: Ranked, use: Kind) -> PlaceMention:
    entry, share = ranked[0]
    return PlaceMention(
        start=name.start,
        end=name.end,
        kind=use,
        place=entry.place(share),
        alternatives=tuple(other.place(odds) for other, odds in ranked[1 : _ALTERNATIVES + 1]),
        score=min(1.0, share),
    )
