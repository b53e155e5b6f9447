"""Hand-coded articles as the arrays that the tagger learns from.

A gold event says where it is reported (its quotes) and what its values are. It does not say which words are
its triggers or which mentions give its values. So a trigger is right when a quote of its type covers it, and
a mention is right when it resolves to the event's value; of several right ones the net may choose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lapwing.coding.fields import country, date, group, place, toll
from lapwing.coding.fields.options import Option
from lapwing.coding.reading import Reading, Trigger
from lapwing.coding.tagger import geometry
from lapwing.coding.tagger.pieces import Pieces, Vocabulary
from lapwing.coding.tagger.tagged import FILLERS, LABELS, TYPES
from lapwing.coding.tagger.windows import Window, windows
from lapwing.fitting.cases import Case, coded_by, quotes, same_event
from lapwing.fitting.judges import right_date, right_place
from lapwing.fitting.stages import DOUBTFUL_WEIGHT

ROLES = ("country", "place", "date", "group", *toll.ROLES)
LABELLED = {name: LABELS[name] for name in ("modes", "target_types")}
JUDGED = {name: labels for name, labels in LABELS.items() if name not in LABELLED}
_MOST_TRIGGERS = 4
Gold = dict[str, Any]


@dataclass
class EventExample:
    """One gold event: its triggers' indexes, or where no cue names it the pieces of its first quote."""

    kind: int
    triggers: list[int]
    quote: tuple[int, int]
    weight: float
    links: dict[str, tuple[list[bool], bool]] = field(default_factory=dict)
    judged: dict[str, int] = field(default_factory=dict)
    labelled: dict[str, list[bool]] = field(default_factory=dict)


@dataclass
class Example:
    """One document: pieces, windows, triggers with their marks, mentions by role, gold events.

    ``fillers`` are the marks of role fillers by word, for sets that have them; ``reports`` says whether the
    document reports any event, ``None`` where that is in doubt.
    """

    doc_id: str
    weight: float
    pieces: Pieces
    windows: list[Window]
    trigger_spans: np.ndarray
    trigger_kinds: np.ndarray
    trigger_marks: np.ndarray
    trigger_weights: np.ndarray
    pairs: np.ndarray
    outside: np.ndarray
    words: np.ndarray
    fillers: np.ndarray | None
    reports: bool | None
    mention_spans: dict[str, np.ndarray]
    mention_kinds: dict[str, np.ndarray]
    standings: dict[str, np.ndarray]
    events: list[EventExample]


def example(case: Case, vocabulary: Vocabulary, *, fillers: Mapping[str, Any] | None = None) -> Example:
    """The arrays of one article; ``fillers`` are its entities by role, each a list of mentions, if known."""
    reading = case.reading
    pieces = vocabulary.pieces(reading.text, [s.span for s in reading.sentences])
    triggers = [t for s in reading.sentences for t in s.triggers]
    mentions = mentions_by_role(reading)
    covered = {id(t): coded_by(case, t) for t in triggers}
    words = [(w.start, w.end) for s in reading.sentences for w in s.words]
    return Example(
        doc_id=reading.document.doc_id,
        weight=case.weight,
        pieces=pieces,
        windows=list(windows(pieces)),
        trigger_spans=_spans(pieces, [(t.span.start, t.span.end) for t in triggers]),
        trigger_kinds=np.array([TYPES.index(t.kind) for t in triggers], dtype=np.int64),
        trigger_marks=np.array([bool(covered[id(t)]) for t in triggers], dtype=np.float32),
        trigger_weights=np.array(_weights(case, triggers, covered), dtype=np.float32),
        pairs=_pairs(reading, triggers, covered),
        outside=_outside(case, words),
        words=_spans(pieces, words),
        fillers=None if fillers is None else filler_marks(reading.text, words, fillers),
        reports=_reports(case),
        mention_spans={r: _spans(pieces, [_core(m) for m in found]) for r, found in mentions.items()},
        mention_kinds={
            r: np.array([geometry.kind(m) for m in found], dtype=np.int64) for r, found in mentions.items()
        },
        standings={r: geometry.standings(reading, triggers, found) for r, found in mentions.items()},
        events=[_event(case, gold, triggers, mentions, pieces) for gold in case.gold],
    )


def mentions_by_role(reading: Reading) -> dict[str, list[Any]]:
    """The resolved mentions that can give a value, by the role they can play: those that the coder offers.

    Lengths of time, which the coder offers as dates too, are left out: the network is not taught on them.
    """
    return {
        "country": country.mentions(reading),
        "place": place.mentions(reading),
        "date": [m for m in date.mentions(reading) if m.kind in ("DATE", "TIME")],
        "group": group.mentions(reading),
        **{role: toll.mentions(reading, role) for role in toll.ROLES},
    }


def _core(mention: Any) -> tuple[int, int]:
    span = getattr(mention, "head", None) or mention
    return span.start, span.end


def _spans(pieces: Pieces, spans: Sequence[tuple[int, int]]) -> np.ndarray:
    return np.array([pieces.within(a, b) for a, b in spans], dtype=np.int64).reshape(-1, 2)


