"""Names in the words of a text, without a gazetteer: copies must be told in places that no list knows."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from lapwing.documents.wire.alignment import Gap, Side
from lapwing.records import Span
from lapwing.text import fold

_NAME = re.compile(r"\b[A-Z][\w'’\-]*(?:[ ](?:(?:al|el|bin|ibn|de|of|von|van)[ -])?[A-Z][\w'’\-]*){0,4}")
_BEGINS = re.compile(r"(?:^|[.!?:][\"'”’)]*\s+|\n\s*|[“\"]\s*)$")
_WITHIN = re.compile(
    r"\b(?:in|at|near|outside|around|to|towards?|from|between|on|of)\s+"
    r"(?:the\s+)?(?:[a-z]+(?:ern)?\s+)?(?:(?:village|town|city|district|province|county|region) of\s+)?$"
)
_KIND_OF_PLACE = re.compile(
    r"^\s+(?:district|province|county|region|market|village|town|city|airport|junction|highway|road|street|state)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"\b(?:said|says|saying|told|tells|announced|added|confirmed|according to|spokes(?:man|woman|person)|stated"
    r"|reported)\b",
    re.IGNORECASE,
)
_NO_NAMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december a an the in on at of and but after before police officials authorities two
    three four five six seven eight nine ten eleven twelve several many some this that these those it its he she they
    his her their there when while as by for from with no one all at least more about eyewitnesses witnesses residents
    gunmen soldiers militants attackers i we who what both another other""".split()
)
_AS_ONE = 75.0  # per cent: Kyiv and Kiev, Mohammed and Muhammad; other towns are seldom so close
_NEAR = 40  # characters around a name in which a word of speech makes it a speaker's


class Name(NamedTuple):
    """A name: where it stands, and whether it is a place's, a speaker's, or another."""

    span: Span
    words: str
    kind: Literal["place", "speaker", "other"]


def names_in(side: Side) -> list[Name]:
    """The names that begin among the words of one side of a gap."""
    text = side.wording.text
    found = []
    if not side.tokens:
        return []
    for match in _NAME.finditer(text, side.start, side.end):
        span = _without_opening(text, match)
        if span is not None:
            found.append(Name(span, span.quote(text), _kind(text, span)))
    return found


def swapped(gap: Gap) -> list[tuple[Name, Name]]:
    """Names of the first text, each with the one that stands in its place in the second.

    Only such as the other text has nowhere. Spellings of one name are no swap.
    """
    first = _unknown(names_in(gap.first), gap.second)
    second = _unknown(names_in(gap.second), gap.first)
    return [
        (name, other)
        for name, other in zip(first, second, strict=False)
        if fuzz.ratio(fold(name.words), fold(other.words)) < _AS_ONE
    ]


def new_names(side: Side, other: Side) -> list[Name]:
    """Names of persons on one side of a gap that the other text has nowhere: of two words or more."""
    return [
        name
        for name in _unknown(names_in(side), other)
        if name.kind != "place" and len(name.words.split()) >= 2
    ]


def _unknown(names: list[Name], other: Side) -> list[Name]:
    forms = {token.form for token in other.wording.tokens}
    parts = [(name, significant(name.words)) for name in names]
    return [name for name, words in parts if words and not any(word in forms for word in words)]


def significant(words: str) -> list[str]:
    """The parts of a name by which it is known again."""
    return [part for part in fold(words).split() if len(part) > 2 and part not in _NO_NAMES]


def _without_opening(text: str, match: re.Match[str]) -> Span | None:
    """The name without the word that only has its capital because it opens a sentence."""
    start, words = match.start(), match.group().split()
    while words and fold(words[0]) in _NO_NAMES:
        start += len(words[0]) + 1
        words = words[1:]
    if not words:
        return None
    if len(words) == 1 and start == match.start() and _BEGINS.search(text, max(0, start - 12), start):
        word = re.escape(words[0])
        if not re.search(rf"[a-z,;]\s+{word}\b", text):
            return None
    return Span(start=start, end=match.end())


def _kind(text: str, span: Span) -> Literal["place", "speaker", "other"]:
    before, after = text[max(0, span.start - _NEAR) : span.start], text[span.end : span.end + _NEAR]
    if _WITHIN.search(before) or _KIND_OF_PLACE.match(after):
        return "place"
    near = re.split(r"[.!?\n]", before)[-1] + " | " + re.split(r"[.!?\n]", after)[0]
    return "speaker" if _SPEECH.search(near) else "other"
