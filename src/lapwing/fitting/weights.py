"""Weights files as fitting writes them, and the folder that keeps them and names the one in use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lapwing.coding.calibration import RAW, Calibration
from lapwing.coding.weights import Weights, weights
from lapwing.coding.weights.tuned import CURRENT
from lapwing.errors import FittingError
from lapwing.linear import Linear

Tables = dict[str, dict[str, float]]


def tables(models: Mapping[str, Linear]) -> Tables:
    """The models as they stand in a weights file."""
    return {name: dict(sorted(model.weights.items())) for name, model in models.items()}


def version_of(stored: Tables, calibration: Calibration = RAW) -> str:
    """Twelve hex digits of the SHA-256 of the weights and their calibration: others, another version."""
    numbers = {**stored, "calibration": calibration.stored()} if calibration.tables else stored
    return hashlib.sha256(json.dumps(numbers, sort_keys=True).encode()).hexdigest()[:12]


def numbered(models: Mapping[str, Linear], calibration: Calibration = RAW) -> Weights:
    """The models and what they mean, with their version."""
    return Weights(version_of(tables(models), calibration), models, calibration)


def weights_file(coder: str, fitted: Weights, *, parent: str, about: Mapping[str, Any]) -> dict[str, Any]:
    """What a weights file holds.

    ``parent`` is the version of the weights it was fitted from; ``shipped`` that of the coder's weights in
    this version of Lapwing, on which all of them rest; ``about`` what else is to be known.
    """
    return {
        "version": fitted.version,
        "coder": coder,
        "parent": parent,
        "shipped": weights(coder).version,
        **about,
        "calibration": fitted.calibration.stored(),
        "models": tables(fitted.models),
    }


@dataclass(frozen=True)
class ModelFolder:
    """A folder of weights files. ``current.json`` names the one in use and those that were in use before.

    A name without ``.json`` is that of a coder with the weights that ship.
    """

    path: Path

    def history(self) -> list[str]:
        """What was in use, the current one last; empty for a folder in which nothing was adopted."""
        file = self.path / CURRENT
        if not file.exists():
            return []
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            return [str(name) for name in (*data["earlier"], data["current"])]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise FittingError(
                f"{file} cannot be read ({type(error).__name__}).",
                hint="Move it away to begin anew; the weights files beside it stay usable by their paths.",
            ) from error

    def keep(self, data: Mapping[str, Any]) -> Path:
        """Write a weights file; earlier ones stay. The same weights have the same name."""
        file = self.path / f"{data['coder']}-{data['version']}.json"
        self._write(file, data)
        return file

    def adopt(self, file: Path, *, instead_of: str) -> None:
        """Make the file the one in use; ``instead_of`` is remembered where nothing was in use before."""
        earlier = self.history() or [instead_of]
        self._point([*earlier, file.name])

    def revert(self) -> str:
        """Go back to what was in use before, and give its name; the newer weights file stays."""
        history = self.history()
        if len(history) < 2:
            raise FittingError(
                f"{self.path} has nothing to go back to.", hint="Name the model folder with --into FOLDER."
            )
        self._point(history[:-1])
        return history[-2]

    def _point(self, history: Sequence[str]) -> None:
        self._write(self.path / CURRENT, {"current": history[-1], "earlier": list(history[:-1])})

    def _write(self, file: Path, data: Mapping[str, Any]) -> None:
        """The file appears whole or not at all."""
        part = file.with_name(f".{file.name}.part")
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
            part.replace(file)
        except OSError as error:
            raise FittingError(
                f"{file} cannot be written: {error.strerror or error}.",
                hint="Check that you may write there, or name another folder with --into FOLDER.",
            ) from error
