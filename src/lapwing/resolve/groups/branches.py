"""Names that stand for a part or a friend of the group: "Islamic State's Afghan branch", "ISKP-linked"."""

from __future__ import annotations

import re
from bisect import bisect_left

from lapwing.codebook import Group
from lapwing.resolve.groups.areas import areas_in
from lapwing.resolve.groups.lexicon import Lexicon
from lapwing.resolve.groups.scan import Hit
from lapwing.resolve.groups.tokens import Token

_NOUN = r"(?:branch|affiliate|offshoot|wing|franchise|arm|chapter|subsidiary|province|outpost)"
_AFTER = re.compile(
    r"(?:['’][sS]?)?(?:\s+(?:group|organi[sz]ation|network)(?:['’]s)?)?"
    rf"(?P<own>(?:[ \-–][^\W\d_][\w'’]*){{0,4}}?)[ \-–]{_NOUN}\b"
    r"(?P<there>\s+(?:in|for|of|across)\s+(?:the\s+)?[A-Z][\w'’]*(?:[ \-][A-Z][\w'’]*){0,2})?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?P<own>[A-Z][\w'’]*(?:[ \-–][A-Z][\w'’]*){{0,2}})(?:-based)?[ \-]{_NOUN}(?P<there>)\s+of\s+"
    rf"(?:the\s+)?(?:so-called\s+|self-styled\s+)?[\"“'‘]?$"
)
_TIES = "linked|affiliated|inspired|backed|run|controlled|led|held|aligned|allied|supported|ruled|dominated"
_FRIEND = re.compile(
    rf"['’]?[-‐‑–](?!based)[a-z]{{3,}}|\s[-–]\s(?:{_TIES})\b|\s(?:affiliate|offshoot|sympathi[sz]er|supporter)s?\b"
    rf"|['’]?\s?[-‐‑–]\s?(?:{_TIES.upper()})\b"
)
_FOR = re.compile(r"\b[Pp]ro\s?[-‐‑–]$|\bPRO-$")
_ARTICLE = re.compile(r"^(?:The|An?) ")
_AHEAD, _BACK = 90, 60
# "Somalia" for "Somali", so that an adjective finds the name that a province bears.
_NAMES = {
    "african": "africa",
    "asian": "asia",
    "sahelian": "sahel",
    "khurasan": "khorasan",
    "saharan": "sahara",
}


def mark_friends(text: str, hits: list[Hit]) -> None:
    """Mark the hits that only say whose friend, creature or prisoner something is."""
    for hit in hits:
        tail = text[hit.end : hit.end + 16]
        if _FRIEND.match(tail) or _FOR.search(text[max(0, hit.start - 6) : hit.start]):
            hit.how, hit.score = "affiliate", min(hit.score, 0.9)


def turn_to_branches(
    text: str, among: list[Token], hits: list[Hit], compiled: Lexicon, year: int | None
) -> None:
    """Let a parent's name mean its branch where the words around say which: "al-Qaeda's branch in Yemen".

    The hit then spans the phrase. Where no single branch fits, the parent's name stays as it is.
    """
    named = {hit.group for hit in hits if hit.group is not None}
    for place, hit in enumerate(hits):
        children = compiled.children.get(hit.group or "", ())
        if not children:
            continue
        last = hits[place - 1].end if place else 0
        stop = hits[place + 1].start if place + 1 < len(hits) else len(text)
        phrase = _phrase(text, hit, max(last, hit.start - _BACK), min(stop, hit.end + _AHEAD))
        if phrase is None:
            continue
        start, end, area_spans = phrase
        areas = [area for span in area_spans for area in _areas(among, *span)]
        child = _child(children, areas, named, year)
        if child is not None:
            hit.start, hit.end, hit.group, hit.how, hit.score = start, end, child, "alias", 0.85


def _phrase(text: str, hit: Hit, left: int, right: int) -> tuple[int, int, list[tuple[int, int]]] | None:
    """The span of a phrase with "branch" around a hit, and the spans where it names an area."""
    match = _AFTER.match(text, hit.end, right)
    if match:
        return hit.start, match.end(), [match.span("there"), match.span("own")]
    window = text[left : hit.start]
    before = _BEFORE.search(window)
    if before:
        start = before.start() + len(before.group()) - len(_ARTICLE.sub("", before.group()))
        return left + start, hit.end, [(left + before.start("own"), left + before.end("own"))]
    return None


def _areas(among: list[Token], start: int, end: int) -> list[tuple[str, tuple[str, ...]]]:
    if start < 0 or end <= start:
        return []
    starts = [token.start for token in among]
    run = among[bisect_left(starts, start) : bisect_left(starts, end)]
    return [(name, countries) for _, name, countries in areas_in(run)]


def _child(
    children: tuple[Group, ...], areas: list[tuple[str, tuple[str, ...]]], named: set[str], year: int | None
) -> str | None:
    """The one branch that bears the area's name, or whose main country it is; the earlier area goes first."""
    alive = [child for child in children if _alive(child, year)]
    for name, countries in areas:
        plain = " ".join(_NAMES.get(word, word) for word in name.split())
        fitting = [child for child in alive if plain in child.name.casefold()]
        for country in countries:
            fitting = fitting or [child for child in alive if child.country == country]
        fitting = [child for child in fitting if child.name in named] or fitting
        if len(fitting) == 1:
            return fitting[0].name
    return None


def _alive(group: Group, year: int | None) -> bool:
    if year is None:
        return group.active_to is None
    return (group.active_from or year) <= year <= (group.active_to or year)
