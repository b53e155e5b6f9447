"""What is seen of a mention, as named features; nothing depends on how the text is capitalised.

Features that open with a role weigh for that role alone, the others for all roles together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lapwing.coding.fillers.marked import Cue, Marked, Stretch
from lapwing.coding.fillers.mentions import ROLES, Mention
from lapwing.coding.learned import steps
from lapwing.linear import bucket

_TITLES = frozenset(
    """mr mrs ms dr father fr monsignor bishop archbishop president minister senator deputy governor mayor judge
    general gen colonel col lieutenant lt major maj captain capt sergeant sgt commander ambassador leader
    attorney lawyer priest reverend""".split()
)
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten several some many dozens hundreds".split()
)
_NAMED = ("PerpOrg", "Weapon")  # roles whose fillers are known by name
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
        within = self._containing(mention)
        if within is not None:
            yield from steps("longer mention better by", within)
        inner = self._contained(mention)
        if inner is not None:
            yield from steps("shorter mention better by", inner)
        cue = self._nearest(places[0])
        if cue is not None:
            side = "before" if cue.last < places[0][0] else "after"
            yield f"cue {cue.kind} {side}"
            yield from steps("cue", cue.score)

    def _containing(self, mention: Mention) -> float | None:
        """How much better the best longer mention of the role is that holds its best place."""
        a, b = mention.stretches[0]
        found = [
            o.scores[0] - mention.scores[0]
            for o in self.mentions
            if o.role == mention.role and o is not mention
            and any(x <= a and b <= y and (x, y) != (a, b) for x, y in o.stretches)
        ]  # fmt: skip
        return max(found, default=None)

    def _contained(self, mention: Mention) -> float | None:
        a, b = mention.stretches[0]
        found = [
            o.scores[0] - mention.scores[0]
            for o in self.mentions
            if o.role == mention.role and o is not mention
            and any(a <= x and y <= b and (x, y) != (a, b) for x, y in o.stretches)
        ]  # fmt: skip
        return max(found, default=None)

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
        if first and self.marked.forms[first - 1] in ("a", "an", "the"):
            yield f"after {self.marked.forms[first - 1]}"
        if first and self.marked.joined[first] and self.marked.forms[first - 1] in _TITLES:
            yield "after a title"

    def _words(self, mention: Mention) -> Iterator[str]:
        """Its words and those about it. Persons are never known by name: of a victim only what stands about it."""
        if mention.role in _NAMED:
            yield f"is {mention.form}"
        if mention.role != "Victim":
            yield f"head {mention.head}"
            yield f"opens {mention.words[0]}"
        forms = self.marked.forms
        around = set()
        for first, last in mention.stretches[:3]:
            at = first - 1 if first and forms[first - 1] not in ("a", "an", "the") else first - 2
            if at >= 0 and self.marked.sentences[at] == self.marked.sentences[first]:
                around.add(f"behind {forms[at]}")
            if last + 1 < len(forms) and self.marked.sentences[last + 1] == self.marked.sentences[last]:
                around.add(f"ahead {forms[last + 1]}")
        yield from sorted(around)
