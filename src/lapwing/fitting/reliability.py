"""How well calibrated confidences keep their word on answers that their tables were not fitted on.

On the few events of a development set a small calibration error cannot be told from chance. The answers that
calibration is fitted on (:mod:`lapwing.fitting.calibrate`) are far more, and each is of a document that its
model has not seen. So the documents are taken fold by fold: tables fitted on the answers of the other folds
give the confidences of this one. What ships is fitted on all folds; the models behind the answers of the other
folds have seen this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from lapwing.coding.calibration import RAW, Calibration
from lapwing.coding.keeping import DIGITS, EVENT_FLOOR
from lapwing.evaluation import Judged, calibration_of
from lapwing.fitting.calibrate import LEAST, Answer, table

_PER_BIN, _MOST_BINS = 20, 15  # answers in a bin at least, as on the development set, and bins at most
_ROUNDS = 1000

Stored = dict[str, float]
"""The figures of one stage by name, as a weights file keeps them."""


def judged_unseen(found: Mapping[str, Sequence[Answer]]) -> dict[str, list[Judged]]:
    """By stage every answer with the confidence that tables fitted on the other folds of documents give it.

    Events are those that would be written without a threshold; a field is judged where its event stands for a
    gold event, so that what a text does not say ("no killed") is a stage of its own.
    """
    return {stage: list(_judged(stage, given)) for stage, given in sorted(found.items())}


def _judged(stage: str, given: Sequence[Answer]) -> Iterator[Judged]:
    for fold in sorted({answer.fold for answer in given}):
        others = [answer for answer in given if answer.fold != fold]
        tables = Calibration({stage: table(others)}) if len(others) >= LEAST else RAW
        for answer in given:
            if answer.fold == fold and (stage != "event" or answer.raw >= EVENT_FLOOR):
                sure = round(tables.confidence(stage, answer.raw), DIGITS)
                yield Judged(answer.doc_id, sure, answer.right, answer.weight)


def errors_by_stage(judged: Mapping[str, Sequence[Judged]], *, seed: int) -> dict[str, Stored]:
    """The calibration error of every stage that has answers, over 15 bins, or fewer of at least 20 answers.

    For each stage the number of ``answers``, ``error``, ``debiased``, ``noise`` and ``noise_high`` of
    :class:`~lapwing.evaluation.Calibration`, and ``low`` and ``high``, the ends of its 95% interval.
    """
    stored = {}
    for stage, answers in judged.items():
        bins = min(_MOST_BINS, max(1, len(answers) // _PER_BIN))
        one = calibration_of(answers, np.random.default_rng(seed), bins=bins, rounds=_ROUNDS)
        if one is not None:
            figures = {name: getattr(one, name) for name in ("error", "debiased", "noise", "noise_high")}
            figures |= {"low": one.within.low, "high": one.within.high}
            stored[stage] = {"answers": one.count, **{n: round(f, DIGITS) for n, f in figures.items()}}
    return stored


def reliability_text(stored: Mapping[str, Stored]) -> str:
    """A line for each stage: how many answers, the error, what perfect confidences would show, the interval."""
    lines = [f"{'answers on':<18}{'n':>6}  error  debiased  perfect  95%"]
    for stage, one in stored.items():
        lines.append(
            f"{stage:<18}{one['answers']:>6}  {one['error']:.3f}  {one['debiased']:>8.3f}  {one['noise']:>7.3f}"
            f"  {one['low']:.3f} to {one['high']:.3f}"
        )
    return "\n".join(lines)
