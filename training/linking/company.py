"""How much it counts what two reports share beyond their company: fitted on the components of linking."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from lapwing.incidents.account import Account
from lapwing.incidents.company import Alike, Company
from lapwing.incidents.compare import Compare, in_order, log_odds
from training.linking.curves import PENALTY, Array

WORDS = (0.0, 0.05, 0.1, 0.2, 0.4)
NAMES = (0.0, 0.05, 0.15, 0.3, 0.6)


class Weighed(NamedTuple):
    """Pairs of components: log-odds before, the columns of what the company adds, and the truth."""

    odds: Array
    table: Array
    same: Array


def company_of(components: Sequence[Sequence[tuple[Account, str]]], compare: Compare) -> Weighed:
    """Every pair that nothing rules out, of components of accounts with their incidents."""
    odds, table, same = [], [], []
    for component in components:
        incident = {account.key: of for account, of in component}
        accounts = [account for account, _ in component]
        company = Company(accounts)
        for a, b in combinations(accounts, 2):
            compared = compare(*in_order(a, b))
            if not compared.barred:
                odds.append(log_odds(compared.probability))
                table.append(_columns(odds[-1], company.alike(a, b)))
                same.append(float(incident[a.key] == incident[b.key]))
    return Weighed(np.array(odds), np.array(table), np.array(same))


def _columns(odds: float, alike: Alike) -> list[float]:
    names = [0.0] * (len(NAMES) - 1) if alike.names is None else _steps(alike.names, NAMES)
    told = [1.0, odds, float(alike.names is None), *_steps(alike.words, WORDS), *names]
    return [alike.weight * column for column in told]


def _steps(value: float, knots: tuple[float, ...]) -> list[float]:
    return [min(1.0, max(0.0, (value - low) / (high - low))) for low, high in pairwise(knots)]


def fit_company(weighed: Weighed) -> dict[str, Any]:
    """The effect as ``incidents/weights/company.json`` has it."""

    def loss(weights: Array) -> tuple[float, Array]:
        odds = weighed.odds + weighed.table @ weights
        value = float((np.logaddexp(0, odds) - weighed.same * odds).sum())
        slope = weighed.table.T @ (1 / (1 + np.exp(-odds)) - weighed.same)
        return value + PENALTY * float(weights @ weights) / 2, slope + PENALTY * weights

    width = weighed.table.shape[1]
    bounds = [(None, None)] * 3 + [(0.0, None)] * (width - 3)
    found = minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B", bounds=bounds).x
    steps = len(WORDS) - 1
    return {
        "prior": round(float(found[0]), 3),
        "share": round(float(found[1]), 3),
        "words": _curve(0.0, WORDS, found[3 : 3 + steps]),
        "names": _curve(float(found[2]), NAMES, found[3 + steps :]),
    }


def _curve(unknown: float, knots: tuple[float, ...], steps: Array) -> dict[str, Any]:
    odds = [0.0, *np.cumsum(steps)]
    return {
        "unknown": round(unknown, 3),
        "at": list(knots),
        "odds": [round(float(step), 3) for step in odds],
    }
