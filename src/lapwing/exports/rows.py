"""A row of an export, and what of it may be shown."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.conduct import Known, MaskedSpan, Reveal, masked_spans, masked_text, view
from lapwing.records import Document, Event, Span


@dataclass(frozen=True)
class Row:
    """An event to be published, the document that its evidence points into, and what that incites to.

    ``incitements`` must be all ``incitement`` events of the document, published or not: what they quote is
    masked in every row that quotes the document.
    """

    event: Event
    document: Document
    incitements: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A row after masking: the event with private persons by role, and words with gaps where it was needed.

    ``quotes`` are the words of ``event.evidence``, one for one. What was masked stands in square brackets.
    ``document`` is as it was: only the attributes named in :mod:`lapwing.exports.columns` leave.
    """

    event: Event
    document: Document
    title: str | None
    quotes: tuple[str, ...]

    @property
    def sentences(self) -> str:
        """The sentences that report the event, in text order."""
        told = zip(self.event.evidence, self.quotes, strict=True)
        reporting = sorted((item.start, quote) for item, quote in told if item.field == "event")
        return " … ".join(dict.fromkeys(quote for _, quote in reporting))


def shown(row: Row, reveal: Reveal, known: Known) -> Shown:
    """What may leave of the row, by the rules of :mod:`lapwing.conduct`."""
    event, document = row.event, row.document
    inciting = dict.fromkeys((*row.incitements, *([event] if event.type == "incitement" else [])))
    masks = masked_spans(document, inciting, reveal, known=known)
    title = document.title
    return Shown(
        event=view(event, document, reveal, known=known),
        document=document,
        title=None if title is None else masked_text(title, document, inciting, reveal, known=known),
        quotes=tuple(_quote(document.text, item, masks) for item in event.evidence),
    )


def _quote(text: str, span: Span, masks: list[MaskedSpan]) -> str:
    """The words of the span; a masked stretch of them is a label in square brackets."""
    parts, at = [], span.start
    for mask in masks:
        if mask.overlaps(span):
            parts += [text[at : max(mask.start, at)], f"[{mask.label}]"]
            at = min(mask.end, span.end)
    return "".join([*parts, text[at : span.end]])
