"""How two things of a document stand to each other, as small numbers that the heads have tables for."""

from __future__ import annotations

from lapwing.coding.reading import Reading, Trigger
from lapwing.linear import bucket
from lapwing.records import CountMention, DateMention, GroupMention, PlaceMention, Span

_GAPS = (0, 1, 2, 4, 7, 11, 17)
_APART = (1, 2, 4, 8)
_ORDER = ("day", "week", "month", "year", "range", "unknown")
_ANCHORS = ("self", "published", "text", "none")
_PLACES = ("place", "demonym", "metonym", "nested")
WITHIN = 2 * 2 * (len(_GAPS) + 1)
STANDINGS = WITHIN + 2 * 2 * (len(_APART) + 1)
KINDS = len(_ORDER) * len(_ANCHORS)

Mention = PlaceMention | DateMention | GroupMention | CountMention


def standing(reading: Reading, trigger: Trigger, span: Span) -> int:
    """Where a span stands as seen from a trigger: side, distance, and whether in one clause or paragraph."""
    sentence = reading.sentence_of(span) or reading.sentences[0]
    apart = sentence.index - trigger.sentence
    if apart == 0:
        at = sentence.word_at(span.start)
        gap = bucket(max(trigger.first - at, at - trigger.last, 0), _GAPS)
        clause = sentence.clauses[at] == sentence.clauses[trigger.first]
        return (gap * 2 + (at < trigger.first)) * 2 + clause
    paragraph = sentence.paragraph == reading.sentences[trigger.sentence].paragraph
    return WITHIN + (bucket(abs(apart), _APART) * 2 + (apart < 0)) * 2 + paragraph


def kind(mention: Mention) -> int:
    """What sort of mention of its role it is: how named, how precise, whose deaths."""
    if isinstance(mention, PlaceMention):
        wide = mention.place is not None and mention.place.precision in ("country", "region")
        return _PLACES.index(mention.kind) * 2 + wide
    if isinstance(mention, DateMention):
        return _ORDER.index(mention.precision) * len(_ANCHORS) + _ANCHORS.index(mention.anchor)
    if isinstance(mention, GroupMention):
        return {"anaphor": 1, "affiliate": 2}.get(mention.how, 0)
    return mention.perpetrators * 2 + (mention.toll.high is None)
