"""The page itself: what the template is given, and the policy that keeps it closed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lapwing.codebook import load
from lapwing.conduct import (
    Known,
    MaskedSpan,
    Reveal,
    masked_spans,
    masked_text,
    nothing_known,
    offered_incitement,
    view,
)
from lapwing.conduct.reveal import NOTHING
from lapwing.records import Coding, Document, Event, Issue
from lapwing.report.rows import Row, Value, date_words, label_of, rows, toll_words
from lapwing.report.segments import Mark, Segment, segments

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class EventCard:
    """One event as the page shows it."""

    number: int
    type: str
    family: str
    definition: str
    when: str | None
    where: str | None
    who: str | None
    toll: str | None
    certainty: str
    outcome: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Article:
    """One document as the page shows it, with everything that is left out already gone."""

    number: int
    title: str
    doc_id: str
    facts: tuple[tuple[str, str], ...]
    source: str | None
    language: str | None
    paragraphs: tuple[tuple[Segment, ...], ...]
    cards: tuple[EventCard, ...]
    hidden: str | None
    issues: tuple[Issue, ...]
    furniture: tuple[tuple[str, str], ...]

    def family(self, segment: Segment) -> str:
        """The family of the events that a segment is evidence for; ``several`` when they differ."""
        families = {self.cards[event].family for event in segment.events}
        return families.pop() if len(families) == 1 else "several"

    def segments_of(self, value: Value) -> str:
        """The numbers of the segments that hold the words of a value, separated by spaces."""
        return " ".join(
            str(segment.number)
            for paragraph in self.paragraphs
            for segment in paragraph
            if any(item.start < segment.end and segment.start < item.end for item in value.evidence)
        )


def page(
    document: Document, coding: Coding, *, reveal: Reveal = NOTHING, known: Known = nothing_known
) -> str:
    """One article with its events, as a whole HTML page.

    Quoted incitement and the names of private persons are not in the page unless ``reveal`` asks for them.
    """
    return pages([(document, coding)], reveal=reveal, known=known)


def pages(
    coded: Iterable[tuple[Document, Coding]],
    *,
    issues: Sequence[Issue] = (),
    reveal: Reveal = NOTHING,
    known: Known = nothing_known,
) -> str:
    """Several articles with their events in one HTML page; ``issues`` lists what could not be read at all."""
    articles = [
        _article(number, document, coding, reveal, known) for number, (document, coding) in enumerate(coded)
    ]
    template = _environment().get_template("page.html")
    style, script = _asset("page.css"), _asset("page.js")
    return template.render(
        articles=articles,
        issues=issues,
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script),
        about=_about,
        file_name=_file_name,
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing may be fetched, sent or embedded; only the page's own style and script may run."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _article(number: int, document: Document, coding: Coding, reveal: Reveal, known: Known) -> Article:
    events = coding.events
    masking = (*events, *offered_incitement(coding.offers))
    masks = masked_spans(document, masking, reveal, known=known)

    def shown(words: str) -> str:
        return masked_text(words, document, masking, reveal, known=known)

    numbers = {event.event_id: i for i, event in enumerate(events)}
    return Article(
        number=number + 1,
        title=shown(document.title) if document.title else document.doc_id,
        doc_id=document.doc_id,
        facts=tuple(_facts(document, shown(document.author) if document.author else None)),
        source=_web_address(document),
        language=document.language,
        paragraphs=segments(document.text, events, masks),
        cards=tuple(
            _card(i, event, view(event, document, reveal, known=known), numbers)
            for i, event in enumerate(events)
        ),
        hidden=_hidden(masks),
        issues=coding.issues,
        furniture=tuple((item.rule, shown(item.text)) for item in document.furniture),
    )


def _facts(document: Document, author: str | None) -> Iterable[tuple[str, str]]:
    if document.published:
        yield "published", f"{document.published.isoformat()} ({document.published_origin})"
    else:
        yield "published", "unknown: relative dates stay open"
    for label, value in (
        ("publisher", document.publisher),
        ("author", author),
        ("reposted from", document.canonical_source),
        ("language", document.language),
        ("read from", _file_name(document.origin) if document.origin else None),
    ):
        if value:
            yield label, value


def _web_address(document: Document) -> str | None:
    """The article's address when it is one that a browser may open; never a script."""
    address = document.canonical_url or document.url
    return address if address and address.startswith(("https://", "http://")) else None


def _hidden(masks: Sequence[MaskedSpan]) -> str | None:
    names = sum(mask.why == "name" for mask in masks)
    quotes = len(masks) - names
    parts = [
        f"{count} {one if count == 1 else many}"
        for count, one, many in (
            (names, "mention of a private person", "mentions of private persons"),
            (quotes, "passage of quoted incitement", "passages of quoted incitement"),
        )
        if count
    ]
    return " and ".join(parts) or None


def _card(number: int, event: Event, shown: Event, numbers: dict[str, int]) -> EventCard:
    codebook = load()
    tolls = [
        f"{words} {role}"
        for role in ("killed", "injured", "detained")
        if (words := toll_words(getattr(shown, role)))
    ]
    return EventCard(
        number=number + 1,
        type=event.type,
        family=codebook.family(event.type),
        definition=codebook.event_types[event.type].definition,
        when=date_words(shown),
        where=", ".join(part for part in (shown.place, shown.country) if part) or None,
        who=shown.group or ", ".join(shown.actors) or None,
        toll=", ".join(tolls) or None,
        certainty=shown.certainty,
        outcome=shown.outcome,
        rows=rows(event, shown, numbers),
    )


def _file_name(origin: str) -> str:
    """Where something was read, without the folders above it, which are the reader's own affair."""
    return PurePath(origin).name or origin


def _about(marks: Sequence[Mark]) -> str:
    """What a stretch of text is evidence for, for the tooltip: "event 1: date, place; event 2: country"."""
    told: dict[int, list[str]] = {}
    for mark in marks:
        labels = told.setdefault(mark.event, [])
        if label_of(mark.field) not in labels:
            labels.append(label_of(mark.field))
    return "; ".join(f"event {event + 1}: {', '.join(labels)}" for event, labels in sorted(told.items()))
