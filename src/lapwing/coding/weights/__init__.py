"""The coders' linear weights: one model for each of their judgements, as ``training/`` made them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lapwing.coding.calibration import RAW, Calibration, calibration
from lapwing.errors import CoderError
from lapwing.linear import Linear, stored

_FILES = {"cues": "cues.json", "learned": "learned/linear.json"}


@dataclass(frozen=True)
class Weights:
    """Linear models by name: ``mention``, ``same``, ``event``, ``country``, ``date``, ...

    ``calibration`` says what the probabilities of ``event`` and of the fields mean.
    """

    version: str
    models: Mapping[str, Linear]
    calibration: Calibration = RAW


@cache
def weights(coder: str) -> Weights:
    """The weights that ship for the coder of this name; raises ``CoderError`` where there are none."""
    if coder not in _FILES:
        raise CoderError(f"no weights ship for {coder!r}", hint=f"Coders: {', '.join(sorted(_FILES))}.")
    tables = stored("lapwing.coding.weights", _FILES[coder])
    models = {name: Linear(table) for name, table in tables["models"].items()}
    return Weights(str(tables["version"]), models, calibration(tables.get("calibration", {})))
