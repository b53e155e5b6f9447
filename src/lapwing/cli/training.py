"""``lapwing train``: a coder fine-tuned on reviewed documents, adopted only if it does better on some of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lapwing import DEFAULT_CODER
from lapwing.cli.options import DEFAULT_STORE, AsJson, Coder, Target

if TYPE_CHECKING:
    from lapwing.evaluation import Interval, Scores
    from lapwing.fitting import Report

MODELS = "lapwing-models"
_SEED = 20240115  # fixes the bootstrap's draws, so that the same decisions give the same intervals


def train(
    decisions: Annotated[
        list[Path] | None,
        typer.Option(
            "--decisions",
            metavar="FILE",
            help="Reviewed documents, one JSON object a line, as `lapwing eval` reads them; may be given again.",
            show_default=False,
        ),
    ] = None,
    coder: Coder = DEFAULT_CODER,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            metavar="FOLDER",
            help=f"The model folder; {MODELS} beside the store unless given.",
            show_default=False,
        ),
    ] = None,
    store: Target = DEFAULT_STORE,
    revert: Annotated[bool, typer.Option("--revert", help="Go back to the model in use before.")] = False,
    json: AsJson = False,
) -> None:
    """Fine-tune a coder on reviewed documents; adopt it if better.

    About a quarter of the documents is held back to judge by: only a coder that codes these better is adopted.
    Nothing that was in use is lost.

    \b
    Example:
      lapwing train --decisions examples/gold.jsonl --into my-models
    """
    if bool(decisions) == revert:
        raise typer.BadParameter("give either --decisions FILE or --revert.")
    folder = into if into is not None else _beside(store)
    if revert:
        _go_back(folder, json=json)
    else:
        _fine_tune(folder, decisions or [], coder, json=json)


def _beside(store: str) -> Path:
    """The model folder that goes with a store; that of the working folder for one at an address."""
    return Path(MODELS) if "://" in store else Path(store).parent / MODELS


def _go_back(folder: Path, *, json: bool) -> None:
    from lapwing.cli.console import emit, say
    from lapwing.fitting import ModelFolder

    name = ModelFolder(folder).revert()
    if json:
        emit({"folder": str(folder), "current": name})
    else:
        say(f"In use again: {name}. Code with it: --coder {folder}")


def _fine_tune(folder: Path, decisions: list[Path], coder: str, *, json: bool) -> None:
    from lapwing.cli.console import counting, emit_pretty
    from lapwing.fitting import ModelFolder, fine_tune, read_decisions, steps

    decided = read_decisions(decisions)
    with counting("Reading and coding", total=steps(decided)) as told:
        report = fine_tune(coder, decided, ModelFolder(folder), seed=_SEED, progress=told)
    if json:
        emit_pretty(report.as_json())
    else:
        typer.echo("\n".join([*_told(report), "", *_verdict(report, folder)]))


def _told(report: Report) -> list[str]:
    """What was fitted, and both versions' figures on the documents held back."""
    tuned = report.tuned
    events = sum(len(one.coded.events) for one in tuned.fitted)
    lines = [
        f"Fitted on {len(tuned.fitted)} documents with {events} events; judged on {len(tuned.held)} others"
        f" with {tuned.after.detection.wanted} events.",
        "",
    ]
    both = zip(("in use", "new"), (tuned.before, tuned.after), report.intervals, strict=True)
    versions = (report.before, tuned.coder.version)
    for (name, scores, within), version in zip(both, versions, strict=True):
        lines.append(f"{name:<8}{version}")
        lines.extend(_figures(scores, within))
    return lines


def _figures(scores: Scores, within: dict[str, Interval]) -> list[str]:
    rates = {"detection": scores.detection, "record": scores.record}
    return [
        f"        {name:<10}F1 {rate.f1:.3f}  (95%: {within[name].low:.3f} to {within[name].high:.3f})"
        for name, rate in rates.items()
    ]


def _verdict(report: Report, folder: Path) -> list[str]:
    """What was done, and what can be done now."""
    if report.adopted:
        return [f"Adopted: {report.file}", f"Code with it: --coder {folder}"]
    before, after = report.tuned.before, report.tuned.after
    lower = after.detection.f1 < before.detection.f1
    why = "its detection F1 is lower" if lower else "its record F1 is not higher"
    return [f"Not adopted: {why}. What was in use stays in use.", f"The weights are in {report.file}"]
