"""How a command ends: the exit codes, and what is said on the way out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum

import typer

from lapwing import errors


class Exit(IntEnum):
    """The exit codes. They are part of the interface: a script may rely on them."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    STORE = 3
    INPUT = 4
    FAULT = 70
    INTERRUPTED = 130
    CLOSED_PIPE = 141


MEANINGS = {
    Exit.DONE: "everything was done",
    Exit.REFUSED: "done, but some documents could not be read; each is named on standard error",
    Exit.USAGE: "the command was not understood: an unknown option, coder or value",
    Exit.STORE: "the store is missing, damaged, busy, or of another version",
    Exit.INPUT: "settings, an archive, a gold file, decisions, gazetteer, codebook or export target cannot be used",
    Exit.FAULT: "a fault in Lapwing itself",
    Exit.INTERRUPTED: "stopped with Ctrl-C; what had been saved stays saved",
    Exit.CLOSED_PIPE: "the program reading the output closed it early",
}
_CODES: dict[type[errors.LapwingError], Exit] = {
    errors.StoreError: Exit.STORE,
    errors.CoderError: Exit.USAGE,
}


@contextmanager
def reported() -> Iterator[None]:
    """Turns what can go wrong in a command into a message, a hint and an exit code."""
    try:
        yield
    except errors.LapwingError as error:
        say_error(str(error), error.hint)
        raise typer.Exit(_CODES.get(type(error), Exit.INPUT)) from error
    except BrokenPipeError as error:
        # Nothing can be written any more; without this Python would complain once more while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(Exit.CLOSED_PIPE) from error
    except KeyboardInterrupt as error:
        typer.echo("Stopped.", err=True)
        raise typer.Exit(Exit.INTERRUPTED) from error


@contextmanager
def interruptible(saved: Callable[[], str]) -> Iterator[None]:
    """Ctrl-C inside the block ends the command and says what had been saved by then."""
    try:
        yield
    except KeyboardInterrupt as error:
        typer.echo(f"Stopped. {saved()}", err=True)
        raise typer.Exit(Exit.INTERRUPTED) from error


def say_error(message: str, hint: str | None) -> None:
    """An error and what can be done about it, on standard error."""
    typer.secho("Error: ", err=True, fg="red", bold=True, nl=False)
    typer.echo(message, err=True)
    if hint:
        typer.echo(f"  {hint}", err=True)


def fault(error: Exception) -> None:
    """An error nobody foresaw: where it happened, and that it is Lapwing's fault."""
    import traceback

    typer.echo("".join(traceback.format_exception(error)), err=True)
    say_error("This is a fault in Lapwing.", "Please report it with the lines above and the command.")
