"""Countries and regions by the words that reports join to groups: ``areas.yaml`` read and looked up."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from lapwing.resolve.groups.tokens import Token

_FILE = Path(__file__).with_name("areas.yaml")


@cache
def areas() -> dict[str, tuple[str, ...]]:
    """Folded words and phrases of places, each with the countries it means (ISO alpha-3)."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    found = {name: (country,) for country, names in data["countries"].items() for name in names}
    return found | {name: tuple(countries) for name, countries in data["regions"].items()}


@cache
def _by_first_word() -> dict[str, tuple[str, ...]]:
    """The names of areas under their first words, the longest first."""
    found: dict[str, list[str]] = {}
    for name in areas():
        found.setdefault(name.split()[0], []).append(name)
    return {word: tuple(sorted(names, key=len, reverse=True)) for word, names in found.items()}


class Area(NamedTuple):
    """A country or region named between two characters: its folded name, and its countries (ISO alpha-3)."""

    start: int
    end: int
    name: str
    countries: tuple[str, ...]


def areas_in(among: list[Token]) -> list[Area]:
    """The areas that a run of words names, in order; where one name begins another the longer is read."""
    found = []
    first_words = _by_first_word()
    past = 0
    for at, token in enumerate(among):
        if at < past or not token.capital or token.form not in first_words:
            continue
        for name in first_words[token.form]:
            words = name.split()
            if words == [follower.form for follower in among[at : at + len(words)]]:
                found.append(Area(token.start, among[at + len(words) - 1].end, name, areas()[name]))
                past = at + len(words)
                break
    return found
