"""Fits what the probabilities of a coder mean: how often its answers are right on documents it has not seen.

The answers are cross-fitted: those of mentions, grouping and events come from models of the other folds,
those of fields from choosers of the other half.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lapwing.coding.calibration import RAW, Calibration, Table
from lapwing.coding.keeping import event_features
from lapwing.coding.withholding import stage_of
from lapwing.evaluation import isotonic
from lapwing.fitting.cases import Case
from lapwing.fitting.judges import Judge, right_date, right_labels, right_place, right_toll, right_value
from lapwing.fitting.linear import FLAT, Prior
from lapwing.fitting.stages import UNKNOWN, Drafted, Priors, drafts, fit_events, models, unseen
from lapwing.linear import Linear

JUDGES: Mapping[str, Judge] = {
    **{name: right_value(name) for name in ("country", "group", "group_link", "outcome", "certainty")},
    "place": right_place,
    "date": right_date,
    "killed": right_toll("killed"),
    "injured": right_toll("injured"),
    "detained": right_toll("detained"),
    **{name: right_labels(name) for name in ("modes", "target_types")},
}
LEAST = 50  # answers for a table of their own; fewer say less than the table that was known before
_STEP = 25  # answers behind a point of a table: a share of fewer is off by more than 0.1 as often as not
_POINTS = 60  # of a table at most: with 20 the surest tenth of events was too coarse for thresholds above 0.88 (dev)
_DIGITS = 4


class Answer(NamedTuple):
    """What a stage answered with the probability ``raw``, whether that was right, and how much it counts.

    ``doc_id`` and ``fold`` say which document the answer is of, and to which fold the document belongs.
    """

    raw: float
    right: bool
    weight: float
    doc_id: str
    fold: int


class Trained(NamedTuple):
    """The models of a coder, what their probabilities mean, and the answers that say so, by stage."""

    models: dict[str, Linear]
    calibration: Calibration
    answers: dict[str, list[Answer]]


def train_calibrated(cases: Sequence[Case], priors: Priors = UNKNOWN, known: Calibration = RAW) -> Trained:
    """All models of a coder, as :func:`~lapwing.fitting.stages.train` fits them, and what they mean.

    The tables of ``known`` stay for stages with fewer than fifty answers.
    """
    selected = unseen(cases, priors)
    drafted = drafts(selected, priors)
    found = answers(drafted, priors.get("event", FLAT))
    tables = {stage: table(given) for stage, given in found.items() if len(given) >= LEAST}
    return Trained(models(selected, drafted, priors), Calibration({**known.tables, **tables}), found)


def answers(drafted: Sequence[Drafted], prior: Prior = FLAT) -> dict[str, list[Answer]]:
    """The answers of every stage of calibration, of documents that the models have not seen.

    Left out are events that gold holds for optional, and fields that gold does not score. A field is judged
    where the event stands for a gold event. Cases without weight say nothing.
    """
    found: dict[str, list[Answer]] = {}
    for stage, answer in (*_events(drafted, prior), *_fields(drafted)):
        if answer.weight > 0:
            found.setdefault(stage, []).append(answer)
    return found


def _events(drafted: Sequence[Drafted], prior: Prior) -> Iterator[tuple[str, Answer]]:
    for fold in sorted({one.case.fold for one in drafted}):
        model = fit_events([one for one in drafted if one.case.fold != fold], prior)
        for one in (one for one in drafted if one.case.fold == fold):
            for i, made in enumerate(one.drafts):
                gold = one.gold.get(i)
                if gold is None and one.case.silent_on(made.candidate.kind):
                    continue
                if gold is None or not gold.get("optional"):
                    raw = model.probability(event_features(made, one.drafts))
                    yield "event", _answer(one, raw, gold is not None)


def _fields(drafted: Sequence[Drafted]) -> Iterator[tuple[str, Answer]]:
    for one in drafted:
        for i, gold in sorted(one.gold.items()):
            for name, choice in one.drafts[i].choices.items():
                right = JUDGES[name](gold, choice.option)
                if right is not None:
                    stage = stage_of(name, choice.option.value)
                    yield stage, _answer(one, choice.probability, right)


def _answer(one: Drafted, raw: float, right: bool) -> Answer:
    return Answer(raw, right, one.case.weight, one.case.reading.document.doc_id, one.case.fold)


def table(given: Sequence[Answer]) -> Table:
    """The rising table nearest to the answers, at most sixty points of at least 25 answers each.

    The share of right answers behind a point counts half a right and half a wrong one more than there were, so
    that no confidence is 0 or 1.
    """
    ordered = sorted(given)
    size = max(_STEP, -(-len(ordered) // _POINTS))
    raw, right, weights = [], [], []
    for start in range(0, max(1, len(ordered) - size + 1), size):
        # The last point takes the rest, so that none rests on a few.
        end = len(ordered) if start + 2 * size > len(ordered) else start + size
        part = ordered[start:end]
        weight = sum(answer.weight for answer in part)
        raw.append(round(sum(answer.raw * answer.weight for answer in part) / weight, _DIGITS))
        right.append((sum(answer.right * answer.weight for answer in part) + 0.5) / (weight + 1))
        weights.append(weight)
    curve = isotonic(raw, right, weights=weights)
    return curve.given, tuple(round(value, _DIGITS) for value in curve.meant)
