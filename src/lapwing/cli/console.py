"""Where words go: results to standard output, all else to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from lapwing.records import Issue

Item = TypeVar("Item")


def screen() -> Console:
    """Standard output for people; it has no colours where NO_COLOR is set or nobody watches."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def messages() -> Console:
    """Standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def emit(data: Any) -> None:
    """One JSON value on one line of standard output."""
    typer.echo(json.dumps(data, ensure_ascii=False, default=str))


def emit_pretty(data: Any) -> None:
    """One JSON value over several lines of standard output."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def say(message: str) -> None:
    """A remark on standard error."""
    typer.echo(message, err=True)


def say_issues(issues: Sequence[Issue]) -> bool:
    """Every issue on standard error; whether any of them refused a document."""
    for issue in issues:
        where = issue.origin if issue.doc_id is None else f"{issue.origin} ({issue.doc_id})"
        colour = "red" if issue.severity == "refused" else "yellow"
        typer.secho(issue.severity, err=True, fg=colour, nl=False)
        typer.echo(f" {where}: {issue.message}\n  {issue.hint}", err=True)
    return any(issue.severity == "refused" for issue in issues)


_UNCOUNTED = frozenset({".csv", ".warc", ".gz", ".wacz"})


def expected(paths: Iterable[str]) -> int | None:
    """About how many articles there are, for a bar; ``None`` where counting them would mean reading them."""
    total = 0
    for name in paths:
        path = Path(name)
        if "://" in name:
            return None
        files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
        if name == "-" or any(file.suffix.lower() in _UNCOUNTED for file in files):
            return None
        total += sum(_lines(file) if file.suffix.lower() == ".jsonl" else 1 for file in files)
    return total


def _lines(file: Path) -> int:
    try:
        with file.open("rb") as lines:
            return sum(1 for _ in lines)
    except OSError:
        # It is told as an issue when it is read.
        return 1


def watched(items: Iterable[Item], doing: str, *, total: int | None = None) -> Iterator[Item]:
    """The items, with a bar of their number, rate and time left on standard error while somebody watches."""
    with counting(doing, total=total) as told:
        for number, item in enumerate(items, start=1):
            told(number)
            yield item


@contextmanager
def counting(doing: str, *, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A function to tell a growing number to; somebody who watches sees a bar with rate and time left."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich import progress

    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("{task.fields[rate]}"),
        progress.TimeRemainingColumn(),
    )
    # Standard output is left alone: it carries the results.
    bar = progress.Progress(*columns, console=messages(), transient=True, redirect_stdout=False)
    with bar:
        task = bar.add_task(doing, total=total, rate="")

        def tell(number: int) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, completed=number, rate=f"{speed:,.0f} a second" if speed else "")

        yield tell
