"""Noun groups: "suspected Taliban fighters", "23-year-old Palestinian", "commander Hassan Ali"."""

import re
from dataclasses import dataclass
from typing import Literal

from lapwing.resolve.counts.lexicon import Lexicon
from lapwing.resolve.counts.tokens import Sentence

_AGED = re.compile(r"\d+-year-olds?")
_PARTICIPLE = re.compile(r".{2,}(?:ed|ing)")
_QUOTES = frozenset("\"“”‘'")
_LONGEST = 9


@dataclass(frozen=True, slots=True)
class Group:
    """A noun with what stands before it, up to the word ``last``.

    ``number`` is that of a noun of people ("either" for one without a plural of its own), ``None`` where the
    noun is not known to be one.
    """

    last: int
    noun: str
    number: Literal["one", "many", "either"] | None
    perpetrators: bool = False


class NounGroups:
    """Reads the noun groups of one sentence."""

    def __init__(self, sentence: Sentence, words: Lexicon) -> None:
        self._sentence = sentence
        self._lower = sentence.lower
        self._words = words

    def at(self, index: int, *, counted: bool = False) -> Group | None:
        """The group that begins at a word; ``counted`` lets "deaths" and "arrests" be its noun."""
        end, person = index, -1
        while end < len(self._lower) and end - index < _LONGEST:
            if self._acronym(end):
                end += 3
                continue
            if not self._inside(end, counted=counted):
                break
            word = self._lower[end]
            if person >= 0 and (_PARTICIPLE.fullmatch(word) or self._closes(person, end)):
                break
            end += 1
            if word in self._words.counted:
                return Group(end, word, None)
            if self._person(word):
                person = end - 1
        return self._headed(index, end, person) if end > index else None

    def _inside(self, at: int, *, counted: bool) -> bool:
        word = self._lower[at]
        if not word[0].isalnum():
            return word in _QUOTES
        if word[0].isdigit():
            return _AGED.fullmatch(word) is not None
        if word in self._words.counted or word in self._words.nouns:
            return counted
        if word in self._words["closed"] or word in self._words.numbers:
            return False
        return self._words.cues.at(self._lower, at) is None

    def _acronym(self, at: int) -> bool:
        """Whether "(IS)" stands at the word."""
        marks = self._lower[at : at + 1] + self._lower[at + 2 : at + 3]
        return marks == ["(", ")"] and self._sentence.words[at + 1].isupper()

    def _person(self, word: str) -> bool:
        return word in self._words.singular or word in self._words.plural or bool(_AGED.fullmatch(word))

    def _closes(self, person: int, at: int) -> bool:
        """Whether a noun of people ends the group: nothing but more people follows a true plural."""
        noun, word = self._lower[person], self._lower[at]
        return noun in self._words.plural and noun not in self._words.invariant and not self._person(word)

    def _headed(self, index: int, end: int, person: int) -> Group | None:
        """The group with its head noun: the last noun of people, unless another noun follows it."""
        last = self._named(person + 1, end) if person >= 0 else self._cut(index, end)
        if person >= 0 and last == person + 1 and last < end:
            # "a student hostel", "two Taliban hideouts": the people only say whose.
            last, person = self._cut(last, end), -1
        elif person >= 0 and self._place_or_body(last - 1):
            person = -1
        if last == index:
            return None
        at = person if person >= 0 else last - 1
        return Group(last, self._lower[at], self._number(person), self._attackers(index, last))

    def _named(self, index: int, end: int) -> int:
        """Where a name after a title ends."""
        at = index
        while at < end and (self._sentence.capital(at) or self._lower[at] in self._words["particles"]):
            at += 1
        return at

    def _place_or_body(self, at: int) -> bool:
        """Whether a name that begins with a person is that of something else ("Sheikh Hassan Hospital")."""
        word = self._lower[at]
        return word in self._words.things or word in self._words["organisations"]

    def _cut(self, index: int, end: int) -> int:
        """Where words without a noun of people stop being a noun group: at a participle or an adverb."""
        last = index
        while last < end and not (last > index and _PARTICIPLE.fullmatch(self._lower[last])):
            last += 1
        while last > index and (self._lower[last - 1] in _QUOTES or self._adverb(self._lower[last - 1])):
            last -= 1
        return last

    def _adverb(self, word: str) -> bool:
        return word.endswith("ly") and word not in self._words["groups"]

    def _number(self, person: int) -> Literal["one", "many", "either"] | None:
        if person < 0:
            return None
        noun = self._lower[person]
        if noun in self._words.invariant:
            return "either"
        return "many" if noun in self._words.plural or noun.endswith("-olds") else "one"

    def _attackers(self, first: int, last: int) -> bool:
        group = self._lower[first:last]
        if any(word in self._words["state_side"] for word in group):
            return False
        marked = any(word in self._words["attackers"] for word in group[:-1])
        return marked or any(word in self._words.perpetrators for word in group)
