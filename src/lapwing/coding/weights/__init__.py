"""The first coder's weights, trained by ``training/cues.py``: one linear model for each of its judgements."""

from functools import cache
from typing import Any

from lapwing.linear import Linear, stored


@cache
def _tables() -> dict[str, Any]:
    return stored("lapwing.coding.weights", "cues.json")


def model(name: str) -> Linear:
    """The shipped model of this name: ``mention``, ``same``, ``event``, ``country``, ``date``, ..."""
    return Linear(_tables()["models"].get(name, {}))


def version() -> str:
    """The version stamped on everything the shipped weights had a part in."""
    return str(_tables()["version"])
