"""The commands of ``lapwing``, and what holds for all of them."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from lapwing import __version__
from lapwing.cli import (
    articles,
    asking,
    deciding,
    demo,
    incidents,
    ledger,
    publishing,
    quality,
    reference,
    training,
    updating,
)
from lapwing.cli.exits import MEANINGS, reported

_CODES = "\n".join(f"  {int(code):>3}  {meaning}" for code, meaning in MEANINGS.items())


class Commands(TyperGroup):
    """The command group: every error becomes a message, a hint and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        with reported():
            return super().invoke(ctx)


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=f"\b\nExit codes:\n{_CODES}",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"lapwing {__version__}")
        raise typer.Exit


@app.callback()
def lapwing(
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Turns public reporting on terrorism into an incident dataset that can be audited.

    \b
    Try it on the sample articles:  lapwing demo
    What a command does and an example of it:  lapwing COMMAND --help
    """


for command in (
    articles.code,
    articles.init,
    articles.add,
    updating.update,
    updating.watch,
    updating.sources,
    asking.events,
    asking.show,
    incidents.incidents,
    incidents.incident,
    incidents.link,
    deciding.decide,
    deciding.merge,
    deciding.split,
    deciding.undo,
    ledger.decisions,
    ledger.questions,
    ledger.verify,
    publishing.export,
    quality.evaluate,
    training.train,
    reference.codebook,
    demo.demo,
):
    app.command(name="eval" if command is quality.evaluate else None)(command)
app.add_typer(reference.gazetteer, name="gazetteer")
