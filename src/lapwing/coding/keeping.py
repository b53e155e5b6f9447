"""Which candidates are events, written or offered for review: judged when their fields have been read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lapwing.coding import learned
from lapwing.coding.assemble import Draft
from lapwing.coding.calibration import RAW, Calibration
from lapwing.coding.grouping import Candidate, nearby
from lapwing.linear import Linear, Scoped, bucket

# Events are written from this probability on unless told otherwise. On 1,453 hand-coded articles that the models had
# not seen, detection F1 is 0.702, 0.708 and 0.699 with 0.3, 0.4 and 0.5 (2026-11-24).
EVENT_FLOOR = 0.4
# Below this confidence nine of ten are none, and nobody is asked to look at them.
OFFER_FLOOR = 0.1
DIGITS = 4  # of a confidence: more would say what no model knows
_STEPS = range(15, 100, 5)  # percent


def keep(
    drafts: Sequence[Draft], model: Linear, calibration: Calibration = RAW, *, least: float | None = None
) -> tuple[list[Draft], list[Draft]]:
    """The drafts to write as events, and those to offer for review; all drafts get their ``confidence``.

    Written is what has the confidence ``least``, or, where that is ``None``, the probability ``EVENT_FLOOR``.
    Offered is what else has the confidence ``OFFER_FLOOR``. Copies of a list's event that came to the same country
    and place are one: the first stays.
    """
    written: list[Draft] = []
    offered: list[Draft] = []
    for made in drafts:
        raw = model.probability(event_features(made, drafts))
        made.confidence = round(calibration.confidence("event", raw), DIGITS)
        if any(_copies(made, other) for other in (*written, *offered)):
            continue
        if raw >= EVENT_FLOOR if least is None else made.confidence >= least:
            written.append(made)
        elif made.confidence >= OFFER_FLOOR:
            offered.append(made)
    return written, offered


def _copies(made: Draft, other: Draft) -> bool:
    mine, its = made.candidate, other.candidate
    if mine.listed is None or its.listed is None or (mine.kind, mine.mentions) != (its.kind, its.mentions):
        return False
    return all(made.values.get(name) == other.values.get(name) for name in ("country", "place"))


def event_features(made: Draft, drafts: Sequence[Draft]) -> Scoped:
    """How sure the mentions are, what is known, what stands beside it, what repeats a surer one."""
    seen = dict.fromkeys((*_own(made), *_beside(made, drafts), *_survey(made, drafts)))
    return Scoped(("", f"{made.candidate.kind}|"), tuple(seen))


def _own(made: Draft) -> Iterator[str]:
    candidate = made.candidate
    best = candidate.best
    yield "bias"
    for step in _STEPS:
        if best.probability * 100 >= step:
            yield f"best>={step}"
    yield f"mentions={min(len(candidate.mentions), 4)}"
    yield f"sure mentions={min(sum(m.probability > 0.5 for m in candidate.mentions), 3)}"
    yield f"sentence={min(best.trigger.sentence, 5)}"
    if best.trigger.strong:
        yield "strong"
    near = [nearby(made.reading.sentences[t.sentence], t) for t in candidate.triggers]
    facts = {
        "date": any(n.date for n in near),
        "place": any(n.place for n in near),
        "group": any(n.group for n in near),
        "toll": any(n.tolls for n in near),
    }
    for name, there in facts.items():
        yield f"{name} here" if there else f"no {name} here"
    yield f"facts here={sum(facts.values())}"
    for name in ("country", "place", "date_start", "group", "killed", "detained", "attributed_to"):
        yield f"has {name}" if made.values.get(name) is not None else f"no {name}"
    yield f"{made.values['certainty']}"
    yield f"{made.values['outcome']}"
    if candidate.listed:
        yield "listed"
    yield from learned.event(made.reading, candidate.triggers)


def _survey(made: Draft, drafts: Sequence[Draft]) -> Iterator[str]:
    """Whether the document tells of one event or, as a survey does, of many in many countries."""
    sure = [d for d in drafts if d.candidate.best.probability > 0.5]
    countries = {d.values.get("country") for d in sure} - {None}
    sentences = len(made.reading.sentences)
    told = {
        "sure candidates": bucket(len(sure), (0, 1, 3, 6, 10, 16, 25)),
        "countries": bucket(len(countries), (0, 1, 2, 4, 7)),
        "candidates a sentence": bucket(100 * len(sure) // max(sentences, 1), (5, 15, 30, 50, 80)),
    }
    for name, step in told.items():
        yield f"{name}={step}"
        yield f"{name}={step}, {'certain' if made.candidate.best.probability > 0.5 else 'doubtful'} here"
    yield f"countries={told['countries']}, a sentence={told['candidates a sentence']}"


def _beside(made: Draft, drafts: Sequence[Draft]) -> Iterator[str]:
    candidate = made.candidate
    mine = {t.sentence for t in candidate.triggers}
    better = [d for d in drafts if d is not made and _rank(d.candidate) < _rank(candidate)]
    alike = [d for d in better if d.candidate.kind == candidate.kind and d.candidate.listed is None]
    yield f"better of the type={min(len(alike), 5)}"
    for other in alike:
        yield f"repeats {_repeats(made, other)}"
        if mine & {t.sentence for t in other.candidate.triggers}:
            yield "beside a better one of the type"
            yield f"beside, repeats {_repeats(made, other)}"
    for other in better:
        if other.candidate.kind != candidate.kind and mine & {t.sentence for t in other.candidate.triggers}:
            yield f"beside {other.candidate.kind}"


def _repeats(made: Draft, other: Draft) -> str:
    """Which of country, date and group agree with a surer candidate of the type: "same same none"."""
    found = []
    for name in ("country", "date_start", "group"):
        a, b = made.values.get(name), other.values.get(name)
        found.append("none" if a is None and b is None else "one" if a is None or b is None else str(a == b))
    return " ".join(found)


def _rank(candidate: Candidate) -> tuple[float, int]:
    return (-candidate.best.probability, candidate.best.trigger.span.start)
