"""What a document calls a filler: all places where one string may name a filler of one role, taken together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lapwing.coding.fillers import spans
from lapwing.coding.fillers.marked import Array, Marked, Stretch
from lapwing.coding.tagger.tagged import FILLERS

ROLES = FILLERS
_OPENS_TAIL = frozenset("of in from who that which with belonging wearing".split())


@dataclass(frozen=True)
class Mention:
    """A string that may name a filler of a role, and the stretches where it stands, the likeliest first."""

    role: str
    form: str
    stretches: tuple[Stretch, ...]
    scores: tuple[float, ...]  # mean log-odds of the words of each stretch

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the normal form."""
        return tuple(self.form.split())

    @cached_property
    def head(self) -> str:
        """The last word before "of" and the like: "members" in "members of the army"."""
        for number, word in enumerate(self.words):
            if number and word in _OPENS_TAIL:
                return self.words[number - 1]
        return self.words[-1] if self.words else ""

    @property
    def first(self) -> int:
        """The first word of its first place."""
        return min(stretch[0] for stretch in self.stretches)


def mentions(marked: Marked, known: Mapping[str, Sequence[str]]) -> list[Mention]:
    """The mentions of a document by role, in the order of :data:`ROLES` and then of the text.

    ``known`` lists normal forms by role that are looked for everywhere.
    """
    return [mention for number in range(len(ROLES)) for mention in _of_role(marked, number, known)]


def _of_role(marked: Marked, number: int, known: Mapping[str, Sequence[str]]) -> Iterator[Mention]:
    role = ROLES[number]
    stretches = list(spans.best_stretches(marked, number))
    if role == "PerpOrg":
        stretches.extend(marked.groups)
    found: dict[str, dict[Stretch, float]] = {}
    for form in {*known.get(role, ()), *map(marked.form, stretches)}:
        found[form] = {s: mean(marked.inside[:, number], s) for s in marked.standing(form)}
    made = []
    for form, scored in found.items():
        if scored:
            order = sorted(scored, key=lambda s: (-scored[s], s))
            made.append(Mention(role, form, tuple(order), tuple(scored[s] for s in order)))
    return iter(sorted(made, key=lambda m: (m.first, m.form)))


def mean(scores: Array, stretch: Stretch) -> float:
    """The mean of the scores of a stretch's words."""
    return float(np.mean(scores[stretch[0] : stretch[1] + 1]))
