"""``lapwing codebook`` and ``lapwing gazetteer``: what is coded, and the places that are known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lapwing.cli.options import AsJson

if TYPE_CHECKING:
    from rich.console import RenderableType

    from lapwing.records import Place


def codebook(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]", help="An event type, another value, or an armed group.", show_default=False
        ),
    ] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="The whole codebook as a Markdown page.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Print what can be coded, with definitions.

    Each entry has its bounds, an example, and its equivalents in other codebooks.

    \b
    Example:
      lapwing codebook attack
    """
    from lapwing.cli.console import emit_pretty, screen
    from lapwing.codebook import load, render

    book = load()
    if markdown:
        typer.echo(render.markdown(book), nl=False)
        return
    data = render.plain(book)
    if name is not None:
        found = _named(data, name)
        if not found:
            raise typer.BadParameter(
                f"the codebook has no {name!r}; `lapwing codebook` lists what it has.", param_hint="NAME"
            )
        if json:
            emit_pretty(found)
        else:
            screen().print(*map(_entry, found), sep="\n")
    elif json:
        emit_pretty(data)
    else:
        screen().print(_contents(data))


def _named(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Every entry with this name, and the groups with this name, alias or acronym."""
    from lapwing.text import fold

    wanted = fold(name)
    values = [
        {"vocabulary": section, "name": entry_name, **entry}
        for section, entries in data["vocabularies"].items()
        for entry_name, entry in entries.items()
        if fold(entry_name) == wanted
    ]
    groups = [
        {"vocabulary": "groups", **group}
        for group in data["groups"]
        if wanted in {fold(form) for form in (group["name"], *group["aliases"], *group["acronyms"])}
    ]
    return values + groups


def _contents(data: dict[str, Any]) -> RenderableType:
    """The names of all entries with their definitions, and how many groups the registry has."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("Vocabulary")
    table.add_column("Name", style="bold", no_wrap=True)
    table.add_column("Definition")
    for section, entries in data["vocabularies"].items():
        for number, (name, entry) in enumerate(entries.items()):
            table.add_row(section.replace("_", " ") if number == 0 else "", name, entry["definition"])
        table.add_section()
    count = len(data["groups"])
    table.caption = f"{count} armed groups are in the registry; lapwing codebook NAME shows one of them."
    return table


def _entry(entry: dict[str, Any]) -> RenderableType:
    """One entry in full: every field that has a value."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for field, value in entry.items():
        for words in _lines(value):
            table.add_row(field.replace("_", " "), Text(words, style="bold" if field == "name" else ""))
            field = ""
    return table


def _lines(value: Any) -> list[str]:
    """A value of the codebook as lines: none for nothing, one for each item of a list or mapping."""
    if value is None or value in ("", [], ()):
        return []
    if isinstance(value, dict):
        return [f"{key}: {'; '.join(_lines(item))}" for key, item in value.items() if _lines(item)]
    if isinstance(value, list | tuple):
        return [", ".join(_lines(item)) if isinstance(item, dict) else str(item) for item in value]
    return [str(value)]


gazetteer = typer.Typer(
    no_args_is_help=True,
    help="Look up places, or build a gazetteer with more of them.",
)


@gazetteer.command()
def info(
    file: Annotated[
        Path | None, typer.Argument(help="Another gazetteer file than the one in use.", show_default=False)
    ] = None,
    json: AsJson = False,
) -> None:
    """Say what a gazetteer holds and where its data come from.

    \b
    Example:
      lapwing gazetteer info
    """
    from lapwing.cli.console import emit_pretty, screen
    from lapwing.resolve import gazetteer as places

    told = places.info() if file is None else places.info(file)
    if json:
        emit_pretty(told)
    else:
        screen().print(_entry({key: _lines(value) for key, value in told.items()}))


@gazetteer.command()
def build(
    dump: Annotated[Path, typer.Argument(help="allCountries.txt or a country's file from geonames.org.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The gazetteer file to write.")],
    json: AsJson = False,
) -> None:
    """Compile a full GeoNames dump, for those who need villages.

    \b
    Example:
      lapwing gazetteer build allCountries.txt --out villages.sqlite
    """
    from lapwing.cli.console import counting, emit, say
    from lapwing.resolve import gazetteer as places

    with counting("Reading lines") as read:
        number = places.build_from_dump(dump, out, progress=read)
    if json:
        emit({"file": str(out), "places": number})
    else:
        say(f"{number} places in {out}")


@gazetteer.command()
def lookup(
    name: Annotated[str, typer.Argument(help="A place name in any usual spelling.")],
    country: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only in this country (three letters, as SYR).")
    ] = None,
    json: AsJson = False,
) -> None:
    """List the places of a name, most likely first.

    \b
    Example:
      lapwing gazetteer lookup Tripoli --country LBN
    """
    from lapwing.cli.console import emit_pretty, say, screen
    from lapwing.resolve.places import resolve_place

    found = resolve_place(name, country=country)
    if json:
        emit_pretty([place.model_dump(mode="json") for place in found])
    elif found:
        screen().print(_places(found))
    else:
        say(f"The gazetteer has no place called {name}.")


def _places(found: Sequence[Place]) -> RenderableType:
    from rich import box
    from rich.table import Table

    table = Table("Name", "Province", "Country", "Kind", box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in ("People", "Latitude", "Longitude", "GeoNames"):
        table.add_column(heading, justify="right")
    for place in found:
        where = (f"{place.lat:.3f}", f"{place.lon:.3f}") if None not in (place.lat, place.lon) else ("", "")
        table.add_row(
            place.name,
            place.admin1 or "",
            place.country or "",
            place.precision,
            f"{place.population:,}" if place.population else "",
            *where,
            str(place.geonames_id or ""),
        )
    return table
