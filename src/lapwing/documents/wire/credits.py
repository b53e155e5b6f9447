"""Whose words a text says it is: the news agency in its dateline, byline, credit or copyright line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

import yaml

from lapwing.records import Document

_HEAD, _TAIL = 700, 400  # characters: credits stand in the first paragraphs and below the last
_OTHERS = frozenset({"photo_credit", "file_photo", "file_photo_caption", "image_label"})
"""Rules of furniture whose credits are of pictures, not of the text."""

_DAY = r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s*\d{4})?|\d{1,2}\s+[A-Z][a-z]{2,8}\.?(?:\s+\d{4})?)"
_PERSON = r"[A-Z][\w.'’\-]*(?:\s+[A-Z][\w.'’\-]*){0,3}"
_FORMAL = r"(?:\s+(?:news\s+agency|news|staff|writers?|correspondents?|reporters?))*"


class _Patterns(NamedTuple):
    head: tuple[re.Pattern[str], ...]
    tail: tuple[re.Pattern[str], ...]
    field: tuple[re.Pattern[str], ...]


def credited_agency(document: Document) -> str | None:
    """The agency that the document credits with its text, or that published it; ``None`` when none is named.

    A quotation ("told Reuters"), the credit of a picture, and a mere contribution are no credits. Of several
    agencies the first named.
    """
    return next(_credits(document), None)


def _credits(document: Document) -> Iterator[str]:
    patterns = _patterns()
    for field in (document.author, document.canonical_source):
        yield from _found(patterns.field, field or "")
    yield from _found(patterns.head, document.text[:_HEAD])
    yield from _found(patterns.tail, document.text[-_TAIL:])
    for piece in document.furniture:
        if piece.rule not in _OTHERS:
            yield from _found((*patterns.head, *patterns.tail), piece.text)
    yield from _found(patterns.field, document.publisher or "")


def _found(patterns: tuple[re.Pattern[str], ...], text: str) -> Iterator[str]:
    hits = sorted(
        (match.start(), match["agency"]) for pattern in patterns for match in pattern.finditer(text)
    )
    for _, form in hits:
        yield _names()[form]


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """The agency of each form."""
    table = yaml.safe_load(resources.files(__package__).joinpath("agencies.yaml").read_text("utf-8"))
    return {form: agency["name"] for agency in table for form in agency["forms"]}


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    forms = "|".join(re.escape(form) for form in sorted(_names(), key=len, reverse=True))
    agency = rf"(?P<agency>{forms})"

    def compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern, re.MULTILINE) for pattern in patterns)

    # MARO, March 3 (Reuters) - / (AFP) alone at the end of a line
    bracketed = rf"[(\[]\s*{agency}(?:\s*[/,&+][^()\n]{{1,30}})?\s*[)\]](?=\s*(?:--|[-–—:_|]|$))"
    # AFP - / MARO, 3 March, Anadolu -
    opening = (
        rf"^\W{{0,3}}(?:{_PERSON}\s*[,/:]\s*)?(?:{_DAY}\s*[,/:]?\s*)?{agency}\s*(?:--|[-–—_:|])\s*(?=\S)"
    )
    # Source: AFP / By Reuters / — AP
    credit = (
        r"^\W{0,3}(?:(?i:by|source|sources|via|credit|text|agency)\b\s*:?|--|[-–—])\s*(?:[Tt]he\s+)?"
        rf"{agency}{_FORMAL}\W{{0,3}}$"
    )
    # By Ann Ames, Associated Press / Ann Ames | AP
    byline = (
        rf"^\W{{0,3}}(?:[Bb][Yy]\s+)?{_PERSON}(?:(?:\s+and|,)\s+{_PERSON})*\s*[,|/(–—-]\s*(?:[Tt]he\s+)?"
        rf"{agency}{_FORMAL}\)?\W{{0,2}}$"
    )
    rights = rf"(?:©|\([cC]\)|[Cc]opyright)\s*(?:©|\([cC]\))?\s*(?:\d{{4}})?,?\s*(?:by\s+)?(?:[Tt]he\s+)?{agency}\b"
    whole = rf"^\s*(?:[Tt]he\s+|[Bb]y\s+)?{agency}{_FORMAL}\s*$"
    return _Patterns(
        head=compiled(bracketed, opening, credit, byline),
        tail=compiled(bracketed, credit, rights),
        field=compiled(whole, byline),
    )
