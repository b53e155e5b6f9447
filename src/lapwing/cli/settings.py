"""What a command takes from ``lapwing.toml`` in the current folder where no option says otherwise."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lapwing.config import Settings
    from lapwing.sources.web import Fetcher
    from lapwing.store import Store

ArchiveFolder = Annotated[
    Path | None,
    typer.Option(
        "--archive",
        envvar="LAPWING_ARCHIVE",
        metavar="FOLDER",
        help="Where what is collected is kept. Default: archive in lapwing.toml, or beside the store.",
    ),
]
Contact = Annotated[
    str | None,
    typer.Option(
        "--contact",
        envvar="LAPWING_CONTACT",
        metavar="WHO",
        help="Your e-mail address or web page, told to sites that are fetched. Default: that of lapwing.toml.",
    ),
]


def settings() -> Settings:
    """The settings of the current folder, empty ones where it has none; ``ConfigError`` for faults."""
    from lapwing.config import Settings, find, load

    file = find(Path())
    return Settings() if file is None else load(file)


def chosen_store(ctx: typer.Context, param: typer.CallbackParam, value: str) -> str:
    """The store as given on the command line or in the environment, else that of the settings."""
    source = None if param.name is None else ctx.get_parameter_source(param.name)
    # By its name: Typer has had Click's own class and one like it.
    given = source is None or source.name != "DEFAULT"
    return value if given else settings().store or value


def fetcher(store: Store, contact: str | None) -> Fetcher | None:
    """What fetches for the store; ``None`` where nobody said whom publishers may write to."""
    from lapwing.pipeline import fetcher_for

    known = settings()
    given = contact or known.contact
    if not given:
        return None
    return fetcher_for(
        store, contact=given, hosts=known.hosts, clock=lambda: dt.datetime.now(dt.UTC), sleep=time.sleep
    )
