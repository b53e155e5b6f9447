"""Lists of places: "plots foiled in Iran, India and Turkey" is three events, one per country."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lapwing.coding.grouping import Candidate
from lapwing.coding.reading import Reading, Sentence, Trigger
from lapwing.records import EventType, PlaceMention

_JOINED = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|as well as|&)|;)\s*(?:(?:in|the|into|inside|of|from)\s+){0,2}", re.IGNORECASE
)
_SPLITS: frozenset[EventType] = frozenset(("attack", "plot", "clash", "strike", "raid", "arrest", "protest"))
_BY_STATES: frozenset[EventType] = frozenset(("raid", "arrest"))
_LED_BY = frozenset("in into inside across throughout against at near".split())
_GOVERNING = frozenset(
    "government governments authorities police services officials states countries".split()
)
_REACH = 6  # words between a trigger and its list; longer ones in train belonged to something else


def split(reading: Reading, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, each that a list places in several countries or towns taken apart, one per place."""
    result: list[Candidate] = []
    for candidate in candidates:
        places = _places_of(reading, candidate)
        if len(places) < 2:
            result.append(candidate)
        else:
            result.extend(replace(candidate, listed=place, siblings=len(places)) for place in places)
    return result


def _places_of(reading: Reading, candidate: Candidate) -> tuple[PlaceMention, ...]:
    if candidate.kind not in _SPLITS:
        return ()
    for trigger in candidate.triggers:
        sentence = reading.sentences[trigger.sentence]
        for run in runs(reading, sentence):
            if _belongs(sentence, trigger, run):
                return run
    return ()


def runs(reading: Reading, sentence: Sentence) -> Iterator[tuple[PlaceMention, ...]]:
    """Places of one level that are joined by commas and "and", two or more, each another place."""
    run: list[PlaceMention] = []
    for mention in sentence.places:
        if mention.place is None or mention.kind == "demonym":
            continue
        joined = bool(run) and _JOINED.fullmatch(reading.text[run[-1].end : mention.start]) is not None
        if joined and _level(mention) == _level(run[-1]) and mention.place != run[-1].place:
            run.append(mention)
            continue
        if len(run) > 1:
            yield tuple(run)
        run = [mention]
    if len(run) > 1:
        yield tuple(run)


def _level(mention: PlaceMention) -> str:
    assert mention.place is not None
    return "country" if mention.place.precision == "country" else "local"


def _belongs(sentence: Sentence, trigger: Trigger, run: tuple[PlaceMention, ...]) -> bool:
    first, last = sentence.word_at(run[0].start), sentence.word_at(run[-1].end - 1)
    lead = set(sentence.forms[max(0, first - 2) : first])
    if trigger.last < first:
        between = [t for t in sentence.triggers if trigger.last < t.first and t.last < first]
        if (
            first - trigger.last <= _REACH
            and lead & _LED_BY
            and not any(t.kind == trigger.kind for t in between)
        ):
            return True
        governed = bool(set(sentence.forms[max(0, first - 4) : first]) & _GOVERNING)
        return trigger.kind in _BY_STATES and governed
    acts = _level(run[0]) == "country" and trigger.first - last <= _REACH
    return trigger.kind in _BY_STATES and acts and not lead & _LED_BY
