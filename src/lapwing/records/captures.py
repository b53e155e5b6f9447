"""What was collected: one item of a source and where its bytes are kept, and how each address answered."""

from __future__ import annotations

import datetime as dt

from lapwing.records.base import Record


class Capture(Record):
    """One item as it was collected. Its bytes stand in the WARC file ``archive``, at ``offset``.

    ``source`` is the name of the source in ``lapwing.toml``, empty for what was added by hand. ``name`` is a
    path or URL, ``retrieved`` has a zone, ``sha256`` and ``size`` (bytes) are those of the payload.
    ``offset`` and ``length`` (bytes) are those of the whole record in the compressed file. ``published`` is
    the publication date where a person gave it with the item.
    """

    capture_id: str
    name: str
    source: str = ""
    retrieved: dt.datetime
    sha256: str
    size: int
    media_type: str | None = None
    archive: str
    offset: int
    length: int
    published: dt.date | None = None


class Address(Record):
    """What is remembered of an address, so that it is asked politely. All times have a zone.

    ``source`` is the name of the source that led to it. ``last_answered`` is when it last gave what it was
    asked for, or said that nothing had changed. Before ``not_before`` it is not asked again; one that has
    answered, or was given up after ``failures`` faults in a row, and has no ``not_before``, is settled and
    not asked again at all. ``fault`` names the latest fault since the last answer.
    """

    url: str
    source: str = ""
    etag: str | None = None
    last_modified: str | None = None
    last_tried: dt.datetime | None = None
    last_answered: dt.datetime | None = None
    not_before: dt.datetime | None = None
    failures: int = 0
    fault: str | None = None
