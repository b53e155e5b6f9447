"""JSON lines: one event a line, whole, with the words of its evidence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from lapwing.exports.rows import Shown

ABOUT = ("doc_id", "published", "publisher", "language", "url", "canonical_source", "canonical_url")


def write_jsonl(rows: Iterable[Shown], out: BinaryIO) -> int:
    """One JSON object a line, UTF-8; returns the number of events.

    The object has the fields of :class:`lapwing.records.Event` but for ``offers``, which are no values; each
    piece of ``evidence`` also has its ``quote``, and ``document`` says where the event was read.
    """
    count = 0
    for row in rows:
        line = json.dumps(_line(row), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        out.write(line.encode("utf-8") + b"\n")
        count += 1
    return count


def _line(row: Shown) -> dict[str, Any]:
    line = row.event.model_dump(mode="json", exclude={"offers"})
    for item, quote in zip(line["evidence"], row.quotes, strict=True):
        item["quote"] = quote
    line["document"] = {"title": row.title, **row.document.model_dump(mode="json", include=set(ABOUT))}
    return line
