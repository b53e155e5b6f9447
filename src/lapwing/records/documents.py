"""From bytes as collected to one text that has been read, or the reason why there is none."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Literal

from lapwing.records.base import Record, Span, content_id
from lapwing.records.vocabulary import DateOrigin


class RawItem(Record):
    """Bytes as collected, with what the source said about them. ``name`` is a path, a URL or ``-``."""

    name: str
    data: bytes
    media_type: str | None = None
    doc_id: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    metadata: dict[str, Any] = {}


class Furniture(Span):
    """A stretch of the raw text that was set aside and not coded, with the rule that took it out.

    ``start`` and ``end`` index the text as it was before cleaning; ``text`` quotes it.
    """

    rule: str
    text: str


class Document(Record):
    """One text that has been read: its clean text fixes all offsets from here on."""

    doc_id: str
    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    published_origin: DateOrigin = "unknown"
    language: str | None = None
    url: str | None = None
    canonical_source: str | None = None
    canonical_url: str | None = None
    origin: str | None = None
    sha256: str | None = None
    furniture: tuple[Furniture, ...] = ()

    @property
    def digest(self) -> str:
        """The same for two readings that say the same, wherever and however they were read."""
        said = self.model_dump(mode="json", exclude={"origin", "sha256", "furniture"}, exclude_defaults=True)
        return content_id("con", json.dumps(said, sort_keys=True))


class Issue(Record):
    """Why a document, or a part of one, was not read or coded, and what a person can do about it."""

    origin: str
    reason: str
    message: str
    hint: str
    doc_id: str | None = None
    severity: Literal["refused", "warning"] = "refused"

    @property
    def issue_id(self) -> str:
        """Derived from where the fault is and what it is."""
        return content_id("iss", self.origin, self.doc_id or "", self.reason, self.message)
