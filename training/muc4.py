"""Fits what is read of MUC-4 on the scores of the shipped network: ``python -m training.muc4``.

The network has learned from four fifths of MUC-4 train; the choice among fillers learns from the last fifth. The
models of stage and confidence learn from cues on the first four and then, with these as prior, from cues and
scores on the last. Writes ``coding/weights/learned/muc4.json``. Run it again whenever the network has changed.
Takes about a minute on one core; needs no torch. ``benchmarks.muc4`` measures the result.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lapwing.coding.fillers.features import NAMED, Scene
from lapwing.coding.fillers.judging import LABELS
from lapwing.coding.fillers.marked import ARTICLES, marked
from lapwing.coding.fillers.mentions import ROLES, mentions
from lapwing.coding.reading import Reading, read_closely
from lapwing.coding.tagger import shipped
from lapwing.fitting.linear import FLAT, Prior
from lapwing.fitting.weights import tables, version_of
from lapwing.linear import Linear
from lapwing.records import Document
from lapwing.text import words
from training import muc4_fillers as choosing
from training import muc4_incidents as incidents
from training.public.muc4 import kept_for_choice, sentence_case
from training.standoff import read_lines

OUT = Path("src/lapwing/coding/weights/learned/muc4.json")
DATA = Path("../shared/data/muc4/train.jsonl")
_OFTEN = 3  # reports in which a name is a filler before it is looked for elsewhere
_MEASURED = "cross-validated on the reports that the network has not seen"

Row = dict[str, Any]


def document(row: Row) -> Document:
    """A report of the set as a document: its upper case becomes sentence case."""
    return Document(doc_id=row["id"], text=sentence_case(row["text"]))


def known_names(rows: Sequence[Row]) -> dict[str, list[str]]:
    """The names that often are fillers, by role; never those of persons."""
    found: dict[str, list[str]] = {}
    for role in NAMED:
        seen = Counter(
            form
            for row in rows
            for form in {form_of(mention) for entity in row["roles"][role] for mention, _ in entity}
        )
        found[role] = sorted(form for form, times in seen.items() if form and times >= _OFTEN)
    return found


def form_of(mention: str) -> str:
    """A mention of the key as :meth:`lapwing.coding.fillers.marked.Marked.form` gives it."""
    return " ".join(word.form for word in words(mention) if word.form not in ARTICLES)


def report(row: Row, reading: Reading, known: dict[str, list[str]]) -> choosing.Report:
    """A report laid out with its gold."""
    page = marked(reading)
    gold = {
        role: [frozenset(choosing.normal(mention) for mention, _ in entity) for entity in row["roles"][role]]
        for role in ROLES
    }
    return choosing.Report(row["id"], Scene(page, mentions(page, known)), gold)


def fit_judging(
    rows: Sequence[Row], readings: Sequence[Reading], priors: dict[str, Prior]
) -> dict[str, dict[str, float]]:
    """The weights of ``stage`` and ``confidence``."""
    found: dict[str, list[incidents.Case]] = {name: [] for name in LABELS}
    for row, reading in zip(rows, readings, strict=True):
        for question in incidents.questions(reading.text, row["templates"]):
            found[question.name].append(incidents.case(reading, question))
    return {name: incidents.fit(cases, priors.get(name, FLAT)) for name, cases in found.items()}


def fitted(rows: Sequence[Row], read: Callable[[Document], Reading]) -> dict[str, Any]:
    """All that is stored, from the reports of MUC-4 train; ``read`` reads with the network."""
    seen = [row for row in rows if not kept_for_choice(row["id"])]
    unseen = [row for row in rows if kept_for_choice(row["id"])]
    readings = [read(document(row)) for row in unseen]
    known = known_names(seen)
    reports = [report(row, reading, known) for row, reading in zip(unseen, readings, strict=True)]
    least, measured = choosing.least_probabilities(reports)
    for_cues = [row for row in seen if row["templates"]]
    cues = fit_judging(for_cues, [read_closely(document(row)) for row in for_cues], {})
    judged = fit_judging(unseen, readings, {name: Prior(table, scaled=True) for name, table in cues.items()})
    models = {**choosing.fit(reports), **{name: Linear(table) for name, table in judged.items()}}
    return {
        "version": version_of(tables(models)),
        "trained_on": {"reports": len(reports), "reports for cues": len(for_cues)},
        _MEASURED: measured,
        "least": least,
        "known": known,
        "models": tables(models),
    }


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--network", type=Path, help="a folder of weights; else the shipped one")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    reader = shipped.load(given.network) if given.network else shipped.reader()
    stored = fitted(list(read_lines(given.data)), reader.read)
    stored["trained_on"]["sha256"] = hashlib.sha256(given.data.read_bytes()).hexdigest()
    given.out.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(json.dumps({name: stored[name] for name in ("least", _MEASURED)}, indent=1))


if __name__ == "__main__":
    main()
