"""Names that stand for a part or a friend of the group: "Islamic State's Afghan branch", "ISKP-linked"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from lapwing.codebook import Group
from lapwing.resolve.groups.areas import Area, areas_in
from lapwing.resolve.groups.context import Setting
from lapwing.resolve.groups.scan import Hit

_NOUN = r"(?:branch|affiliate|offshoot|wing|franchise|arm|chapter|subsidiary|province|outpost)"
_AFTER = re.compile(
    r"(?:['’]?[sS]\b|['’])?(?:\s+(?:group|organi[sz]ation|network)(?:['’]s)?)?"
    rf"(?P<own>(?:[ \-–][^\W\d_][\w'’]*){{0,4}}?)[ \-–](?P<noun>{_NOUN})\b"
    r"(?P<there>\s+(?:in|for|of|across)\s+(?:the\s+)?[A-Z][\w'’]*(?:[ \-][A-Z][\w'’]*){0,2})?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?P<own>[A-Z][\w'’]*(?:[ \-–][A-Z][\w'’]*){{0,2}})(?:-based)?[ \-]{_NOUN}\s+of\s+"
    rf"(?:the\s+)?(?:so-called\s+|self-styled\s+)?[\"“'‘]?$"
)
_TIES = "linked|affiliated|inspired|backed|run|controlled|led|held|aligned|allied|supported|ruled|dominated"
_FRIEND = re.compile(
    rf"['’]?[-‐‑–](?!based)[a-z]{{3,}}|\s[-–]\s(?:{_TIES})\b|\s(?:affiliate|offshoot|sympathi[sz]er|supporter)s?\b"
    rf"|['’]?\s?[-‐‑–]\s?(?:{_TIES.upper()})\b"
)
_FOR = re.compile(r"\b[Pp]ro\s?[-‐‑–]$|\bPRO-$")
_ARTICLE = re.compile(r"^(?:The|An?) ")
# Between the parent's name and the noun any few words may stand after a possessive, else
# only capitalised ones.
_OWNER = re.compile(r"['’]|[sS]\b|\s+\w+['’]")
_SMALL = re.compile(r"(?<!\w)[a-z]")
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
    text: str, where: Setting, hits: list[Hit], taken: set[int], children: dict[str, tuple[Group, ...]]
) -> None:
    """Let a parent's name mean its branch where the words around say which: "al-Qaeda's branch in Yemen".

    The hit then spans the phrase, whose words are added to ``taken``. Where no single branch fits, the
    parent's name stays as it is.
    """
    named = {hit.group for hit in hits if hit.group is not None}
    starts = [token.start for token in where.among]
    for place, hit in enumerate(hits):
        branches = [child for child in children.get(hit.group or "", ()) if _alive(child, where.year)]
        if not branches:
            continue
        left = hits[place - 1].end if place else 0
        right = hits[place + 1].start if place + 1 < len(hits) else len(text)
        phrase = _phrase(text, hit, max(left, hit.start - _BACK), min(right, hit.end + _AHEAD))
        if phrase is None:
            continue
        for start, end in phrase.areas:
            run = where.among[bisect_left(starts, start) : bisect_left(starts, end)]
            area, child = _branch(branches, areas_in(run), named)
            if area is None:
                continue
            hit.start, hit.end = phrase.start, max(phrase.end, area.end)
            hit.group, hit.how, hit.score = child, "alias", 0.85
            hit.first, hit.last = bisect_left(starts, hit.start), bisect_left(starts, hit.end) - 1
            taken.update(range(hit.first, hit.last + 1))
            break


class _Phrase(NamedTuple):
    """A parent's name with "branch": its span to the noun, and the spans in which it may name an area."""

    start: int
    end: int
    areas: list[tuple[int, int]]


def _phrase(text: str, hit: Hit, left: int, right: int) -> _Phrase | None:
    match = _AFTER.match(text, hit.end, right)
    if match and (_OWNER.match(match.group()) or not _SMALL.search(match.group("own"))):
        named = [match.span(part) for part in ("there", "own") if match.group(part)]
        return _Phrase(hit.start, match.end("noun"), named)
    before = _BEFORE.search(text[left : hit.start])
    if before is None:
        return None
    start = left + before.start() + len(before.group()) - len(_ARTICLE.sub("", before.group()))
    return _Phrase(start, hit.end, [(start, left + before.end("own"))])


def _branch(branches: list[Group], areas: list[Area], named: set[str]) -> tuple[Area | None, str | None]:
    """The one branch that bears an area's name, or whose main country it is, with that area."""
    for area in areas:
        plain = " ".join(_NAMES.get(word, word) for word in area.name.split())
        fitting = [child for child in branches if plain in child.name.casefold()]
        for country in area.countries:
            fitting = fitting or [child for child in branches if child.country == country]
        fitting = [child for child in fitting if child.name in named] or fitting
        if len(fitting) == 1:
            return area, fitting[0].name
    return None, None


def _alive(group: Group, year: int | None) -> bool:
    if year is None:
        return group.active_to is None
    return (group.active_from or year) <= year <= (group.active_to or year)
