"""Phrases that count people: "at least 12 civilians", "a teacher", "his two brothers", "no one"."""

from dataclasses import dataclass
from typing import Literal

from lapwing.records import Toll
from lapwing.resolve.counts.lexicon import Lexicon
from lapwing.resolve.counts.nouns import Group, NounGroups
from lapwing.resolve.counts.quantities import Quantity, quantity_at
from lapwing.resolve.counts.tokens import Sentence

Kind = Literal["number", "vague", "none", "one", "definite", "bare", "name", "pronoun"]

_OLDEST = 110
_ONE = Toll(low=1, best=1, high=1)


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words ``first`` up to ``last``; those up to ``counted`` count, those from ``who`` say who.

    ``people`` is true where the noun is one of people, or where there is no noun at all. ``subset`` marks a
    part of a number that was given before ("including three children", "two of them").
    """

    first: int
    last: int
    counted: int
    who: int
    toll: Toll
    kind: Kind
    noun: str = ""
    people: bool = True
    perpetrators: bool = False
    subset: bool = False

    @property
    def plural(self) -> bool:
        """Whether the phrase takes a plural verb."""
        return self.kind in {"number", "vague", "none"} and self.toll.best != 1


def one_person(index: int) -> Phrase:
    """The single person that the pronoun at a word stands for."""
    return Phrase(index, index + 1, index + 1, index + 1, _ONE, "pronoun")


def find_phrases(sentence: Sentence, words: Lexicon) -> list[Phrase]:
    """The counting phrases of a sentence in order; none overlaps another."""
    return _Chunker(sentence, words).phrases()


class _Chunker:
    def __init__(self, sentence: Sentence, words: Lexicon) -> None:
        self.sentence = sentence
        self.lower = sentence.lower
        self.words = words
        self.groups = NounGroups(sentence, words)

    def phrases(self) -> list[Phrase]:
        found: list[Phrase] = []
        at = 0
        while at < len(self.sentence):
            phrase, after = self._at(at)
            if phrase:
                found.append(phrase)
            at = max(after, at + 1)
        return found

    def _at(self, index: int) -> tuple[Phrase | None, int]:
        """The phrase that begins at a word, if any, and where reading goes on."""
        word = self.lower[index]
        lists = self.words
        if word in lists["zero"] or self.lower[index : index + 2] == ["no", "one"]:
            last = index + 1 + (word == "no")
            return self._plain(index, last, Toll(low=0, best=0, high=0), "none"), last
        quantity, start = self._quantity(index)
        if quantity:
            return self._numbered(index, start, quantity)
        if word in lists["negative"]:
            return self._negative(index)
        if word == "both" and self.lower[index + 1 : index + 2] != ["sides"]:
            return self._plain(index, index + 1, Toll(low=2, best=2, high=2), "number"), index + 1
        if word in lists["self"] or word in lists["him"]:
            return self._plain(
                index, index + 1, _ONE, "pronoun", perpetrators=word in lists["self"]
            ), index + 1
        if word in lists["articles"] or word in lists["determiners"]:
            return self._determined(index)
        return self._named(index)

    def _plain(self, first: int, last: int, toll: Toll, kind: Kind, *, perpetrators: bool = False) -> Phrase:
        subset = self._subset(first)
        return Phrase(first, last, last, last, toll, kind, perpetrators=perpetrators, subset=subset)

    def _quantity(self, index: int) -> tuple[Quantity | None, int]:
        """A quantity at the word, or after determiners ("the other two")."""
        at = index
        while at < len(self.lower) and at - index < 3:
            quantity = quantity_at(self.sentence, at, self.words)
            if quantity:
                return quantity, at
            if self.lower[at] not in self.words["before_numbers"]:
                break
            at += 1
        return None, index

    def _numbered(self, first: int, start: int, quantity: Quantity) -> tuple[Phrase | None, int]:
        who, subset = quantity.last, self._subset(first)
        while who < len(self.lower) and self.lower[who] in self.words["others"]:
            who += 1
        if self.lower[who : who + 1] == ["of"]:
            after = self._skip(who + 1, self.words["before_numbers"])
            if self.lower[after : after + 1] and self.lower[after] in {"them", "whom", "which", "us"}:
                return self._plain_subset(first, after + 1, quantity), after + 1
            inner, _ = self._quantity(after)
            who = inner.last if inner else after
        group = self.groups.at(who, counted=True)
        last = group.last if group else who
        noun = group.noun if group else ""
        if noun in self.words["measures"] or self._thing(group):
            return None, last
        people = group is None or group.number is not None
        if quantity.year and (group is None or group.number is None):
            return None, quantity.last
        if quantity.bare and group is None and self._age(start, quantity):
            return None, quantity.last
        kind: Kind = "vague" if quantity.toll.words else "number"
        perpetrators = group is not None and group.perpetrators
        who = min(who, last)
        return Phrase(
            first, last, quantity.last, who, quantity.toll, kind, noun, people, perpetrators, subset
        ), last

    def _plain_subset(self, first: int, last: int, quantity: Quantity) -> Phrase:
        comma = first > 0 and self.lower[first - 1] in {",", "(", "-", "–", "—", ";", "with", "and"}
        kind: Kind = "vague" if quantity.toll.words else "number"
        return Phrase(first, last, quantity.last, last, quantity.toll, kind, subset=comma)

    def _negative(self, index: int) -> tuple[Phrase | None, int]:
        group = self.groups.at(index + 1, counted=True)
        if group is None:
            return None, index + 1
        casualty = group.noun in self.words["casualties"] or group.noun in self.words.counted
        if group.number is None and not casualty:
            return None, index + 1
        zero = Toll(low=0, best=0, high=0)
        return Phrase(index, group.last, index + 1, index + 1, zero, "none", group.noun), group.last

    def _determined(self, index: int) -> tuple[Phrase | None, int]:
        """ "a teacher", "the bomber", "a family of five", "the couple"."""
        group = self.groups.at(index + 1)
        word = self.lower[index]
        if group is None:
            her = word == "her"
            return (self._plain(index, index + 1, _ONE, "pronoun") if her else None), index + 1
        if group.noun in self.words["groups"]:
            return self._sized(index, group)
        size = self.words.collectives.get(group.noun)
        if size:
            toll = Toll(low=size, best=size, high=size)
            return Phrase(
                index, group.last, group.last, group.last - 1, toll, "number", group.noun
            ), group.last
        article = word in self.words["articles"]
        if group.number == "many" or (group.number == "either" and not article) or self._thing(group):
            return None, group.last
        kind: Kind = "one" if article else "definite"
        return self._single(index, index + 1, group, kind), group.last

    def _sized(self, index: int, group: Group) -> tuple[Phrase | None, int]:
        """A group whose size follows: "a family of five", "a total of 36 people"."""
        if self.lower[group.last : group.last + 1] != ["of"]:
            return None, group.last
        quantity, start = self._quantity(group.last + 1)
        if quantity is None:
            return None, group.last
        phrase, last = self._numbered(start, start, quantity)
        if phrase is None:
            return None, last
        return Phrase(
            index, last, phrase.counted, phrase.who, phrase.toll, phrase.kind, phrase.noun, phrase.people,
            phrase.perpetrators, self._subset(index),
        ), last  # fmt: skip

    def _named(self, index: int) -> tuple[Phrase | None, int]:
        """A name, a singular noun without an article as in headlines, or "Haniyeh's driver"."""
        lower = self.lower[index]
        capital = self.sentence.capital(index)
        if not capital and lower not in self.words.singular:
            return None, index + 1
        group = self.groups.at(index)
        if group is None or group.number in {"many", "either"} or self._thing(group):
            return None, group.last if group else index + 1
        inner = self.lower[index : group.last - 1]
        if any(word.endswith("'s") for word in inner):
            return self._single(index, index, group, "definite"), group.last
        if group.number == "one":
            return self._single(index, index, group, "bare"), group.last
        if not self.sentence.capital(group.last - 1) or self._organisation(group):
            return None, group.last
        return self._single(index, index, group, "name"), group.last

    def _organisation(self, group: Group) -> bool:
        last = self.sentence.words[group.last - 1]
        return (
            last.isupper() or group.noun in self.words["organisations"] or group.noun in self.words["months"]
        )

    def _single(self, first: int, who: int, group: Group, kind: Kind) -> Phrase:
        people = group.number is not None or kind == "name"
        counted = who if who > first else group.last
        return Phrase(
            first, group.last, counted, who, _ONE, kind, group.noun, people, group.perpetrators,
            self._subset(first),
        )  # fmt: skip

    def _thing(self, group: Group | None) -> bool:
        return (
            group is not None
            and group.number is None
            and (group.noun in self.words.things or group.noun in self.words["measures"])
        )

    def _subset(self, first: int) -> bool:
        return first > 0 and self.lower[first - 1] in self.words["subsets"]

    def _skip(self, index: int, listed: frozenset[str]) -> int:
        while index < len(self.lower) and self.lower[index] in listed:
            index += 1
        return index

    def _age(self, start: int, quantity: Quantity) -> bool:
        """Whether a bare number is an age set off by commas: "Ali Hassan, 27, was"."""
        if start < 2 or not self.lower[start][0].isdigit() or (quantity.toll.best or 0) > _OLDEST:
            return False
        if self.lower[start - 1] not in {",", "("}:
            return False
        before = start - 2
        known = self.sentence.capital(before) or self.lower[before] in self.words.singular
        after = self.lower[quantity.last] if quantity.last < len(self.lower) else "."
        return known and after in {",", ")", ".", "from", "of", "was", "who", "and", "has", "is"}
