"""The words of a text as the matching of names needs them: folded, with their case, without possessives."""

import re
from typing import NamedTuple

from lapwing.text import fold

_LETTERS = r"(?:[^\W_]|[\u0300-\u036f])+"
_WORD = re.compile(rf"{_LETTERS}(?:['’‘ʼʻ`´]{_LETTERS})*")
_POSSESSIVE = re.compile(r"['’‘ʼʻ`´][sS]$")
_HYPHENS = "-‐‑–—"


class Token(NamedTuple):
    """A word between ``start`` and ``end``, which leave a possessive ending out; ``tail`` is the end with it.

    ``raw`` is the word as written, ``form`` the folded word, ``capital`` whether it has a capital letter.
    """

    start: int
    end: int
    tail: int
    raw: str
    form: str
    capital: bool


def tokens(text: str) -> list[Token]:
    """The words of ``text``; hyphens and spaces separate them, apostrophes inside a word do not."""
    found = []
    for match in _WORD.finditer(text):
        raw = match.group()
        start, tail = match.span()
        if raw.isascii() and raw.isalnum():
            lowered = raw.lower()
            found.append(Token(start, tail, tail, raw, lowered, lowered != raw))
            continue
        ending = _POSSESSIVE.search(raw)
        if ending:
            raw = raw[: ending.start()]
        form = fold(raw).replace(" ", "")
        if form:
            found.append(Token(start, start + len(raw), tail, raw, form, raw != raw.lower()))
    return found


def joined(gap: str) -> bool:
    """Whether the characters between two words are a hyphen or dash."""
    return gap.strip() in _HYPHENS and gap.strip() != ""


def shouting(among: list[Token], first: int, last: int) -> bool:
    """Whether the words around ``among[first..last]`` are all in capitals, so that case tells nothing.

    Looks at the word on either side, or at the edge of the text at two words of the one side.
    """
    before, after = _letters(among, first - 1, -1), _letters(among, last + 1, 1)
    around = before[:1] + after[:1] if before and after else before + after
    return len(around) == 2 and all(word.isupper() for word in around)


def _letters(among: list[Token], at: int, step: int) -> list[str]:
    """Up to two words with at least two letters, from ``at`` outwards."""
    found: list[str] = []
    for _ in range(4):
        if not 0 <= at < len(among) or len(found) == 2:
            break
        raw = among[at].raw
        if len(raw) > 1 and raw.isalpha():
            found.append(raw)
        at += step
    return found
