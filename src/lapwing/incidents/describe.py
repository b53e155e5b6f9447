"""A report → its account: the passage that tells of the event, and what is compared of it."""

from __future__ import annotations

from urllib.parse import urlsplit

from lapwing.incidents.account import Account
from lapwing.incidents.means import means_named
from lapwing.incidents.obstacles import SURE
from lapwing.incidents.words import told
from lapwing.records import Document, Event, Report, Span, Toll
from lapwing.resolve import find_dates
from lapwing.text import sentences

_OPENING = 1200  # characters: a headline and what an agency's report puts first
_WIDE = 2  # sentences before and after those that report the event, where the document tells of others
# Types that one happening is coded as by different readers: who began it and what came of it is often unclear
# in a first report. All other types are compared with their own alone.
KINDS = {
    "attack": "force", "plot": "force", "clash": "force", "strike": "force", "military": "force",
    "arrest": "custody", "raid": "custody",
}  # fmt: skip
# Values without a calibrated confidence (decided by a person, or read by rules alone) count as sure.
_SURE = 1.0


def describe(report: Report) -> Account:
    """What the report says of its event, ready to be compared."""
    event, document = report.event, report.document
    passage = passage_of(report)
    title = document.title or ""
    text = f"{title}.\n{passage}" if _is_main(report) else passage
    seen = told(text)
    about, tried = _about(report), _tried(report)
    # The day that a text gives its court is not that of the act, whatever the coder took it for.
    days = None if tried is not None and _days(event) == (tried, tried) else _days(event)
    return Account(
        doc_id=event.doc_id,
        event_id=event.event_id,
        stored=report.stored,
        type=event.type,
        kind=_kind(event),
        outlet=_outlet(document),
        published=document.published.toordinal() if document.published else None,
        days=days,
        date_precision=event.date_precision if days else "unknown",
        dated=_sure(event, "date", "date_start") if days else 0.0,
        said_days=_said_days(text, document),
        tried=tried,
        country=about.country,
        landed=_sure(about, "country", "country"),
        place=about.place,
        place_precision=about.place_precision,
        spot=None if about.lat is None or about.lon is None else (about.lat, about.lon),
        placed=_sure(about, "place", "place"),
        group=event.group,
        outcome=event.outcome,
        modes=frozenset(about.modes),
        armed=about.field_confidence.get("modes", _SURE) if about.modes else 0.0,
        means_named=means_named(text),
        killed=_count(event.killed),
        injured=_count(event.injured),
        words=seen.words,
        names=seen.names,
        opening=told(text[:_OPENING]).words,
        figures=seen.figures,
        ages=seen.ages,
    )


def passage_of(report: Report) -> str:
    """What of the document tells of the event: all of it, or, beside other events, the sentences around it.

    An article that tells of several events is so taken apart before its parts are compared with others.
    """
    if _is_alone(report):
        return report.document.text
    text = report.document.text
    spans = sentences(text)
    mine = _numbers(report.event, spans)
    others = {number for other in report.others for number in _numbers(other, spans)} - mine
    kept = [
        number
        for number in range(len(spans))
        if number not in others and any(abs(number - own) <= _WIDE for own in mine)
    ]
    return "\n".join(spans[number].quote(text) for number in sorted({*kept, *mine}))


def _about(report: Report) -> Event:
    """The event whose place and means tell it from others of its kind: of a claim, what it claims."""
    claimed = {link.event_id for link in report.event.links if link.relation == "claims"}
    return next((other for other in report.others if other.event_id in claimed), report.event)


def _tried(report: Report) -> int | None:
    """The first day on which a court dealt with an act of force, by the sentences that tell of both."""
    if _kind(report.event) != "force":
        return None
    spans = sentences(report.document.text)
    mine = _numbers(report.event, spans)
    found = [
        days[0]
        for other in report.others
        if other.type == "prosecution"
        and (days := _days(other)) is not None
        and _sure(other, "date", "date_start") >= SURE
        and mine & _numbers(other, spans)
    ]
    return min(found, default=None)


def _is_alone(report: Report) -> bool:
    """Whether no other event of the document is of the event's kind."""
    return not _alike(report)


def _is_main(report: Report) -> bool:
    """Whether the headline is this event's: it is the only one of its kind, or the first told."""
    return all(_first(report.event) <= _first(other) for other in _alike(report))


def _alike(report: Report) -> list[Event]:
    """The document's other events of the same kind."""
    kind = _kind(report.event)
    return [other for other in report.others if _kind(other) == kind]


def _kind(event: Event) -> str:
    return KINDS.get(event.type, event.type)


def _first(event: Event) -> int:
    return min((item.start for item in event.evidence if item.field == "event"), default=0)


def _numbers(event: Event, spans: list[Span]) -> set[int]:
    """The sentences that report the event, by number."""
    told_in = [item for item in event.evidence if item.field == "event"]
    return {number for number, span in enumerate(spans) if any(span.overlaps(item) for item in told_in)}


def _days(event: Event) -> tuple[int, int] | None:
    first, last = event.date_start or event.date_end, event.date_end or event.date_start
    return None if first is None or last is None else (first.toordinal(), last.toordinal())


def _said_days(text: str, document: Document) -> frozenset[int]:
    """The single days that the text names."""
    found = find_dates(text, document.published)
    return frozenset(m.date_start.toordinal() for m in found if m.date_start and m.date_start == m.date_end)


def _sure(event: Event, field: str, value: str) -> float:
    return 0.0 if getattr(event, value) is None else event.field_confidence.get(field, _SURE)


def _count(toll: Toll | None) -> int | None:
    return None if toll is None else toll.best


def _outlet(document: Document) -> str | None:
    """Who published it: the host of the address, else the publisher's name."""
    host = urlsplit(document.url).hostname if document.url else None
    return host.removeprefix("www.") if host else document.publisher
