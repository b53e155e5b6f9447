"""``lapwing export``: the store's events or incidents in a format that other programs read."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lapwing.cli.options import DEFAULT_STORE, AsJson, RevealIncitement, RevealNames, Target

if TYPE_CHECKING:
    from typing import BinaryIO

    from lapwing.store import Store


class What(Enum):
    """What can be exported."""

    EVENTS = "events"
    INCIDENTS = "incidents"


def export(
    format: Annotated[
        str, typer.Option("--format", metavar="NAME", help="One of: jsonl, csv, parquet, geojson.")
    ],
    what: Annotated[
        What, typer.Option("--what", help="One row for each event of a document, or for each incident.")
    ] = What.EVENTS,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="The file to write; without it standard output."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
    store: Target = DEFAULT_STORE,
    json: AsJson = False,
    reveal_names: RevealNames = False,
    reveal_incitement: RevealIncitement = False,
) -> None:
    """Write events or incidents for other programs to read.

    As JSON lines, CSV, Parquet or GeoJSON. Only JSON lines have every report's version of every value.

    \b
    Examples:
      lapwing export --format csv --out events.csv
      lapwing export --what incidents --format geojson --out incidents.geojson
    """
    from lapwing.cli.console import emit, say
    from lapwing.cli.known import known
    from lapwing.conduct import Reveal
    from lapwing.exports import EXPORTERS
    from lapwing.pipeline import export_events, export_incidents
    from lapwing.store import Store

    if format not in EXPORTERS:
        formats = "; ".join(f"{one.name} ({one.describes})" for one in EXPORTERS.values())
        raise typer.BadParameter(f"{format!r} is none of: {formats}.", param_hint="--format")
    if json and out is None:
        raise typer.BadParameter("--json reports what was written and needs --out.", param_hint="--json")
    write = export_incidents if what is What.INCIDENTS else export_events
    reveal = Reveal(names=reveal_names, incitement=reveal_incitement)
    with Store.open(store) as opened:
        waiting = _waiting(opened) if what is What.INCIDENTS else ""
        number = write(
            opened, format, out or _standard_output(format), reveal=reveal, known=known, force=force
        )
    if json:
        emit({"file": str(out), "format": format, what.value: number})
        return
    counted = f"{number} {what.value[:-1]}{'' if number == 1 else 's'} in {out}" if out is not None else ""
    if told := "; ".join(part for part in (counted, waiting) if part):
        say(told)


def _waiting(opened: Store) -> str:
    from lapwing.cli.listed import not_linked

    with opened.snapshot() as view:
        return not_linked(view)


def _standard_output(format: str) -> BinaryIO:
    if format == "parquet" and sys.stdout.isatty():
        raise typer.BadParameter(
            "Parquet is no text for a terminal; name a file with --out.", param_hint="--out"
        )
    return sys.stdout.buffer
