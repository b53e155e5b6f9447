"""The calibration errors that training kept in a coder's weights, cross-fitted on its training articles."""

import json
from collections.abc import Mapping
from pathlib import Path

from lapwing.fitting.reliability import Stored
from training.coder import OUT, WEIGHTS

_ROOT = Path(__file__).resolve().parents[1]


def kept(coder: str) -> Mapping[str, Mapping[str, Stored]]:
    """By articles and stage, as :mod:`training.reliability` makes them; empty for weights that keep none."""
    if coder not in OUT:
        return {}
    weights = json.loads((_ROOT / WEIGHTS / OUT[coder]).read_text(encoding="utf-8"))
    found: Mapping[str, Mapping[str, Stored]] = weights.get("reliability", {})
    return found


def fitted_on(coder: str) -> str:
    """The fingerprint of the articles that the weights were fitted on."""
    weights = json.loads((_ROOT / WEIGHTS / OUT[coder]).read_text(encoding="utf-8"))
    return str(weights["trained_on"]["sha256"])[:12]


def of_fields(stages: Mapping[str, Stored]) -> float | None:
    """The mean calibration error of all stages but that of events, by answers; ``None`` without any."""
    fields = [one for stage, one in stages.items() if stage != "event"]
    answers = sum(one["answers"] for one in fields)
    return sum(one["error"] * one["answers"] for one in fields) / answers if answers else None
