"""One event, or one document, in full on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lapwing.cli.known import known
from lapwing.cli.viewing import event_table, marked, masks, quote
from lapwing.conduct import MaskedSpan, Reveal, masked_text
from lapwing.records import Document, Event, Offer, Span
from lapwing.report.rows import label_of, rows


def event_words(event: Event, document: Document, hidden: Sequence[MaskedSpan]) -> list[dict[str, Any]]:
    """Each piece of evidence with its words, as they may be shown."""
    return [{**item.model_dump(), "words": quote(document.text, item, hidden)} for item in event.evidence]


def event_card(
    event: Event, shown: Event, document: Document, hidden: Sequence[MaskedSpan]
) -> RenderableType:
    """The sentences of an event with the words of its values marked, then field by field with those words."""
    values = [item for item in event.evidence if item.field != "event"]
    sentences = [item for item in event.evidence if item.field == "event"]
    return Group(
        Text.assemble((event.type, "bold"), f"  {event.event_id}"),
        Text(_source(document), style="dim"),
        *(Padding(marked(document.text, sentence, values, hidden), (1, 2, 0, 2)) for sentence in sentences),
        Padding(_fields(event, shown, document, hidden), (1, 0, 0, 0)),
    )


def _fields(event: Event, shown: Event, document: Document, hidden: Sequence[MaskedSpan]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("Field")
    table.add_column("Value", style="bold")
    table.add_column("Sure", justify="right")
    table.add_column("Words of the article")
    missing = []
    for row in rows(event, shown, {link.event_id: 0 for link in event.links}):
        if row.label == "links":
            continue
        if not row.values:
            missing.append(f"{row.label} {_sure(row.confidence)}".rstrip())
        for number, value in enumerate(row.values):
            words = _words(value.evidence, document, hidden) if row.label != "type" else ""
            if value.derived:
                words += f"  (derived: {value.derived})"
            sure = _sure(row.confidence) if number == 0 else ""
            table.add_row(row.label if number == 0 else "", Text(value.words), sure, Text(words))
    for link in event.links:
        table.add_row("link", Text(link.relation.replace("_", " ")), "", Text(link.event_id))
    table.add_row(Text("not stated", style="dim"), "", "", Text(", ".join(missing), style="dim"))
    for offer in event.offers:
        label, told = _offered(event, offer)
        words = _words(offer.evidence, document, hidden)
        table.add_row(f"offered: {label}", Text(told, style="not bold"), _sure(offer.confidence), Text(words))
    return table


def _sure(confidence: float | None) -> str:
    return "" if confidence is None else f"{confidence:.2f}"


def _offered(event: Event, offer: Offer) -> tuple[str, str]:
    """The label and the words of a value that is offered for review."""
    written = rows(event.with_offer(offer), event.with_offer(offer), {})
    row = next(row for row in written if row.label == label_of(offer.field))
    return row.label, ", ".join(value.words for value in row.values)


def _words(evidence: Iterable[Span], document: Document, hidden: Sequence[MaskedSpan]) -> str:
    quotes = dict.fromkeys(quote(document.text, item, hidden) for item in evidence)
    return " … ".join(f"“{words}”" for words in quotes)


def document_page(
    document: Document,
    events: Sequence[Event],
    shown: Sequence[Event],
    offered: Sequence[Event],
    *,
    reveal: Reveal,
) -> RenderableType:
    """The whole article with the words of its events marked, then the events and those offered for review.

    ``events`` are all of them as they are stored, ``shown`` and ``offered`` as they may be shown.
    """
    hidden = masks(document, events, reveal)
    title = masked_text(document.title or document.doc_id, document, events, reveal, known=known)
    pieces = [item for event in shown for item in event.evidence if item.field != "event"]
    whole = Span(start=0, end=len(document.text))
    return Group(
        Text(title, style="bold"),
        Text(_source(document), style="dim"),
        Padding(marked(document.text, whole, pieces, hidden), (1, 2)),
        event_table(((event, document, hidden) for event in shown), ids=True)
        if shown
        else Text("No event was found in this document."),
        *_review(document, offered, hidden),
    )


def _review(
    document: Document, offered: Sequence[Event], hidden: Sequence[MaskedSpan]
) -> list[RenderableType]:
    if not offered:
        return []
    table = event_table(((event, document, hidden) for event in offered), ids=True)
    return [Text("Offered for review, not written", style="dim"), table]


def _source(document: Document) -> str:
    published = document.published.isoformat() if document.published else "publication date unknown"
    parts = (document.doc_id, document.publisher, published, document.canonical_url or document.url)
    return " · ".join(part for part in parts if part)
