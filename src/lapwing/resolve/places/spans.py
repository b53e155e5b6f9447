"""Stretches of a text that bear a name of the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from lapwing.codebook import load_groups
from lapwing.resolve.gazetteer import Entry, Gazetteer
from lapwing.resolve.places.spelling import closest
from lapwing.text import fold

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_](?:[\w'’ʻʼ]*\w)?")
_LONGEST = 5  # words in a name
_JOINTS = re.compile(r"[ \-–.'’]{1,2}|['’]s |, (?=D\.C)|/")
_SMALL = frozenset(
    """of the de del la le el al an ad ar as ash at az es ez upon and du da do dos van von der den ibn bin
    ben ul sur sous y di""".split()
)
# Months and days are dates, and a bare point of the compass names no place.
_NEVER = frozenset(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday
    west western east eastern north northern south southern""".split()
)
_HYPHENS = ("-", "‐", "‑")
_PREFIXES = frozenset(
    """anti pro non ex pre post mid trans inter cross sub neo ultra north south east west central afro anglo
    austro euro franco greco indo italo russo sino turco al el ad ar as ash at az""".split()
)
_ENDINGS = ("ed", "led", "born", "wide", "run", "held", "style", "speaking", "area")
_UNITS = frozenset("Township Parish County Borough".split())
_PLACING = frozenset("in near at from".split())
_POSSESSIVE = re.compile(r"['’]s?$")


class Token(NamedTuple):
    """A word as written, with its place in the text; ``capital`` is whether it begins with a capital letter."""

    start: int
    end: int
    text: str
    capital: bool


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
        written = text[match.start() : end]
        found.append(Token(match.start(), end, written, written[0].isupper()))
    return found


def named(text: str, among: Sequence[Token], known: Gazetteer) -> list[Named]:
    """All names in text order: at each word the longest one, and none inside another.

    A word that the gazetteer does not know is looked up by its spelling where a country or province follows.
    """
    found: list[Named] = []
    at = 0
    while at < len(among):
        name = None
        if among[at].capital and not _tail(text, among, at, found):
            name = _at(text, among, at, known) or respelt(text, among, at, known)
        if name is None:
            at += 1
        else:
            found.append(name)
            at = name.last + 1
    return found


def _at(text: str, among: Sequence[Token], at: int, known: Gazetteer) -> Named | None:
    forms = _forms(text, among[at], known)
    if not forms:
        return None
    ends = [at]
    while len(ends) < _LONGEST and ends[-1] + 1 < len(among) and _joined(text, among, ends[-1]):
        ends.append(ends[-1] + 1)
    for last in reversed(ends):
        token = among[last]
        if not token.capital and last != at:
            continue
        start, end = among[at].start, token.end
        form = fold(text[start:end])
        if len(form) < 2 or form in _NEVER or form not in forms:
            continue
        if _head(text, among, last, known):
            continue
        entries = () if form in armed_groups() and not _large(known, form) else known.lookup(form)
        short = [entry for entry in entries if entry.kind == "abbreviation"]
        if short:
            if at and among[at - 1].capital and text.startswith(", ", among[at - 1].end):
                dotted = text.startswith(".", end) and not text[start:end].isupper()
                return Named(start, end + dotted, at, last, form, tuple(short))
            entries = tuple(entry for entry in entries if entry.kind != "abbreviation")
        if entries and _spelt(text[start:end], entries):
            return _with_unit(text, among, Named(start, end, at, last, form, entries))
    return None


def _forms(text: str, first: Token, known: Gazetteer) -> frozenset[str]:
    """The names that may begin with a word, with its possessive ending or without: "King's Lynn"."""
    word = fold(first.text).partition(" ")[0]
    forms = known.forms_from(word)
    if text.startswith(("'s ", "’s "), first.end):
        forms |= known.forms_from(f"{word}s")
    return forms


@cache
def armed_groups() -> frozenset[str]:
    """The folded names of armed groups: "Hamas" is also how a language calls a town."""
    return frozenset(fold(form) for group in load_groups() for form in group.forms)


