"""Persons in a text, found by the shape of a name and what stands around it, not by a list of names.

Two or more words in the shape of a name are a person's unless something speaks against it: that they name a
known group or place, hold an organisation's word, or follow "the". One word alone needs a sign: an honorific,
an age, "a man named", a role before it. A sign of public office (a title, a spokesman's role, an
administration that bears the name) makes that person public. In doubt a name is left out, not shown.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lapwing.conduct.names import Name, names
from lapwing.conduct.signs import Sign, signs
from lapwing.conduct.words import CALENDAR, FAITH_AND_DESCENT, NOT_PERSONS, PLACE_OR_GROUP_OPENERS
from lapwing.records import Span
from lapwing.text import fold

Known = Callable[[str], bool]
ENOUGH = 3
_UNNAMED = "named person"
_TITLE_BOUNDS = ("\n", "“", "”", '"', "«", "»")
_INTRODUCES = frozenset(("honorific", "named", "age", "title"))


def nothing_known(_name: str) -> bool:
    """A ``Known`` that knows no group, place or organisation."""
    return False


@dataclass(frozen=True)
class Person:
    """A person named in a text: every spelling used, where, and what to say instead of the name."""

    spellings: tuple[str, ...]
    spans: tuple[Span, ...]
    public: bool
    role: str | None = None
    age: int | None = None

    @property
    def label(self) -> str:
        """Role words in place of the name: "suspect, 27" or "named person"."""
        role = self.role or _UNNAMED
        return role if self.age is None else f"{role}, {self.age}"


@dataclass(eq=False)
class _Case:
    """The signs gathered for one spelling of a full name."""

    mentions: list[Name] = field(default_factory=list)
    signs: dict[str, Sign] = field(default_factory=dict)

    def add(self, mention: Name, found: Iterable[Sign]) -> None:
        self.mentions.append(mention)
        for sign in found:
            held = self.signs.get(sign.kind)
            if held is None or abs(sign.weight) > abs(held.weight):
                self.signs[sign.kind] = sign

    @property
    def weight(self) -> int:
        return sum(sign.weight for sign in self.signs.values())

    @property
    def strongest(self) -> int:
        return max((sign.weight for sign in self.signs.values()), default=0)


@lru_cache(maxsize=16)
def find_people(text: str, known: Known = nothing_known) -> tuple[Person, ...]:
    """The persons named in ``text``, in order of first mention.

    ``known`` says whether a name is that of a group, a place or an organisation: such a name needs a strong
    sign (a title, an age, "named") before it is taken for a person's.
    """
    cases = _gather(text, known)
    alone = {name: case for name, case in cases.items() if " " not in name}
    accepted = [
        (name, case)
        for name, case in cases.items()
        if (_full(text, name, case, alone, known) if " " in name else _lone(text, name, case, known))
    ]
    return _assemble(text, accepted, cases, known)


def _gather(text: str, known: Known) -> dict[str, _Case]:
    cases: dict[str, _Case] = defaultdict(_Case)
    for name in names(text):
        found = signs(text, name.start, name.end)
        name = _without_lead(name, found, known)
        cases[name.text].add(name, found)
    return cases


def _without_lead(name: Name, found: Sequence[Sign], known: Known) -> Name:
    """The name without a place or a people before it ("Syrian Anna Berg"), unless it is introduced whole."""
    introduced = any(sign.kind in _INTRODUCES and sign.weight >= ENOUGH for sign in found)
    if len(name.words) < 3 or introduced or not known(name.words[0]):
        return name
    return Name(name.start + len(name.words[0]) + 1, name.end, name.words[1:])


def _full(text: str, name: str, case: _Case, alone: dict[str, _Case], known: Known) -> bool:
    weight = case.weight
    if not all(_in_headline(text, mention) for mention in case.mentions):
        weight += ENOUGH
    words = case.mentions[0].words
    last = case.mentions[0].last
    if last in alone and not known(last) and fold(last) not in NOT_PERSONS:
        weight += 2
    if any(word.islower() for word in words) or words[0] in ("Abu", "Umm"):
        weight += 1
    if all(fold(word) in CALENDAR for word in words) or _is_description(words, known):
        return False
    if any(_impersonal(word) for word in words) or fold(words[0]) in PLACE_OR_GROUP_OPENERS:
        weight -= 3
    if any(_also_common(text, word) for word in words):
        weight -= 2
    if known(name):
        weight -= 4
    elif all(known(word) for word in words):
        weight -= 3
    return weight >= ENOUGH


def _in_headline(text: str, mention: Name) -> bool:
    """Whether it stands in a headline or quoted title, where capitals on nearly every word say little."""
    start = max(text.rfind(mark, 0, mention.start) for mark in _TITLE_BOUNDS) + 1
    ends = [at for mark in _TITLE_BOUNDS if (at := text.find(mark, mention.end)) >= 0]
    line = text[start : min(ends, default=len(text))].rstrip()
    if line.endswith("."):
        return False
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def _is_description(words: Sequence[str], known: Known) -> bool:
    """Whether it only says of what people someone is, as "Russian Muslim"."""
    told = [fold(word) in FAITH_AND_DESCENT for word in words]
    return any(told) and all(faith or known(word) for faith, word in zip(told, words, strict=True))


def _impersonal(word: str) -> bool:
    folded = fold(word)
    return folded in NOT_PERSONS or folded.removesuffix("s") in FAITH_AND_DESCENT


def _also_common(text: str, word: str) -> bool:
    """Whether the text uses the word in lower case as well, as no name is."""
    return len(word) > 2 and not word.islower() and bool(re.search(rf"\b{re.escape(word.lower())}\b", text))


def _lone(text: str, name: str, case: _Case, known: Known) -> bool:
    if _impersonal(name) or fold(name) in CALENDAR or _also_common(text, name) or known(name):
        return False
    return case.strongest >= ENOUGH and case.weight >= ENOUGH


@dataclass(eq=False)
class _Owner:
    """A person in the making: the full name, where it stands, and the signs around it."""

    name: str
    spans: set[tuple[int, int]]
    signs: list[Sign]

    @property
    def first(self) -> int:
        return min(self.spans)[0]

    def last_before(self, at: int) -> int:
        """Where the person was last spoken of before ``at``; far off when only afterwards."""
        earlier = [start for start, _ in self.spans if start < at]
        return max(earlier) if earlier else -self.first - 1


def _assemble(
    text: str, accepted: Sequence[tuple[str, _Case]], cases: dict[str, _Case], known: Known
) -> tuple[Person, ...]:
    shortened = _short_forms(accepted, cases, known)
    owners = [_owner(text, name, case, shortened) for name, case in accepted if name not in shortened]
    mentions = [mention for short in shortened for mention in cases[short].mentions]
    for mention in sorted(mentions, key=lambda mention: mention.start):
        holders = [owner for owner in owners if owner.name in shortened[mention.text]]
        holder = max(holders, key=lambda owner: owner.last_before(mention.start))
        holder.spans.add((mention.start, mention.end))
        holder.signs += signs(text, mention.start, mention.end)
    return tuple(_person(text, owner) for owner in sorted(owners, key=lambda owner: owner.first))


def _short_forms(
    accepted: Sequence[tuple[str, _Case]], cases: dict[str, _Case], known: Known
) -> dict[str, frozenset[str]]:
    """The shorter names of the text that stand for a fuller one: its end ("bin Laden") or its first word."""
    forms: dict[str, frozenset[str]] = {}
    full = [
        (name, [word.casefold() for word in case.mentions[0].words]) for name, case in accepted if " " in name
    ]
    for short in cases:
        if len(short) < 3 or _impersonal(short) or fold(short) in CALENDAR or known(short):
            continue
        words = [word.casefold() for word in short.split()]
        size = len(words)
        holders = [
            name for name, fuller in full if size < len(fuller) and words in (fuller[-size:], fuller[:1])
        ]
        if holders:
            forms[short] = frozenset(holders)
    # A form of a form ("Laden" of "bin Laden") belongs to the fullest name.
    return {short: _fullest(holders, forms) for short, holders in forms.items()}


def _fullest(holders: frozenset[str], forms: dict[str, frozenset[str]]) -> frozenset[str]:
    fuller = frozenset(name for holder in holders for name in forms.get(holder, (holder,)))
    return holders if fuller == holders else _fullest(fuller, forms)


def _owner(text: str, name: str, case: _Case, shortened: dict[str, frozenset[str]]) -> _Owner:
    mention = case.mentions[0]
    spans = {(m.start, m.end) for m in case.mentions} | _spelled(text, name) | _spelled(text, name.upper())
    if len(mention.last) > 3 and name in shortened.get(mention.last, ()):
        spans |= _spelled(text, mention.last.upper())
    return _Owner(name, spans, list(case.signs.values()))


def _spelled(text: str, name: str) -> set[tuple[int, int]]:
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in name.split()) + r"(?!\w)"
    return {match.span() for match in re.finditer(pattern, text)}


def _person(text: str, owner: _Owner) -> Person:
    spans = sorted(owner.spans)
    roles = [sign.role for sign in owner.signs if sign.role]
    ages = [sign.age for sign in owner.signs if sign.age is not None]
    spellings = {" ".join(text[start:end].split()) for start, end in spans} | {owner.name}
    return Person(
        spellings=tuple(sorted(spellings, key=lambda spelling: (-len(spelling), spelling))),
        spans=tuple(Span(start=start, end=end) for start, end in spans),
        public=any(sign.public for sign in owner.signs),
        role=next((role for role in roles if role != _UNNAMED), None),
        age=ages[0] if ages else None,
    )
