"""How alike two reports are in the company they keep: what all around them say as well tells nothing.

Two earthquakes, two trials, two blasts of one month in one town share most of their words. Among the reports
that are tied to each other, words and names are weighed once more by how few of them have them, and what is
left in common moves the log-odds of each pair. Pairs that stand alone are left as they are.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import combinations
from typing import Any, NamedTuple

from lapwing.incidents.account import Account
from lapwing.incidents.compare import (
    Compare,
    Compared,
    Curve,
    compare,
    explain,
    in_order,
    log_odds,
    probability,
)
from lapwing.incidents.words import unpacked
from lapwing.records import EventKey, Joined

# The company counts in full from so many reports on; below, in proportion. On the development clusters 5 to 14 do
# alike.
FULL = 14
_WHY = "How much they share that the {others} reports around them do not"


class Alike(NamedTuple):
    """How far a pair shares what sets it apart from its company: cosines of words and of names.

    ``names`` is ``None`` where one of them has no name that the others lack. ``weight`` says how much the
    company counts, 0 to 1.
    """

    words: float
    names: float | None
    weight: float


class Effect(NamedTuple):
    """What is added to a pair's log-odds, before the weight of the company.

    ``prior`` and ``share`` of the log-odds are for everyone; the curves turn the cosines into log-odds.
    """

    prior: float
    share: float
    words: Curve
    names: Curve

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Effect:
        """The effect of ``weights/company.json``, or of one fitted alike."""
        words, names = (
            Curve(stored[name]["unknown"], tuple(stored[name]["at"]), tuple(stored[name]["odds"]))
            for name in ("words", "names")
        )
        return cls(stored["prior"], stored["share"], words, names)

    def __call__(self, odds: float, alike: Alike) -> float:
        """What the company adds to ``odds``."""
        told = self.prior + self.share * odds + self.words(alike.words) + self.names(alike.names)
        return alike.weight * told


class Company:
    """Reports that keep company: what sets each apart from the others is worked out once."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self._at = {account.key: number for number, account in enumerate(accounts)}
        self._weight = min(1.0, max(0.0, (len(accounts) - 2) / (FULL - 2)))
        told = accounts if self._weight else ()
        self._words = _set_apart([unpacked(account.words) for account in told])
        self._names = _set_apart([unpacked(account.names) for account in told])

    def alike(self, a: Account, b: Account) -> Alike:
        """What the two share beyond what their company shares."""
        if not self._weight:
            return Alike(0.0, None, 0.0)
        one, other = self._at[a.key], self._at[b.key]
        named = bool(self._names[one]) and bool(self._names[other])
        names = _cosine(self._names[one], self._names[other]) if named else None
        return Alike(_cosine(self._words[one], self._words[other]), names, self._weight)

    def weigh(self, a: Account, b: Account, compare: Compare, effect: Effect) -> Compared:
        """How probable it is, in this company, that the two are of one incident."""
        compared = compare(*in_order(a, b))
        if compared.barred or not self._weight:
            return compared
        odds = log_odds(compared.probability)
        return Compared(probability(odds + effect(odds, self.alike(a, b))))

    def explain(self, a: Account, b: Account) -> Joined:
        """As :func:`lapwing.incidents.compare.explain`, with what the company adds among the reasons."""
        joined = explain(*in_order(a, b))
        compared = self.weigh(a, b, compare, stored_effect())
        if compared.barred or not self._weight:
            return joined
        alike = self.alike(a, b)
        added = round(stored_effect()(log_odds(joined.probability), alike), 2)
        why = f"{_WHY.format(others=len(self._at) - 2)}: {alike.words:.2f}"
        reasons = sorted((*joined.reasons, (why, added)), key=lambda reason: (-abs(reason[1]), reason[0]))
        return joined.model_copy(update={"probability": compared.probability, "reasons": tuple(reasons)})


def in_company(
    accounts: Sequence[Account], compare: Compare, effect: Effect
) -> dict[tuple[EventKey, EventKey], Compared]:
    """Every pair of the accounts, smaller key first, with its probability in this company."""
    company = Company(accounts)
    found = {}
    for a, b in combinations(accounts, 2):
        one, other = in_order(a, b)
        found[one.key, other.key] = company.weigh(one, other, compare, effect)
    return found


def _set_apart(weights: Sequence[dict[int, float]]) -> list[dict[int, float]]:
    """The weights, each times ln((reports + 1) / reports with the word), their squares summing to 1."""
    having = Counter(word for of_one in weights for word in of_one)
    made = []
    for of_one in weights:
        told = {word: weight * math.log((len(weights) + 1) / having[word]) for word, weight in of_one.items()}
        norm = math.sqrt(sum(weight * weight for weight in told.values())) or 1.0
        made.append({word: weight / norm for word, weight in told.items()})
    return made


def _cosine(a: dict[int, float], b: dict[int, float]) -> float:
    if len(b) < len(a):
        a, b = b, a
    # Summed in the order of the words: which of the two comes first must not change the last digit.
    return math.fsum(weight * b[word] for word, weight in a.items() if word in b)


@cache
def stored_effect() -> Effect:
    """The effect that ships."""
    stored = json.loads(resources.files(__package__).joinpath("weights/company.json").read_text("utf-8"))
    return Effect.read(stored)
