"""The judgements about place names as tables of weights, trained by ``training/toponyms.py``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from lapwing.linear import Linear, shares, stored
from lapwing.resolve.gazetteer import Entry
from lapwing.resolve.places.evidence import Page, name_features
from lapwing.resolve.places.spans import Named


@dataclass(frozen=True, slots=True)
class Models:
    """``name``: is it a place here; ``shouted``: the same in texts all in capitals; ``entry``: which one."""

    name: Linear
    shouted: Linear
    entry: Linear

    def probability(self, page: Page, name: Named) -> float:
        """How likely the name is that of a place here."""
        judge = self.shouted if page.shouting else self.name
        return judge.probability(name_features(page, name))

    def rank(self, entries: Sequence[Entry], features: Sequence[Iterable[str]]) -> list[tuple[Entry, float]]:
        """The entries with their shares of the odds, the likeliest first, the more populous of equals."""
        if len(entries) == 1:
            return [(entries[0], 1.0)]
        odds = shares([self.entry.score(seen) for seen in features])
        order = sorted(range(len(entries)), key=lambda i: (-odds[i], i))
        return [(entries[i], odds[i]) for i in order]


@cache
def models() -> Models:
    """The shipped models."""
    tables = stored("lapwing.resolve.places", "weights.json")["models"]
    return Models(Linear(tables["name"]), Linear(tables["shouted"]), Linear(tables["entry"]))
