"""What kind of thing the words around an event make of it: outcome, certainty, how a group is tied to it."""

from collections.abc import Iterable, Iterator, Sequence

from lapwing.coding import learned
from lapwing.coding.fields.options import Option, scopes
from lapwing.coding.grouping import Candidate
from lapwing.coding.reading import Reading, Trigger
from lapwing.linear import Scoped
from lapwing.records import EventType, Span

CERTAINTIES = ("asserted", "alleged", "denied")
LINKS = (None, "directed", "claimed", "inspired", "linked", "suspected")
_REACH = 3  # mentions looked at, the surest first
# The classes of cues that stand for each label.
_MARKS = {
    "alleged": ("hedge",),
    "denied": ("disbelief",),
    "failed": ("failure",),
    "foiled": ("foiling",),
    "planned": ("planning",),
    "claimed": ("claiming",),
    "inspired": ("inspiration",),
    "linked": ("affiliation",),
    "suspected": ("suspicion",),
}


def outcomes(kind: EventType) -> tuple[str, ...]:
    """The outcomes that the codebook allows for a type."""
    return {"attack": ("completed", "failed"), "plot": ("foiled", "planned")}.get(kind, ("completed",))


def options(
    reading: Reading,
    candidate: Candidate,
    name: str,
    labels: Sequence[str | None],
    *,
    more: Iterable[str] = (),
) -> list[Option]:
    """One option a label, each seeing the cues around the candidate's mentions, and ``more``.

    ``name`` is the field, one that the tagger knows. An option's spans are the nearest words that stand for it.
    """
    seen = [*_cues(reading, candidate), *more]
    spans = _spans(reading, candidate)
    scored = learned.label(reading, name, candidate.triggers, labels)
    return [
        Option(label, spans.get(str(label), ()), _features(candidate.kind, label, seen, scored[label]))
        for label in labels
    ]


def _features(kind: str, label: str | None, seen: Iterable[str], scored: Iterable[str]) -> Scoped:
    """What is seen counts for each label by itself; the learned score counts for all alike as well."""
    own = tuple(f"{label}: {scope}" for scope in scopes(kind))
    return Scoped(own, tuple(dict.fromkeys([*seen, *scored])), tuple(scored))


def _cues(reading: Reading, candidate: Candidate) -> Iterator[str]:
    yield "bias"
    for trigger in _surest(candidate):
        sentence = reading.sentences[trigger.sentence]
        yield f"p={trigger.phrase}"
        for cue in sentence.cues:
            side = "<" if cue.last < trigger.first else ">"
            distance = max(trigger.first - cue.last, cue.first - trigger.last, 0)
            yield f"{cue.payload} here"
            if distance <= 6:
                yield f"{cue.payload} near {side}"
                yield f"w={'_'.join(sentence.forms[cue.first : cue.last + 1][:2])}"
        for other in sentence.triggers:
            if other is not trigger and abs(other.first - trigger.first) <= 10:
                yield f"co={other.phrase}"
        for back in (1, 2):
            if trigger.first - back >= 0:
                yield f"w-{back}={sentence.forms[trigger.first - back]}"
        for group in sentence.groups:
            yield f"group {group.how}"
            yield "group before" if group.end <= trigger.span.start else "group after"
        if sentence.quoted[trigger.first]:
            yield "quoted"


def _surest(candidate: Candidate) -> list[Trigger]:
    ranked = sorted(candidate.mentions, key=lambda m: (-m.probability, m.trigger.span.start))
    return [m.trigger for m in ranked[:_REACH]]


def _spans(reading: Reading, candidate: Candidate) -> dict[str, tuple[Span, ...]]:
    """For each label the nearest words that stand for it."""
    found: dict[str, tuple[Span, ...]] = {}
    for trigger in _surest(candidate):
        sentence = reading.sentences[trigger.sentence]
        for label, classes in _MARKS.items():
            marks = [cue for cue in sentence.cues if cue.payload in classes]
            if marks and label not in found:
                nearest = min(marks, key=lambda cue: (abs(cue.first - trigger.first), cue.first))
                found[label] = (nearest.span(sentence.words),)
    return found
