"""Events and words as a terminal shows them: through conduct, in a table, with the words marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from lapwing.cli.known import known
from lapwing.conduct import MaskedSpan, Reveal, masked_spans, view
from lapwing.records import Document, Event, Span
from lapwing.report import date_words, toll_words

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

_SENTENCE = 280  # characters of a sentence in a table; `lapwing show` gives all of it


def viewed(events: Iterable[Event], document: Document, reveal: Reveal) -> list[Event]:
    """The events as they may be shown."""
    return [view(event, document, reveal, known=known) for event in events]


def masks(document: Document, events: Iterable[Event], reveal: Reveal) -> list[MaskedSpan]:
    """What of the article's text may not be shown."""
    return masked_spans(document, events, reveal, known=known)


def quote(text: str, span: Span, hidden: Sequence[MaskedSpan]) -> str:
    """The words of a span on one line, with labels in brackets for what is left out."""
    parts, at = [], span.start
    for mask in hidden:
        if mask.end <= at or mask.start >= span.end:
            continue
        parts += [text[at : max(at, mask.start)], f"[{mask.label}]"]
        at = min(mask.end, span.end)
    return " ".join("".join([*parts, text[at : span.end]]).split())


def sentence(event: Event, document: Document, hidden: Sequence[MaskedSpan]) -> str:
    """The first sentence that reports the event, as it may be shown."""
    first = next((item for item in event.evidence if item.field == "event"), None)
    if first is None:
        return ""
    words = quote(document.text, first, hidden)
    return words if len(words) <= _SENTENCE else words[: _SENTENCE - 1].rstrip() + "…"


def standing(event: Event) -> str:
    """Outcome and certainty, where they are not the plain case."""
    return ", ".join(
        word for word in (event.outcome, event.certainty) if word not in ("completed", "asserted")
    )


def tolls(event: Event) -> str:
    """The event's tolls in words."""
    named = ((role, toll_words(getattr(event, role))) for role in ("killed", "injured", "detained"))
    return ", ".join(f"{words} {role}" for role, words in named if words)


def event_table(rows: Iterable[tuple[Event, Document, Sequence[MaskedSpan]]], *, ids: bool = False) -> Table:
    """One row an event: what, when, where, who, and the sentence that reports it."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True)
    for heading, ratio in (("Event", 3), ("When", 3), ("Where", 3), ("Who", 4), ("Sentence", 10)):
        table.add_column(heading, ratio=ratio, overflow="fold", min_width=10)
    for event, document, hidden in rows:
        kind = Text(event.type, style="bold")
        for detail in (standing(event), tolls(event)):
            if detail:
                kind.append(f"\n{detail}", style="not bold")
        told = Text(sentence(event, document, hidden))
        if ids:
            told.append(f"\n{event.event_id}", style="dim")
        who = event.group or ", ".join(event.actors)
        table.add_row(
            kind,
            Text(date_words(event) or "–"),
            Text("\n".join(part for part in (event.place, event.country) if part) or "–"),
            Text(who or "–"),
            told,
        )
    return table


def marked(text: str, span: Span, pieces: Sequence[Span], hidden: Sequence[MaskedSpan]) -> Text:
    """The words of a span, with those of ``pieces`` underlined and what is left out in brackets."""
    from rich.text import Text

    shown = Text()
    points = {span.start, span.end}
    for piece in (*pieces, *hidden):
        points |= {at for at in (piece.start, piece.end) if span.start < at < span.end}
    cuts = sorted(points)
    told: set[MaskedSpan] = set()
    for start, end in pairwise(cuts):
        here = Span(start=start, end=end)
        style = "bold underline" if any(piece.overlaps(here) for piece in pieces) else ""
        mask = next((mask for mask in hidden if mask.overlaps(here)), None)
        if mask is None:
            shown.append(text[start:end], style=style)
        elif mask not in told:
            told.add(mask)
            shown.append(f"[{mask.label}]", style=f"italic {style}")
    return shown
