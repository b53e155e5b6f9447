"""``lapwing update``, ``watch`` and ``sources``: a store that keeps up with its sources."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lapwing import DEFAULT_CODER, __version__
from lapwing.cli.options import DEFAULT_STORE, AsJson, Gate, Least, Target, Workers
from lapwing.cli.settings import ArchiveFolder, Contact, settings

if TYPE_CHECKING:
    from rich.table import Table

    from lapwing.config import Settings
    from lapwing.pipeline.alerting import Routes
    from lapwing.pipeline.health import SourceHealth
    from lapwing.pipeline.updated import Step

OtherCoder = Annotated[
    str | None,
    typer.Option(
        "--coder",
        metavar="NAME",
        help="What codes: a name, weights file or model folder; it also codes again what others coded.  "
        f"[default: {DEFAULT_CODER}]",
        show_default=False,
    ),
]
Recode = Annotated[
    bool,
    typer.Option(
        "--recode/--no-recode", help="Code documents of an older coder or codebook again, or leave them."
    ),
]


def every(value: str) -> dt.timedelta:
    """A time given as ``15m``."""
    from pydantic import TypeAdapter, ValidationError

    from lapwing.config.values import Every

    try:
        return TypeAdapter(Every).validate_python(value)
    except ValidationError as error:
        raise typer.BadParameter(f"{value!r} must be a number with s, m, h, d or w, such as 15m.") from error


def update(
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="NAME", help="Only this source; may be given again."),
    ] = None,
    reread: Annotated[bool, typer.Option("--reread", help="Read again all that was ever collected.")] = False,
    recode: Recode = True,
    coder: OtherCoder = None,
    least: Least = None,
    gate: Gate = True,
    workers: Workers = 1,
    archive: ArchiveFolder = None,
    contact: Contact = None,
    store: Target = DEFAULT_STORE,
    json: AsJson = False,
) -> None:
    """Collect from the sources; code and link what is new or stale.

    Stale is what an older coder or codebook coded. A run that was stopped goes on where it stopped.

    \b
    Example:
      lapwing update
    """
    from lapwing.cli.console import emit, say, say_issues
    from lapwing.cli.exits import Exit
    from lapwing.cli.stopping import Stopping
    from lapwing.pipeline.cycle import told
    from lapwing.pipeline.updated import Choices
    from lapwing.pipeline.updating import update as run
    from lapwing.store import Store

    held = _settings(contact)
    choices = Choices(tuple(source or ()), reread, recode, coder, least, gate, workers)
    with Stopping() as stopping, Store.open(store) as opened, _shown() as show:
        report = run(
            opened,
            held,
            now=_now,
            sleep=stopping.sleep,
            stop=stopping.asked,
            archive=archive,
            choices=choices,
            progress=show,
        )
    refused = say_issues(tuple(report.issues))
    if json:
        emit(report.as_json())
    else:
        say(f"{told(report)}.")
    if report.stopped:
        raise typer.Exit(Exit.INTERRUPTED)
    if refused:
        raise typer.Exit(Exit.REFUSED)


def watch(
    every: Annotated[
        dt.timedelta,
        typer.Option(parser=every, metavar="TIME", help="From one cycle to the next, as 90s, 15m or 6h."),
    ] = "15m",  # type: ignore[assignment]
    health: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep the state of the watch in this file (JSON).")
    ] = None,
    cycles: Annotated[int | None, typer.Option(metavar="N", min=1, help="End after so many cycles.")] = None,
    recode: Recode = True,
    coder: OtherCoder = None,
    least: Least = None,
    gate: Gate = True,
    workers: Workers = 1,
    archive: ArchiveFolder = None,
    contact: Contact = None,
    store: Target = DEFAULT_STORE,
    json: AsJson = False,
) -> None:
    """Update again and again, and send alerts.

    It ends cleanly on SIGTERM or Ctrl-C. A fault in one cycle is told, and the next one tries again. One watch
    can be at work on a store.

    \b
    Example:
      lapwing watch --every 15m --health health.json --cycles 1
    """
    from lapwing.cli.console import emit, say
    from lapwing.cli.known import known
    from lapwing.cli.stopping import Stopping
    from lapwing.pipeline.alerting import begin_alerts
    from lapwing.pipeline.cycle import run_cycle
    from lapwing.pipeline.keeping import archive_folder
    from lapwing.pipeline.storing import coded_by
    from lapwing.pipeline.updated import Choices
    from lapwing.pipeline.watching import Cycle, Rhythm
    from lapwing.pipeline.watching import watch as run
    from lapwing.store import Store

    held = _settings(contact)
    routes = _routes(held)
    choices = Choices(recode=recode, coder=coder, least=least, gate=gate, workers=workers)
    coded_by(choices.codes, least=least, gate=gate)  # an unknown coder is no fault of a cycle
    with (
        Stopping() as stopping,
        Store.open(store) as opened,
        opened.alone("watch"),
    ):
        archive = archive_folder(opened, archive or held.archive) if held.sources else archive
        for line in begin_alerts(opened, held.alerts, now=_now()):
            say(line)

        def cycle() -> Cycle:
            done = run_cycle(
                opened,
                held,
                routes,
                now=_now,
                sleep=stopping.sleep,
                stop=stopping.asked,
                archive=archive,
                choices=choices,
                known=known,
            )
            if json:
                emit(done.report)
            return done

        rhythm = Rhythm(every, _now, stopping.sleep, stopping.asked, cycles)
        run(cycle, rhythm, tell=say, health=health)


def sources(
    store: Target = DEFAULT_STORE,
    json: AsJson = False,
) -> None:
    """Show the state of each source: last answer, articles, failures.

    \b
    Example:
      lapwing sources --store my.sqlite
    """
    from lapwing.cli.console import emit, say, screen
    from lapwing.pipeline.health import source_health
    from lapwing.store import Store

    held = settings()
    with Store.open(store) as opened:
        found = source_health(opened, held.sources)
    if json:
        for one in found:
            emit(one.as_json())
        return
    if found:
        screen().print(_table(found))
    failing = sum(one.failures > 0 for one in found)
    number = f"{len(found)} source{'' if len(found) == 1 else 's'}"
    hint = "" if found else "; write them into lapwing.toml (docs/sources.md)"
    say(f"{number}, {failing} failing" if failing else f"{number}{hint}")


def _settings(contact: str | None) -> Settings:
    """The settings of the current folder, with another contact where one is given."""
    known = settings()
    return known if contact is None else known.model_copy(update={"contact": contact})


def _routes(held: Settings) -> Routes:
    """The ways by which the queries tell. Raises ``ConfigError`` where a secret is not in the environment."""
    from lapwing.alerts import routes, unset
    from lapwing.config import FILE
    from lapwing.errors import ConfigError

    missing = list(unset(held, os.environ.get))
    if missing:
        raise ConfigError(FILE, missing)
    agent = f"Lapwing/{__version__}" + (f" (+{held.contact})" if held.contact else "")
    return {
        alert.name: routes(alert, held.smtp, secrets=os.environ.get, agent=agent) for alert in held.alerts
    }


@contextmanager
def _shown() -> Iterator[Any]:
    """A function to tell the steps of an update to; somebody who watches sees a bar for each."""
    from contextlib import ExitStack

    from lapwing.cli.console import counting

    with ExitStack() as bars:
        name, tell = "", None

        def show(step: Step) -> None:
            nonlocal name, tell
            if step.name != name:
                bars.close()
                name, tell = step.name, bars.enter_context(counting(step.name, total=step.total))
            assert tell is not None  # a step has a name
            tell(step.done)

        yield show


def _table(found: Sequence[SourceHealth]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in ("Source", "Kind", "Home", "Reliability", "Last seen", "Articles", "Failures"):
        table.add_column(name, justify="right" if name == "Articles" else "left")
    for one in found:
        waiting = f" (+{one.waiting} unread)" if one.waiting else ""
        table.add_row(
            Text(one.name),
            one.kind,
            one.home_country or "",
            one.reliability or "",
            _minute(one.seen or one.answered) or "never",
            f"{one.articles}{waiting}",
            Text("; ".join(_failures(one)), style="red" if one.failures else ""),
        )
    return table


def _failures(one: SourceHealth) -> Iterator[str]:
    if one.failures:
        tried = f"next try {_minute(one.next_try)}" if one.next_try else "next try with the next update"
        yield f"{one.failures} in a row: {(one.fault or 'unknown').replace('_', ' ')}, {tried}"
    for reason, count in one.pages:
        yield f"{count} page{'' if count == 1 else 's'}: {reason.replace('_', ' ')}"


def _minute(moment: dt.datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
