"""The whole of fine-tuning: fit, judge, keep the weights, and adopt them only if they do better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lapwing.coding import EventCoder, get_coder
from lapwing.errors import FittingError
from lapwing.evaluation import Interval, Scores, intervals
from lapwing.fitting.decisions import Decided, fingerprint
from lapwing.fitting.tuning import Progress, Tuned, tune
from lapwing.fitting.weights import ModelFolder, weights_file

_ROUNDS = 1000  # of the bootstrap over the documents held back


@dataclass(frozen=True)
class Report:
    """What fine-tuning came to. ``before`` is the version that was in use, ``file`` the new weights' file.

    The intervals are those of :func:`lapwing.evaluation.intervals`, over the documents held back.
    """

    adopted: bool
    file: Path
    before: str
    tuned: Tuned
    intervals: tuple[dict[str, Interval], dict[str, Interval]]

    def as_json(self) -> dict[str, Any]:
        """All of it, ready for JSON."""
        return {
            "adopted": self.adopted,
            "file": str(self.file),
            "before": self.before,
            "after": self.tuned.coder.version,
            "fitted_on": len(self.tuned.fitted),
            "held_back": len(self.tuned.held),
            "scores": _figures(self.tuned, self.intervals),
        }


def fine_tune(
    coder: str, decided: Sequence[Decided], folder: ModelFolder, *, seed: int, progress: Progress
) -> Report:
    """Fit the coder of this name (or path) on the decisions, keep its weights, and adopt them if better.

    It is judged against what the folder has in use, or against itself as it was where nothing is. ``seed``
    fixes the draws of the intervals. Raises ``CoderError`` and ``FittingError``.
    """
    base = get_coder(coder)
    if not isinstance(base, EventCoder):
        raise FittingError(f"The coder {coder!r} has no weights to fit.", hint="Name another with --coder.")
    used = get_coder(str(folder.path)) if folder.history() else base
    tuned = tune(base, decided, in_use=used, progress=progress)
    within = _intervals(tuned.before, seed), _intervals(tuned.after, seed)
    about = {
        "trained_on": {"documents": len(tuned.fitted), "sha256": fingerprint(tuned.fitted)},
        "held_back": {"documents": len(tuned.held), "sha256": fingerprint(tuned.held)},
        "judged_against": f"{used.name} {used.version}",
        "scores": _figures(tuned, within),
    }
    file = folder.keep(weights_file(base.name, tuned.coder.weights, parent=base.weights.version, about=about))
    if tuned.better:
        folder.adopt(file, instead_of=base.name)
    return Report(tuned.better, file, used.version, tuned, within)


def _intervals(scores: Scores, seed: int) -> dict[str, Interval]:
    return intervals(scores.tallies, np.random.default_rng(seed), rounds=_ROUNDS)


def _figures(tuned: Tuned, within: Sequence[dict[str, Interval]]) -> dict[str, Any]:
    return {
        when: {**scores.as_json(), "intervals": {name: asdict(one) for name, one in found.items()}}
        for when, scores, found in zip(("before", "after"), (tuned.before, tuned.after), within, strict=True)
    }
