"""A row of an export, and what of it may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lapwing.conduct import Known, MaskedSpan, Reveal, masked_spans, masked_text, view
from lapwing.conduct.incidents import view_incident
from lapwing.records import Document, Event, Incident, Report, Span

_ABOUT = {"doc_id", "published", "publisher", "language", "url", "canonical_source", "canonical_url"}


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
class IncidentRow:
    """An incident to be published, with its reports as they stand after every decision.

    ``incitements`` must be all ``incitement`` events of each document, by its id: what they quote is masked.
    """

    incident: Incident
    reports: tuple[Report, ...]
    incitements: Mapping[str, tuple[Event, ...]]


@dataclass(frozen=True)
class Shown:
    """A row after masking: the event with private persons by role, and words with gaps where it was needed.

    ``quotes`` are the words of ``event.evidence``, one for one. What was masked stands in square brackets.
    ``document`` is as it was: only what :func:`document_line` and the columns name of it leaves.
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


@dataclass(frozen=True)
class ShownIncident:
    """An incident after masking, and each of its reports with what may be shown of it."""

    incident: Incident
    reports: tuple[tuple[Report, Shown], ...]


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


def shown_incident(row: IncidentRow, reveal: Reveal, known: Known) -> ShownIncident:
    """What may leave of the row: words about persons are those of its reports as they may be shown."""
    reports = tuple(
        (report, shown(Row(report.event, report.document, _incitements(row, report)), reveal, known))
        for report in row.reports
    )
    events = {(one.event.doc_id, one.event.event_id): one.event for _, one in reports}
    return ShownIncident(view_incident(row.incident, events), reports)


def evidence_lines(shown: Shown) -> list[dict[str, Any]]:
    """The evidence of the event, ready for JSON, each piece with its words."""
    told = zip(shown.event.evidence, shown.quotes, strict=True)
    return [{**item.model_dump(mode="json"), "quote": quote} for item, quote in told]


def document_line(shown: Shown) -> dict[str, Any]:
    """Where the event was read, ready for JSON: everything of the document but its text and its author."""
    return {"title": shown.title, **shown.document.model_dump(mode="json", include=_ABOUT)}


def _incitements(row: IncidentRow, report: Report) -> tuple[Event, ...]:
    return row.incitements.get(report.document.doc_id, ())


def _quote(text: str, span: Span, masks: list[MaskedSpan]) -> str:
    """The words of the span; a masked stretch of them is a label in square brackets."""
    parts, at = [], span.start
    for mask in masks:
        if mask.overlaps(span):
            parts += [text[at : max(mask.start, at)], f"[{mask.label}]"]
            at = min(mask.end, span.end)
    return "".join([*parts, text[at : span.end]])
