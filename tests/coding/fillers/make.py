"""Texts laid out with scores that a test chooses."""

from collections.abc import Mapping, Sequence

import numpy as np

from lapwing.coding.fillers.features import Scene
from lapwing.coding.fillers.marked import Marked
from lapwing.coding.fillers.mentions import ROLES, mentions
from lapwing.text import sentences, words

SURE, UNSURE, NEVER = 3.0, -2.0, -8.0


def page(
    text: str, seen: Mapping[str, Sequence[str]], *, doubtful: Mapping[str, Sequence[str]] | None = None
) -> Marked:
    """The text with phrases that the tagger sees, by role, everywhere they stand; all else it never sees."""
    found = [
        (n, word) for n, s in enumerate(sentences(text)) for word in words(text, start=s.start, end=s.end)
    ]
    inside, begins = (np.full((len(found), len(ROLES)), NEVER) for _ in range(2))
    for listed, score in ((doubtful or {}, UNSURE), (seen, SURE)):
        for role, phrases in listed.items():
            for phrase in phrases:
                _mark(
                    found, phrase.split(), inside[:, ROLES.index(role)], begins[:, ROLES.index(role)], score
                )
    return Marked(
        text=text,
        words=tuple(word for _, word in found),
        sentences=tuple(number for number, _ in found),
        cues=(),
        groups={},
        places=frozenset(),
        inside=inside,
        begins=begins,
        reports=1.0,
    )


def _mark(found: Sequence, phrase: list[str], inside: np.ndarray, begins: np.ndarray, score: float) -> None:
    forms = [word.form for _, word in found]
    for at in range(len(forms)):
        if forms[at : at + len(phrase)] == phrase:
            inside[at : at + len(phrase)] = score
            begins[at] = score


def scene(marked: Marked, **known: Sequence[str]) -> Scene:
    """The page with its mentions."""
    return Scene(marked, mentions(marked, known))
