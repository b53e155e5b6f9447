"""What acts of force are done with, so far as one kind of it is never a reading of another."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from lapwing.codebook import load
from lapwing.text import Phrases, words

# The other modes leave open what was used: an armed assault may use everything.
MEANS = {
    "bombing": "explosives", "suicide_bombing": "explosives", "shelling": "explosives", "drone": "explosives",
    "shooting": "firearms", "stabbing": "blades", "vehicle_ramming": "vehicles", "arson": "fire",
}  # fmt: skip


def means_of(modes: Iterable[str]) -> frozenset[str]:
    """What acts of these modes are done with; nothing where one of the modes leaves it open."""
    known = tuple(modes)
    return frozenset(MEANS[mode] for mode in known) if MEANS.keys() >= set(known) else frozenset()


def means_named(text: str) -> frozenset[str]:
    """What the words of a text may have been done with, by the cues of the codebook."""
    return frozenset(found.payload for found in _cues().find(words(text)))


@cache
def _cues() -> Phrases[str]:
    modes = load().modes
    return Phrases([(cue, means) for mode, means in MEANS.items() for cue in modes[mode].cues])
