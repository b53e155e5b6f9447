"""The quality gate: measured figures against floors that only rise.

A floor belongs to the data that it was measured on: a figure of other data is neither held nor fallen but not
comparable, and is reported as such. The floors that this repository keeps are in ``baseline.json`` beside this
module.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from pathlib import Path
from typing import Literal

from lapwing.errors import GoldError

BASELINE = Path(__file__).with_name("baseline.json")
_STEP = Decimal("0.0001")  # floors are kept to four digits, rounded to the lenient side


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    ``data`` is the fingerprint of all that it was measured on. ``margin`` is how far the figure may lie on the
    wrong side in a run that is as good, as between machines that round differently; 0 for exact figures.
    """

    name: str
    value: float
    higher_is_better: bool
    data: str
    margin: float = 0.0

    def __post_init__(self) -> None:
        if not math.isfinite(self.value) or self.margin < 0:
            raise ValueError(f"{self.name}: a figure is finite and its margin not negative")


@dataclass(frozen=True, slots=True)
class Floor:
    """The worst value that a figure may have on these data."""

    value: float
    higher_is_better: bool
    data: str

    def held_by(self, value: float) -> bool:
        """Whether a value is as good as the floor or better."""
        return value >= self.value if self.higher_is_better else value <= self.value


Baseline = Mapping[str, Floor]
"""Floors by the names of their figures."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure that did not hold its floor, and why; ``value`` is ``None`` where it was not measured."""

    name: str
    kind: Literal["fell", "not comparable", "not measured"]
    value: float | None
    floor: Floor

    def __str__(self) -> str:
        if self.kind == "not measured":
            return f"{self.name}: has a floor but was not measured"
        if self.kind == "not comparable":
            return f"{self.name}: {self.value:.4f} is not comparable, its floor is of other data"
        side = "below" if self.floor.higher_is_better else "above"
        return f"{self.name}: {self.value:.4f} is {side} the floor {self.floor.value:.4f}"


def check(figures: Iterable[Figure], baseline: Baseline, *, expected: Collection[str] = ()) -> list[Fall]:
    """The figures that do not hold their floors, in order, and then the ``expected`` ones not measured.

    A figure without a floor falls nowhere; :func:`raised` gives it one.
    """
    measured = {figure.name: figure for figure in figures}
    falls = []
    for figure in measured.values():
        floor = baseline.get(figure.name)
        if floor is None:
            continue
        if not _comparable(figure, floor):
            falls.append(Fall(figure.name, "not comparable", figure.value, floor))
        elif not floor.held_by(figure.value):
            falls.append(Fall(figure.name, "fell", figure.value, floor))
    missing = [name for name in baseline if name in expected and name not in measured]
    return [*falls, *(Fall(name, "not measured", None, baseline[name]) for name in missing)]


def raised(figures: Iterable[Figure], baseline: Baseline, *, new_data: bool = False) -> dict[str, Floor]:
    """The baseline with every floor at the better of the old one and the figure less its margin.

    A figure without a floor gets one. Where the data differ the old floor stays; with ``new_data`` the figure
    sets a fresh one, which may be lower.
    """
    floors = dict(baseline)
    for figure in figures:
        new, old = _floor(figure), baseline.get(figure.name)
        comparable = old is not None and _comparable(figure, old)
        if old is None or (old.held_by(new.value) if comparable else new_data):
            floors[figure.name] = new
    return floors


def read_baseline(path: Path = BASELINE) -> dict[str, Floor]:
    """The floors kept in a file; raises :class:`~lapwing.errors.GoldError` where it cannot be read."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {
            name: Floor(float(one["floor"]), one["better"] == "higher", one["data"])
            for name, one in kept.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GoldError(f"{path}: no baseline ({error})", hint="Restore it from version control.") from error


def baseline_text(baseline: Baseline) -> str:
    """The floors as they are kept: JSON, by name, one line each so that changes can be reviewed."""
    lines = []
    for name, floor in sorted(baseline.items()):
        better = "higher" if floor.higher_is_better else "lower"
        kept = {"floor": floor.value, "better": better, "data": floor.data}
        lines.append(f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(kept)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _comparable(figure: Figure, floor: Floor) -> bool:
    return figure.data == floor.data and figure.higher_is_better == floor.higher_is_better


def _floor(figure: Figure) -> Floor:
    higher = figure.higher_is_better
    least = Decimal(figure.value - figure.margin if higher else figure.value + figure.margin)
    kept = least.quantize(_STEP, ROUND_FLOOR if higher else ROUND_CEILING)
    return Floor(float(kept), higher, figure.data)
