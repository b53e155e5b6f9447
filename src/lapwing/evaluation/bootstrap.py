"""How far the figures would vary with other documents of the same kind."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lapwing.evaluation.scores import Rate, Tally


@dataclass(frozen=True, slots=True)
class Interval:
    """The lower and upper end between which a figure lies in ``level`` of the resampled sets."""

    low: float
    high: float
    level: float


def intervals(
    tallies: Sequence[Tally], generator: np.random.Generator, *, rounds: int = 2000, level: float = 0.95
) -> dict[str, Interval]:
    """Percentile bootstrap intervals over documents.

    Gives ``detection``, ``family`` and ``record`` (F1) and ``invention_rate``. The documents are drawn again
    with replacement ``rounds`` times; a seeded ``generator`` makes the intervals repeatable. Nothing is
    given for no documents.
    """
    if not tallies:
        return {}
    size = len(tallies)
    draws = generator.multinomial(size, np.full(size, 1 / size), size=rounds).astype(np.float64)
    figures = {
        "detection": _f1(draws, [one.detection for one in tallies]),
        "family": _f1(draws, [one.family for one in tallies]),
        "record": _f1(draws, [one.record for one in tallies]),
        "invention_rate": _share(
            draws @ np.array([one.invented for one in tallies], dtype=np.float64),
            draws @ np.array([one.inventable for one in tallies], dtype=np.float64),
        ),
    }
    tail = (1 - level) / 2
    return {
        name: Interval(float(np.quantile(values, tail)), float(np.quantile(values, 1 - tail)), level)
        for name, values in figures.items()
    }


def _f1(draws: NDArray[np.float64], rates: Sequence[Rate]) -> NDArray[np.float64]:
    counts = draws @ np.array([(r.right, r.given, r.wanted) for r in rates], dtype=np.float64)
    return _share(2 * counts[:, 0], counts[:, 1] + counts[:, 2])


def _share(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
