"""Which phrases a word of harm governs: "12 people were killed", "killing 14", "the death of two men"."""

from collections.abc import Iterator
from dataclasses import dataclass

from lapwing.resolve.counts.arguments import Arguments
from lapwing.resolve.counts.lexicon import Cue, Lexicon, Role
from lapwing.resolve.counts.phrases import Phrase, one_person
from lapwing.resolve.counts.tokens import Sentence
from lapwing.resolve.counts.verbs import Partner, Verb, Verbs

_TOLL_REACH = 18
_OF_REACH = 5


@dataclass(frozen=True, slots=True)
class Governed:
    """Phrases under one word of harm, which spans the words ``first`` up to ``last``.

    ``role`` is ``None`` where the same phrases stand under a second word as well, so that the text does not
    say how many suffered which ("40 were killed or wounded").
    """

    role: Role | None
    first: int
    last: int
    phrases: tuple[Phrase, ...]


class Grammar:
    """Finds what every word of harm in one sentence governs."""

    def __init__(self, sentence: Sentence, phrases: list[Phrase], words: Lexicon) -> None:
        self._lower = sentence.lower
        self._words = words
        self._phrases = phrases
        self._verbs = Verbs(sentence, words)
        self._arguments = Arguments(sentence, phrases, words)

    def governed(self) -> Iterator[Governed]:
        """Every word of harm with its phrases, in order."""
        at = 0
        while at < len(self._lower):
            if self._lower[at] not in self._words.opens_harm:
                at += 1
                continue
            cue = self._words.cues.at(self._lower, at)
            found = self._nominal(at) or self._toll(at) or (self._verbal(at, *cue) if cue else None)
            if found:
                yield found
            at = max(at + 1, cue[0] if cue else 0, found.last if found else 0)

    def _verbal(self, first: int, last: int, cue: Cue) -> Governed | None:
        verb = self._verbs.before(first)
        if verb.negated or self._verbs.unreal(verb, cue) or self._sentenced(verb, cue):
            return None
        phrases, partner = self._governs(verb, last, cue)
        if not phrases:
            return None
        partner = partner or verb.partner or self._verbs.earlier(first)
        blurred = partner is not None and partner.blurs(cue.role) and any(p.kind != "vague" for p in phrases)
        return Governed(None if blurred else cue.role, first, last, tuple(phrases))

    def _governs(self, verb: Verb, last: int, cue: Cue) -> tuple[list[Phrase], Partner | None]:
        joined = self._verbs.after(last)
        if cue.passive and verb.be and cue.form != "ing":
            if verb.among and not verb.singular:
                return [], None
            partner = joined[2] if joined and not self._arguments.objects(joined[0], joined[1]) else None
            subjects = self._arguments.subjects(verb, cue)
            return (subjects + self._arguments.company(last) if subjects else []), partner
        if cue.transitive:
            direct = self._arguments.objects(last, cue)
            if direct:
                return direct, None
            shared = self._arguments.objects(joined[0], cue) if joined and joined[1].transitive else []
            if shared and joined:
                return shared, joined[2]
            if verb.have or cue.form in {"base", "third", "ing"} or not cue.passive:
                return [], None
        if not cue.passive:
            finite = cue.form in {"base", "past"}
            return (self._arguments.subjects(verb, cue) if finite else []), None
        return self._arguments.reduced(verb, last, cue), joined[2] if joined else None

    def _sentenced(self, verb: Verb, cue: Cue) -> bool:
        """Whether "to death" is a court's sentence."""
        if cue.form != "adjective" or verb.start not in self._arguments.ending:
            return False
        before = self._arguments.ending[verb.start].first - 1
        return before >= 0 and self._lower[before] in self._words["sentencing"]

    def _nominal(self, at: int) -> Governed | None:
        """ "the death of 18 civilians", "claimed the lives of 12", "Haniyeh's death"."""
        noun = self._lower[at]
        role = self._words.nouns.get(noun)
        if role is None or any(w in self._words["attempts"] for w in self._lower[max(0, at - 2) : at]):
            return None
        of = self._of(at + 1)
        if of is None:
            owner = self._lives(at) or self._owner(at)
            return Governed(role, at, at + 1, (owner,)) if owner else None
        phrase = self._arguments.beginning.get(of + 1)
        if phrase is None or phrase.subset or not phrase.people:
            return None
        if noun in {"lives", "loss"} and not self._taken(at):
            return None
        if noun in self._words["nouns_of_things_too"] and phrase.kind == "name":
            return None
        return Governed(role, at, of + 1, tuple(self._arguments.onwards(phrase)))

    def _of(self, at: int) -> int | None:
        """The "of" of a noun, straight after it or after a time or place ("killing on Tuesday of")."""
        if self._lower[at : at + 1] == ["of"]:
            return at
        if self._lower[at : at + 1] and self._lower[at] in {"on", "in", "at"}:
            near = self._lower[at : at + _OF_REACH]
            return at + near.index("of") if "of" in near else None
        return None

    def _owner(self, at: int) -> Phrase | None:
        """One person whose fate a noun tells with a possessive: "his arrest", "the governor's murder"."""
        if at == 0 or self._lower[at] not in self._words["nouns_of_one"]:
            return None
        before = self._lower[at - 1]
        if before in self._words["possessives_of_one"]:
            return one_person(at - 1)
        phrase = self._arguments.ending.get(at)
        if phrase is None or not before.endswith("'s"):
            return None
        return phrase if phrase.kind == "name" or before[:-2] in self._words.singular else None

    def _lives(self, at: int) -> Phrase | None:
        """ "claiming 20 lives", "20 lives were lost"."""
        phrase = self._arguments.ending.get(at + 1)
        if self._lower[at] != "lives" or phrase is None or phrase.noun != "lives":
            return None
        return phrase if self._taken(phrase.first) or self._taken(at + 4) else None

    def _taken(self, at: int) -> bool:
        """Whether a verb of taking stands within three words before a word."""
        return any(word in self._words["life_takers"] for word in self._lower[max(0, at - 3) : at + 1])

    def _toll(self, at: int) -> Governed | None:
        """ "the death toll rose to 36", "the number of people arrested has reached 45", "Killed: 5"."""
        named = self._named_toll(at)
        if named is None:
            return None
        last, role = named
        within = [p for p in self._phrases if last <= p.first <= last + _TOLL_REACH and p.kind == "number"]
        linked = [p for p in within if self._lower[p.first - 1] in self._words["toll_links"]]
        reached = [p for p in linked if self._lower[p.first - 1] == "to"] or linked
        return Governed(role, at, last, (reached[0],)) if reached else None

    def _named_toll(self, at: int) -> tuple[int, Role] | None:
        """Where the name of a toll ends, and its role."""
        toll = self._words.tolls.at(self._lower, at)
        if toll:
            return toll
        if self._lower[at : at + 2] == ["number", "of"]:
            for ahead in range(at + 2, min(at + 6, len(self._lower))):
                cue = self._words.cues.at(self._lower, ahead)
                if cue and cue[1].passive:
                    return cue[0], cue[1].role
                if self._lower[ahead] in self._words.counted:
                    return ahead + 1, self._words.counted[self._lower[ahead]]
        cue = self._words.cues.at(self._lower, at)
        # A list of figures: "Killed: 5".
        return (cue[0], cue[1].role) if cue and self._lower[cue[0] : cue[0] + 1] == [":"] else None
