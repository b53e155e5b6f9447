"""Which candidates are events: the steps from triggers to the events that are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lapwing.coding.features import trigger_features
from lapwing.coding.grouping import Candidate, Scored, group, nearby
from lapwing.coding.linear import Linear
from lapwing.coding.lists import split
from lapwing.coding.reading import Reading

# Mentions below this are not looked at again: on train (cross-fitted) it keeps nearly all coded mentions.
MENTION_FLOOR = 0.12


def mentions(reading: Reading, model: Linear) -> list[Scored]:
    """Every trigger with a fair chance of reporting an event, in text order."""
    found = []
    for sentence in reading.sentences:
        for trigger in sentence.triggers:
            probability = model.probability(trigger_features(reading, sentence, trigger))
            if probability >= MENTION_FLOOR:
                found.append(Scored(trigger, probability))
    return found


def candidates(reading: Reading, scored: Sequence[Scored], same: Linear) -> list[Candidate]:
    """The mentions joined into events, and lists of places taken apart."""
    return split(reading, group(reading, scored, same))


def event_features(reading: Reading, candidate: Candidate, rivals: Sequence[Candidate]) -> list[str]:
    """Features of a whole candidate: how sure its mentions are, its facts, what stands beside it."""
    seen = dict.fromkeys(_event(reading, candidate, rivals))
    return [f"{kind}{name}" for name in seen for kind in ("", f"{candidate.kind}|")]


def _event(reading: Reading, candidate: Candidate, rivals: Sequence[Candidate]) -> Iterator[str]:
    best = candidate.best
    yield "bias"
    for step in (15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95):
        if best.probability * 100 >= step:
            yield f"best>={step}"
    count = len(candidate.mentions)
    yield f"mentions={min(count, 4)}"
    yield f"sure mentions={min(sum(m.probability > 0.5 for m in candidate.mentions), 3)}"
    yield f"sentence={min(best.trigger.sentence, 5)}"
    near = [nearby(reading.sentences[m.trigger.sentence], m.trigger) for m in candidate.mentions]
    facts = {
        "date": any(n.date for n in near),
        "place": any(n.place for n in near),
        "group": any(n.group for n in near),
        "toll": any(n.tolls for n in near),
    }
    for name, there in facts.items():
        yield f"{name}" if there else f"no {name}"
    yield f"facts={sum(facts.values())}"
    if candidate.listed:
        yield "listed"
    better = [
        r
        for r in rivals
        if r is not candidate
        and r.kind == candidate.kind
        and _rank(r) < _rank(candidate)
        and r.listed is None
    ]
    yield f"better of the type={min(len(better), 5)}"
    mine = {t.sentence for t in candidate.triggers}
    for rival in better:
        if mine & {t.sentence for t in rival.triggers}:
            yield "beside a better one of the type"
            break
    for rival in rivals:
        stronger = rival.kind != candidate.kind and rival.best.probability > best.probability
        if stronger and mine & {t.sentence for t in rival.triggers}:
            yield f"beside {rival.kind}"


def _rank(candidate: Candidate) -> tuple[float, int]:
    return (-candidate.best.probability, candidate.best.trigger.span.start)
