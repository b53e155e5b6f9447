"""Choosing one value for a field out of those that the document offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lapwing import codebook
from lapwing.coding.grouping import Candidate
from lapwing.coding.reading import Reading, Sentence, Trigger
from lapwing.linear import Linear, shares
from lapwing.records import Span

_PREPOSITIONS = frozenset(
    "in at near into inside on against by from after before for of to with across since".split()
)


@dataclass(frozen=True, slots=True)
class Option:
    """One possible value: ``value`` is ``None`` for "the document does not say"."""

    value: Any
    spans: tuple[Span, ...]
    features: tuple[str, ...]
    source: Any = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The option taken, and how sure the choice is: its share of the odds of all options."""

    option: Option
    probability: float


def choose(options: Sequence[Option], model: Linear, *, eager: float = 0.0) -> Choice:
    """The option that the model ranks highest; the first of equals. ``eager`` handicaps "not said"."""
    scores = [model.score(o.features) - (eager if o.value is None else 0.0) for o in options]
    top = max(range(len(options)), key=lambda i: (scores[i], -i))
    return Choice(options[top], shares(scores)[top])


def share_of(value: Any, options: Sequence[Option], model: Linear) -> Choice:
    """The option of this value, which something else has chosen, with its share of the odds."""
    at = next(i for i, option in enumerate(options) if option.value == value)
    return Choice(options[at], shares([model.score(o.features) for o in options])[at])


def typed(kind: str, features: Iterable[str]) -> tuple[str, ...]:
    """Each feature three times: for all types, for the type's family, for the type."""
    seen = dict.fromkeys(features)
    family = codebook.load().family(kind)
    return tuple(f"{scope}{name}" for name in seen for scope in ("", f"{family}|", f"{kind}|"))


def relation(reading: Reading, candidate: Candidate, span: Span, rivals: Sequence[Trigger]) -> Iterator[str]:
    """Where a span stands as seen from the event: its nearest trigger, side, distance, preposition."""
    sentence = reading.sentence_of(span)
    if sentence is None:
        return
    nearest = nearest_trigger(candidate, sentence, span)
    apart = sentence.index - nearest.sentence
    if apart == 0:
        at = sentence.word_at(span.start)
        side = "before" if at < nearest.first else "after"
        gap = max(nearest.first - at, at - nearest.last, 0)
        where = "clause" if sentence.clauses[at] == sentence.clauses[nearest.first] else "sentence"
        yield f"{where} {side}"
        yield f"gap={min(gap // 4, 6)} {side}"
        clauses = abs(sentence.clauses[at] - sentence.clauses[nearest.first])
        yield f"clauses={min(clauses, 4)}"
        if any(r.sentence == sentence.index and _gap(r, at) < gap for r in rivals):
            yield "nearer a rival"
        if nearest is candidate.best.trigger:
            yield f"{where} of the best"
    else:
        sign = "back" if apart < 0 else "on"
        yield f"{sign}={min(abs(apart), 4) if abs(apart) < 5 else 5 if abs(apart) < 9 else 6}"
        if sentence.paragraph == reading.sentences[nearest.sentence].paragraph:
            yield f"paragraph {sign}"
        if any(r.sentence == sentence.index for r in rivals):
            yield "with a rival"
    if sentence.index == 0:
        yield "lead"
    elif sentence.index == 1:
        yield "second"


def preposition(sentence: Sentence, span: Span) -> str:
    """The preposition within two words before the span, or ``~``."""
    at = sentence.word_at(span.start)
    for back in (1, 2):
        if at - back >= 0 and sentence.forms[at - back] in _PREPOSITIONS:
            return sentence.forms[at - back]
    return "~"


def nearest_trigger(candidate: Candidate, sentence: Sentence, span: Span) -> Trigger:
    """The candidate's trigger nearest to the span: same sentence first, then by sentences apart."""
    at = sentence.word_at(span.start)

    def distance(trigger: Trigger) -> tuple[int, int, int]:
        apart = abs(trigger.sentence - sentence.index)
        return apart, _gap(trigger, at) if apart == 0 else 0, trigger.span.start

    return min(candidate.triggers, key=distance)


def distance(reading: Reading, candidate: Candidate, span: Span) -> tuple[int, int]:
    """Sentences apart and, within one sentence, words apart (a clause boundary counts as six)."""
    sentence = reading.sentence_of(span)
    if sentence is None:
        return len(reading.sentences), 0
    trigger = nearest_trigger(candidate, sentence, span)
    apart = abs(trigger.sentence - sentence.index)
    if apart:
        return apart, 0
    at = sentence.word_at(span.start)
    return 0, _gap(trigger, at) + 6 * abs(sentence.clauses[at] - sentence.clauses[trigger.first])


def _gap(trigger: Trigger, at: int) -> int:
    return max(trigger.first - at, at - trigger.last, 0)
