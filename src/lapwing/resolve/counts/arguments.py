"""Where the phrases of a word of harm stand: after it, before it, or coordinated with one that does."""

from dataclasses import replace

from lapwing.resolve.counts.lexicon import Cue, Lexicon
from lapwing.resolve.counts.phrases import Phrase, one_person
from lapwing.resolve.counts.tokens import Sentence
from lapwing.resolve.counts.verbs import Verb

_MARKS = frozenset('.,;:!?()[]-–—/"“”')
_DASHES = frozenset("-–—")
_LINKS = (
    ("as", "well", "as"),
    (",", "as", "well", "as"),
    (",", "along", "with"),
    (",", "together", "with"),
    ("along", "with"),
    ("together", "with"),
    (",", "and"),
    ("alongside",),
    ("and",),
    ("plus",),
    ("&",),
    (",",),
)
_COMPANY = frozenset({("along", "with"), ("together", "with"), ("alongside",)})
# How far an apposition ("Ali Hassan, ..., was killed") and the company of a victim ("was killed in Benghazi
# along with two officers") reach, in words. Set by reading news sentences; nothing hangs on the exact width.
_APPOSITION_REACH = 30
_COMPANY_REACH = 7


class Arguments:
    """The counting phrases of one sentence as arguments of its words of harm."""

    def __init__(self, sentence: Sentence, phrases: list[Phrase], words: Lexicon) -> None:
        self._lower = sentence.lower
        self._words = words
        self._phrases = phrases
        self.beginning = {phrase.first: phrase for phrase in phrases}
        self.ending = {phrase.last: phrase for phrase in phrases}
        self._begin = {at: phrase.first for phrase in phrases for at in range(phrase.first, phrase.last)}

    def objects(self, at: int, cue: Cue) -> list[Phrase]:
        """The phrases right after an active verb that ends at a word."""
        while (
            at < len(self._lower) and self._lower[at] in self._words["adverbs"] and at not in self.beginning
        ):
            at += 1
        phrase = self.beginning.get(at)
        if phrase is None or phrase.subset or not self._fits(phrase, cue):
            return []
        return self.onwards(phrase)

    def onwards(self, phrase: Phrase) -> list[Phrase]:
        """The phrase and those coordinated with it to the right."""
        chain, last, closed = [phrase], phrase, False
        while not closed:
            link = self._link(last.last)
            following = self.beginning.get(last.last + len(link)) if link else None
            if following is None or not self._joins(following) or self._own_verb(following):
                break
            closed = link != (",",)
            apposed = not closed and following.kind == "name" and last.kind in {"one", "definite", "bare"}
            if not apposed:
                chain.append(following)
            last = following
        rest = sum(p.toll.best or 0 for p in chain[1:])
        if closed and rest > 1 and rest == phrase.toll.best and self._lower[phrase.last] == ",":
            # "four people, three civilians and a policeman": the rest explains the first.
            return [replace(phrase, last=last.last)]
        return chain if closed else [phrase]

    def subjects(self, verb: Verb, cue: Cue) -> list[Phrase]:
        """The phrases that are subject of a passive or intransitive verb."""
        at = self._over_apposition(verb.start - 1)
        if at < 0:
            return []
        if self._lower[at] in self._words["relatives"]:
            return self._antecedent(at, verb, cue)
        border = self._border(at)
        inside = [p for p in self._phrases if p.first > border and p.last <= at + 1]
        heads = [
            p
            for p in inside
            if self._fits(p, cue) and not p.subset and not self._oblique(p, border, gerund=verb.gerund)
        ]
        adjacent = [p for p in heads if p.last == at + 1]
        for head in (*adjacent, *heads):
            chain = [head] if verb.singular else self._backwards(head)
            if self._agrees(chain, verb):
                return chain
        if not heads and border >= 0 and self._lower[border] in self._words["relatives"]:
            # "the girl who was shot at home has died": the clause between says more of the subject.
            return self._antecedent(border, verb, cue)
        return []

    def reduced(self, verb: Verb, last: int, cue: Cue) -> list[Phrase]:
        """What stands right before a bare participle or adjective: "12 people killed in", "30 dead"."""
        phrase = self.ending.get(verb.start)
        if phrase is None or phrase.subset or not self._fits(phrase, cue):
            return []
        opens = phrase.first == 0 or self._lower[phrase.first - 1] in _MARKS
        if phrase.kind == "bare" and not opens:
            return []
        if phrase.kind == "name" and (not opens or phrase.last - phrase.first < 2):
            return []
        single = phrase.kind in {"one", "definite", "pronoun", "name"}
        if single and cue.form != "adjective" and not self._clause_ends(last):
            return []
        return self._backwards(phrase)

    def company(self, last: int) -> list[Phrase]:
        """Who suffered the same with the subject: "was killed in Benghazi along with two officers"."""
        for at in range(last, min(last + _COMPANY_REACH, len(self._lower))):
            if self._lower[at] in _MARKS or self._lower[at] in {"and", "or"}:
                break
            link = self._link(at)
            if link in _COMPANY:
                phrase = self.beginning.get(at + len(link))
                suffers = phrase is not None and phrase.people and phrase.kind != "pronoun"
                return self.onwards(phrase) if phrase and suffers else []
        return []

    def _link(self, at: int) -> tuple[str, ...]:
        """The coordinating words at a word, none of them if there are none."""
        ahead = tuple(self._lower[at : at + 4])
        return next((link for link in _LINKS if ahead[: len(link)] == link), ())

    def _joins(self, phrase: Phrase) -> bool:
        """Whether a phrase may be added to another: what it counts must be people by name."""
        return phrase.people and not phrase.subset and phrase.kind != "none"

    def _own_verb(self, phrase: Phrase) -> bool:
        """Whether a verb that follows the phrase has it as its own subject."""
        at = phrase.last
        while at < len(self._lower) and self._lower[at] in self._words["adverbs"]:
            at += 1
        if at >= len(self._lower):
            return False
        if self._lower[at] in self._words["be"] or self._lower[at] in self._words["have"]:
            return True
        cue = self._words.cues.at(self._lower, at)
        return cue is not None and cue[1].form != "ing"

    def _agrees(self, chain: list[Phrase], verb: Verb) -> bool:
        if verb.singular:
            return not chain[0].plural or chain[0].last == verb.start
        return not verb.plural or len(chain) > 1 or chain[0].plural

    def _over_apposition(self, at: int) -> int:
        """Steps over what stands between commas, dashes or brackets right before a verb."""
        if at < 0 or self._lower[at] not in {",", ")", *_DASHES}:
            return at
        opening = {")": "("}.get(self._lower[at], self._lower[at])
        for left in range(at - 1, max(-1, at - _APPOSITION_REACH), -1):
            if self._lower[left] == opening:
                return left - 1
        return at - 1

    def _border(self, at: int) -> int:
        """The index of the mark or word that opens the clause around ``at``, or -1."""
        while at >= 0:
            if at in self._begin:
                at = self._begin[at]
            elif self._lower[at] in _MARKS or self._lower[at] in self._words["subordinators"]:
                return at
            at -= 1
        return -1

    def _oblique(self, phrase: Phrase, border: int, *, gerund: bool) -> bool:
        """Whether the phrase stands in the clause as object of a preposition ("in two villages").

        Before "being killed" it may: "the risk of 12 people being killed".
        """
        before = phrase.first - 1
        return not gerund and before > border and self._lower[before] in self._words["prepositions"]

    def _antecedent(self, at: int, verb: Verb, cue: Cue) -> list[Phrase]:
        """The phrase that "who were killed" goes back to."""
        end = at - (at > 0 and self._lower[at - 1] == ",")
        phrase = self.ending.get(end)
        if phrase is not None and self._fits(phrase, cue):
            return [phrase] if self._agrees([phrase], verb) and not phrase.subset else []
        return [one_person(at)] if self._lower[at] == "who" and verb.singular else []

    def _backwards(self, head: Phrase) -> list[Phrase]:
        """The phrase and those coordinated with it to the left; the last link must be "and"."""
        chain, at = [head], head.first - 1
        while at > 0 and (self._lower[at] in {"and", "&"} or (len(chain) > 1 and self._lower[at] == ",")):
            phrase = self.ending.get(at - (self._lower[at - 1] == ","))
            if phrase is None or not self._joins(phrase) or not self._opens(phrase):
                break
            chain.insert(0, phrase)
            at = phrase.first - 1
        return chain

    def _opens(self, phrase: Phrase) -> bool:
        """Whether the phrase can begin a clause, so that no verb governs it already."""
        if phrase.first == 0:
            return True
        before = self._lower[phrase.first - 1]
        return before in _MARKS or before in self._words["subordinators"] or before in self._words["weekdays"]

    def _clause_ends(self, last: int) -> bool:
        if last >= len(self._lower):
            return True
        return self._lower[last] in _MARKS or self._lower[last] in self._words["prepositions"]

    def _fits(self, phrase: Phrase, cue: Cue) -> bool:
        if phrase.noun in self._words.counted or phrase.noun in self._words["casualties"]:
            return phrase.noun in self._words["captives"] and cue.role != "detained"
        return not cue.of_things or (phrase.people and phrase.kind != "name")
