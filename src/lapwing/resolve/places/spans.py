"""Stretches of a text that bear a name of the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.resolve.gazetteer import Entry, Gazetteer
from lapwing.resolve.places.spelling import closest
from lapwing.text import fold

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_](?:[\w'’ʻʼ]*\w)?")
_LONGEST = 5  # words in a name
_JOINTS = re.compile(r"[ \-–.'’]{1,2}|['’]s |, (?=D\.C)|/")
_SMALL = frozenset(
    "of the de del la le el al an ad ar as ash at az upon and du da do dos van von y di".split()
)
# Months and days are dates, and a bare point of the compass names no place.
_NEVER = frozenset(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday west western east eastern north northern south southern""".split()
)
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as written, with its place in the text."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of text and the gazetteer's entries under it; ``first`` and ``last`` index the tokens."""

    start: int
    end: int
    first: int
    last: int
    form: str
    entries: tuple[Entry, ...]


def tokens(text: str) -> list[Token]:
    """The words of a text; a possessive ending is cut off."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        cut = _POSSESSIVE.search(word)
        end = match.start() + cut.start() if cut and cut.start() else match.end()
        found.append(Token(match.start(), end, text[match.start() : end]))
    return found


def named(text: str, among: Sequence[Token], known: Gazetteer) -> list[Named]:
    """All names in text order: at each word the longest one, and none inside another.

    A word that the gazetteer does not know is looked up by its spelling where the text treats it as a place.
    """
    found: list[Named] = []
    at = 0
    while at < len(among):
        name = None
        if among[at].capital and not _inside_word(text, among, at):
            name = _at(text, among, at, known) or respelt(text, among, at, known)
        if name is None:
            at += 1
        else:
            found.append(name)
            at = name.last + 1
    return found


def _at(text: str, among: Sequence[Token], at: int, known: Gazetteer) -> Named | None:
    ends = [at]
    while len(ends) < _LONGEST and ends[-1] + 1 < len(among) and _joined(text, among, ends[-1]):
        ends.append(ends[-1] + 1)
    for last in reversed(ends):
        token = among[last]
        if not token.capital and last != at:
            continue
        start, end = among[at].start, token.end
        form = fold(text[start:end])
        if len(form) < 2 or form in _NEVER:
            continue
        entries = known.lookup(form)
        if entries and _spelt(text[start:end], entries):
            return Named(start, end, at, last, form, entries)
    return None


def respelt(text: str, among: Sequence[Token], at: int, known: Gazetteer) -> Named | None:
    """An unknown name before ", Country" that is nearly a name of that country: "Jalal-Abadin, Kyrgyzstan"."""
    last = at
    while last + 1 < len(among) and among[last + 1].capital and _joined(text, among, last):
        last += 1
    start, end = among[at].start, among[last].end
    if not text.startswith(", ", end) or last + 1 >= len(among) or not among[last + 1].capital:
        return None
    following = _at(text, among, last + 1, known)
    countries = (
        {e.country for e in following.entries if e.precision in ("country", "admin1")} if following else set()
    )
    form = fold(text[start:end])
    found = closest(form, frozenset(c for c in countries if c), known)
    return Named(start, end, at, last, form, found) if found else None


def _inside_word(text: str, among: Sequence[Token], at: int) -> bool:
    """Whether a hyphen ties the word to the one before: "Abadin" in "Jalal-Abadin" is no name of its own."""
    return at > 0 and text[among[at - 1].end : among[at].start] in ("-", "‐", "‑") and among[at - 1].capital


def _joined(text: str, among: Sequence[Token], at: int) -> bool:
    """Whether the next word can belong to the same name."""
    following = among[at + 1]
    if not (following.capital or following.text in _SMALL):
        return False
    return _JOINTS.fullmatch(text[among[at].end : following.start]) is not None


def _spelt(name: str, entries: Sequence[Entry]) -> bool:
    """Short forms such as "US" and "Is" count only as the tables spell them: in capitals."""
    letters = name.replace(".", "")
    return len(letters) > 3 or letters.isupper() or any(entry.name == name for entry in entries)
