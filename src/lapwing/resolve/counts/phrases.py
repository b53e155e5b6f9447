"""Phrases that count people: "at least 12 civilians", "a teacher", "his two brothers", "no one"."""

from dataclasses import dataclass, replace
from typing import Literal

from lapwing.records import Toll
from lapwing.resolve.counts.lexicon import Lexicon
from lapwing.resolve.counts.nouns import Group, NounGroups
from lapwing.resolve.counts.quantities import Quantity, quantity_at
from lapwing.resolve.counts.tokens import Sentence

Kind = Literal["number", "vague", "none", "one", "definite", "bare", "name", "pronoun"]

_OLDEST = 110
_PART_OPENERS = frozenset({",", "(", "-", "–", "—", ";", "with", "and"})
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


def find_phrases(sentence: Sentence, words: Lexicon, *, singles: bool = True) -> list[Phrase]:
    """The counting phrases of a sentence in order; none overlaps another.

    ``singles`` also finds single people: "a teacher", "him", names. Only a word of harm makes those a count.
    """
    return _Chunker(sentence, words, singles=singles).phrases()


class _Chunker:
    def __init__(self, sentence: Sentence, words: Lexicon, *, singles: bool) -> None:
        self.sentence = sentence
        self.lower = sentence.lower
        self.words = words
        self.groups = NounGroups(sentence, words)
        self.singles = singles

    def phrases(self) -> list[Phrase]:
        found: list[Phrase] = []
        at = 0
        opens = self.words.opens_phrase
        while at < len(self.sentence):
            if self.lower[at] in opens or self.lower[at][0].isdigit() or self.sentence.capital(at):
                phrase, after = self._at(at)
                if phrase:
                    found.append(phrase)
                at = max(after, at + 1)
            else:
                at += 1
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
            person = self._plain(index, index + 1, _ONE, "pronoun")
            return replace(person, perpetrators=word in lists["self"]), index + 1
        if not self.singles:
            return None, index + 1
        if word == "another" and self._described(index + 1, adverbs=True):
            return self._plain(index, index + 1, _ONE, "pronoun"), index + 1
        if word in lists["articles"] or word in lists["determiners"]:
            return self._determined(index)
        return self._named(index)

    def _plain(self, first: int, last: int, toll: Toll, kind: Kind) -> Phrase:
        return Phrase(first, last, last, last, toll, kind, subset=self._subset(first))

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
        who = self._skip(quantity.last, self.words["others"])
        if self.lower[who : who + 1] == ["of"]:
            return self._partitive(first, quantity, who + 1)
        group = self._counted_group(who)
        last = group.last if group else who
        if self._thing(group):
            return None, last
        aged = group is None and quantity.bare and self._age(start, quantity)
        if aged or (quantity.year and (group is None or group.number not in {"many", "either"})):
            return None, quantity.last
        return self._phrase(first, quantity, who, group), last

    def _partitive(self, first: int, quantity: Quantity, at: int) -> tuple[Phrase | None, int]:
        """ "dozens of people", "two of them", "one of the 12 attackers"."""
        after = self._skip(at, self.words["before_numbers"])
        if self.lower[after : after + 1] and self.lower[after] in self.words["wholes"]:
            part = self._phrase(first, quantity, after + 1, None)
            marked = first > 0 and self.lower[first - 1] in _PART_OPENERS
            return replace(part, subset=marked), after + 1
        whole, start = self._quantity(after)
        group = self._counted_group(whole.last if whole else after)
        last = group.last if group else (whole.last if whole else after)
        if self._thing(group):
            return None, last
        if whole and self._described(last):
            # "one of 12 people killed": the word of harm tells of the whole.
            return self._phrase(start, whole, whole.last, group), last
        return self._phrase(first, quantity, whole.last if whole else after, group), last

    def _described(self, at: int, *, adverbs: bool = False) -> bool:
        """Whether a participle or "who" describes what ends at a word."""
        if adverbs:
            at = self._skip(at, self.words["adverbs"] | self.words["be"])
        if at >= len(self.lower):
            return False
        cue = self.words.cues.at(self.lower, at)
        return self.lower[at] in self.words["relatives"] or (cue is not None and cue[1].passive)

    def _phrase(self, first: int, quantity: Quantity, who: int, group: Group | None) -> Phrase:
        return Phrase(
            first=first,
            last=group.last if group else who,
            counted=quantity.last,
            who=who,
            toll=quantity.toll,
            kind="vague" if quantity.toll.words else "number",
            noun=group.noun if group else "",
            people=group is None or group.number is not None,
            perpetrators=group is not None and group.perpetrators,
            subset=self._subset(first),
        )

    def _counted_group(self, index: int) -> Group | None:
        """The group after a number, with plurals coordinated to it: "12 women and children"."""
        group = self.groups.at(index, counted=True)
        while group and group.number == "many" and group.last + 1 < len(self.lower):
            link = self.lower[group.last]
            following = self.groups.at(group.last + 1) if link in {"and", "or", ","} else None
            if following is None or following.number != "many":
                break
            if link == "," and not self._listed(following):
                break
            group = Group(following.last, group.noun, "many", group.perpetrators and following.perpetrators)
        return group

    def _listed(self, group: Group) -> bool:
        """Whether "and" with one more plural closes the list: "men, women and children"."""
        if self.lower[group.last : group.last + 1] != ["and"]:
            return False
        closing = self.groups.at(group.last + 1)
        return closing is not None and closing.number == "many"

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
            toll, last = Toll(low=size, best=size, high=size), group.last
            return Phrase(index, last, last, last - 1, toll, "number", group.noun), last
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
        return phrase and replace(phrase, first=index, subset=self._subset(index)), last

    def _named(self, index: int) -> tuple[Phrase | None, int]:
        """A name, a singular noun without an article as in headlines, or "Haniyeh's driver"."""
        lower = self.lower[index]
        capital = self.sentence.capital(index)
        if not (capital or lower in self.words.singular or lower in self.words["modifiers"]):
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
        return Phrase(
            first=first,
            last=group.last,
            counted=who if who > first else group.last,
            who=who,
            toll=_ONE,
            kind=kind,
            noun=group.noun,
            people=people,
            perpetrators=group.perpetrators,
            subset=self._subset(first),
        )

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
