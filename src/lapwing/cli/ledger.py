"""``lapwing decisions``, ``questions`` and ``verify``: the ledger as people read and check it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lapwing.cli.exits import Exit
from lapwing.cli.options import DEFAULT_STORE, AsJson, RevealNames, Target

if TYPE_CHECKING:
    from rich.table import Table

    from lapwing.records import Decision

_NAMING = ("actors", "targets", "attributed_to")  # fields whose values may be the names of private persons
_HIDDEN = "[shown with --reveal-names]"


def decisions(store: Target = DEFAULT_STORE, json: AsJson = False, reveal_names: RevealNames = False) -> None:
    """List every decision, oldest first, and whether it stands.

    \b
    Example:
      lapwing decisions
    """
    from rich.text import Text

    from lapwing.cli.console import emit, say, screen
    from lapwing.pipeline.deciding import standing_in
    from lapwing.store import Store

    with Store.open(store) as opened, opened.snapshot() as view:
        entries = list(view.ledger.entries())
        stands = standing_in(view)
    table = _table("Decision", "Who", "What", "Why", "Stands")
    for entry in entries:
        decision, holds = entry.decision, entry.decision.decision_id in stands
        if json:
            told = _told(decision, reveal=reveal_names)
            about = {"number": entry.number, "decision_id": decision.decision_id, "stands": holds}
            emit({**about, **told, "digest": entry.digest})
        else:
            which = f"{decision.decision_id}\n{decision.when:%Y-%m-%d %H:%M}"
            what = _what(decision, reveal=reveal_names)
            says = "yes" if holds else "no" if decision.kind != "undo" else ""
            table.add_row(*map(Text, (which, decision.who, what, decision.why, says)))
    if not json:
        if entries:
            screen().print(table)
        say(f"{len(entries)} decision{'' if len(entries) == 1 else 's'}, {len(stands)} in force")


def questions(store: Target = DEFAULT_STORE, json: AsJson = False, reveal_names: RevealNames = False) -> None:
    """List decisions that a new reading or decision contradicts.

    Answer with `lapwing decide`, or take the decision back with `lapwing undo`.

    \b
    Example:
      lapwing questions
    """
    from rich.text import Text

    from lapwing.cli.console import emit, say, screen
    from lapwing.store import Store

    with Store.open(store) as opened, opened.snapshot() as view:
        asked = view.ledger.questions()
    table = _table("Decision", "About", "Question")
    for question in asked:
        said: dict[str, Any] = question.model_dump(mode="json")
        if question.field in _NAMING and not reveal_names:
            said |= {"decided": _HIDDEN, "reads": _HIDDEN}
            said["message"] = f"The coder now reads {question.field} in another way than decided {_HIDDEN}."
        if json:
            emit({"question_id": question.question_id, **said})
        else:
            about = f"{question.doc_id}/{question.event_id}"
            table.add_row(*map(Text, (question.decision_id, about, said["message"])))
    if not json:
        if asked:
            screen().print(table)
        say(f"{len(asked)} question{'' if len(asked) == 1 else 's'}")


def verify(
    head: Annotated[
        str | None,
        typer.Option(
            metavar="DIGEST", help="A head printed earlier: also check that it is still in the chain."
        ),
    ] = None,
    archive: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Also check that everything collected is kept there unchanged."),
    ] = None,
    store: Target = DEFAULT_STORE,
    json: AsJson = False,
) -> None:
    """Check that no decision was changed, put in or taken out.

    Prints the head of the chain, the digest that stands for the whole ledger. Keep it elsewhere: only --head
    finds that the last entries are gone.

    \b
    Example:
      lapwing verify
    """
    from lapwing.cli.console import emit, say
    from lapwing.pipeline.checking import archive_faults
    from lapwing.store import Store

    with Store.open(store) as opened, opened.snapshot() as view:
        breaks = list(view.ledger.verify(head=head))
        faults = [] if archive is None else list(archive_faults(view, archive))
        now = view.ledger.head()
    holds = not breaks and not faults
    if json:
        listed = [vars(one) for one in breaks]
        kept = {} if archive is None else {"archive": [vars(one) for one in faults]}
        emit({"holds": holds, "head": now, "breaks": listed, **kept})
    else:
        typer.echo(now)
        for told in (*(one.message for one in breaks), *(one.message for one in faults)):
            say(f"broken {told}")
        if holds:
            say("The chain holds. Keep its head, printed above, in another place.")
    if not holds:
        raise typer.Exit(Exit.STORE)


def _table(*headings: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold", no_wrap=heading == "Decision")
    return table


def _told(decision: Decision, *, reveal: bool) -> dict[str, Any]:
    """The decision for JSON, without values that may name private persons."""
    told: dict[str, Any] = decision.model_dump(mode="json", exclude_defaults=True)
    hidden = {"value", "was"} & told.keys() if decision.field in _NAMING and not reveal else ()
    return {**told, **dict.fromkeys(hidden, _HIDDEN)}


def _what(decision: Decision, *, reveal: bool) -> str:
    """What was decided, in one line."""
    if decision.kind == "undo":
        return f"undo {decision.undoes}"
    words = [decision.kind.replace("_", " ")]
    if decision.field is not None:
        words.append(decision.field)
        if decision.value is not None:
            told = _told(decision, reveal=reveal)
            words.append(told["value"] if decision.kind == "accept" else f"{told['was']} → {told['value']}")
    words.append(", ".join(one.event_id for one in decision.subjects))
    if decision.apart_from:
        words.append(f"| {', '.join(one.event_id for one in decision.apart_from)}")
    return " ".join(words)
