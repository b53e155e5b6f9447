"""``lapwing demo``: the whole way, on the sample articles."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import lapwing
from lapwing.cli.options import AsJson
from lapwing.errors import SourceError

if TYPE_CHECKING:
    from rich.table import Table

    from lapwing.records import Coding, Document
    from lapwing.store import Summary

_PAGE, _STORE = "events.html", "demo.sqlite"
_EXPORTS = {
    "jsonl": "events.jsonl",
    "csv": "events.csv",
    "parquet": "events.parquet",
    "geojson": "events.geojson",
}


def demo(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to fill.")] = Path("demo"),
    json: AsJson = False,
) -> None:
    """Go the whole way on the sample articles.

    Codes them into a fresh store and writes a page and exports of them.

    \b
    Example:
      lapwing demo --out demo
    """
    from lapwing.cli.articles import write_page
    from lapwing.cli.console import emit_pretty, screen
    from lapwing.conduct import Reveal

    if not samples().is_dir():
        raise SourceError("The sample articles are missing.", hint="Install Lapwing again.")
    out.mkdir(parents=True, exist_ok=True)
    coded = _coded()
    write_page(out / _PAGE, coded, [], Reveal())
    summary = _stored(out)
    if json:
        files = [str(out / name) for name in (_PAGE, _STORE, *_EXPORTS.values())]
        emit_pretty({"documents": summary.documents, "events": summary.events, "files": files})
        return
    screen().print(_articles(coded))
    typer.echo(f"\n{_counts(summary)}\n\n{_next_steps(out, coded)}")


def samples() -> Path:
    """The folder of the sample articles: beside the package in a wheel, in the repository otherwise."""
    package = Path(lapwing.__file__).parent
    shipped = package / "examples" / "articles"
    return shipped if shipped.is_dir() else package.parents[1] / "examples" / "articles"


def _coded() -> list[tuple[Document, Coding]]:
    from lapwing.cli.console import watched
    from lapwing.pipeline import code_paths

    found = watched(code_paths([samples()]), "Coding")
    return [(one.document, one.coding) for one in found if one.document and one.coding]


def _stored(out: Path) -> Summary:
    """The samples in a store of their own, which replaces that of an earlier demonstration; its exports."""
    from lapwing.cli.known import known
    from lapwing.pipeline import add_paths, export_events
    from lapwing.store import Store

    for old in out.glob(f"{_STORE}*"):
        old.unlink()
    with Store.create(out / _STORE) as store:
        add_paths(store, [samples()], now=lambda: dt.datetime.now(dt.UTC))
        for format, name in _EXPORTS.items():
            export_events(store, format, out / name, known=known, force=True)
        with store.snapshot() as view:
            return view.summary()


def _articles(coded: list[tuple[Document, Coding]]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        "Sample article",
        "Published",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
        title_justify="left",
    )
    table.add_column("Events", justify="right")
    table.add_column("What it reports")
    for document, coding in coded:
        kinds = Counter(event.type for event in coding.events)
        told = ", ".join(kind if count == 1 else f"{count} × {kind}" for kind, count in kinds.items())
        title = Text(document.title or document.doc_id)
        published = document.published.isoformat() if document.published else "unknown"
        table.add_row(title, published, str(len(coding.events)), told or "no event")
    return table


def _counts(summary: Summary) -> str:
    spanned = f" from {summary.first_date} to {summary.last_date}" if summary.first_date else ""
    countries = sum(country is not None for country in summary.countries)
    groups = sum(group is not None for group in summary.groups)
    return (
        f"{summary.documents} articles, {summary.events} events{spanned}, in {countries} countries, "
        f"of {groups} armed groups."
    )


def _next_steps(out: Path, coded: list[tuple[Document, Coding]]) -> str:
    """What was written, and what to try next."""
    store = out / _STORE
    first = next((event.event_id for _, coding in coded for event in coding.events), "EVENT")
    exports = "  ".join(str(out / name) for name in _EXPORTS.values())
    return (
        f"Open {out / _PAGE} in a browser: every value leads to its words.\n"
        f"Exports: {exports}\n\n"
        f"Next:\n"
        f"  lapwing events --store {store} --type attack\n"
        f"  lapwing show {first} --store {store}\n"
        f"  lapwing code YOUR_ARTICLE.txt --published 2024-01-31 --html article.html\n"
        f"  lapwing codebook attack"
    )
