"""Events and incidents → files in the formats that the field uses, by the rules of conduct.

In: :class:`Row`, an event with its document, or :class:`IncidentRow`, an incident with its reports. Out: bytes
in one of :data:`EXPORTERS`, the same bytes for the same rows. By default private persons leave by role and
quoted incitement is masked; :class:`Reveal` asks for more. Nothing is selected or ordered here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from lapwing.conduct import Known, Reveal, nothing_known
from lapwing.errors import ExportError
from lapwing.exports.columns import Column, Layout, T
from lapwing.exports.events import COLUMNS, EVENTS
from lapwing.exports.files import whole_file
from lapwing.exports.geojson import write_geojson
from lapwing.exports.incidents import INCIDENT_COLUMNS, INCIDENTS
from lapwing.exports.lines import write_jsonl
from lapwing.exports.rows import IncidentRow, Row, shown, shown_incident
from lapwing.exports.tables import write_csv, write_parquet

__all__ = [
    "COLUMNS",
    "EXPORTERS",
    "INCIDENT_COLUMNS",
    "Column",
    "Exporter",
    "IncidentRow",
    "Row",
    "publish",
    "publish_incidents",
]


@dataclass(frozen=True)
class Exporter:
    """One format: ``write`` puts the rows into a binary file by their layout and returns how many they were."""

    name: str
    describes: str
    write: Callable[[Iterable[Any], Layout[Any], BinaryIO], int]


EXPORTERS = {
    exporter.name: exporter
    for exporter in (
        Exporter("jsonl", "one record a line, whole, with the words of its evidence", write_jsonl),
        Exporter("csv", "one record a row, for spreadsheets and statistics", write_csv),
        Exporter("parquet", "one record a row with typed columns, for data frames", write_parquet),
        Exporter("geojson", "one record a feature, for maps", write_geojson),
    )
}

_DEFAULT = Reveal()


def publish(
    rows: Iterable[Row],
    format: str,
    out: Path | BinaryIO,
    *,
    reveal: Reveal = _DEFAULT,
    known: Known = nothing_known,
    force: bool = False,
) -> int:
    """Writes the events to a file, whole or not at all, or to an open binary stream; returns their number.

    ``known`` says which names are those of groups, places and organisations, so that they are not taken for
    private persons. Raises ``ExportError`` for an unknown format, for a file that exists (unless ``force``)
    and for one that cannot be written.
    """
    return _written((shown(row, reveal, known) for row in rows), EVENTS, format, out, force=force)


def publish_incidents(
    rows: Iterable[IncidentRow],
    format: str,
    out: Path | BinaryIO,
    *,
    reveal: Reveal = _DEFAULT,
    known: Known = nothing_known,
    force: bool = False,
) -> int:
    """Writes the incidents, as :func:`publish` writes events; returns their number."""
    visible = (shown_incident(row, reveal, known) for row in rows)
    return _written(visible, INCIDENTS, format, out, force=force)


def _written(
    visible: Iterable[T], layout: Layout[T], format: str, out: Path | BinaryIO, *, force: bool
) -> int:
    if format not in EXPORTERS:
        raise ExportError(
            f"There is no export format {format!r}.", hint=f"Formats: {', '.join(sorted(EXPORTERS))}."
        )
    write = EXPORTERS[format].write
    if not isinstance(out, Path):
        return write(visible, layout, out)
    with whole_file(out, force=force) as file:
        return write(visible, layout, file)
