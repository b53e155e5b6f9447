"""Finding an event again after another coder, or a changed article, has given it another id."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lapwing.codebook import load
from lapwing.records import Anchor, Event, Evidence, Span

Strangers = Mapping[str, set[str]]
"""For each event id, the ids of the events that stood beside it in one coding."""

LEAST_SHARE = 0.5
"""Of the anchor's sentence, the share that an event's sentence has to cover to be the same sentence.

A sentence that is split at another place keeps its larger part; the smaller part is another sentence.
"""


@dataclass(frozen=True)
class Past:
    """A coding of the document that stood once: its text, its events, and when the next one took its place.

    ``offers`` are the events that it offered for review.
    """

    text: str
    events: tuple[Event, ...]
    superseded: dt.datetime
    offers: tuple[Event, ...] = ()


def attach(anchor: Anchor, events: Iterable[Event]) -> str | None:
    """The id of the event that the anchor means: that with its id, else the likeliest, else ``None``.

    The likeliest is of the same type family and covers most of the anchor's sentence, at least half of it;
    where several cover as much, one of the same type, then the first.
    """
    candidates = list(events)
    if any(event.event_id == anchor.event_id for event in candidates):
        return anchor.event_id
    fits = {event.event_id: fit(anchor, event) for event in candidates}
    near = {event_id: how for event_id, how in fits.items() if how is not None}
    return max(near, key=lambda event_id: near[event_id], default=None)


def fit(anchor: Anchor, event: Event) -> tuple[float, bool] | None:
    """How well the event fits the anchor: the share of the sentence, and whether the type is the same.

    ``None`` where it cannot be the same event.
    """
    family = load().family
    if family(event.type) != family(anchor.type):
        return None
    sentences = [item for item in event.evidence if item.field == "event"]
    share = max((_share(anchor, sentence) for sentence in sentences), default=0.0)
    return (share, event.type == anchor.type) if share >= LEAST_SHARE else None


def _share(anchor: Span, sentence: Span) -> float:
    common = min(anchor.end, sentence.end) - max(anchor.start, sentence.start)
    return max(common, 0) / max(anchor.end - anchor.start, 1)


def find(anchors: Iterable[Anchor], events: Sequence[Event], *, strangers: Strangers) -> dict[str, str]:
    """For each anchor the id of its event among ``events``, by the anchor's id; those not found are left out.

    Two anchors mean one event only where they may: events that stood side by side in one coding are two.
    """
    found: dict[str, str] = {}
    claims: dict[str, set[str]] = defaultdict(set)
    ids = {event.event_id for event in events}
    unsettled: list[Anchor] = []
    for anchor in anchors:
        if anchor.event_id in ids:
            found[anchor.event_id] = anchor.event_id
            claims[anchor.event_id].add(anchor.event_id)
        else:
            unsettled.append(anchor)
    pairs = (
        (how, -position, anchor.event_id, event.event_id)
        for anchor in unsettled
        for position, event in enumerate(events)
        if event.event_id not in strangers.get(anchor.event_id, ())
        and (how := fit(anchor, event)) is not None
    )
    for _, _, old, new in sorted(pairs, key=lambda pair: (pair[0], pair[1], pair[2]), reverse=True):
        if old not in found and claims[new].isdisjoint(strangers.get(old, ())):
            found[old] = new
            claims[new].add(old)
    return found


def strangers_in(codings: Iterable[Iterable[Event]]) -> Strangers:
    """Which events are certainly different ones."""
    beside: dict[str, set[str]] = defaultdict(set)
    for coding in codings:
        ids = {event.event_id for event in coding}
        for event_id in ids:
            beside[event_id] |= ids - {event_id}
    return beside


def moved_anchor(anchor: Anchor, text: str, past: Sequence[Past]) -> Anchor | None:
    """The anchor in the characters of ``text``; ``None`` where its sentence is not in it any more.

    ``past`` are codings of the document, oldest first, among them that in which the anchor was set.
    """
    written = next((one.text for one in reversed(past) if _set_in(anchor, one)), text)
    at = _moved(anchor, written, text)
    return None if at is None else anchor.model_copy(update={"start": at.start, "end": at.end})


def moved_event(event: Event, written: str, text: str) -> Event | None:
    """An event of the text ``written`` in the characters of ``text``; ``None`` where words of it are gone."""
    if written == text:
        return event
    evidence = []
    for item in event.evidence:
        at = _moved(item, written, text)
        if at is None:
            return None
        evidence.append(Evidence(field=item.field, derived=item.derived, start=at.start, end=at.end))
    return event.model_copy(update={"evidence": tuple(evidence), "offers": ()})


def _set_in(anchor: Anchor, past: Past) -> bool:
    return any(
        (item.field, item.start, item.end) == ("event", anchor.start, anchor.end)
        for event in (*past.events, *past.offers)
        if event.event_id == anchor.event_id
        for item in event.evidence
    )


def _moved(span: Span, written: str, text: str) -> Span | None:
    """Where the words of a span stand in another version of the text: the place nearest to the old one."""
    if written == text:
        return Span(start=span.start, end=span.end) if span.end <= len(text) else None
    words = span.quote(written)
    before = text.rfind(words, 0, span.end)
    after = text.find(words, span.start)
    places = [place for place in (before, after) if place >= 0 and words]
    if not places:
        return None
    start = min(places, key=lambda place: (abs(place - span.start), place))
    return Span(start=start, end=start + len(words))
