"""``lapwing code``, ``init`` and ``add``: from articles to events, without a store and with one."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from lapwing import DEFAULT_CODER
from lapwing.cli.options import (
    DEFAULT_STORE,
    AsJson,
    Coder,
    Gate,
    Html,
    Least,
    Paths,
    Places,
    Published,
    RevealIncitement,
    RevealNames,
    Target,
    Workers,
)
from lapwing.cli.settings import ArchiveFolder, Contact, chosen_store

if TYPE_CHECKING:
    from pathlib import Path

    from lapwing.conduct import Reveal
    from lapwing.pipeline import AddReport, Coded
    from lapwing.records import Coding, Document, Issue


def code(
    paths: Paths,
    published: Published = None,
    html: Html = None,
    coder: Coder = DEFAULT_CODER,
    least: Least = None,
    gate: Gate = True,
    workers: Workers = 1,
    json: AsJson = False,
    reveal_names: RevealNames = False,
    reveal_incitement: RevealIncitement = False,
) -> None:
    """Turn articles into events and show them; nothing is stored.

    \b
    Example:
      lapwing code examples/articles/wire_report.txt --html wire.html
    """
    from lapwing.cli.console import expected, watched
    from lapwing.cli.exits import Exit
    from lapwing.conduct import Reveal
    from lapwing.pipeline import code_paths

    reveal = Reveal(names=reveal_names, incitement=reveal_incitement)
    found = code_paths(
        paths,
        published=published,
        stdin=sys.stdin.buffer,
        coder=coder,
        least=least,
        gate=gate,
        workers=workers,
    )
    # Tables that scroll by are progress enough.
    silent = html is None and sys.stdout.isatty()
    coded = found if silent else watched(found, "Coding", total=expected(paths))
    report = _Shown(html, reveal, json=json, review=least is not None)
    for one in coded:
        report.take(one)
    report.finish()
    if report.refused:
        raise typer.Exit(Exit.REFUSED)


class _Shown:
    """What ``code`` shows of each article as it comes, and the page it writes in the end.

    With ``review`` it also tells what is offered for review.
    """

    def __init__(self, html: Path | None, reveal: Reveal, *, json: bool, review: bool) -> None:
        self._html = html
        self._reveal = reveal
        self._json = json
        self._review = review
        self._kept: list[tuple[Document, Coding]] = []
        self._unread: list[Issue] = []
        self.refused = False

    def take(self, coded: Coded) -> None:
        """Shows one article, or why there is none."""
        from lapwing.cli.console import say_issues

        self.refused |= coded.refused
        say_issues(coded.issues)
        document, coding = coded.document, coded.coding
        if document is None or coding is None:
            self._unread += coded.issues
            return
        if self._json:
            self._emit(document, coding)
        elif self._html is None:
            _print(document, coding, self._reveal, review=self._review)
        if self._html is not None:
            self._kept.append((document, coding))

    def _emit(self, document: Document, coding: Coding) -> None:
        from lapwing.cli.console import emit
        from lapwing.cli.viewing import viewed
        from lapwing.records import document_json, event_json

        data = document_json(document, viewed(coding.events, document, self._reveal))
        if self._review:
            data["offers"] = [event_json(event) for event in viewed(coding.offers, document, self._reveal)]
        emit(data)

    def finish(self) -> None:
        """Writes the page."""
        if self._html is None:
            return
        from lapwing.cli.console import say

        write_page(self._html, self._kept, self._unread, self._reveal)
        events = sum(len(coding.events) for _, coding in self._kept)
        say(f"{_number(len(self._kept), 'article')} with {_number(events, 'event')} in {self._html}")


def write_page(
    file: Path, coded: Iterable[tuple[Document, Coding]], issues: Iterable[Issue], reveal: Reveal
) -> None:
    """The page of these articles; raises ``ExportError`` where it cannot be written."""
    from lapwing.cli.known import known
    from lapwing.exports.files import whole_file
    from lapwing.report import pages

    page = pages(coded, issues=list(issues), reveal=reveal, known=known)
    with whole_file(file, force=True) as out:
        out.write(page.encode())


def _print(document: Document, coding: Coding, reveal: Reveal, *, review: bool) -> None:
    """One article on the terminal: its title, then its events in a table."""
    from rich.text import Text

    from lapwing.cli.console import screen
    from lapwing.cli.known import known
    from lapwing.cli.viewing import event_table, masks, viewed
    from lapwing.conduct import masked_text, offered_incitement

    events = coding.events
    masking = (*events, *offered_incitement(coding.offers))
    title = masked_text(document.title or document.doc_id, document, masking, reveal, known=known)
    published = document.published.isoformat() if document.published else "publication date unknown"
    told = [published, _number(len(events), "event")]
    if review:
        told.append(f"{len(coding.offers) + sum(len(event.offers) for event in events)} offered for review")
    head = Text.assemble((title, "bold"), "\n", (" · ".join(told), "dim"))
    parts: list[object] = [head]
    if events:
        hidden = masks(document, masking, reveal)
        parts.append(event_table((event, document, hidden) for event in viewed(events, document, reveal)))
    screen().print(*parts, "", sep="\n")


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def init(
    store: Annotated[
        str,
        typer.Argument(
            metavar="[STORE]",
            envvar="LAPWING_STORE",
            callback=chosen_store,
            help="An SQLite file or a postgresql:// address.",
        ),
    ] = DEFAULT_STORE,
    json: AsJson = False,
) -> None:
    """Make a new, empty store.

    \b
    Example:
      lapwing init my.sqlite
    """
    from lapwing.cli.console import emit, say
    from lapwing.store import Store

    with Store.create(store) as made:
        name = made.name
    if json:
        emit({"store": name})
    else:
        say(f"Made the store {name}. Add articles with: lapwing add PATH --store {store}")


def add(
    paths: Places,
    published: Published = None,
    archive: ArchiveFolder = None,
    contact: Contact = None,
    coder: Coder = DEFAULT_CODER,
    least: Least = None,
    gate: Gate = True,
    workers: Workers = 1,
    store: Target = DEFAULT_STORE,
    json: AsJson = False,
) -> None:
    """Code articles and keep them in the store.

    Their bytes are kept first. What is there already is not coded again; a run that was stopped goes on where
    it stopped. The address of a page, feed or sitemap is fetched, which needs a contact.

    \b
    Example:
      lapwing add examples/articles --store my.sqlite
    """
    from lapwing.cli.console import counting, emit, expected, say, say_issues
    from lapwing.cli.exits import Exit, interruptible
    from lapwing.cli.settings import fetcher, settings
    from lapwing.pipeline import AddReport, add_paths, is_address
    from lapwing.store import Store

    latest = AddReport()

    def follow(report: AddReport) -> None:
        nonlocal latest
        latest = report
        told(report.items)

    with (
        Store.open(store) as opened,
        interruptible(lambda: f"Saved: {_told(latest)} Run the same command again to go on."),
        counting("Adding", total=expected(paths)) as told,
    ):
        report = add_paths(
            opened,
            paths,
            now=_now,
            published=published,
            stdin=sys.stdin.buffer,
            archive=archive or settings().archive,
            fetcher=fetcher(opened, contact) if any(map(is_address, paths)) else None,
            coder=coder,
            least=least,
            gate=gate,
            workers=workers,
            progress=follow,
        )
    say_issues(report.issues)
    if json:
        emit({name: value for name, value in vars(report).items() if name != "issues"})
    else:
        say(_told(report))
        if report.added or report.revised or report.recoded:
            say("Join them to incidents with: lapwing link, or with the next lapwing update")
    if report.refused:
        raise typer.Exit(Exit.REFUSED)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _told(report: AddReport) -> str:
    """The report in one line, without what was not there."""
    parts = [
        f"{getattr(report, name)} {name}"
        for name in ("added", "revised", "recoded", "unchanged", "refused")
        if getattr(report, name)
    ]
    return f"{', '.join(parts) or 'nothing'}; {_number(report.events, 'new event')}."
