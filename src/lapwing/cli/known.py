"""Which names are those of groups and places, so that conduct does not take them for persons."""

from __future__ import annotations

from functools import cache, lru_cache

from lapwing.codebook import load_groups
from lapwing.resolve.gazetteer import Entry, gazetteer
from lapwing.text import fold

# A person may bear a village's name. From these populations on a name rather means the place: more is asked
# of one word than of several. Set on the names in `shared/data/wikievents/dev.jsonl`.
_ONE_WORD, _SEVERAL_WORDS = 100_000, 5_000


@lru_cache(maxsize=20_000)
def known(name: str) -> bool:
    """Whether this is the name of an armed group of the registry, or of a country, people or larger place."""
    form = fold(name)
    return form in _groups() or any(_is_large(entry, form) for entry in gazetteer().lookup(form))


@cache
def _groups() -> frozenset[str]:
    return frozenset(
        fold(form)
        for group in load_groups()
        for form in (*group.forms, *(shared.form for shared in group.ambiguous))
    )


def _is_large(entry: Entry, form: str) -> bool:
    if entry.kind in ("adjective", "people") or entry.precision in ("country", "region"):
        return True
    return entry.population >= (_SEVERAL_WORDS if " " in form else _ONE_WORD)
