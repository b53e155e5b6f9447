"""What is seen of a mention, as named features; nothing depends on how the text is capitalised.

Features that open with a role weigh for that role alone, the others for all roles together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from lapwing.coding.fillers.marked import ARTICLES, Cue, Marked, Stretch
from lapwing.coding.fillers.mentions import ROLES, Mention
from lapwing.coding.learned import steps
from lapwing.linear import bucket
from lapwing.resolve.counts.lexicon import lexicon

_TITLES = frozenset(
    """mr mrs ms dr father fr monsignor bishop archbishop president minister senator deputy governor mayor judge
    general gen colonel col lieutenant lt major maj captain capt sergeant sgt commander ambassador leader
    attorney lawyer priest reverend""".split()
)
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten several some many dozens hundreds".split()
)
NAMED = ("PerpOrg", "Weapon")  # roles whose fillers recur and are looked for by name
PERSONS = ("PerpInd", "Victim")  # roles whose fillers are persons, of whom no name may become a weight
_REPORTS = ("attack", "threat", "plot", "claim")  # types of which the fillers are told
_NEAR = 12  # words from a mention to the cues that it may belong to


@dataclass(frozen=True)
class Scene:
    """A document's mentions of all roles, with what is asked of them more than once."""

    marked: Marked
    mentions: Sequence[Mention]

    @cached_property
    def probabilities(self) -> np.ndarray:
        """``(words, roles)``: how probable it is that a word is inside a filler of a role."""
        scores = np.clip(self.marked.inside, -30.0, 30.0)
        made: np.ndarray = 1.0 / (1.0 + np.exp(-scores))
        return made

    @cached_property
    def tops(self) -> dict[str, float]:
        """The best score of any mention of each role."""
        return {
            role: max((m.scores[0] for m in self.mentions if m.role == role), default=-9.0) for role in ROLES
        }

    @cached_property
    def document(self) -> tuple[str, ...]:
        """Features of the whole document, the same for all its mentions."""
        cues = [cue.score for cue in self.marked.cues if cue.kind in _REPORTS]
        return (
            *steps("reports", self.marked.reports),
            *steps("document cue", max(cues, default=-9.0)),
            *steps("document filler", max(self.tops.values())),
            *(name for role in ROLES for name in steps(f"document {role}", self.tops[role])),
        )

    def features(self, mention: Mention) -> list[str]:
        """All that is seen of a mention."""
        role = mention.role
        own = [*self._scores(mention), *self._standing(mention), *self._shape(mention), *self._words(mention)]
        own += self.document
        return ["always", *own, *(f"{role}: {name}" for name in ("always", *own))]

    def _scores(self, mention: Mention) -> Iterator[str]:
        """The tagger's scores of its best place, and of the words about that place."""
        role = ROLES.index(mention.role)
        first, last = mention.stretches[0]
        inside, begins = self.marked.inside[:, role], self.marked.begins[:, role]
        yield from steps("mean", mention.scores[0])
        yield from steps("least", float(inside[first : last + 1].min()))
        yield from steps("begins", float(begins[first]))
        if last > first:
            yield from steps("begins again", float(begins[first + 1 : last + 1].max()))
        yield from steps("left out", -self._score(inside, first - 1, first))
        yield from steps("right out", -self._score(inside, last + 1, last + 1))
        others = np.delete(self.marked.inside[first : last + 1], role, axis=1).mean(axis=0)
        yield from steps("before other roles", mention.scores[0] - float(others.max()))
        yield from steps("behind the best", mention.scores[0] - self.tops[mention.role])
        more = self.probabilities[:, role]
        expected = sum(float(more[a : b + 1].mean()) for a, b in mention.stretches)
        yield f"expected times {bucket(int(expected * 4), (0, 1, 2, 3, 4, 6, 8, 12))}"

    def _score(self, inside: np.ndarray, at: int, joint: int) -> float:
        """The score of a neighbouring word; none that may belong to the same name counts as surely outside."""
        inner = 0 <= at < len(inside) and 0 < joint < len(inside) and self.marked.joined[joint]
        return float(inside[at]) if inner else -4.5

    def _standing(self, mention: Mention) -> Iterator[str]:
        places = mention.stretches
        yield f"times {bucket(len(places), (1, 2, 3, 5, 9))}"
        sentence = self.marked.sentences[mention.first]
        yield f"first sentence {bucket(sentence, (0, 1, 2, 4, 8, 16))}"
        rivals = [(place, better) for place, better in self._rivals(mention) if place != places[0]]
        longer = [better for place, better in rivals if _holds(place, places[0])]
        shorter = [better for place, better in rivals if _holds(places[0], place)]
        if longer:
            yield from steps("longer mention better by", max(longer))
        if shorter:
            yield from steps("shorter mention better by", max(shorter))
        cue = self._nearest(places[0])
        if cue is not None:
            side = "before" if cue.last < places[0][0] else "after"
            yield f"cue {cue.kind} {side}"
            yield from steps("cue", cue.score)

    def _rivals(self, mention: Mention) -> Iterator[tuple[Stretch, float]]:
        """The places of the role's other mentions, and how much better each of these is at its best."""
        for other in self.mentions:
            if other.role == mention.role and other is not mention:
                yield from ((place, other.scores[0] - mention.scores[0]) for place in other.stretches)

    def _nearest(self, place: Stretch) -> Cue | None:
        sentence = self.marked.sentences[place[0]]
        near = [
            (max(place[0] - cue.last, cue.first - place[1]), number)
            for number, cue in enumerate(self.marked.cues)
            if self.marked.sentences[cue.first] == sentence
        ]
        within = [pair for pair in near if 0 < pair[0] <= _NEAR]
        return self.marked.cues[min(within)[1]] if within else None

    def _shape(self, mention: Mention) -> Iterator[str]:
        words = mention.words
        yield f"words {bucket(len(words), (1, 2, 3, 4, 6))}"
        if words[0] in _NUMBERS or words[0].isdigit():
            yield "opens with a number"
        if words[0] in _TITLES:
            yield "opens with a title"
        if mention.head != words[-1]:
            yield "has a tail"
        where = mention.stretches[0]
        if where in self.marked.groups:
            yield "registered group" if self.marked.groups[where] else "unknown group"
        elif any(g[0] >= where[0] and g[1] <= where[1] for g in self.marked.groups):
            yield "holds a group"
        if where in self.marked.places:
            yield "is a place"
        first = where[0]
        if first and self.marked.forms[first - 1] in ARTICLES:
            yield f"after {self.marked.forms[first - 1]}"
        if first and self.marked.joined[first] and self.marked.forms[first - 1] in _TITLES:
            yield "after a title"

    def _words(self, mention: Mention) -> Iterator[str]:
        """Its words and those about it: whole forms of organisations and weapons, of persons only common nouns."""
        if mention.role in NAMED:
            yield f"is {mention.form}"
        for name, word in (("head", mention.head), ("opens", mention.words[0])):
            if mention.role not in PERSONS or word in _common_nouns():
                yield f"{name} {word}"
        forms = self.marked.forms
        around = set()
        for first, last in mention.stretches[:3]:
            at = first - 1 if first and forms[first - 1] not in ARTICLES else first - 2
            if at >= 0 and self.marked.sentences[at] == self.marked.sentences[first]:
                around.add(f"behind {forms[at]}")
            if last + 1 < len(forms) and self.marked.sentences[last + 1] == self.marked.sentences[last]:
                around.add(f"ahead {forms[last + 1]}")
        yield from sorted(around)


@cache
def _common_nouns() -> frozenset[str]:
    return lexicon().singular | lexicon().plural


def _holds(outer: Stretch, inner: Stretch) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
