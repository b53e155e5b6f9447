"""Place names of a text to places of the gazetteer.

A name is looked up, judged (is it a place here, or a person, a club, a word?), and settled among the places
that bear it: by size, by the countries and provinces that the text speaks of, by what stands near, by what
contains it. Both judgements are small linear models with named features (``training/toponyms.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from lapwing.records import Place, PlaceMention
from lapwing.resolve.gazetteer import Gazetteer, gazetteer
from lapwing.resolve.places.evidence import Page, name_features
from lapwing.resolve.places.models import Models, models
from lapwing.resolve.places.settling import Ranked, settle
from lapwing.resolve.places.spans import Named, named, tokens
from lapwing.text import fold

PlaceKind = Literal["place", "demonym", "metonym", "nested"]

__all__ = ["find_places", "resolve_place"]

FLOOR = 0.25  # probability from which a name counts as a place; set on LGL and GeoWebNews, cross-corpus
_ALTERNATIVES = 4
_ORGANISATION = re.compile(
    r"\s(?:University|College|Police|Department|Times|Post|Bank|Hospital|Airport|Airlines|News|Herald|Tribune|"
    r"Institute|Council|Court|Embassy|Stadium|Museum|Hotel|Journal|Church|School|Center|Centre)\b"
)
_SPEAKS = re.compile(
    r"\s(?:said|says|has|had|accused|accuses|warned|warns|denied|denies|announced|wants|insisted|responded|blamed|"
    r"blames|vowed|considers|fears|believes|refused|agreed|rejected)\b"
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
    """Every place name of the text, in order, with the place it means and up to four it could have meant.

    ``home`` is the outlet's country (ISO alpha-3), else taken from the ``url``'s top-level domain; names in the
    ``title`` count as votes. Mentions never overlap and quote the name without article and possessive ending.
    ``known`` is another gazetteer than the one that ships, ``judged`` other models.
    """
    base, judged = known or gazetteer(), judged or models()
    page, names = look(text, base)
    kept = [
        name
        for name in names
        if judged.name.probability(name_features(page, name)) >= FLOOR or _speaks(text, name)
    ]
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


def _speaks(text: str, name: Named) -> bool:
    """Whether a capital stands for its government: "Tehran said"."""
    return any(entry.capital for entry in name.entries) and _SPEAKS.match(text, name.end) is not None


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


def _mention(text: str, name: Named, ranked: Ranked) -> PlaceMention:
    entry, share = ranked[0]
    kind: PlaceKind
    if entry.kind in ("adjective", "people"):
        kind = "demonym"
    elif entry.capital and _speaks(text, name):
        kind = "metonym"
    elif _ORGANISATION.match(text, name.end):
        kind = "nested"
    else:
        kind = "place"
    return PlaceMention(
        start=name.start,
        end=name.end,
        kind=kind,
        place=entry.place(share),
        alternatives=tuple(other.place(odds) for other, odds in ranked[1 : _ALTERNATIVES + 1]),
        score=min(1.0, share),
    )
