"""``lapwing events`` and ``lapwing show``: what the store holds, and the words it was read from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lapwing.cli.options import DEFAULT_STORE, AsJson, RevealIncitement, RevealNames, Target, day

if TYPE_CHECKING:
    from lapwing.conduct import MaskedSpan, Reveal
    from lapwing.records import Document, Event
    from lapwing.store import Filters, StoredDocument, StoredEvent


def events(
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
    outcome: Annotated[str | None, typer.Option(metavar="WORD", help="Only with this outcome.")] = None,
    certainty: Annotated[str | None, typer.Option(metavar="WORD", help="Only with this certainty.")] = None,
    document: Annotated[
        str | None, typer.Option(metavar="ID", help="Only from this document (its id).")
    ] = None,
    killed_at_least: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Only with at least so many killed.")
    ] = None,
    contains: Annotated[
        str | None,
        typer.Option(metavar="WORDS", help="Only with these words in its sentences, place or parties."),
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many.")] = 1000,
    store: Target = DEFAULT_STORE,
    json: AsJson = False,
    reveal_names: RevealNames = False,
    reveal_incitement: RevealIncitement = False,
) -> None:
    """List the events of the store, by date.

    \b
    Example:
      lapwing events --type attack --country IRQ --since 2024-01-01
    """
    from lapwing.conduct import Reveal
    from lapwing.store import Filters

    filters = Filters(
        types=tuple(type or ()),
        country=country,
        group=group,
        since=since,
        until=until,
        outcome=outcome,
        certainty=certainty,
        doc_id=document,
        contains=contains,
        killed_at_least=killed_at_least,
    )
    _check_words(filters)
    reveal = Reveal(names=reveal_names, incitement=reveal_incitement)
    if json:
        _events_as_json(store, filters, limit, reveal)
    else:
        _events_as_table(store, filters, limit, reveal)


def _check_words(filters: Filters) -> None:
    """Refuses a word that the codebook does not have: it would silently find nothing."""
    from lapwing.codebook import load

    codebook = load()
    for option, given, entries in (
        ("--type", filters.types, codebook.event_types),
        ("--outcome", (filters.outcome,), codebook.outcomes),
        ("--certainty", (filters.certainty,), codebook.certainties),
    ):
        for word in given:
            if word is not None and word not in entries:
                raise typer.BadParameter(f"{word!r} is none of: {', '.join(entries)}.", param_hint=option)


def _events_as_json(target: str, filters: Filters, limit: int, reveal: Reveal) -> None:
    from lapwing.cli.console import emit
    from lapwing.cli.viewing import viewed
    from lapwing.records import event_json
    from lapwing.store import Store

    with Store.open(target) as opened, opened.snapshot() as snapshot:
        for found in snapshot.events(filters, limit=limit):
            (event,) = viewed([found.event], found.document, reveal)
            emit({**event_json(event), "document": about(found.document)})


def _events_as_table(target: str, filters: Filters, limit: int, reveal: Reveal) -> None:
    from lapwing.cli.console import say, screen
    from lapwing.cli.viewing import event_table, masks, viewed
    from lapwing.store import Store

    def rows() -> Iterator[tuple[Event, Document, Sequence[MaskedSpan]]]:
        for found in snapshot.events(filters, limit=limit):
            (event,) = viewed([found.event], found.document, reveal)
            yield event, found.document, masks(found.document, (found.event, *found.incitements), reveal)

    with Store.open(target) as opened, opened.snapshot() as snapshot:
        total = snapshot.count(filters)
        if total:
            screen().print(event_table(rows(), ids=True))
    shown = f"the first {limit} of {total}" if total > limit else f"{total}"
    say(f"{shown} event{'' if total == 1 else 's'}")


def about(document: Document) -> dict[str, Any]:
    """What a reader needs to find the article: everything about the document but its text."""
    wanted = {"doc_id", "title", "publisher", "published", "published_origin", "url", "canonical_url"}
    return document.model_dump(mode="json", include=wanted)


def show(
    id: Annotated[
        str, typer.Argument(help="The id of an event or a document, or its beginning.", metavar="ID")
    ],
    store: Target = DEFAULT_STORE,
    json: AsJson = False,
    reveal_names: RevealNames = False,
    reveal_incitement: RevealIncitement = False,
) -> None:
    """Show an event with the words of each value, or a document.

    \b
    Example:
      lapwing show batch-linz
    """
    from lapwing.conduct import Reveal
    from lapwing.errors import StoreError
    from lapwing.store import Store

    reveal = Reveal(names=reveal_names, incitement=reveal_incitement)
    with Store.open(store) as opened, opened.snapshot() as snapshot:
        try:
            found = snapshot.event(id)
        except StoreError as no_event:
            try:
                document = snapshot.document(id)
            except StoreError as no_document:
                raise no_event if id.startswith("evt-") else no_document from None
            _show_document(document, reveal, json=json)
            return
    _show_event(found, reveal, json=json)


def _show_event(found: StoredEvent, reveal: Reveal, *, json: bool) -> None:
    from lapwing.cli.console import emit_pretty, screen
    from lapwing.cli.showing import event_card, event_words
    from lapwing.cli.viewing import masks, viewed
    from lapwing.records import event_json

    event, document = found.event, found.document
    (shown,) = viewed([event], document, reveal)
    hidden = masks(document, (event, *found.incitements), reveal)
    if json:
        words = event_words(event, document, hidden)
        emit_pretty({"event": event_json(shown), "document": about(document), "words": words})
    else:
        screen().print(event_card(event, shown, document, hidden))


def _show_document(stored: StoredDocument, reveal: Reveal, *, json: bool) -> None:
    from lapwing.cli.console import emit_pretty, say_issues, screen
    from lapwing.cli.showing import document_page
    from lapwing.cli.viewing import viewed
    from lapwing.records import document_json, event_json

    shown, offered = (viewed(part, stored.document, reveal) for part in (stored.events, stored.offers))
    if json:
        offers = [event_json(event) for event in offered]
        emit_pretty({**document_json(stored.document, shown), "offers": offers})
        return
    events = (*stored.events, *stored.offers)
    screen().print(document_page(stored.document, events, shown, offered, reveal=reveal))
    say_issues(stored.issues)
