"""How two things of a document stand to each other, as small numbers that the heads have tables for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from lapwing.coding.reading import Reading, Trigger
from lapwing.records import CountMention, DateMention, GroupMention, PlaceMention, Span

_GAPS = (0, 1, 2, 4, 7, 11, 17)
_APART = (1, 2, 4, 8)
_ORDER = ("day", "week", "month", "year", "range", "unknown")
_ANCHORS = ("self", "published", "text", "none")
_PLACES = ("place", "demonym", "metonym", "nested")
WITHIN = 2 * 2 * (len(_GAPS) + 1)
STANDINGS = WITHIN + 2 * 2 * (len(_APART) + 1)
KINDS = len(_ORDER) * len(_ANCHORS)

Array = np.ndarray
Mention = PlaceMention | DateMention | GroupMention | CountMention


def standings(reading: Reading, triggers: Sequence[Trigger], spans: Sequence[Span]) -> Array:
    """Where each span stands as seen from each trigger, ``(triggers, spans)``; see :func:`standing`."""
    sentences = reading.sentences
    held = [reading.sentence_of(span) or sentences[0] for span in spans]
    words = [sentence.word_at(span.start) for sentence, span in zip(held, spans, strict=True)]
    at = _table(((s.index, w, s.clauses[w], s.paragraph) for s, w in zip(held, words, strict=True)), 4)
    own = [sentences[t.sentence] for t in triggers]
    seen = _table(
        (
            (s.index, t.first, s.clauses[t.first], s.paragraph, t.last)
            for s, t in zip(own, triggers, strict=True)
        ),
        5,
    )
    apart = at[0] - seen[0][:, None]
    ahead = seen[1][:, None] - at[1]
    gap = np.searchsorted(_GAPS, np.maximum(np.maximum(ahead, at[1] - seen[4][:, None]), 0))
    within = (gap * 2 + (ahead > 0)) * 2 + (at[2] == seen[2][:, None])
    far = np.searchsorted(_APART, abs(apart))
    beyond = WITHIN + (far * 2 + (apart < 0)) * 2 + (at[3] == seen[3][:, None])
    found: Array = np.where(apart == 0, within, beyond)
    return found


def standing(reading: Reading, trigger: Trigger, span: Span) -> int:
    """Where a span stands as seen from a trigger: side, distance, and whether in one clause or paragraph."""
    return int(standings(reading, [trigger], [span])[0, 0])


def _table(rows: Iterable[tuple[int, ...]], width: int) -> Array:
    """The columns of the rows, each as an array; ``width`` of them even where there are no rows."""
    return np.array(list(rows), dtype=np.int64).reshape(-1, width).T


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
