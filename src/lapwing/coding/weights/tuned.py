"""Weights that ``lapwing train`` wrote: a file of its own, or the one that a model folder names as adopted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lapwing.coding.calibration import calibration
from lapwing.coding.weights import Weights, weights
from lapwing.errors import CoderError
from lapwing.linear import Linear

CURRENT = "current.json"
_AGAIN = "Name a weights file or a model folder that `lapwing train` wrote."


def adopted(folder: Path) -> str:
    """What a model folder names as adopted: the path of a weights file in it, or the name of a coder.

    Raises ``CoderError`` where the folder names nothing.
    """
    try:
        name = str(json.loads((folder / CURRENT).read_text(encoding="utf-8"))["current"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CoderError(f"{folder} names no adopted model in {CURRENT}.", hint=_AGAIN) from error
    if name.endswith(".json"):
        return str(folder / Path(name).name)
    weights(name)
    return name


def read_tuned(path: Path) -> tuple[str, Weights]:
    """The name of the coder that a weights file is for, and the weights.

    Raises ``CoderError`` where the file is none, or was fitted from weights that this version of Lapwing no
    longer ships: the features that it weighs may mean something else now.
    """
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        coder, shipped = str(data["coder"]), str(data["shipped"])
        models = {
            str(name): Linear({str(feature): float(weight) for feature, weight in table.items()})
            for name, table in data["models"].items()
        }
        read = Weights(str(data["version"]), models, calibration(data.get("calibration", {})))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CoderError(f"{path} is no weights file ({type(error).__name__}).", hint=_AGAIN) from error
    here = weights(coder)
    if here.version != shipped:
        raise CoderError(
            f"{path} was fitted from the weights {shipped} of {coder!r}; this version ships {here.version}.",
            hint="Train again into another folder: lapwing train --decisions FILE --into FOLDER.",
        )
    missing = sorted(set(here.models) - set(models))
    if missing:
        raise CoderError(f"{path} lacks the weights of: {', '.join(missing)}.", hint=_AGAIN)
    return coder, read
