"""The store → a file in one of the formats of the exports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lapwing.conduct import Known, Reveal, nothing_known

if TYPE_CHECKING:
    from lapwing.store import Filters, Store

NOTHING = Reveal()


def export_events(
    store: Store,
    format: str,
    out: Path | BinaryIO,
    *,
    filters: Filters | None = None,
    reveal: Reveal = NOTHING,
    known: Known = nothing_known,
    force: bool = False,
) -> int:
    """Publishes the events that ``filters`` let through, in the store's order; returns their number.

    The file shows one state of the store, whatever is added meanwhile. Raises ``ExportError`` for an unknown
    format or a file that exists or cannot be written.
    """
    from lapwing.exports import Row, publish
    from lapwing.store import EVERYTHING

    with store.snapshot() as view:
        stored = view.events(EVERYTHING if filters is None else filters)
        rows = (Row(found.event, found.document, found.incitements) for found in stored)
        return publish(rows, format, out, reveal=reveal, known=known, force=force)
