"""The store → a file in one of the formats of the exports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lapwing.conduct import Known, Reveal, nothing_known

if TYPE_CHECKING:
    from lapwing.exports import IncidentRow
    from lapwing.store import Filters, IncidentFilters, Snapshot, Store

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


def export_incidents(
    store: Store,
    format: str,
    out: Path | BinaryIO,
    *,
    filters: IncidentFilters | None = None,
    reveal: Reveal = NOTHING,
    known: Known = nothing_known,
    force: bool = False,
) -> int:
    """Publishes the incidents that ``filters`` let through, as :func:`export_events` does events.

    What was stored or decided since the last linking is in no incident yet.
    """
    from lapwing.exports import publish_incidents
    from lapwing.store import EVERY_INCIDENT

    with store.snapshot() as view:
        rows = _incident_rows(view, EVERY_INCIDENT if filters is None else filters)
        return publish_incidents(rows, format, out, reveal=reveal, known=known, force=force)


def _incident_rows(view: Snapshot, filters: IncidentFilters) -> Iterator[IncidentRow]:
    from lapwing.exports import IncidentRow
    from lapwing.pipeline.unfolding import reported

    with closing(view.incidents.incidents(filters)) as found:
        for incident in found:
            reports, incitements = reported(view, incident)
            yield IncidentRow(incident, reports, incitements)
