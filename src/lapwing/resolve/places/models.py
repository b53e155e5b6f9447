"""The two judgements about place names as tables of weights, trained by ``training/toponyms.py``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from lapwing.linear import Linear, shares, stored
from lapwing.resolve.gazetteer import Entry


@dataclass(frozen=True, slots=True)
class Models:
    """``name``: is it a place here; ``entry``: which of the places that bear the name."""

    name: Linear
    entry: Linear

    def rank(self, entries: Sequence[Entry], features: Sequence[Iterable[str]]) -> list[tuple[Entry, float]]:
        """The entries with their shares of the odds, the likeliest first, the more populous of equals."""
        odds = shares([self.entry.score(seen) for seen in features])
        order = sorted(range(len(entries)), key=lambda i: (-odds[i], i))
        return [(entries[i], odds[i]) for i in order]


@cache
def models() -> Models:
    """The shipped models."""
    tables = stored("lapwing.resolve.places", "weights.json")["models"]
    return Models(Linear(tables["name"]), Linear(tables["entry"]))
