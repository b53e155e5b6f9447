"""``lapwing eval``: how well coded events agree with hand-coded ones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lapwing import DEFAULT_CODER
from lapwing.cli.options import AsJson, Coder, Gate, Workers

if TYPE_CHECKING:
    from lapwing.evaluation import CodedDocument, Interval, Scores
    from lapwing.pipeline import Coded

_SEED = 20240115  # fixes the bootstrap's draws, so that the same files give the same intervals


def evaluate(
    gold: Annotated[
        Path, typer.Argument(help="Hand-coded documents, one JSON object a line.", metavar="GOLD")
    ],
    pred: Annotated[
        Path | None,
        typer.Option(
            "--pred", metavar="FILE", help="Coded documents to score; without it GOLD is coded now."
        ),
    ] = None,
    coder: Coder = DEFAULT_CODER,
    gate: Gate = True,
    errors: Annotated[bool, typer.Option("--errors", help="List each event that is not as in GOLD.")] = False,
    bootstrap: Annotated[
        int,
        typer.Option("--bootstrap", min=0, metavar="N", help="Intervals from N resampled sets; 0 for none."),
    ] = 0,
    workers: Workers = 1,
    json: AsJson = False,
) -> None:
    """Score coded events against hand-coded gold.

    \b
    Example:
      lapwing eval examples/gold.jsonl --errors
    """
    from lapwing.cli.console import emit_pretty, screen
    from lapwing.evaluation import errors_text, read_coded, score, scores_text
    from lapwing.pipeline import code_paths

    wanted = read_coded(gold)
    if pred is not None:
        given = read_coded(pred)
    else:
        found = code_paths([gold], coder=coder, gate=gate, workers=workers)
        given = _coded_now(found, total=len(wanted))
    scores = score(wanted, given)
    intervals = _intervals(scores, bootstrap)
    if json:
        emit_pretty(_as_json(scores, intervals, errors=errors))
        return
    screen().print(scores_text(scores, intervals=intervals), markup=False)
    if errors:
        screen().print("", errors_text(scores.errors), sep="\n", markup=False)


def _coded_now(found: Iterable[Coded], *, total: int) -> list[CodedDocument]:
    """The documents that could be coded, as they are scored."""
    from lapwing.cli.console import say_issues, watched
    from lapwing.evaluation import coded_document
    from lapwing.records import document_json

    given = []
    for one in watched(found, "Coding", total=total):
        say_issues([issue for issue in one.issues if issue.severity == "refused"])
        if one.document is not None and one.coding is not None:
            given.append(coded_document(document_json(one.document, one.coding.events)))
    return given


def _intervals(scores: Scores, rounds: int) -> dict[str, Interval]:
    if not rounds:
        return {}
    import numpy as np

    from lapwing.evaluation import intervals

    return intervals(scores.tallies, np.random.default_rng(_SEED), rounds=rounds)


def _as_json(scores: Scores, intervals: dict[str, Interval], *, errors: bool) -> dict[str, Any]:
    from dataclasses import asdict

    data = scores.as_json()
    if intervals:
        data["intervals"] = {name: asdict(interval) for name, interval in intervals.items()}
    if errors:
        data["errors"] = [asdict(error) for error in scores.errors]
    return data
