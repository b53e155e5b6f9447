"""Fine-tuning: a coder's weights moved towards a user's decisions, and both versions judged on the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lapwing.coding import Coder, EventCoder
from lapwing.coding.coder import STAGES
from lapwing.evaluation import CodedDocument, Scores, coded_document, score
from lapwing.fitting.cases import case, document_of
from lapwing.fitting.decisions import Decided, split
from lapwing.fitting.linear import Prior
from lapwing.fitting.stages import train
from lapwing.fitting.weights import numbered
from lapwing.records import document_json

STRENGTH = 1.0
_FOLDS = 5  # of the documents to fit on, for what the later stages learn from


@dataclass(frozen=True)
class Tuned:
    """A coder fitted on decisions, and how it and the one before did on the documents held back."""

    coder: EventCoder
    fitted: Sequence[Decided]
    held: Sequence[Decided]
    before: Scores
    after: Scores

    @property
    def better(self) -> bool:
        """Whether more records are right (F1) and no fewer events found (F1)."""
        before, after = self.before, self.after
        return after.record.f1 > before.record.f1 and after.detection.f1 >= before.detection.f1


def tune(
    base: EventCoder,
    decided: Sequence[Decided],
    *,
    in_use: Coder | None = None,
    strength: float = STRENGTH,
    progress: Callable[[int], None] = lambda _: None,
) -> Tuned:
    """Fit ``base`` on about three quarters of the documents and judge it on the others.

    It is judged against ``in_use``, or ``base`` where that is not given. ``progress`` gets the number of
    documents read or coded so far: each to fit on is read once, each held back is coded twice. Raises
    :class:`~lapwing.errors.FittingError` for too few documents.
    """
    fitted, held = split(decided)
    cases = []
    for number, one in enumerate(fitted, start=1):
        cases.append(case(one.row, _FOLDS, base.read))
        progress(number)
    priors = {name: Prior(base.weights.models[name].weights, strength) for name in STAGES}
    coder = base.refitted(numbered(train(cases, priors)))
    gold = [one.coded for one in held]
    before = score(gold, _coded(in_use or base, held, lambda n: progress(len(fitted) + n)))
    after = score(gold, _coded(coder, held, lambda n: progress(len(fitted) + len(held) + n)))
    return Tuned(coder, fitted, held, before, after)


def steps(decided: Sequence[Decided]) -> int:
    """How many documents :func:`tune` will have read or coded in the end."""
    return len(decided) + sum(one.held_back for one in decided)


def _coded(coder: Coder, decided: Sequence[Decided], progress: Callable[[int], None]) -> list[CodedDocument]:
    coded = []
    for number, one in enumerate(decided, start=1):
        document = document_of(one.row)
        coded.append(coded_document(document_json(document, coder.code(document).events)))
        progress(number)
    return coded
