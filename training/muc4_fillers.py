"""Fits the choice among fillers on MUC-4: which mentions are fillers, which are one, and how sure is sure enough."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from lapwing.coding.fillers.entities import alike, choose
from lapwing.coding.fillers.features import Scene
from lapwing.coding.fillers.mentions import ROLES, Mention
from lapwing.fitting.linear import fit_binary
from lapwing.linear import Linear

# L2 strengths and the share of wrong mentions that teach, found by cross-validation on the reports of MUC-4 train
# that the network does not see.
PENALTY, SAME_PENALTY = 10.0, 1.0
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)

Entities = Mapping[str, Sequence[frozenset[str]]]


def normal(mention: str) -> str:
    """The mention as CEAF-REE compares it: lower case, no ASCII punctuation, no articles."""
    return " ".join(_ARTICLES.sub(" ", mention.lower().translate(_PUNCTUATION)).split())


@dataclass(frozen=True)
class Report:
    """A report laid out, with its gold entities by role."""

    doc_id: str
    scene: Scene
    gold: Entities

    def entity(self, mention: Mention) -> int | None:
        """The number of the gold entity that has the mention, the first of several."""
        form = normal(self.quote(mention))
        return next((n for n, entity in enumerate(self.gold[mention.role]) if form in entity), None)

    def quote(self, mention: Mention) -> str:
        """The mention as it stands in its best place."""
        marked = self.scene.marked
        return marked.span(*mention.stretches[0]).quote(marked.text)

    @cached_property
    def rows(self) -> list[list[str]]:
        """The features of all mentions."""
        return [self.scene.features(mention) for mention in self.scene.mentions]

    @cached_property
    def labels(self) -> list[bool]:
        """Whether each mention is one of a gold entity."""
        return [self.entity(mention) is not None for mention in self.scene.mentions]


def fit(reports: Sequence[Report]) -> dict[str, Linear]:
    """The models ``filler`` and ``same``."""
    rows = [row for report in reports for row in report.rows]
    labels = [label for report in reports for label in report.labels]
    filler = fit_binary(rows, labels, [1.0] * len(rows), penalty=PENALTY)
    return {"filler": Linear(filler), "same": Linear(_fit_same(reports))}


def _fit_same(reports: Sequence[Report]) -> dict[str, float]:
    rows, labels = [], []
    for report in reports:
        right = [(m, report.entity(m)) for m in report.scene.mentions]
        for (one, a), (other, b) in combinations([(m, e) for m, e in right if e is not None], 2):
            if one.role == other.role:
                rows.append(alike(report.scene.marked, one, other))
                labels.append(a == b)
    return fit_binary(rows, labels, [1.0] * len(rows), penalty=SAME_PENALTY)


# Thresholds that are tried, and the folds of cross-validation.
_TRIED = tuple(step / 40 for step in range(4, 31))
_FOLDS = 5
_ROUNDS = 2

Given = list[tuple[Mention, float]]


def least_probabilities(reports: Sequence[Report]) -> tuple[dict[str, float], dict[str, float]]:
    """The thresholds by role that give the best micro F1 in cross-validation, and that F1 by role and in all.

    A threshold chosen on few reports is unsure, so all roles share one that is then moved by role only where
    this gains.
    """
    given = _cross_validated(reports)
    least = dict.fromkeys(ROLES, _best([dict.fromkeys(ROLES, tried) for tried in _TRIED], reports, given))
    for _ in range(_ROUNDS):
        for role in ROLES:
            least[role] = _best([{**least, role: tried} for tried in _TRIED], reports, given, role)
    counted = {role: counts(reports, given, least, role) for role in ROLES}
    measured = {role: round(f1(*counted[role]), 4) for role in ROLES}
    measured["micro"] = round(f1(*(sum(c) for c in zip(*counted.values(), strict=True))), 4)
    return least, measured


def _best(
    tried: Sequence[dict[str, float]], reports: Sequence[Report], given: Sequence[Given], role: str = ROLES[0]
) -> float:
    """The threshold of a role in the best of some choices of thresholds, the lowest of equals."""

    def reached(least: dict[str, float]) -> float:
        return f1(*(sum(c) for c in zip(*(counts(reports, given, least, r) for r in ROLES), strict=True)))

    return max(tried, key=lambda least: (round(reached(least), 6), -least[role]))[role]


def _cross_validated(reports: Sequence[Report]) -> list[Given]:
    """What is given of each report, at the lowest threshold, by models that were not fitted on it."""
    given: list[Given] = [[] for _ in reports]
    for fold in range(_FOLDS):
        models = fit([report for n, report in enumerate(reports) if n % _FOLDS != fold])
        for n, report in enumerate(reports):
            if n % _FOLDS == fold:
                given[n] = choose(report.scene, models, dict.fromkeys(ROLES, _TRIED[0]))
    return given


def counts(
    reports: Sequence[Report], given: Sequence[Given], least: Mapping[str, float], role: str
) -> tuple[int, int, int]:
    """How many fillers of a role match the key, are given, and stand in the key."""
    matched = number = gold = 0
    for report, found in zip(reports, given, strict=True):
        mine = [m for m, probability in found if m.role == role and probability >= least[role]]
        matched += len({report.entity(mention) for mention in mine} - {None})
        number += len(mine)
        gold += len(report.gold[role])
    return matched, number, gold


def f1(matched: int, given: int, gold: int) -> float:
    """F1 from counts."""
    return 2 * matched / (given + gold) if given + gold else 0.0
