"""Measures role fillers, stage and confidence on MUC-4 dev, and rewrites its part of the page.

    python -m benchmarks.muc4 [--date 2026-01-31] [--shared ../shared] [--print]

Fillers: CEAF-REE by the shared scorer; one string a filler. Stage and confidence: for every template of the key,
its incident type and fillers are given and the slot is asked.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.page import Row, give_section, markdown_table, section_arguments
from benchmarks.scorers import load_scorer
from lapwing.coding.fillers import Choice, choice, fillers_of
from lapwing.coding.fillers.judging import LABELS, judge
from lapwing.coding.reading import Reading
from lapwing.coding.tagger import shipped
from training.muc4 import document
from training.muc4_incidents import Agreement, agreement, questions
from training.standoff import read_lines

ROOT = Path(__file__).resolve().parents[1]
LEAST_FILLERS = 0.55
_PROTOCOL = """Fillers belong to the report. One string is given for each; it is right when it is one of the key's
strings for a filler of the role that no other string has taken (`muc_ceaf.py`). For stage and confidence the template's
incident type and fillers are given, with the places where these stand in the text, and the slot is asked: stage once
a template, confidence once for each organisation that has one. Of several values of the key any is right. Macro F1 is
the mean over the values that stand in the key. Settings were chosen on MUC-4 train, from which network and models
learned as well. Published systems report fillers on the test set, which was not used here: GRIT 0.545, GTT
0.560, TempGen 0.578."""


def main() -> None:
    given = section_arguments("Measure role fillers, stage and confidence on MUC-4 dev.").parse_args()
    folder = given.shared / "data" / "muc4"
    rows = list(read_lines(folder / "dev.jsonl"))
    readings = [shipped.reader().read(document(row)) for row in rows]
    chosen = choice()
    scores = filler_scores(given.shared, rows, readings, chosen)
    usual = majority(list(read_lines(folder / "train.jsonl")))
    judged = {name: judgements(name, rows, readings, chosen, usual[name]) for name in LABELS}
    reached = scores["micro"].f1
    table = [
        Row("role fillers, CEAF-REE micro F1", "MUC-4 dev", f"{reached:.3f}", f"≥ {LEAST_FILLERS}",
            reached >= LEAST_FILLERS),
        *(row for name in LABELS for row in _judged_rows(name, *judged[name])),
    ]  # fmt: skip
    body = "\n\n".join([_preamble(given, folder, chosen), markdown_table(r.cells for r in table),
                        _by_role(scores), *(_by_value(name, judged[name][0]) for name in LABELS)])  # fmt: skip
    give_section("muc4", body, given)


def filler_scores(
    shared: Path, rows: Sequence[dict[str, Any]], readings: Sequence[Reading], chosen: Choice
) -> dict[str, Any]:
    """CEAF-REE by role and in all, as the shared scorer gives it."""
    scorer = load_scorer(shared, "muc_ceaf")
    gold, found = {}, {}
    for row, reading in zip(rows, readings, strict=True):
        gold[row["id"]] = {
            role: [frozenset(scorer.normalise(mention) for mention, _ in entity) for entity in entities]
            for role, entities in row["roles"].items()
        }
        given: dict[str, list[frozenset[str]]] = {}
        for filler in fillers_of(reading, chosen):
            given.setdefault(filler.role, []).append(
                frozenset([scorer.normalise(filler.quote(reading.text))])
            )
        found[row["id"]] = given
    scores: dict[str, Any] = scorer.score(gold, found)
    return scores


def majority(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """The commonest value of each slot in some reports."""
    seen: dict[str, Counter[str]] = {name: Counter() for name in LABELS}
    for row in rows:
        for question in questions("", row["templates"]):
            seen[question.name][question.right[0]] += 1
    return {name: counted.most_common(1)[0][0] for name, counted in seen.items()}


def judgements(
    name: str, rows: Sequence[dict[str, Any]], readings: Sequence[Reading], chosen: Choice, usual: str
) -> tuple[Agreement, Agreement]:
    """How a slot's answers agree with the key, and how the commonest value of train would."""
    answers, rights = [], []
    for row, reading in zip(rows, readings, strict=True):
        for question in questions(reading.text, row["templates"]):
            if question.name == name:
                values = judge(reading, question.incident, name, chosen.models[name])
                answers.append(max(values, key=lambda value: values[value]))
                rights.append(question.right)
    return agreement(answers, rights), agreement([usual] * len(rights), rights)


def _judged_rows(name: str, ours: Agreement, usual: Agreement) -> Iterator[Row]:
    slot = {"stage": "stage of incident", "confidence": "confidence in the perpetrator organisation"}[name]
    for what, mine, theirs in (
        ("accuracy", ours.accuracy, usual.accuracy),
        ("macro F1", ours.macro, usual.macro),
    ):
        yield Row(
            f"{slot}, {what}",
            f"the {ours.count} slots of MUC-4 dev",
            f"{mine:.3f}",
            f"> {theirs:.3f}, always the commonest value of train",
            mine > theirs,
        )


def _preamble(given: argparse.Namespace, folder: Path, chosen: Choice) -> str:
    prints = hashlib.sha256((folder / "dev.jsonl").read_bytes()).hexdigest()[:12]
    fitted = json.dumps(chosen.least, sort_keys=True)
    return "\n".join(
        [
            "## MUC-4",
            "",
            "Command: `python -m benchmarks.muc4`  ",
            f"Day: {given.date or 'not stated'}  ",
            f"Weights: {chosen.version}; given from these probabilities: {fitted}  ",
            f"Data (SHA-256): dev.jsonl `{prints}`",
            "",
            _PROTOCOL,
        ]
    )


def _by_role(scores: dict[str, Any]) -> str:
    cells = [
        (role, str(s.gold), str(s.predicted), f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}")
        for role, s in scores.items()
    ]
    return "### Fillers by role\n\n" + markdown_table(cells, ("role", "in the key", "given", "P", "R", "F1"))


def _by_value(name: str, ours: Agreement) -> str:
    cells = [(value.lower(), f"{ours.f1[value]:.3f}" if value in ours.f1 else "-") for value in LABELS[name]]
    return f"### {name.capitalize()} by value\n\n" + markdown_table(cells, ("value", "F1"))


if __name__ == "__main__":
    main()
