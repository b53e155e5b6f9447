"""Which phrase a word of harm governs: "12 people were killed", "killing 14", "the death of two men"."""

from collections.abc import Iterator
from dataclasses import dataclass

from lapwing.resolve.counts.lexicon import Cue, Lexicon, Role
from lapwing.resolve.counts.phrases import Phrase, one_person
from lapwing.resolve.counts.tokens import Sentence

_MARKS = frozenset('.,;:!?()[]-–—/"“”')
_DASHES = frozenset("-–—")
_TOLL_REACH = 18
_APPOSITION_REACH = 30


@dataclass(frozen=True, slots=True)
class Governed:
    """Phrases under one word of harm, which spans the words ``first`` up to ``last``.

    ``shared`` is true where the same phrases stand under a second word as well, so that the text does not say
    how many suffered which ("40 were killed or wounded").
    """

    role: Role
    first: int
    last: int
    phrases: tuple[Phrase, ...]
    shared: bool = False


@dataclass(frozen=True, slots=True)
class _Verb:
    """What stands before a verb form: its auxiliaries, and where the whole begins."""

    start: int
    be: bool = False
    singular: bool = False
    plural: bool = False
    have: bool = False
    modal: bool = False
    negated: bool = False
    partner: Role | None = None


class Grammar:
    """Finds what every word of harm in one sentence governs."""

    def __init__(self, sentence: Sentence, phrases: list[Phrase], words: Lexicon) -> None:
        self.sentence = sentence
        self.lower = sentence.lower
        self.words = words
        self.phrases = phrases
        self.by_first = {phrase.first: phrase for phrase in phrases}
        self.by_last = {phrase.last: phrase for phrase in phrases}
        self.begin = {at: phrase.first for phrase in phrases for at in range(phrase.first, phrase.last)}

    def governed(self) -> Iterator[Governed]:
        """Every word of harm with its phrases, in order."""
        at = 0
        while at < len(self.lower):
            found = self._nominal(at) or self._toll(at)
            cue = self.words.cues.at(self.lower, at)
            if found:
                yield found
            elif cue:
                yield from self._verbal(at, *cue)
            at = max(at + 1, cue[0] if cue else 0, found.last if found else 0)

    def _verbal(self, first: int, last: int, cue: Cue) -> Iterator[Governed]:
        verb = self._before(first)
        if verb.negated or self._unreal(verb, cue):
            return
        phrases, partner = self._arguments(first, last, cue, verb)
        if phrases:
            shared = partner is not None and {partner, cue.role} == {"killed", "injured"}
            yield Governed(cue.role, first, last, tuple(phrases), shared)

    def _arguments(self, first: int, last: int, cue: Cue, verb: _Verb) -> tuple[list[Phrase], Role | None]:
        if cue.passive and verb.be and cue.form != "ing":
            return self._subject(verb, cue), verb.partner or self._next_partner(last)
        if cue.transitive:
            after, partner = self._joined_object(last)
            phrases = self._object(after, cue)
            if phrases:
                return phrases, partner or self._previous_partner(first)
            if cue.form in {"base", "third", "ing"} or verb.have or not cue.passive:
                return [], None
        if not cue.transitive and not cue.passive:
            return (self._subject(verb, cue) if cue.form in {"past", "base"} else []), None
        return self._reduced(verb, last, cue), verb.partner or self._next_partner(last)

    def _before(self, first: int) -> _Verb:
        """Reads auxiliaries, adverbs and coordinated participles leftwards from a verb."""
        at, flags = first - 1, dict.fromkeys(("be", "singular", "plural", "have", "modal", "negated"), False)
        partner: Role | None = None
        while at >= 0:
            word = self.lower[at]
            if word in self.words["be"]:
                flags["be"] = True
                flags["singular"] |= word in self.words["be_singular"]
                flags["plural"] |= word in self.words["be_plural"]
            elif word in self.words["have"]:
                flags["have"] = True
                flags["singular"] |= word == "has"
                flags["plural"] |= word == "have" and not flags["modal"]
            elif word in self.words["modals"]:
                flags["modal"] = True
            elif word in self.words["negations"]:
                flags["negated"] = True
            elif word not in self.words["adverbs"]:
                joined = self._coordinated(at)
                if joined is None:
                    break
                at, partner = joined[0], joined[1] or partner
                continue
            at -= 1
        return _Verb(at + 1, partner=partner, **flags)

    def _coordinated(self, at: int) -> tuple[int, Role | None] | None:
        """Steps over "shot and" before "killed" where an auxiliary stands before both."""
        if self.lower[at] not in {"and", "or"} or at < 2:
            return None
        participle = self.lower[at - 1]
        partner = self.words.cues.at(self.lower, at - 1)
        known = participle in self.words["irregular_participles"] or participle.endswith("ed")
        if not (known or (partner and partner[1].passive)):
            return None
        left = at - 2
        while left >= 0 and self.lower[left] in self.words["adverbs"]:
            left -= 1
        if left >= 0 and self.lower[left] in self.words["be"]:
            return left, partner[1].role if partner else None
        return None

    def _unreal(self, verb: _Verb, cue: Cue) -> bool:
        """Whether the harm is only possible, planned or feared ("to kill", "could be arrested")."""
        if not verb.modal:
            return False
        if verb.have:
            return self.lower[verb.start] in {"could", "would", "might", "should"}
        to = verb.start if self.lower[verb.start] == "to" else None
        achieved = to is not None and to > 0 and self.lower[to - 1] in self.words["achieved"]
        went_on = to is not None and self.lower[max(0, to - 2) : to] in (["went", "on"], ["goes", "on"])
        return not (achieved or went_on) or cue.form != "base"

    def _next_partner(self, last: int) -> Role | None:
        """The role of a second participle after this one ("killed or wounded")."""
        if last + 1 < len(self.lower) and self.lower[last] in {"and", "or"}:
            cue = self.words.cues.at(self.lower, last + 1)
            if cue and not self._object(cue[0], cue[1]):
                return cue[1].role
        return None

    def _previous_partner(self, first: int) -> Role | None:
        if first < 2 or self.lower[first - 1] not in {"and", "or"}:
            return None
        cue = self.words.cues.at(self.lower, first - 2)
        return cue[1].role if cue and cue[0] == first - 1 else None

    def _joined_object(self, last: int) -> tuple[int, Role | None]:
        """Where the object begins: after "killed", or after "killed and wounded"."""
        if last + 1 < len(self.lower) and self.lower[last] in {"and", "or"}:
            cue = self.words.cues.at(self.lower, last + 1)
            if cue and cue[1].transitive:
                return cue[0], cue[1].role
        return last, None

    def _object(self, at: int, cue: Cue) -> list[Phrase]:
        while at < len(self.lower) and self.lower[at] in self.words["adverbs"] and at not in self.by_first:
            at += 1
        phrase = self.by_first.get(at)
        if phrase is None or not self._fits(phrase, cue) or phrase.subset:
            return []
        return self._onwards(phrase)

    def _onwards(self, phrase: Phrase) -> list[Phrase]:
        """The phrase and those coordinated with it to the right."""
        chain, listed, closed = [phrase], phrase, False
        while not closed:
            link = self._link(listed.last)
            following = self.by_first.get(link) if link else None
            if following is None or link is None or not self._joins(following) or self._own_verb(following):
                break
            closed = self.lower[link - 1] != ","
            apposed = not closed and following.kind == "name" and listed.kind in {"one", "definite", "bare"}
            if not apposed:
                chain.append(following)
            listed = following
        rest = sum(p.toll.best or 0 for p in chain[1:])
        # "four people, three civilians and a policeman": the rest explains the first.
        explained = rest > 1 and rest == phrase.toll.best and self.lower[phrase.last] == ","
        return chain if closed and not explained else [phrase]

    def _link(self, at: int) -> int | None:
        """Where the next conjunct begins after "and", "," or "as well as"."""
        ahead = self.lower[at : at + 3]
        if ahead == ["as", "well", "as"]:
            return at + 3
        if ahead[:2] in ([",", "and"], ["along", "with"], ["together", "with"]):
            return at + 2
        return at + 1 if ahead[:1] in (["and"], [","], ["plus"]) else None

    def _joins(self, phrase: Phrase) -> bool:
        """Whether a phrase may be added to another: what it counts must be people by name."""
        return phrase.people and not phrase.subset and phrase.kind != "none"

    def _own_verb(self, phrase: Phrase) -> bool:
        at = phrase.last
        while at < len(self.lower) and self.lower[at] in self.words["adverbs"]:
            at += 1
        if at >= len(self.lower):
            return False
        if self.lower[at] in self.words["be"] or self.lower[at] in self.words["have"]:
            return True
        cue = self.words.cues.at(self.lower, at)
        return cue is not None and (cue[1].form != "ing")

    def _subject(self, verb: _Verb, cue: Cue) -> list[Phrase]:
        at = self._over_apposition(verb.start - 1)
        if at < 0:
            return []
        if self.lower[at] in self.words["relatives"]:
            return self._antecedent(at, verb, cue)
        border = self._border(at)
        inside = [p for p in self.phrases if p.first > border and p.last <= at + 1 and self._fits(p, cue)]
        heads = [p for p in inside if not self._after_preposition(p, border) and not p.subset]
        if not heads:
            return []
        head = heads[-1] if heads[-1].last == at + 1 else heads[0]
        chain = self._backwards(head) if not verb.singular else [head]
        return chain if self._agrees(chain, verb) else []

    def _agrees(self, chain: list[Phrase], verb: _Verb) -> bool:
        if verb.singular:
            return not chain[0].plural or chain[0].last == verb.start
        return not verb.plural or len(chain) > 1 or chain[0].plural

    def _over_apposition(self, at: int) -> int:
        """Steps over what stands between commas, dashes or brackets right before a verb."""
        if at < 0 or self.lower[at] not in {",", ")", *_DASHES}:
            return at
        opening = {")": "("}.get(self.lower[at], self.lower[at])
        for left in range(at - 1, max(-1, at - _APPOSITION_REACH), -1):
            if self.lower[left] == opening:
                return left - 1
        return at - 1

    def _border(self, at: int) -> int:
        """The index of the mark or word that opens the clause around ``at``, or -1."""
        while at >= 0:
            word = self.lower[at]
            if at in self.begin:
                at = self.begin[at]
            elif word in _MARKS or word in self.words["subordinators"]:
                return at
            at -= 1
        return -1

    def _after_preposition(self, phrase: Phrase, border: int) -> bool:
        before = phrase.first - 1
        return before > border and self.lower[before] in self.words["prepositions"]

    def _antecedent(self, at: int, verb: _Verb, cue: Cue) -> list[Phrase]:
        """The phrase that "who were killed" goes back to."""
        end = at - (at > 0 and self.lower[at - 1] == ",")
        phrase = self.by_last.get(end)
        if phrase is not None and self._fits(phrase, cue):
            return [phrase] if self._agrees([phrase], verb) and not phrase.subset else []
        if self.lower[at] == "who" and verb.singular:
            return [one_person(at)]
        return []

    def _backwards(self, head: Phrase) -> list[Phrase]:
        """The phrase and those coordinated with it to the left; the last link must be "and"."""
        chain, at = [head], head.first - 1
        while at > 0 and (self.lower[at] in {"and", "&"} or (len(chain) > 1 and self.lower[at] == ",")):
            end = at - (self.lower[at - 1] == ",")
            phrase = self.by_last.get(end)
            if phrase is None or not self._joins(phrase) or not self._opens(phrase):
                break
            chain.insert(0, phrase)
            at = phrase.first - 1
        return chain

    def _opens(self, phrase: Phrase) -> bool:
        """Whether the phrase can begin a clause, so that no verb governs it already."""
        if phrase.first == 0:
            return True
        before = self.lower[phrase.first - 1]
        return before in _MARKS or before in self.words["subordinators"] or before in self.words["weekdays"]

    def _reduced(self, verb: _Verb, last: int, cue: Cue) -> list[Phrase]:
        """What stands right before a bare participle or adjective: "12 people killed in", "30 dead"."""
        phrase = self.by_last.get(verb.start)
        if phrase is None or phrase.subset or not self._fits(phrase, cue):
            return []
        if phrase.kind in {"bare", "name"} and phrase.first and self.lower[phrase.first - 1] not in _MARKS:
            return []
        if phrase.kind == "name" and phrase.last - phrase.first < 2:
            return []
        if phrase.kind in {"one", "definite", "pronoun", "name"} and not self._ends_clause(last, cue):
            return []
        return self._backwards(phrase)

    def _ends_clause(self, last: int, cue: Cue) -> bool:
        if cue.form == "adjective" or last >= len(self.lower):
            return True
        return self.lower[last] in _MARKS or self.lower[last] in self.words["prepositions"]

    def _fits(self, phrase: Phrase, cue: Cue) -> bool:
        if phrase.noun in self.words.counted or phrase.noun in self.words["casualties"]:
            return False
        if cue.of_things:
            return phrase.people and phrase.kind != "name"
        return True

    def _nominal(self, at: int) -> Governed | None:
        """ "the death of 18 civilians", "claimed the lives of 12", "Haniyeh's death"."""
        noun = self.lower[at]
        role = self.words.nouns.get(noun)
        if role is None or any(w in self.words["attempts"] for w in self.lower[max(0, at - 2) : at]):
            return None
        if self.lower[at + 1 : at + 2] != ["of"]:
            owner = self._owner(at)
            return Governed(role, at, at + 1, (owner,)) if owner else None
        phrase = self.by_first.get(at + 2)
        if phrase is None or phrase.subset or not phrase.people:
            return None
        if noun in {"lives", "loss"} and not self._taken(at):
            return None
        if noun in self.words["nouns_of_things_too"] and phrase.kind == "name":
            return None
        return Governed(role, at, at + 2, tuple(self._onwards(phrase)))

    def _owner(self, at: int) -> Phrase | None:
        if at == 0 or self.lower[at] not in self.words["nouns_of_one"]:
            return None
        before = self.lower[at - 1]
        if before in self.words["possessives_of_one"]:
            return one_person(at - 1)
        named = before.endswith("'s") and self.by_last.get(at)
        return named if named and named.kind == "name" else None

    def _taken(self, at: int) -> bool:
        return any(word in self.words["life_takers"] for word in self.lower[max(0, at - 3) : at + 1])

    def _toll(self, at: int) -> Governed | None:
        """ "the death toll rose to 36", "Killed: 5"."""
        toll = self.words.tolls.at(self.lower, at)
        if toll is None:
            return None
        last, role = toll
        colon = self.lower[last : last + 1] == [":"]
        if last - at == 1 and self.lower[at] != "toll" and not colon:
            return None
        within = [p for p in self.phrases if last < p.first <= last + _TOLL_REACH and p.kind == "number"]
        linked = [p for p in within if self.lower[p.first - 1] in self.words["toll_links"]]
        reached = [p for p in linked if self.lower[p.first - 1] == "to"] or linked
        return Governed(role, at, last, (reached[0],)) if reached else None
