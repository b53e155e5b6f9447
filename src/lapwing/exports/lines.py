"""JSON lines: one record a line, whole, with the words of its evidence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from lapwing.exports.columns import Layout, T


def write_jsonl(rows: Iterable[T], layout: Layout[T], out: BinaryIO) -> int:
    """One JSON object a line, UTF-8, as the layout's ``line`` gives it; returns the number of records."""
    count = 0
    for row in rows:
        line = json.dumps(layout.line(row), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        out.write(line.encode("utf-8") + b"\n")
        count += 1
    return count
