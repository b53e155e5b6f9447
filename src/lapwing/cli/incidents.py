"""``lapwing incidents``, ``incident`` and ``link``: from reports to happenings, and back to the words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from lapwing.cli.options import DEFAULT_STORE, AsJson, RevealIncitement, RevealNames, Target, day

if TYPE_CHECKING:
    from lapwing.pipeline.linking import LinkReport


def incidents(
    type: Annotated[
        list[str] | None, typer.Option(metavar="TYPE", help="Only this type; may be given again.")
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only in this country (three letters, as SYR).")
    ] = None,
    group: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only of this armed group (canonical name).")
    ] = None,
    since: Annotated[
        dt.date | None, typer.Option(parser=day, metavar="DATE", help="Only on or after this day.")
    ] = None,
    until: Annotated[
        dt.date | None, typer.Option(parser=day, metavar="DATE", help="Only on or before this day.")
    ] = None,
    killed_at_least: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Only with at least so many killed.")
    ] = None,
    contains: Annotated[
        str | None,
        typer.Option(metavar="WORDS", help="Only with these words in its sentences, place or parties."),
    ] = None,
    witnesses_at_least: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Only with so many independent sources.")
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many.")] = 1000,
    store: Target = DEFAULT_STORE,
    json: AsJson = False,
) -> None:
    """List the incidents of the store, by date.

    An incident is one happening, however many articles report it.

    \b
    Example:
      lapwing incidents --type attack --since 2025-01-01
    """
    from contextlib import closing

    from lapwing.cli.console import emit, say, screen
    from lapwing.cli.listed import incident_table, not_linked, summary
    from lapwing.store import IncidentFilters, Store

    filters = IncidentFilters(
        types=_known(type),
        country=country,
        group=group,
        since=since,
        until=until,
        killed_at_least=killed_at_least,
        contains=contains,
        witnesses_at_least=witnesses_at_least,
    )
    with (
        Store.open(store) as opened,
        opened.snapshot() as view,
        closing(view.incidents.incidents(filters, limit=limit)) as found,
    ):
        if json:
            for incident in found:
                emit(summary(incident))
            return
        total = view.incidents.count(filters)
        if total:
            screen().print(incident_table(found))
        waiting = not_linked(view)
    shown = f"the first {limit} of {total}" if total > limit else f"{total}"
    counted = f"{shown} incident{'' if total == 1 else 's'}"
    say("; ".join(part for part in (counted, waiting) if part))


def _known(types: list[str] | None) -> tuple[str, ...]:
    """The types asked for; one that the codebook does not have is refused, for it would silently find nothing."""
    from lapwing.codebook import load

    for word in types or ():
        if word not in load().event_types:
            known = ", ".join(load().event_types)
            raise typer.BadParameter(f"{word!r} is none of: {known}.", param_hint="--type")
    return tuple(types or ())


def incident(
    id: Annotated[
        str,
        typer.Argument(help="The id of an incident or its beginning, or one of its events.", metavar="ID"),
    ],
    store: Target = DEFAULT_STORE,
    json: AsJson = False,
    reveal_names: RevealNames = False,
    reveal_incitement: RevealIncitement = False,
) -> None:
    """Show an incident: its reports, values and why they are one.

    An id of old leads to what the incident became; DOCUMENT/TYPE names one of its events.

    \b
    Example:
      lapwing incident batch-linz/attack
    """
    from lapwing.cli.console import emit_pretty, say, screen
    from lapwing.cli.incident_page import Page
    from lapwing.cli.unfolded import ShownIncident
    from lapwing.conduct import Reveal
    from lapwing.pipeline.unfolding import incident_named, unfold
    from lapwing.store import Store

    with Store.open(store) as opened, opened.snapshot() as view:
        unfolded = unfold(view, incident_named(view, id))
    shown = ShownIncident(unfolded, Reveal(names=reveal_names, incitement=reveal_incitement))
    if json:
        emit_pretty(shown.as_json())
        return
    found = unfolded.incident.incident_id
    if id.startswith("inc-") and not found.startswith(id):
        say(f"{id} is now {found}")
    screen().print(Page(shown).rendered())


def link(
    all: Annotated[
        bool, typer.Option("--all", help="Link every document from scratch, not only what is new or stale.")
    ] = False,
    store: Target = DEFAULT_STORE,
    json: AsJson = False,
) -> None:
    """Link reports to incidents: those that are new or stale.

    Stale is what a decision, a new coding or a newer version of a story changed. A run that was stopped goes
    on where it stopped. Ids of incidents stay, or lead to what they became.

    \b
    Example:
      lapwing link --store my.sqlite
    """
    from lapwing.cli.console import counting, emit, say
    from lapwing.cli.exits import interruptible
    from lapwing.cli.settings import settings
    from lapwing.pipeline.linking import LinkReport, letters, link_all, link_new
    from lapwing.pipeline.witnessing import witness_all, witness_new
    from lapwing.store import Store

    latest = LinkReport()

    def follow(report: LinkReport) -> None:
        nonlocal latest
        latest = report
        told(report.documents)

    witness, run = (witness_all, link_all) if all else (witness_new, link_new)
    with (
        Store.open(store) as opened,
        interruptible(lambda: "Run the same command again to go on." if all else f"Saved: {_told(latest)}"),
    ):
        with counting("Looking for copies") as told:
            witness(opened, now=_now, progress=lambda report: told(report.documents))
        with counting("Linking") as told:
            report = run(opened, now=_now, reliability=letters(settings().sources), progress=follow)
    if json:
        emit(vars(report))
    else:
        say(_told(report))


def _told(report: LinkReport) -> str:
    parts = [f"{report.documents} document{'' if report.documents == 1 else 's'} linked"]
    counts = {"new": report.added, "changed": report.changed, "ended": report.ended}
    told = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
    parts.append(f"incidents: {told or 'none changed'}")
    return "; ".join(parts) + "."


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
