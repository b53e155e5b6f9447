"""Lists of places: "plots foiled in Iran, India and Turkey" is three events, one per country."""

import re
from collections.abc import Iterable, Iterator

from lapwing.coding.grouping import Candidate
from lapwing.coding.reading import Reading, Sentence, Trigger
from lapwing.records import EventType, PlaceMention

_JOINED = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|as well as|&)|;)\s*(?:(?:in|the|into|inside|of|from)\s+){0,2}", re.IGNORECASE
)
_OWNER = re.compile(r"[A-Z][\w-]*(?: [A-Z][\w-]*)*['’]s\s+$")
_POSSESSED = re.compile(r"['’]s\s+[A-Z]")  # "Vienna's Opera House" names one place, the house
_SPLITS: frozenset[EventType] = frozenset(("attack", "plot", "clash", "strike", "raid", "arrest", "protest"))
_BY_STATES: frozenset[EventType] = frozenset(("raid", "arrest"))
_LED_BY = frozenset("in into inside across throughout against at near".split())
_GOVERNING = frozenset(
    "government governments authorities police services officials states countries".split()
)
_REACH = 6  # words between a trigger and its list; longer ones in train belonged to something else


def split(reading: Reading, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, each that a list places in several countries or towns taken apart, one per place.

    Mentions in other sentences stay together as an event beside the list: what they add is seldom about each.
    """
    result: list[Candidate] = []
    for candidate in candidates:
        trigger, places = _list_of(reading, candidate)
        if trigger is None:
            result.append(candidate)
            continue
        apart = tuple(m for m in candidate.mentions if m.trigger.sentence != trigger.sentence)
        listed = tuple(m for m in candidate.mentions if m not in apart)
        result.extend(Candidate(candidate.kind, listed, place) for place in places)
        if apart:
            result.append(Candidate(candidate.kind, apart))
    return result


def _list_of(reading: Reading, candidate: Candidate) -> tuple[Trigger | None, tuple[PlaceMention, ...]]:
    if candidate.kind in _SPLITS:
        for trigger in candidate.triggers:
            sentence = reading.sentences[trigger.sentence]
            for run in runs(reading, sentence):
                if _belongs(sentence, trigger, run):
                    return trigger, run
    return None, ()


def runs(reading: Reading, sentence: Sentence) -> Iterator[tuple[PlaceMention, ...]]:
    """Places of one level that are joined by commas and "and", two or more, each another place.

    A place that only says where the one before it lies ("Nashville, Tennessee") is not one of them.
    """
    run: list[PlaceMention] = []
    end = sentence.span.start
    for mention in sentence.places:
        if mention.place is None or mention.kind == "demonym" or _POSSESSED.match(reading.text, mention.end):
            continue
        between, end = reading.text[end : mention.start], mention.end
        if run and between.strip() == "," and _holds(mention, run[-1]):
            continue
        joined = bool(run) and _joined(between)
        if joined and _level(mention) == _level(run[-1]) and mention.place != run[-1].place:
            run.append(mention)
            continue
        if len(run) > 1:
            yield tuple(run)
        run = [mention]
    if len(run) > 1:
        yield tuple(run)


def _holds(outer: PlaceMention, inner: PlaceMention) -> bool:
    """Whether one place lies in the other, a country or province."""
    assert outer.place is not None and inner.place is not None
    if outer.place.country != inner.place.country or inner.place.precision == "country":
        return False
    within = outer.place.precision == "admin1" and inner.place.admin1 == outer.place.name
    return outer.place.precision == "country" or within


def _joined(between: str) -> bool:
    """Whether only commas, "and" and the next place's owner ("and Vienna's") stand between."""
    return _JOINED.fullmatch(_OWNER.sub("", between)) is not None


def _level(mention: PlaceMention) -> str:
    """Countries, provinces and towns do not list together."""
    assert mention.place is not None
    precision = mention.place.precision
    return precision if precision in ("country", "region", "admin1") else "local"


def _belongs(sentence: Sentence, trigger: Trigger, run: tuple[PlaceMention, ...]) -> bool:
    first, last = sentence.word_at(run[0].start), sentence.word_at(run[-1].end - 1)
    lead = set(sentence.forms[max(0, first - 2) : first])
    if trigger.last < first:
        between = [t for t in sentence.triggers if trigger.last < t.first and t.last < first]
        gap = first - trigger.last
        led = gap == 1 or (gap <= _REACH and bool(lead & _LED_BY))  # "attack Rome and Oslo", "attacks in ..."
        if led and not any(t.kind == trigger.kind for t in between):
            return True
        governed = bool(set(sentence.forms[max(0, first - 4) : first]) & _GOVERNING)
        return trigger.kind in _BY_STATES and governed
    acts = _level(run[0]) == "country" and trigger.first - last <= _REACH
    return trigger.kind in _BY_STATES and acts and not lead & _LED_BY
