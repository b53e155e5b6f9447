"""Acronyms that a text introduces itself: "the Sons of Truth (SOT)", "the Food Standards Agency (FSA)"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from lapwing.codebook import Group
from lapwing.resolve.groups.lexicon import Form, Lexicon, Meaning, Slot
from lapwing.resolve.groups.scan import Hit
from lapwing.resolve.groups.tokens import Token
from lapwing.text import fold

_INTRODUCED = re.compile(
    r"[(\[]\s*[\"“'‘]?((?=[^\s()\[\]]*[A-Z][^\s()\[\]]*[A-Z0-9])[A-Z][\w/.\-]{1,9})[\"”'’]?\s*[)\]]"
)
_AFTER_NAME = re.compile(r"(?:['’][sS]?)?[\"”'’]?\s*")
_AGENCIES = frozenset("AFP AP UPI EFE DPA ANI PTI IANS TASS CNN BBC NBC CBS ABC DW RFE".split())
_SMALL = frozenset("of the and for in to de del la las los el y e du des et on".split())


def introductions(text: str, among: list[Token]) -> list[tuple[str, int, int]]:
    """The acronyms that stand in brackets: letters, position of the bracket, index of the word before it."""
    found = []
    starts = [token.start for token in among]
    for match in _INTRODUCED.finditer(text):
        found.append((match.group(1), match.start(), bisect_left(starts, match.start()) - 1))
    return found


def drop_foreign(
    hits: list[Hit], introduced: list[tuple[str, int, int]], text: str, among: list[Token]
) -> list[Hit]:
    """The hits without those acronyms that the text introduces for something that is no armed group."""
    ends = [hit.end for hit in hits]
    foreign = {
        letters
        for letters, bracket, before in introduced
        if _named_before(hits, ends, text, bracket) is None and _spelled_out(letters, among, before)
    }
    if not foreign:
        return hits
    return [hit for hit in hits if hit.form.exact is None or text[hit.start : hit.end] not in foreign]


def introduced_groups(
    hits: list[Hit], introduced: list[tuple[str, int, int]], text: str, compiled: Lexicon
) -> dict[str, Meaning]:
    """The acronyms that stand in brackets after a group's name, each with that group.

    Only where the registry does not have the acronym for this group anyway.
    """
    found: dict[str, Meaning] = {}
    ends = [hit.end for hit in hits]
    for letters, bracket, _ in introduced:
        hit = _named_before(hits, ends, text, bracket)
        if letters in found or hit is None or hit.group is None or hit.form.exact is not None:
            continue
        group = compiled.groups[hit.group]
        if letters not in group.acronyms and _abbreviates(letters, group):
            found.setdefault(letters, Meaning(compiled.groups[hit.group], "acronym"))
    return found


def _abbreviates(letters: str, group: Group) -> bool:
    """Whether the letters run, in order, through one of the group's names; a news agency's never do."""
    wanted = [c for c in letters.lower() if c.isalpha()]
    if len(wanted) < 2 or letters in _AGENCIES:
        return False
    for form in group.forms:
        rest = iter(fold(form))
        if fold(form)[:1] == wanted[0] and all(letter in rest for letter in wanted):
            return True
    return False


def apply(
    found: dict[str, Meaning], hits: list[Hit], text: str, among: list[Token], taken: set[int]
) -> list[Hit]:
    """The hits with every use of the introduced acronyms meaning the group that the text says."""
    if not found:
        return hits
    for hit in hits:
        meaning = found.get(text[hit.start : hit.end])
        if meaning is not None:
            hit.group, hit.how, hit.score, hit.alternatives = meaning.group.name, "acronym", 0.95, ()
    added = []
    starts = [token.start for token in among]
    for letters, meaning in found.items():
        for match in re.finditer(rf"(?<!\w){re.escape(letters)}(?!\w)", text):
            at = bisect_left(starts, match.start())
            if at < len(among) and at not in taken and among[at].start == match.start():
                added.append(_hit(among, at, match.end(), meaning))
                taken.update(range(at, added[-1].last + 1))
    return sorted([*hits, *added], key=lambda hit: hit.start)


def _hit(among: list[Token], at: int, end: int, meaning: Meaning) -> Hit:
    last = at
    while last + 1 < len(among) and among[last + 1].end <= end:
        last += 1
    form = Form((Slot(among[at].form, False, False),), among[at].raw)
    hit = Hit(at, last, among[at].start, end, form, [meaning], "acronym", score=0.95)
    hit.group = meaning.group.name
    return hit


def _named_before(hits: list[Hit], ends: list[int], text: str, bracket: int) -> Hit | None:
    """The name that ends right before a bracket; ``ends`` are the ends of the hits."""
    at = bisect_right(ends, bracket) - 1
    if at < 0 or not _AFTER_NAME.fullmatch(text, hits[at].end, bracket):
        return None
    return hits[at]


def _spelled_out(letters: str, among: list[Token], before: int) -> bool:
    """Whether the words before the bracket begin with the acronym's letters, in this or another order.

    Another order is that of another language: "Socialist International (IS)".
    """
    wanted = sorted(c for c in letters.lower() if c.isalpha())
    initials: list[str] = []
    at = before
    while len(initials) < len(wanted) and at >= 0:
        token = among[at]
        if token.capital and token.form not in _SMALL:
            initials.append(token.form[0])
        elif token.form not in _SMALL:
            return False
        at -= 1
    return sorted(initials) == wanted
