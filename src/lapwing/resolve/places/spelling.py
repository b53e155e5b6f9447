"""Names that are nearly those of the gazetteer: other ways to write a foreign word in Latin letters."""

from functools import lru_cache

from rapidfuzz import fuzz, process

from lapwing.resolve.gazetteer import Entry, Gazetteer

_SHORTEST = 5  # letters: shorter names have too many neighbours
_BEGINNING = 2  # letters that must agree: most respellings differ later
# Likeness from 0 to 100; "Jalal-Abadin" and "Jalal-Abad" have 91, Hasakeh and Hasakah 86. Set on such pairs by eye.
_ALIKE = 85.0


@lru_cache(maxsize=4096)
def closest(form: str, countries: frozenset[str], known: Gazetteer) -> tuple[Entry, ...]:
    """The places of these countries whose name is most like ``form``, or none that is like enough."""
    if len(form) < _SHORTEST or not countries:
        return ()
    offered = [other for country in sorted(countries) for other in known.names_in(country, form[:_BEGINNING])]
    best = process.extractOne(form, offered, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    if best is None:
        return ()
    return tuple(entry for entry in known.lookup(best[0]) if entry.country in countries)
