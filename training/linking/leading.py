"""What an article is mostly about, as an event, whether or not the codebook would code it.

The development clusters tell of shootings without a political motive, which the coder rightly does not code.
Its field models are asked all the same: what happened, where, when and to how many.
"""

from __future__ import annotations

from lapwing.coding.assemble import Draft, draft
from lapwing.coding.coder import EventCoder
from lapwing.coding.selection import candidates, mentions
from lapwing.coding.withholding import judge
from lapwing.records import Document, Event, Evidence, content_id

# So low that nearly every act of violence told is a candidate, crime as well.
_FLOOR = 0.005
_KIND = "attack"
# What an article opens with is what it is about: a sentence further down must be surer by this much.
_PER_SENTENCE = 0.02


def leading_event(coder: EventCoder, document: Document) -> Event:
    """The act of violence that the article is about; an event with nothing but its text when none is told."""
    reading = coder.read(document)
    models = coder.weights.models
    found = candidates(reading, mentions(reading, models["mention"], floor=_FLOOR), models["same"])
    told = [candidate for candidate in found if candidate.kind == _KIND]
    if not told:
        return _bare(document)
    best = max(told, key=lambda c: c.best.probability - _PER_SENTENCE * min(t.sentence for t in c.triggers))
    made: Draft = draft(reading, best, found, models)
    judge(made, coder.weights.calibration)
    return made.finish("leading")


def _bare(document: Document) -> Event:
    return Event(
        doc_id=document.doc_id,
        event_id=content_id("evt", document.doc_id, _KIND),
        type=_KIND,
        evidence=(Evidence(field="event", start=0, end=min(len(document.text), 600)),),
    )
