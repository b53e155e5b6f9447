"""What was collected: one item of a source, and where its bytes are kept."""

from __future__ import annotations

import datetime as dt

from lapwing.records.base import Record


class Capture(Record):
    """One item as it was collected. Its bytes stand in the WARC file ``archive``, at ``offset``.

    ``source`` is the name of the source in ``lapwing.toml``, empty for what was added by hand. ``name`` is a
    path or URL, ``retrieved`` has a zone, ``sha256`` and ``size`` (bytes) are those of the payload.
    ``offset`` and ``length`` (bytes) are those of the whole record in the compressed file.
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
