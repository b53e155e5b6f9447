"""Runs of words that have the shape of a name: capitalised, with initials and particles between.

Shape alone does not make a person: :mod:`lapwing.conduct.people` weighs what stands around each run.
"""

import re
from dataclasses import dataclass

from lapwing.conduct.words import (
    COMPOUND_ENDS,
    HONORIFICS,
    NOT_NAMES,
    OFFICE_OPENERS,
    PRIVATE_ROLES,
    PUBLIC_OFFICES,
)
from lapwing.text import fold

_WORD = re.compile(
    r"(?:(?:al|el|ad|an|ar|as|ash|at|az|ul|ur|us|d|l)[-’'])?[^\W\d_]+(?:[-’'][^\W\d_]+)*\.?", re.UNICODE
)
_ARTICLE = re.compile(r"^(?:al|el|ad|an|ar|as|ash|at|az|ul|ur|us|d|l)[-’'](?=[^\W\d_])")
_POSSESSIVE = re.compile(r"['’]s?$")
_PARTICLES = frozenset(
    """al el ul ur ud bin ibn bint ben abu umm van von der den de del della di da dos das du la le ter zu
    y""".split()
)
_CUT_OFF = NOT_NAMES | OFFICE_OPENERS
_SUFFIXES = frozenset(("II", "III", "IV", "Jr.", "Sr.", "Jr", "Sr"))


@dataclass(frozen=True, slots=True)
class Name:
    """A run of name-shaped words; ``words`` holds them without a possessive ending."""

    start: int
    end: int
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words joined by single spaces: equal for every mention of one spelling."""
        return " ".join(self.words)

    @property
    def last(self) -> str:
        """The word by which the person is called when mentioned again."""
        named = [word for word in self.words if word not in _SUFFIXES]
        return named[-1] if named else self.words[-1]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str
    closes: bool


def names(text: str) -> list[Name]:
    """Every run of one to five name-shaped words, in order; offices and openers before it are cut off.

    In "Prime Minister Anna Berg" the name is "Anna Berg"; in "On Monday Karim" there is "Karim". Words in
    capitals throughout (acronyms, headlines) are no names.
    """
    found = []
    for run in _runs(text):
        kept = _trim(run)
        if 0 < len(kept) <= 5:
            found.append(Name(kept[0].start, kept[-1].end, tuple(token.word for token in kept)))
    return found


def _runs(text: str) -> list[list[_Token]]:
    runs: list[list[_Token]] = []
    current: list[_Token] = []
    held: list[_Token] = []
    for match in _WORD.finditer(text):
        token = _token(match)
        adjoining = bool(current) and text[(held or current)[-1].end : token.start] == " "
        if adjoining and not current[-1].closes and token.word.lower() in _PARTICLES and token.word.islower():
            held.append(token)
            continue
        spelled_out = text[max(0, token.start - 1) : token.start] == "."
        if spelled_out or not _name_shaped(token.word, after_name=adjoining):
            _close(runs, current)
            current, held = [], []
            continue
        if adjoining and not current[-1].closes:
            current += [*held, token]
        else:
            _close(runs, current)
            current = [token]
        held = []
    _close(runs, current)
    return runs


def _close(runs: list[list[_Token]], current: list[_Token]) -> None:
    if current:
        runs.append(current)


def _token(match: "re.Match[str]") -> _Token:
    word, end, closes = match.group(), match.end(), False
    if word.endswith("."):
        # The full stop belongs to an initial or a title, else to the sentence.
        bare = word[:-1]
        if not (len(bare) == 1 or word in _SUFFIXES or _is_title(bare)):
            word, end, closes = bare, end - 1, True
    owner = _POSSESSIVE.search(word)
    if owner:
        end -= len(owner.group())
        word, closes = word[: owner.start()], True
    return _Token(match.start(), end, word, closes)


def _name_shaped(word: str, *, after_name: bool) -> bool:
    bare = _ARTICLE.sub("", word)
    if not bare[:1].isupper():
        return False
    if word in _SUFFIXES:
        return after_name
    if fold(bare.rpartition("-")[2]) in COMPOUND_ENDS:
        return False
    letters = bare.rstrip(".")
    return len(letters) == 1 or not letters.isupper()


def _is_title(word: str) -> bool:
    folded = fold(word).rpartition(" ")[2]
    return folded in PUBLIC_OFFICES or folded in PRIVATE_ROLES or folded in HONORIFICS


def _trim(run: list[_Token]) -> list[_Token]:
    """The run after its last office, role or honorific, without openers before and bare initials alone."""
    titles = [i for i, token in enumerate(run[:-1]) if _is_title(token.word)]
    kept = run[titles[-1] + 1 :] if titles else list(run)
    while kept and (fold(kept[0].word) in _CUT_OFF or kept[0].word in _PARTICLES):
        kept = kept[1:]
    if len(kept) == 1 and (len(kept[0].word.rstrip(".")) < 2 or _is_title(kept[0].word)):
        return []
    return kept
