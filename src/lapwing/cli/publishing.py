"""``lapwing export``: the store's events in a format that other programs read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lapwing.cli.options import DEFAULT_STORE, AsJson, RevealIncitement, RevealNames, Target

if TYPE_CHECKING:
    from typing import BinaryIO


def export(
    format: Annotated[
        str, typer.Option("--format", metavar="NAME", help="One of: jsonl, csv, parquet, geojson.")
    ],
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
    """Write the store's events for other programs to read.

    As JSON lines, CSV, Parquet or GeoJSON.

    \b
    Example:
      lapwing export --format csv --out events.csv
    """
    from lapwing.cli.console import emit, say
    from lapwing.cli.known import known
    from lapwing.conduct import Reveal
    from lapwing.exports import EXPORTERS
    from lapwing.pipeline import export_events
    from lapwing.store import Store

    if format not in EXPORTERS:
        formats = "; ".join(f"{one.name} ({one.describes})" for one in EXPORTERS.values())
        raise typer.BadParameter(f"{format!r} is none of: {formats}.", param_hint="--format")
    if json and out is None:
        raise typer.BadParameter("--json reports what was written and needs --out.", param_hint="--json")
    reveal = Reveal(names=reveal_names, incitement=reveal_incitement)
    with Store.open(store) as opened:
        number = export_events(
            opened, format, out or _standard_output(format), reveal=reveal, known=known, force=force
        )
    if json:
        emit({"file": str(out), "format": format, "events": number})
    elif out is not None:
        say(f"{number} event{'' if number == 1 else 's'} in {out}")


def _standard_output(format: str) -> BinaryIO:
    if format == "parquet" and sys.stdout.isatty():
        raise typer.BadParameter(
            "Parquet is no text for a terminal; name a file with --out.", param_hint="--out"
        )
    return sys.stdout.buffer
