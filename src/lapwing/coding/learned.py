"""What a learned tagger says of a document, as named features beside all others.

A score becomes one feature for every step that it reaches, so that a linear model can give it any rising
curve. Without a tagger there are no such features, and the models that were fitted without one need none.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from lapwing.coding.reading import Mentioned, Reading, Trigger

_LOG_ODDS = tuple(step / 2 for step in range(-8, 9))


def steps(name: str, log_odds: float) -> Sequence[str]:
    """``name>=x`` for every half step from -4 to 4 that the score reaches."""
    return _steps(name)[: bisect_right(_LOG_ODDS, log_odds)]


@cache
def _steps(name: str) -> tuple[str, ...]:
    return tuple(f"{name}>={bound:g}" for bound in _LOG_ODDS)


def expect(reading: Reading, triggers: Sequence[Trigger]) -> None:
    """Tell the tagger which triggers the following questions will be about."""
    if reading.scores is not None:
        reading.scores.expect(triggers)


def shares(
    reading: Reading, role: str, triggers: Sequence[Trigger], options: Sequence[Sequence[Mentioned]]
) -> list[list[str]]:
    """Features of "not said" and of every option, from the shares of the odds that their mentions get."""
    if reading.scores is None:
        return [[] for _ in range(len(options) + 1)]
    mentions = [mention for option in options for mention in option]
    odds, none = reading.scores.shares(role, triggers, mentions)
    values = [none]
    at = 0
    for option in options:
        values.append(float(sum(odds[at : at + len(option)])))
        at += len(option)
    top = max(values)
    return [
        [*steps("learned", log_odds(value)), *(["learned top"] if value == top else [])] for value in values
    ]


def label(
    reading: Reading, name: str, triggers: Sequence[Trigger], among: Sequence[str | None]
) -> dict[str | None, list[str]]:
    """Features of every label among those allowed: its share of the odds."""
    if reading.scores is None:
        return {value: [] for value in among}
    scores = reading.scores.labels(name, triggers)
    total = sum(math.exp(scores[value]) for value in among)
    return {value: list(steps("learned", log_odds(math.exp(scores[value]) / total))) for value in among}


def named(reading: Reading, name: str, triggers: Sequence[Trigger]) -> dict[str, float]:
    """The log-odds of every label of a field that may have several; none without a tagger."""
    if reading.scores is None:
        return {}
    return {str(value): score for value, score in reading.scores.labels(name, triggers).items()}


def same(reading: Reading, earlier: Trigger, later: Trigger) -> Iterator[str]:
    """Features of the score that two triggers of one type report one event."""
    if reading.scores is not None:
        yield from steps("learned", reading.scores.same(earlier, later))


def trigger(reading: Reading, one: Trigger) -> Iterator[str]:
    """Features of the scores that the trigger reports an event of its type, and the document any."""
    if reading.scores is not None:
        yield from steps("learned", reading.scores.trigger(one))
        yield from steps("document", reading.scores.document())


def event(reading: Reading, triggers: Sequence[Trigger]) -> Iterator[str]:
    """Features of the surest trigger's score, and of the document's."""
    if reading.scores is not None:
        yield from steps("learned", max(reading.scores.trigger(one) for one in triggers))
        yield from steps("document", reading.scores.document())


def log_odds(share: float) -> float:
    """The log-odds of a share, never infinite."""
    share = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(share / (1 - share))
