"""Words for actors that judge and do not report: ``actor_words.yaml``, and where they stand in a text.

Whether a report says "militants", "heroes" or "terrorists" must not change what is coded, so the coder reads
them all alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from lapwing.text import Word

# A name keeps its words ("Martyrs Brigade", "Champions League"): a capital counts only where a sentence opens,
# and only when no other capital follows.
_OPENS = re.compile(r"(?:^|[\n.!?:\"“'‘(])\s*\Z")
_CAPITAL_NEXT = re.compile(r"['’]?[\s-]+[A-Z]")
_BEFORE = 4  # characters that show whether a sentence opens
_ARTICLE = re.compile(r"(?<!\w)an\s+\Z", re.IGNORECASE)


@cache
def _table() -> dict[str, Any]:
    raw = (files("lapwing.codebook") / "actor_words.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(raw)
    return table


@cache
def readings() -> Mapping[str, str]:
    """What each word or phrase is read as."""
    table = _table()
    return {
        entry[number]: table["read_as"][number]
        for entries in table["words"].values()
        for entry in entries
        for number in ("one", "several")
    }


@cache
def by_tone() -> Mapping[str, tuple[str, ...]]:
    """The words and phrases in the singular, by how a writer who uses them sees the actor."""
    return {tone: tuple(entry["one"] for entry in entries) for tone, entries in _table()["words"].items()}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(readings(), key=lambda phrase: (-len(phrase), phrase))
    listed = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


def found(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]`` that are read otherwise than they stand, in order: position and reading.

    "an" before one of them is read as "a". Names keep their words ("Martyrs Brigade").
    """
    stop = len(text) if end is None else end
    result: list[Word] = []
    for match in _pattern().finditer(text, start, stop):
        form = readings().get(" ".join(match.group().lower().split()))
        if form is None:  # a letter that only a search without case takes for another, such as "ſ" for "s"
            continue
        if match.group()[0].isupper() and not _opens(text, match, stop):
            continue
        article = _ARTICLE.search(text, max(start, match.start() - _BEFORE), match.start())
        if article:
            result.append(Word(article.start(), article.start() + 2, "a"))
        result.append(Word(match.start(), match.end(), form))
    return result


def _opens(text: str, match: re.Match[str], stop: int) -> bool:
    """Whether a word with a capital is no name: it opens a sentence, or all of it is in capitals."""
    shouted = match.group().isupper()
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    return shouted or bool(_OPENS.search(before) and not _CAPITAL_NEXT.match(text, match.end(), stop))


def read_alike(words: Iterable[Word], replaced: Iterable[Word]) -> Iterator[Word]:
    """The words, with those that ``replaced`` covers read as it says; a phrase becomes one word."""
    others = {word.start: word for word in replaced}
    until = 0
    for word in words:
        if word.start < until:
            continue
        other = others.get(word.start)
        if other is not None:
            until = other.end
        yield other or word


def cue_read_alike(phrase: str) -> str:
    """A cue phrase of ``lapwing.text.Phrases`` for words that are read alike."""
    return " ".join("|".join(dict.fromkeys(_alternatives(part))) for part in phrase.split())


def _alternatives(part: str) -> Iterator[str]:
    for alternative in part.split("|"):
        yield readings().get(alternative, alternative)
        if alternative.endswith("*") and alternative[:-1] in readings():
            yield from (to for word, to in readings().items() if word.startswith(alternative[:-1]))
