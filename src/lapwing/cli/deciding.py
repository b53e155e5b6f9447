"""``lapwing decide``, ``merge``, ``split`` and ``undo``: what a person says of events, kept for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from lapwing.cli.options import DEFAULT_STORE, AsJson, Target

if TYPE_CHECKING:
    from collections.abc import Callable

    from lapwing.records import Decision
    from lapwing.store import Snapshot

VERDICTS = ("accept", "reject", "correct", "unsure", "not-the-same")
_EVENT = "an event's id or its beginning, DOCUMENT/ID, DOCUMENT/TYPE, or an incident's id"

Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; it is kept with the decision.")]
Who = Annotated[
    str,
    typer.Option(
        "--who",
        envvar="LAPWING_USER",
        metavar="NAME",
        help="Who decides; it is kept with the decision. Nothing is taken from the computer's login.",
    ),
]


def decide(
    event: Annotated[str, typer.Argument(metavar="EVENT", help=f"What it is about: {_EVENT}.")],
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help=f"One of: {', '.join(VERDICTS)}.")],
    why: Why,
    who: Who,
    others: Annotated[
        list[str] | None,
        typer.Argument(metavar="OTHER", help="For not-the-same and unsure: what it is compared with."),
    ] = None,
    field: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The field that is corrected, accepted or unsure, as killed or date."
        ),
    ] = None,
    value: Annotated[
        str | None,
        typer.Option(metavar="VALUE", help="What is right: words or JSON, null for unknown."),
    ] = None,
    store: Target = DEFAULT_STORE,
    json: AsJson = False,
) -> None:
    """Accept, reject or correct an event, or tell two apart.

    A decision is kept for good: no new coding or linking overrides it, and `lapwing undo` takes it back.

    \b
    Examples:
      lapwing decide batch-linz/attack accept --who ana --why checked
      lapwing decide batch-linz/attack correct --field killed --value 3 --who ana --why bulletin
      lapwing decide batch-linz/attack not-the-same batch-linz/raid --who ana --why later
    """
    from lapwing.pipeline.naming import events_named

    if verdict not in VERDICTS:
        raise typer.BadParameter(f"{verdict!r} is none of: {', '.join(VERDICTS)}.", param_hint="VERDICT")

    def said(view: Snapshot) -> dict[str, Any]:
        return {
            "kind": verdict.replace("-", "_"),
            "subjects": events_named(view, event),
            "apart_from": tuple(one for other in others or () for one in events_named(view, other)),
            "field": field,
            "value": None if value is None else _as_json(field, value),
        }

    _keep(store, said, who=who, why=why, json=json)


def merge(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID", help=f"What is one incident, two or more: {_EVENT}.")
    ],
    why: Why,
    who: Who,
    store: Target = DEFAULT_STORE,
    json: AsJson = False,
) -> None:
    """Merge events or incidents into one incident.

    A decision is kept for good: no new coding or linking overrides it, and `lapwing undo` takes it back.

    \b
    Example:
      lapwing merge batch-mozambique/attack batch-mozambique/clash --who ana --why one-ambush
    """
    from lapwing.pipeline.naming import events_named

    def said(view: Snapshot) -> dict[str, Any]:
        # An incident is named by its founder: that all its other reports belong to it is the linker's word.
        return {"kind": "merge", "subjects": tuple(events_named(view, one)[0] for one in ids)}

    _keep(store, said, who=who, why=why, json=json)


def split(
    incident: Annotated[
        str, typer.Argument(metavar="INCIDENT", help="What is taken apart: its id, or one of its events.")
    ],
    events: Annotated[
        list[str], typer.Argument(metavar="EVENT", help="The events that are an incident of their own.")
    ],
    why: Why,
    who: Who,
    store: Target = DEFAULT_STORE,
    json: AsJson = False,
) -> None:
    """Split events from an incident, as one of their own.

    A decision is kept for good: no new coding or linking overrides it, and `lapwing undo` takes it back.

    \b
    Example:
      lapwing split batch-linz/attack batch-linz/raid --who ana --why days-later
    """
    from lapwing.pipeline.naming import event_named, events_beside

    def said(view: Snapshot) -> dict[str, Any]:
        own = tuple(event_named(view, one) for one in events)
        return {"kind": "split", "subjects": own, "apart_from": events_beside(view, incident, own)}

    _keep(store, said, who=who, why=why, json=json)


def undo(
    decision: Annotated[
        str,
        typer.Argument(metavar="DECISION", help="What is taken back: its id or its beginning, or last."),
    ],
    why: Why,
    who: Who,
    store: Target = DEFAULT_STORE,
    json: AsJson = False,
) -> None:
    """Take back a decision; an undo can be taken back too.

    \b
    Example:
      lapwing undo last --who ana --why slip
    """

    def said(view: Snapshot) -> dict[str, Any]:
        return {"kind": "undo", "undoes": view.ledger.entry(decision).decision.decision_id}

    _keep(store, said, who=who, why=why, json=json)


def _keep(target: str, said: Callable[[Snapshot], dict[str, Any]], *, who: str, why: str, json: bool) -> None:
    """Keeps the decision that ``said`` gives, links what it touches again, and tells what was kept."""
    import datetime as dt

    from lapwing.cli.console import emit, say
    from lapwing.cli.settings import settings
    from lapwing.pipeline.deciding import decide
    from lapwing.pipeline.linking import letters, relink_documents
    from lapwing.records import Decision
    from lapwing.store import Store

    def now() -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    with Store.open(target) as store:
        with store.snapshot() as view:
            decision = Decision(who=who, why=why, when=now(), **said(view))
        kept = decide(store, decision)
        relink_documents(store, kept.doc_ids, now=now, reliability=letters(settings().sources))
    if json:
        emit({"decision_id": kept.decision.decision_id, "digest": kept.digest, **_told(kept.decision)})
    else:
        say(
            f"Kept as {kept.decision.decision_id}. Take it back with: lapwing undo {kept.decision.decision_id}"
        )


def _told(decision: Decision) -> dict[str, Any]:
    return decision.model_dump(mode="json", exclude_defaults=True)


def _as_json(field: str | None, value: str) -> str:
    """The JSON text of a value: JSON as it is, anything else words; a number is a number in a toll alone."""
    import json

    try:
        parsed = json.loads(value)
    except ValueError:
        return json.dumps(value)
    is_words = not isinstance(parsed, (dict, list, str)) and parsed is not None
    is_toll = field in ("killed", "injured", "detained")
    return json.dumps(value if is_words and not is_toll else parsed)
