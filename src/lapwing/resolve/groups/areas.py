"""Countries and regions by the words that reports join to groups: ``areas.yaml`` read and looked up."""

from __future__ import annotations

from functools import cache
from pathlib import Path

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


def areas_in(among: list[Token]) -> list[tuple[Token, str, tuple[str, ...]]]:
    """The areas named by a run of words, longest names first: first word, folded name, countries."""
    found = []
    first_words = _by_first_word()
    past = 0
    for at, token in enumerate(among):
        if at < past or not token.capital or token.form not in first_words:
            continue
        for name in first_words[token.form]:
            words = name.split()
            if words == [follower.form for follower in among[at : at + len(words)]]:
                found.append((token, name, areas()[name]))
                past = at + len(words)
                break
    return found
