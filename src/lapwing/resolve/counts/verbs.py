"""What stands around a word of harm: auxiliaries, negation, and a second word of harm beside it."""

from dataclasses import dataclass

from lapwing.resolve.counts.lexicon import Cue, Lexicon, Role
from lapwing.resolve.counts.tokens import Sentence

_JOINS = frozenset({"and", "or"})
_DOUBTS = frozenset({"could", "would", "might", "should"})


@dataclass(frozen=True, slots=True)
class Partner:
    """A second word of harm that shares its sufferers: "killed or wounded"."""

    role: Role
    join: str

    def blurs(self, role: Role) -> bool:
        """Whether the text leaves open how many suffered which."""
        return role != self.role and (self.join == "or" or {role, self.role} == {"killed", "injured"})


@dataclass(slots=True)
class Verb:
    """A verb form with its auxiliaries; the whole begins at the word ``start``.

    ``singular`` and ``plural`` tell the number of its subject where an auxiliary shows it. ``among`` is true
    for "was among those killed".
    """

    start: int
    be: bool = False
    gerund: bool = False
    singular: bool = False
    plural: bool = False
    have: bool = False
    modal: bool = False
    negated: bool = False
    among: bool = False
    partner: Partner | None = None


class Verbs:
    """Reads the surroundings of the words of harm of one sentence."""

    def __init__(self, sentence: Sentence, words: Lexicon) -> None:
        self._lower = sentence.lower
        self._words = words

    def before(self, first: int) -> Verb:
        """The auxiliaries, adverbs and coordinated participles that lead up to a verb form."""
        verb = Verb(first)
        while verb.start > 0:
            at = verb.start - 1
            word = self._lower[at]
            if word in self._words["adverbs"] or self._auxiliary(word, verb):
                verb.start = at
            elif self._lower[max(0, at - 1) : at + 1] == ["among", "those"]:
                verb.among, verb.start = True, at - 1
            else:
                joined = self._joined(at)
                if joined is None:
                    break
                verb.start, partner = joined
                verb.partner = verb.partner or partner
        return verb

    def _auxiliary(self, word: str, verb: Verb) -> bool:
        if word in self._words["be"]:
            verb.be = True
            verb.gerund |= word in {"being", "getting"}
            verb.singular |= word in self._words["be_singular"]
            verb.plural |= word in self._words["be_plural"]
        elif word in self._words["have"]:
            verb.have = True
            verb.singular |= word == "has"
            verb.plural |= word == "have" and not verb.modal
        elif word in self._words["modals"]:
            verb.modal = True
        elif word in self._words["negations"]:
            verb.negated = True
        else:
            return False
        return True

    def _joined(self, at: int) -> tuple[int, Partner | None] | None:
        """Steps over "shot and" before "killed" where an auxiliary stands before both."""
        if at < 2 or self._lower[at] not in _JOINS:
            return None
        cue = self._words.cues.at(self._lower, at - 1)
        participle = self._lower[at - 1]
        if not (cue or participle.endswith("ed") or participle in self._words["irregular_participles"]):
            return None
        left = at - 2
        while left >= 0 and self._lower[left] in self._words["adverbs"]:
            left -= 1
        if left < 0 or self._lower[left] not in self._words["be"]:
            return None
        return left + 1, Partner(cue[1].role, self._lower[at]) if cue else None

    def unreal(self, verb: Verb, cue: Cue) -> bool:
        """Whether the harm is only possible, planned or feared ("to kill", "could be arrested")."""
        if not verb.modal:
            return False
        opening = self._lower[verb.start]
        if verb.have:
            return opening in _DOUBTS
        before = self._lower[max(0, verb.start - 2) : verb.start]
        achieved = before[-1:] and before[-1] in self._words["achieved"]
        return not (opening == "to" and cue.form == "base" and (achieved or before == ["went", "on"]))

    def after(self, last: int) -> tuple[int, Cue, Partner] | None:
        """A second word of harm joined right after one: where it ends, and what it is."""
        if last + 1 >= len(self._lower) or self._lower[last] not in _JOINS:
            return None
        found = self._words.cues.at(self._lower, last + 1)
        return (found[0], found[1], Partner(found[1].role, self._lower[last])) if found else None

    def earlier(self, first: int) -> Partner | None:
        """A word of harm joined right before one: "killed and" before "wounded"."""
        if first < 2 or self._lower[first - 1] not in _JOINS:
            return None
        found = self._words.cues.at(self._lower, first - 2)
        return Partner(found[1].role, self._lower[first - 1]) if found and found[0] == first - 1 else None
