"""Arguments and options that several commands share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from lapwing.cli.settings import chosen_store

DEFAULT_STORE = "lapwing.sqlite"

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Articles: .txt .md .html .pdf .jsonl .csv .warc .wacz, folders, or - for standard input.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on standard output and nothing else.")]
Places = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Articles: .txt .md .html .pdf, tables .jsonl .csv, web archives .warc .wacz, folders, "
        "- for standard input, or addresses (https://) of pages, feeds and sitemaps.",
        show_default=False,
    ),
]
Coder = Annotated[
    str,
    typer.Option(
        "--coder", help="What codes the articles: a name, weights file or model folder.", metavar="NAME"
    ),
]
Least = Annotated[
    float | None,
    typer.Option(
        "--least",
        envvar="LAPWING_LEAST",
        metavar="SHARE",
        min=0,
        max=1,
        help="Write only events and values of this confidence (0 to 1); offer the others for review.",
        show_default=False,
    ),
]
Gate = Annotated[
    bool,
    typer.Option(
        "--gate/--no-gate",
        envvar="LAPWING_GATE",
        help="Leave out articles that a quick look finds no event in, or read every one closely.",
    ),
]
Workers = Annotated[
    int,
    typer.Option("--workers", metavar="N", min=1, max=64, help="How many processes code at the same time."),
]
RevealNames = Annotated[bool, typer.Option("--reveal-names", help="Show the names of private persons.")]
RevealIncitement = Annotated[bool, typer.Option("--reveal-incitement", help="Show quoted incitement.")]
Target = Annotated[
    str,
    typer.Option(
        "--store",
        envvar="LAPWING_STORE",
        callback=chosen_store,
        help="The store: an SQLite file or a postgresql:// address.",
        metavar="PATH",
    ),
]
Html = Annotated[
    Path | None,
    typer.Option("--html", help="Write the articles with their events to this page.", metavar="FILE"),
]


def day(value: str) -> dt.date:
    """A day given as YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(f"{value!r} is not a day; write it as 2024-01-31.") from error


Published = Annotated[
    dt.date | None,
    typer.Option(
        "--published",
        parser=day,
        metavar="DATE",
        help="When the articles were published, where they do not say so themselves (YYYY-MM-DD).",
    ),
]
