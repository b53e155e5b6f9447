"""Fits the weights of linking on the development clusters and writes them: ``python -m training.linking.fit``.

Takes about three minutes on two cores. ``--shared`` names the folder of the development data.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from lapwing.incidents import Account, blocks, describe
from lapwing.incidents.company import Effect
from lapwing.incidents.compare import COMPARISONS, Compare, Model
from lapwing.incidents.linking import tied
from lapwing.incidents.obstacles import obstacle
from training.linking.articles import Told, reports
from training.linking.company import company_of, fit_company
from training.linking.curves import Array, columns, curves, fit, looked
from training.linking.word_table import texts, word_table

WEIGHTS = Path(__file__).parents[2] / "src/lapwing/incidents/weights"
SETS = ("clusters/gva_dev.jsonl", "clusters/gvc_train.jsonl", "clusters/ecb_train.jsonl")
# How much a pair of each set counts: ECB+ has 4,000 pairs that share a block, GVA 105,000. 1 gives ECB+ dev 0.897 and
# GVA dev 0.957, 3 gives 0.901 and 0.956.
MASS = (1.0, 1.0, 3.0)
# What no development cluster can teach, because all its articles tell of one type of act by nobody's group.
# Set by judgement: two reports that name different groups may be a claim and a suspicion.
# Ministries and armies issue the same sentences day after day ("near the town, two strikes destroyed ..."): with the
# day left out, nothing tells one day's from the next. And news of one war shares names and wording from day to day and
# town to town, which news of crime does not: where dates and towns are sure, they count for more than the clusters
# can teach. The curves that are fitted are fitted beside these.
GIVEN = {
    "sure_days_apart": {"unknown": 0.0, "at": [0, 0.5, 0.85], "odds": [0.0, -1.0, -3.0]},
    "sure_towns_apart": {"unknown": 0.0, "at": [0, 0.5, 0.85], "odds": [0.0, -0.5, -2.0]},
    "told_again": {"unknown": 0.0, "at": [0, 1], "odds": [0.0, -4.0]},
    "same_group": {"unknown": 0.0, "at": [0, 1], "odds": [-1.5, 1.0]},
    "same_type": {"unknown": 0.0, "at": [0, 1], "odds": [-1.0, 0.0]},
    "same_modes": {"unknown": 0.0, "at": [0, 1], "odds": [-2.0, 0.3]},
}
_GIVEN = Model.read({"prior": 0.0, "curves": GIVEN})
FOLDS = 5


class Pairs(NamedTuple):
    """Pairs of accounts that share a block, by position; which are of one incident; the folds of their ends.

    ``given`` are the log-odds by the curves of ``GIVEN``.
    """

    accounts: tuple[Account, ...]
    at: tuple[tuple[int, int], ...]
    table: Array
    given: Array
    same: Array
    folds: np.ndarray

    def apart_from(self, fold: int) -> np.ndarray:
        """Which pairs have neither end in the fold."""
        mask: np.ndarray = (self.folds != fold).all(axis=1)
        return mask


def pairs_of(told: Sequence[Told]) -> Pairs:
    """The pairs that linking would compare, with what comparing them gives."""
    accounts = tuple(describe(one.report) for one in told)
    standing: dict[str, list[int]] = defaultdict(list)
    for number, account in enumerate(accounts):
        for block in blocks(account):
            standing[block].append(number)
    met = {pair for inside in standing.values() for pair in combinations(inside, 2)}
    at = tuple(sorted(pair for pair in met if obstacle(accounts[pair[0]], accounts[pair[1]]) is None))
    folds = [fold_of(one) for one in told]
    return Pairs(
        accounts=accounts,
        at=at,
        table=columns(looked([(accounts[a], accounts[b]) for a, b in at])),
        given=np.array([_given(accounts[a], accounts[b]) for a, b in at]),
        same=np.array([told[a].incident == told[b].incident for a, b in at], dtype=float),
        folds=np.array([(folds[a], folds[b]) for a, b in at]),
    )


def fold_of(told: Told) -> int:
    """The fold of an article; those of one incident, and of one topic of ECB+, share it."""
    name = told.incident if told.topic is None else f"topic {told.topic}"
    return zlib.crc32(name.encode()) % FOLDS


def fitted(sets: Sequence[Pairs], *, without: int | None = None) -> Array:
    """The weights fitted on all pairs of the sets, or on those with no end in the fold ``without``."""
    kept = [np.ones(len(s.at), bool) if without is None else s.apart_from(without) for s in sets]
    table = np.concatenate([s.table[mask] for s, mask in zip(sets, kept, strict=True)])
    same = np.concatenate([s.same[mask] for s, mask in zip(sets, kept, strict=True)])
    mass = np.concatenate([np.full(mask.sum(), m) for mask, m in zip(kept, MASS, strict=True)])
    given = np.concatenate([s.given[mask] for s, mask in zip(sets, kept, strict=True)])
    return fit(table, given, same, mass)


def _given(a: Account, b: Account) -> float:
    return sum(curve(COMPARISONS[name](a, b)) for name, curve in _GIVEN.curves.items())


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes ``words.json``, then ``comparisons.json``, then ``company.json``, each with those before."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[3] / "shared")
    data = parser.parse_args(arguments).shared / "data"
    files = [data / name for name in SETS]
    articles = [data / "news/pool.jsonl", data.parent / "gold/train.jsonl", *files]
    _write("words.json", word_table(texts(articles)), indent=None)
    told = [reports(file) for file in files]
    model, effect = stored_weights(told, [pairs_of(one) for one in told])
    _write("comparisons.json", model, indent=1)
    _write("company.json", effect, indent=1)


def stored_weights(
    told: Sequence[Sequence[Told]], pairs: Sequence[Pairs], *, without: int | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What ``comparisons.json`` and ``company.json`` hold, fitted on all articles or without a fold."""
    made = curves(fitted(pairs, without=without))
    made["curves"] |= GIVEN
    compare = Model.read(made).compare
    kept = [
        component
        for one, met in zip(told, pairs, strict=True)
        for component in in_components(one, met.accounts, compare, without)
    ]
    return made, fit_company(company_of(kept, compare))


def fitted_weights(
    told: Sequence[Sequence[Told]], pairs: Sequence[Pairs], *, without: int | None = None
) -> tuple[Model, Effect]:
    """The same, ready to be used."""
    model, effect = stored_weights(told, pairs, without=without)
    return Model.read(model), Effect.read(effect)


def in_components(
    told: Sequence[Told], accounts: Sequence[Account], compare: Compare, without: int | None
) -> list[list[tuple[Account, str]]]:
    """The components of linking that have more than one report, each report with its incident.

    Components that reach into the fold ``without`` are left out.
    """
    known = {account.key: (account, one) for account, one in zip(accounts, told, strict=True)}
    found = [[known[key] for key in keys] for keys in tied(accounts, compare=compare) if len(keys) > 1]
    return [
        [(account, one.incident) for account, one in component]
        for component in found
        if without is None or all(fold_of(one) != without for _, one in component)
    ]


def _write(name: str, content: object, *, indent: int | None) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=indent, separators=None if indent else (",", ":"))
    (WEIGHTS / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
