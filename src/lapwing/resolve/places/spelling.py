"""Names that are nearly those of the gazetteer: other ways to write a foreign word in Latin letters.

Only names that the text treats as places are read so, and only within countries that it names: what is like
no name there stays unknown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from lapwing.resolve.gazetteer import Entry, Gazetteer

_SHORTEST = 5  # letters: shorter names have too many neighbours
# Likeness from 0 to 100. Spellings with the same consonants may differ in every vowel (Khasham and Khusham
# have 86); else nearly all letters must agree ("Jalal-Abadin" and "Jalal-Abad": 91). Set by eye.
_SAME_CONSONANTS, _OTHERWISE = 75.0, 88.0
_BEGINNING = 2  # letters that must agree where consonants differ
_BARE = str.maketrans({**dict.fromkeys("aeiouwy "), "q": "k"})
_DOUBLED = re.compile(r"(.)\1")


def consonants(form: str) -> str:
    """What transliterations of a name share: its consonants, "q" as "k", none doubled, no final "h"."""
    return _DOUBLED.sub(r"\1", form[:1] + form[1:].removesuffix("h").translate(_BARE))


@lru_cache(maxsize=4096)
def closest(form: str, countries: tuple[str, ...], known: Gazetteer, *, loose: bool) -> tuple[Entry, ...]:
    """The places of these countries whose name is most like ``form``, or none that is like enough.

    ``loose`` admits other consonants where nearly all letters agree.
    """
    if len(form) < _SHORTEST:
        return ()
    mine = consonants(form)
    alike: list[str] = []
    near: list[str] = []
    for country in countries:
        alike += _by_consonants(country, form[:1], known).get(mine, ())
        if loose:
            near += _beginning(known.names_in(country, form[:1]), form[:_BEGINNING])
    best = _best(form, alike, _SAME_CONSONANTS) or _best(form, near, _OTHERWISE)
    return tuple(e for e in known.lookup(best) if e.country in countries) if best else ()


@lru_cache(maxsize=512)
def _by_consonants(country: str, letter: str, known: Gazetteer) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form in known.names_in(country, letter):
        found.setdefault(consonants(form), []).append(form)
    return found


def _beginning(names: tuple[str, ...], letters: str) -> tuple[str, ...]:
    """Those of the names, which are sorted, that begin so."""
    first = bisect_left(names, letters)
    return names[first : bisect_left(names, f"{letters}\U0010ffff", first)]


def _best(form: str, offered: Iterable[str], cutoff: float) -> str | None:
    found = process.extractOne(form, sorted(set(offered)), scorer=fuzz.ratio, score_cutoff=cutoff)
    return found[0] if found else None
