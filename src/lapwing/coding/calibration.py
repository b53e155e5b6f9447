"""From a model's probability to a confidence: how often answers of such a probability are right."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

Table = tuple[tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True)
class Calibration:
    """A rising table for each stage, straight between its points, flat beyond its ends.

    A stage without a table keeps the model's probability.
    """

    tables: Mapping[str, Table] = field(default_factory=dict)

    def confidence(self, stage: str, raw: float) -> float:
        """The calibrated confidence of an answer that the stage gave the probability ``raw``; both 0 to 1."""
        if stage not in self.tables:
            return raw
        given, meant = self.tables[stage]
        at = bisect_right(given, raw)
        if at in (0, len(given)):
            return meant[0] if at == 0 else meant[-1]
        share = (raw - given[at - 1]) / (given[at] - given[at - 1])
        return meant[at - 1] + share * (meant[at] - meant[at - 1])

    def stored(self) -> dict[str, list[list[float]]]:
        """The tables as they stand in a weights file; :func:`calibration` reads them back."""
        return {stage: [list(part) for part in table] for stage, table in sorted(self.tables.items())}


RAW = Calibration()
"""Without tables: every probability is taken at its word."""


def calibration(stored: Mapping[str, Sequence[Sequence[Any]]]) -> Calibration:
    """The tables of a weights file; raises ``ValueError`` for one that does not rise from 0 to 1."""
    tables = {}
    for stage, (raw, calibrated) in stored.items():
        given, meant = (tuple(float(value) for value in part) for part in (raw, calibrated))
        inside = all(0 <= value <= 1 for value in (*given, *meant))
        rising = all(a < b for a, b in pairwise(given)) and all(a <= b for a, b in pairwise(meant))
        if not given or len(given) != len(meant) or not inside or not rising:
            raise ValueError(f"the calibration of {stage!r} is no rising table")
        tables[str(stage)] = (given, meant)
    return Calibration(tables)
