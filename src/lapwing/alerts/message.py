"""What an alert says: a few values from closed lists, counts, and where to read on.

Nothing is quoted: no title, no sentence, no actor or target. So no slogan and no name of a private person can
stand in an alert, and an address whose words name one is left out.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from lapwing.conduct import Known, nothing_known, private_people
from lapwing.records import Document, Incident, content_id
from lapwing.text import fold

MOST_SOURCES = 10

_TOLLS = ("killed", "injured")
_TOLD = (
    "date_start", "date_end", "date_precision", "country", "lat", "lon", "place_precision", "group",
    "outcome", "certainty",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """One article of an incident; ``url`` is ``None`` where there is none that may be shown."""

    doc_id: str
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Message:
    """One alert: which query found which incident, what is known of it in short, and its sources.

    ``values`` are the incident's best values, unknown ones left out. ``left_out`` counts further sources;
    the newest :data:`MOST_SOURCES` are named.
    """

    query: str
    incident_id: str
    summary: str
    values: Mapping[str, Any]
    witnesses: int
    reports: int
    sources: tuple[Source, ...]
    left_out: int = 0

    @property
    def key(self) -> str:
        """The same for every try to send this query's alert of this incident."""
        return content_id("alt", self.query, self.incident_id)

    def body(self) -> bytes:
        """The alert as JSON."""
        said = {
            "alert": self.key,
            "query": self.query,
            "incident": self.incident_id,
            "summary": self.summary,
            **self.values,
            "witnesses": self.witnesses,
            "reports": self.reports,
            "sources": [vars(source) for source in self.sources],
            "sources_left_out": self.left_out,
        }
        return json.dumps(said, ensure_ascii=False, sort_keys=True).encode()

    def mail(self, *, sender: str, recipients: Sequence[str], now: dt.datetime) -> EmailMessage:
        """The alert as a plain-text e-mail of the time ``now``."""
        message = EmailMessage()
        message["From"] = sender
        message["To"] = ", ".join(recipients)
        message["Subject"] = _line(f"[{self.query}] {self.summary}")[:200]
        message["Date"] = now
        message["Message-ID"] = f"<{self.key}@{sender.rpartition('@')[2].strip('> ') or 'lapwing'}>"
        message["Auto-Submitted"] = "auto-generated"
        listed = [_line(" · ".join(_said(source))) for source in self.sources]
        more = [f"and {self.left_out} more"] if self.left_out else []
        shown = f"Incident: {self.incident_id} (lapwing incident {self.incident_id})"
        lines = [self.summary, "", shown, "", "Sources:", *listed, *more]
        message.set_content("\n".join(lines) + "\n")
        return message


def message(
    query: str,
    incident: Incident,
    documents: Mapping[str, Document],
    *,
    known: Known = nothing_known,
) -> Message:
    """What the query has to tell of the incident; ``documents`` are those of its members by id, or the newest.

    ``known`` tells names of groups and places from names of persons.
    """
    members = dict.fromkeys(doc_id for doc_id, _ in incident.members)
    held = [documents[doc_id] for doc_id in members if doc_id in documents]
    newest = sorted(held, key=lambda document: (document.published or dt.date.min, document.doc_id))[::-1]
    values = _values(incident)
    return Message(
        query=query,
        incident_id=incident.incident_id,
        summary=_summary(values, incident.witnesses),
        values=values,
        witnesses=incident.witnesses,
        reports=len(incident.members),
        sources=tuple(_source(document, known) for document in newest[:MOST_SOURCES]),
        left_out=len(members) - min(len(newest), MOST_SOURCES),
    )


def _values(incident: Incident) -> dict[str, Any]:
    """The known values; of a toll the numbers, not the words of the text."""
    found = {"type": incident.type, "place": (incident.best("place") or {}).get("place")}
    found |= {field: incident.best(field) for field in _TOLD}
    for role in _TOLLS:
        toll = {name: (incident.best(role) or {}).get(name) for name in ("low", "best", "high")}
        found[role] = toll if any(number is not None for number in toll.values()) else None
    return {field: value for field, value in found.items() if value is not None}


def _summary(values: Mapping[str, Any], witnesses: int) -> str:
    """One sentence: "Attack in Sarvan, TUR, 2031-05-02: 3 killed, at least 5 injured; 2 witnesses"."""
    where = ", ".join(values[field] for field in ("place", "country") if field in values)
    days = dict.fromkeys(values[field] for field in ("date_start", "date_end") if field in values)
    head = values["type"].capitalize() + (f" in {where}" if where else "")
    head += f", {' to '.join(days)}" if days else ", date unknown"
    tolls = [f"{words} {role}" for role in _TOLLS if (words := _toll(values.get(role)))]
    named = [f"group named: {values['group']}"] if "group" in values else []
    heard = f"{witnesses} independent witness{'' if witnesses == 1 else 'es'}"
    return _line(f"{head}: {'; '.join([', '.join(tolls) or 'toll unknown', *named, heard])}")


def _toll(toll: Mapping[str, int | None] | None) -> str:
    if toll is None:
        return ""
    low, best, high = (toll.get(name) for name in ("low", "best", "high"))
    if best is not None and low == best == high:
        return str(best)
    if high is None and (least := low if low is not None else best) is not None:
        return f"at least {least}"
    if low is None and high is not None:
        return f"up to {high}"
    return "" if low is None else f"{low} to {high}"


def _source(document: Document, known: Known) -> Source:
    published = document.published.isoformat() if document.published else None
    url = _shown(document.canonical_url or document.url, document, known)
    return Source(document.doc_id, document.canonical_source or document.publisher, published, url)


def _shown(url: str | None, document: Document, known: Known) -> str | None:
    """The address without any login in it; ``None`` where it is no web address or its words name a person."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    words = f" {fold(unquote(f'{parts.path} {parts.query}'))} "
    for person in private_people(document, known):
        if any(f" {fold(name)} " in words for name in person.spellings):
            return None
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))


def _said(source: Source) -> list[str]:
    return [part for part in (source.publisher, source.published, source.url or source.doc_id) if part]


def _line(words: str) -> str:
    """The words in one line, without characters that steer a terminal or break a header."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())