def _large(known: Gazetteer, form: str) -> bool:
    """Whether more than towns bear the name: "Khorasan" is a region whoever else is called so."""
    return any(entry.precision not in ("city", "district", "site") for entry in known.lookup(form))


def _with_unit(text: str, among: Sequence[Token], name: Named) -> Named:
    """The name and the word for its kind: "Madison Township" where the gazetteer has only Madison."""
    after = among[name.last + 1] if name.last + 1 < len(among) else None
    if after is None or after.text not in _UNITS or text[name.end : after.start] != " ":
        return name
    entries = tuple(e for e in name.entries if e.precision in ("city", "district"))
    if not entries:
        return name
    form = fold(text[name.start : after.end])
    return Named(name.start, after.end, name.first, name.last + 1, form, entries)


def respelt(text: str, among: Sequence[Token], at: int, known: Gazetteer) -> Named | None:
    """An unknown name before ", Country" that is nearly one there: "Jalal-Abadin, Kyrgyzstan"."""
    last = run(text, among, at)
    start, end = among[at].start, among[last].end
    if not text.startswith(", ", end) or last + 1 >= len(among) or not among[last + 1].capital:
        return None
    following = _at(text, among, last + 1, known)
    if following is None:
        return None
    holders = [e for e in following.entries if e.precision in ("country", "admin1") and e.country]
    form = fold(text[start:end])
    countries = tuple(sorted({e.country for e in holders if e.country}))
    found = closest(form, countries, known, loose=True) if countries else ()
    if not any(e.precision == "country" for e in holders):
        provinces = {(e.country, e.name) for e in holders}
        found = tuple(e for e in found if (e.country, e.admin1) in provinces)
    return Named(start, end, at, last, form, found) if found else None


def unknown(
    text: str, among: Sequence[Token], names: Sequence[Named], countries: tuple[str, ...], known: Gazetteer
) -> list[Named]:
    """Names that the gazetteer lacks but the text places ("in Khasham"), read by their consonants.

    Only places of ``countries`` (ISO alpha-3) are considered.
    """
    taken = {index for name in names for index in range(name.first, name.last + 1)}
    found: list[Named] = []
    for at in range(1, len(among)):
        before = among[at - 1]
        if not among[at].capital or at in taken or before.text not in _PLACING:
            continue
        last = run(text, among, at)
        if taken & set(range(at, last + 1)) or text[before.end : among[at].start] != " ":
            continue
        start, end = among[at].start, among[last].end
        form = fold(text[start:end])
        entries = () if form in _NEVER else closest(form, countries, known, loose=False)
        if entries:
            found.append(Named(start, end, at, last, form, entries))
    return found


def run(text: str, among: Sequence[Token], at: int) -> int:
    """The last word of the capitalised words joined from ``at``."""
    last = at
    while last + 1 < len(among) and among[last + 1].capital:
        if text[among[last].end : among[last + 1].start] not in (" ", *_HYPHENS):
            break
        last += 1
    return last


def _tail(text: str, among: Sequence[Token], at: int, found: Sequence[Named]) -> bool:
    """Whether a hyphen ties the word to one that is no name: so "Abadin" in "Jalal-Abadin"."""
    if not at or text[among[at - 1].end : among[at].start] not in _HYPHENS or not among[at - 1].capital:
        return False
    if found and found[-1].last == at - 1:
        return False
    return among[at - 1].text.lower() not in _PREFIXES


def _head(text: str, among: Sequence[Token], last: int, known: Gazetteer) -> bool:
    """Whether a hyphen ties the word to a following one that is neither a name nor like "-Backed"."""
    if last + 1 >= len(among) or text[among[last].end : among[last + 1].start] not in _HYPHENS:
        return False
    following = among[last + 1]
    if not following.capital or following.text.lower().endswith(_ENDINGS):
        return False
    return not known.lookup(fold(following.text))


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
