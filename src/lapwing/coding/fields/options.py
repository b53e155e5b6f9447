"""Choosing one value for a field out of those that the document offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from lapwing import codebook
from lapwing.coding.grouping import Candidate
from lapwing.coding.reading import Reading, Sentence, Trigger
from lapwing.linear import Linear, Scoped, shares
from lapwing.records import Span

AnySpan = TypeVar("AnySpan", bound=Span)
_PREPOSITIONS = frozenset(
    "in at near into inside on against by from after before for of to with across since".split()
)


@dataclass(frozen=True, slots=True)
class Option:
    """One possible value: ``value`` is ``None`` for "the document does not say"."""

    value: Any
    spans: tuple[Span, ...]
    features: Iterable[str]
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


def typed(kind: str, features: Iterable[str]) -> Scoped:
    """Each feature three times: for all types, for the type's family, for the type."""
    return Scoped(scopes(kind), tuple(dict.fromkeys(features)))


@cache
def scopes(kind: str) -> tuple[str, str, str]:
    """The prefixes under which features count: for all types, for the type's family, for the type."""
    return "", f"{codebook.load().family(kind)}|", f"{kind}|"


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a span stands as seen from an event.

    ``at`` is its word in its sentence, ``trigger`` the event's trigger nearest to it: in the same sentence
    first, then by sentences apart. ``distance`` are the sentences apart and, within one sentence, the words
    apart, where a clause boundary counts as six.
    """

    sentence: Sentence
    at: int
    trigger: Trigger
    distance: tuple[int, int]


def stand(reading: Reading, candidate: Candidate, span: Span) -> Stand | None:
    """Where a span of the document stands; ``None`` before its first sentence. Kept in the candidate."""
    known: dict[int, Stand | None] = candidate.stands
    if span.start not in known:
        known[span.start] = _stand(reading, candidate, span)
    return known[span.start]


def _stand(reading: Reading, candidate: Candidate, span: Span) -> Stand | None:
    sentence = reading.sentence_of(span)
    if sentence is None:
        return None
    at = sentence.word_at(span.start)

    def away(trigger: Trigger) -> tuple[int, int, int]:
        apart = abs(trigger.sentence - sentence.index)
        return apart, _gap(trigger, at) if apart == 0 else 0, trigger.span.start

    nearest = min(candidate.triggers, key=away)
    apart, gap, _ = away(nearest)
    clauses = 0 if apart else abs(sentence.clauses[at] - sentence.clauses[nearest.first])
    return Stand(sentence, at, nearest, (apart, gap + 6 * clauses))


def relation(reading: Reading, candidate: Candidate, span: Span, rivals: Sequence[Trigger]) -> Iterator[str]:
    """Where a span stands as seen from the event: its nearest trigger, side, distance, preposition."""
    seen = stand(reading, candidate, span)
    if seen is None:
        return
    sentence, at, nearest = seen.sentence, seen.at, seen.trigger
    apart = sentence.index - nearest.sentence
    if apart == 0:
        side = "before" if at < nearest.first else "after"
        gap = _gap(nearest, at)
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


def distance(reading: Reading, candidate: Candidate, span: Span) -> tuple[int, int]:
    """Sentences apart and, within one sentence, words apart (a clause boundary counts as six)."""
    seen = stand(reading, candidate, span)
    return (len(reading.sentences), 0) if seen is None else seen.distance


def nearest_first(reading: Reading, candidate: Candidate, spans: Iterable[AnySpan]) -> list[AnySpan]:
    """The spans by their distance from the event; of equals the first in the text."""
    return sorted(spans, key=lambda span: (distance(reading, candidate, span), span.start))


def unsaid(
    reading: Reading, candidate: Candidate, spans: Iterable[Span], values: int, *, most: int = 4
) -> Iterator[str]:
    """Features of "not said": how many values there are, up to ``most``, and how near one of the spans stands."""
    yield "none"
    yield f"none of {min(values, most)}"
    apart = min((distance(reading, candidate, span)[0] for span in spans), default=9)
    yield f"none within {min(apart, 3)}"


def _gap(trigger: Trigger, at: int) -> int:
    return max(trigger.first - at, at - trigger.last, 0)
