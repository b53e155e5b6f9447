"""Whether a figure is said to come from authorities: ``officials.yaml`` applied to an attribution."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from lapwing.codebook import load_groups
from lapwing.text import fold

_AND = re.compile(r",|\band\b|&", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s\b")
_LONGEST = 6  # words of the longest group name that is looked for


@lru_cache(maxsize=65536)
def is_official(attributed_to: str) -> bool:
    """Whether the words name police, army, a ministry, a hospital or other authorities.

    Of several that are named ("police and witnesses") one is enough. An armed group is not an authority here,
    even where it governs.
    """
    return any(map(_names_authorities, _AND.split(_POSSESSIVE.sub("", attributed_to))))


def _names_authorities(source: str) -> bool:
    phrases = _phrases(fold(source).split())
    official, against = _words()
    return bool(phrases & official) and not phrases & against and not phrases & _groups()


def _phrases(words: list[str]) -> frozenset[str]:
    return frozenset(
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + _LONGEST) + 1)
    )


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    raw = (files("lapwing.incidents.merge") / "officials.yaml").read_text(encoding="utf-8")
    table: dict[str, str] = yaml.safe_load(raw)
    official, against = (
        frozenset(fold(word) for word in table[name].split()) for name in ("official", "not_official")
    )
    return official, against


@cache
def _groups() -> frozenset[str]:
    return frozenset(fold(form) for group in load_groups() for form in group.forms)
