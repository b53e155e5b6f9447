"""How probable it is that two reports tell of one incident, and why.

Every comparison looks at one thing and gives a number or, where a report does not say, ``None``; a curve
turns the number into log-odds. The curves were fitted together (``python -m training.linking.fit``), so their
sum is the log-odds of the pair. The first line of a comparison's docstring is what people are shown.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import numpy as np

from lapwing.incidents.account import Account
from lapwing.incidents.obstacles import DAYS, NEAR_KM, exactly_dated, obstacle
from lapwing.incidents.words import shared, unpacked
from lapwing.records import Joined
from lapwing.resolve.places.distance import kilometres

Comparison = Callable[[Account, Account], float | None]
COMPARISONS: dict[str, Comparison] = {}
_MOST = 30.0  # of log-odds either way: beyond, nothing changes


def comparison(look: Comparison) -> Comparison:
    """Makes the function one of the comparisons, by its name."""
    COMPARISONS[look.__name__] = look
    return look


@comparison
def wording(a: Account, b: Account) -> float:
    """How much of their wording they share, rare words counting more"""
    return shared(a.words, b.words)


@comparison
def opening(a: Account, b: Account) -> float:
    """How alike their headlines and first sentences are"""
    return shared(a.opening, b.opening)


@comparison
def names(a: Account, b: Account) -> float | None:
    """How far they name the same people, places and organisations"""
    return shared(a.names, b.names) if a.names and b.names else None


@comparison
def names_shared(a: Account, b: Account) -> float:
    """How many names they share"""
    return float(len(unpacked(a.names).keys() & unpacked(b.names).keys()))


@comparison
def figures(a: Account, b: Account) -> float | None:
    """What share of the figures of the one that has fewer the other has as well"""
    fewer = min(len(a.figures), len(b.figures))
    return len(a.figures & b.figures) / fewer if fewer else None


@comparison
def ages(a: Account, b: Account) -> float | None:
    """What share of the ages of persons in the one that has fewer the other has as well"""
    fewer = min(len(a.ages), len(b.ages))
    return len(a.ages & b.ages) / fewer if fewer else None


@comparison
def published_apart(a: Account, b: Account) -> float | None:
    """How many days lie between their publication"""
    return None if a.published is None or b.published is None else float(abs(a.published - b.published))


@comparison
def days_apart(a: Account, b: Account) -> float | None:
    """How many days lie between the days on which they say it happened"""
    if a.days is None or b.days is None:
        return None
    return float(max(0, max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])))


@comparison
def days_named(a: Account, b: Account) -> float | None:
    """What share of the days that the one with fewer names the other names as well"""
    fewer = min(len(a.said_days), len(b.said_days))
    return len(a.said_days & b.said_days) / fewer if fewer else None


@comparison
def killed_apart(a: Account, b: Account) -> float | None:
    """How far their counts of the killed differ"""
    return None if a.killed is None or b.killed is None else float(abs(a.killed - b.killed))


@comparison
def injured_apart(a: Account, b: Account) -> float | None:
    """How far their counts of the injured differ"""
    return None if a.injured is None or b.injured is None else float(abs(a.injured - b.injured))


@comparison
def places_apart(a: Account, b: Account) -> float | None:
    """How many kilometres lie between the towns in which they say it happened"""
    if a.spot is None or b.spot is None or not (in_town(a) and in_town(b)):
        return None
    return kilometres(*a.spot, *b.spot)


@comparison
def same_outlet(a: Account, b: Account) -> float | None:
    """Whether one outlet published both"""
    return None if a.outlet is None or b.outlet is None else float(a.outlet == b.outlet)


@comparison
def sure_days_apart(a: Account, b: Account) -> float | None:
    """How sure it is that they happened more than two days apart"""
    apart = days_apart(a, b)
    if apart is None:
        return None
    return min(a.dated, b.dated) if apart > DAYS and exactly_dated(a) and exactly_dated(b) else 0.0


@comparison
def sure_towns_apart(a: Account, b: Account) -> float | None:
    """How sure it is that they happened in towns more than 40 km apart"""
    apart = places_apart(a, b)
    return None if apart is None else min(a.placed, b.placed) if apart > NEAR_KM else 0.0


@comparison
def told_again(a: Account, b: Account) -> float | None:
    """Whether one outlet tells of both on different days, and one of them has no day"""
    if same_outlet(a, b) is None or published_apart(a, b) is None:
        return None
    undated = a.days is None or b.days is None
    return float(undated and same_outlet(a, b) == 1 and published_apart(a, b) != 0)


@comparison
def same_group(a: Account, b: Account) -> float | None:
    """Whether they name the same armed group"""
    return None if a.group is None or b.group is None else float(a.group == b.group)


@comparison
def same_type(a: Account, b: Account) -> float:
    """Whether they are coded as the same type of event"""
    return float(a.type == b.type)


@comparison
def same_modes(a: Account, b: Account) -> float | None:
    """Whether they tell of the same mode of attack"""
    return float(bool(a.modes & b.modes)) if a.modes and b.modes else None


class Compared(NamedTuple):
    """The probability that two accounts are of one incident; ``barred`` when something rules it out."""

    probability: float
    barred: bool = False


class Curve(NamedTuple):
    """Log-odds by what a comparison gives: straight lines between ``at``, the ends go on level.

    ``unknown`` are the log-odds where a report does not say.
    """

    unknown: float
    at: tuple[float, ...]
    odds: tuple[float, ...]

    def __call__(self, value: float | None) -> float:
        """The log-odds of a value."""
        return self.unknown if value is None else float(np.interp(value, self.at, self.odds))


class Model(NamedTuple):
    """The log-odds of a pair of which nothing is known, and a curve for each comparison."""

    prior: float
    curves: dict[str, Curve]

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Model:
        """The model of ``weights/comparisons.json``, or of one fitted alike."""
        curves = {
            name: Curve(curve["unknown"], tuple(curve["at"]), tuple(curve["odds"]))
            for name, curve in stored["curves"].items()
        }
        return cls(stored["prior"], curves)

    def compare(self, a: Account, b: Account) -> Compared:
        """How probable it is that the two are of one incident, by these curves; whichever comes first."""
        a, b = in_order(a, b)
        if obstacle(a, b) is not None:
            return Compared(0.0, barred=True)
        odds = self.prior + sum(curve(COMPARISONS[name](a, b)) for name, curve in self.curves.items())
        return Compared(probability(odds))


Compare = Callable[[Account, Account], Compared]


def in_order(a: Account, b: Account) -> tuple[Account, Account]:
    """The two by their keys: the last digits of sums may depend on which comes first."""
    return (a, b) if a.key <= b.key else (b, a)


def probability(odds: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-max(-_MOST, min(_MOST, odds))))


def log_odds(probability: float) -> float:
    """The log-odds of a probability, at most 30 either way."""
    if not 0 < probability < 1:
        return _MOST if probability >= 1 else -_MOST
    return max(-_MOST, min(_MOST, math.log(probability / (1 - probability))))


def compare(a: Account, b: Account) -> Compared:
    """How probable it is that the two are of one incident."""
    return stored_model().compare(a, b)


def explain(a: Account, b: Account) -> Joined:
    """The probability with each comparison in words and its log-odds, the weightiest first.

    Where something rules it out, that alone is the reason, with a weight of minus infinity.
    """
    ruled_out = obstacle(a, b)
    compared = compare(a, b)
    if ruled_out is not None:
        reasons: list[tuple[str, float]] = [(ruled_out, -math.inf)]
    else:
        reasons = [_reason(name, curve, a, b) for name, curve in stored_model().curves.items()]
        reasons.sort(key=lambda reason: (-abs(reason[1]), reason[0]))
    return Joined(first=a.key, second=b.key, probability=compared.probability, reasons=tuple(reasons))


def _reason(name: str, curve: Curve, a: Account, b: Account) -> tuple[str, float]:
    look = COMPARISONS[name]
    value = look(a, b)
    told = "not said" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{(look.__doc__ or name).splitlines()[0]}: {told}", round(curve(value), 2)


def in_town(account: Account) -> bool:
    """Whether the place is a town or finer."""
    return account.place_precision in ("site", "city", "district")


@cache
def stored_model() -> Model:
    """The weights that ship."""
    stored = json.loads(resources.files(__package__).joinpath("weights/comparisons.json").read_text("utf-8"))
    return Model.read(stored)