def _weights(case: Case, triggers: Sequence[Trigger], covered: dict[int, list[Gold]]) -> list[float]:
    """Optional events teach less, and so do triggers beside a quote of their type; unlabelled types nothing."""
    result = []
    for trigger in triggers:
        events = covered[id(trigger)]
        span = case.reading.sentences[trigger.sentence].span
        near = any(e["type"] == trigger.kind and any(q.overlaps(span) for q in quotes(e)) for e in case.gold)
        doubtful = all(e.get("optional") for e in events) if events else near
        silent = not events and case.silent_on(trigger.kind)
        result.append(0.0 if silent else case.weight * (DOUBTFUL_WEIGHT if doubtful else 1.0))
    return result


def _pairs(reading: Reading, triggers: Sequence[Trigger], covered: dict[int, list[Gold]]) -> np.ndarray:
    """Rows of (earlier, later, standing, same event?) over triggers of one type that quotes cover."""
    rows = []
    standings = geometry.standings(reading, triggers, [t.span for t in triggers])
    for j, later in enumerate(triggers):
        for i, earlier in enumerate(triggers[:j]):
            mine, theirs = covered[id(later)], covered[id(earlier)]
            if earlier.kind == later.kind and mine and theirs:
                same = same_event(mine, theirs)
                if same is not None:
                    rows.append((i, j, int(standings[i, j]), same))
    return np.array(rows, dtype=np.int64).reshape(-1, 4)


def filler_marks(text: str, words: Sequence[tuple[int, int]], fillers: Mapping[str, Any]) -> np.ndarray:
    """``(words, 2 * roles)``: whether a word is inside a filler of each role, and whether it begins one.

    Every place where a mention stands is marked, as the set notes only one of them.
    """
    marks = np.zeros((len(words), 2 * len(FILLERS)), dtype=np.float32)
    lower = " ".join(text.lower().split("\n"))
    starts = np.array([start for start, _ in words])
    for number, role in enumerate(FILLERS):
        for mention in {str(mention) for entity in fillers.get(role, ()) for mention in entity}:
            for found in re.finditer(rf"(?<!\w){re.escape(mention)}(?!\w)", lower):
                inside = np.flatnonzero((starts >= found.start()) & (starts < found.end()))
                marks[inside, number] = 1.0
                marks[inside[:1], len(FILLERS) + number] = 1.0
    return marks


def _reports(case: Case) -> bool | None:
    if case.labelled is not None:
        return None
    certain = any(not event.get("optional") for event in case.gold)
    return certain if certain or not case.gold else None


def _outside(case: Case, words: Sequence[tuple[int, int]]) -> np.ndarray:
    """For each word and type whether no quote of an event of the type covers the word."""
    outside = np.ones((len(words), len(TYPES)), dtype=np.float32)
    starts = np.array([w[0] for w in words])
    outside[:, [case.silent_on(kind) for kind in TYPES]] = 0.0
    for event in case.gold:
        for quote in quotes(event):
            inside = (starts >= quote.start) & (starts < quote.end)
            outside[inside, TYPES.index(event["type"])] = 0.0
    return outside


def _event(
    case: Case, gold: Gold, triggers: Sequence[Trigger], mentions: dict[str, list[Any]], pieces: Pieces
) -> EventExample:
    said = quotes(gold)
    mine = [
        i for i, t in enumerate(triggers) if t.kind == gold["type"] and any(q.overlaps(t.span) for q in said)
    ]
    made = EventExample(
        kind=TYPES.index(gold["type"]),
        triggers=mine[:_MOST_TRIGGERS],
        quote=pieces.within(said[0].start, said[0].end),
        weight=case.weight * (DOUBTFUL_WEIGHT if gold.get("optional") else 1.0),
    )
    for role, found in mentions.items():
        marks = [_RIGHT[role](gold, m) for m in found]
        none = _none(role, gold)
        if none is not None and None not in marks and (any(marks) or none) and not (all(marks) and none):
            made.links[role] = ([bool(m) for m in marks], none)
    for name, values in JUDGED.items():
        if name not in gold["unscored"] and (name != "group_link" or gold["group"]):
            made.judged[name] = values.index(gold[name])
    for name, values in LABELLED.items():
        if name not in gold["unscored"] and gold[name]:
            made.labelled[name] = [value in gold[name] for value in values]
    return made


def _none(role: str, gold: Gold) -> bool | None:
    """Whether the gold gives no value; ``None`` when that cannot be told."""
    field_name = {"place": "lat", "date": "date_start"}.get(role, role)
    if role in gold["unscored"] or (role == "place" and gold["place"] and gold["lat"] is None):
        return None
    return gold[field_name] is None


def _toll(role: str) -> Callable[[Gold, Any], bool]:
    return lambda gold, mention: bool(gold[role]) and mention.toll.best == gold[role]["best"]


_RIGHT: dict[str, Callable[[Gold, Any], bool | None]] = {
    "country": lambda gold, m: m.place.country == gold["country"],
    "place": lambda gold, m: gold["lat"] is not None and right_place(gold, Option(m.place, (), ())),
    "date": lambda gold, m: right_date(gold, Option((m.date_start, m.date_end or m.date_start), (), ())),
    "group": lambda gold, m: m.group == gold["group"],
    "killed": _toll("killed"),
    "injured": _toll("injured"),
    "detained": _toll("detained"),
}
