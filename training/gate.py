"""Fits the gate of the learned coder and writes it: ``python -m training.gate --config training/gate.yaml``.

Prints how many events articles let pass that the gate was not fitted on (five folds, near-duplicates in one fold)
and what share of the articles of each source passes. The floor is set on the articles whose source says
``measured``: so low that ``RECALL`` of their events pass, optional ones not counted. The weights that ship are
those of a sixth fit on everything. Needs no torch; about two minutes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from lapwing.coding.gate import BUCKETS, SHAPE, Array, Gate, Words, passages
from training import standoff
from training.build import Shingles, read_config, rows_of
from training.corpus import Row

WEIGHTS = Path("src/lapwing/coding/weights/learned/gate.npz")
RECALL = 0.995  # of some 5,700 events
FOLDS = 5
# L2 strengths. Of 0.003 and 0.01 for the document, and 1 and 3 for the passage, those that stop most at that recall.
_DOCUMENT, _PASSAGE, _TOGETHER = 0.01, 3.0, 0.1
_STEPS = 60
_BESIDE = 0.3  # weight of a passage without an event in an article with some: it may be about one still


@dataclass(frozen=True)
class Example:
    """An article: its words, for each passage 1, 0 or ``None`` (tells of an event, does not, unknown), and events."""

    words: Words
    marks: tuple[int | None, ...]
    events: tuple[frozenset[int], ...]  # the passages that report each event
    source: str
    fold: int
    weight: float
    measured: bool = False

    @property
    def silent(self) -> bool:
        """Whether nothing is known of it that counts: it has optional events alone."""
        return not self.events and any(mark is None for mark in self.marks)

    def pull(self) -> float:
        """Its weight as a document: articles with many events count more, but less than their events do."""
        return 0.0 if self.silent else self.weight * float(np.sqrt(max(len(self.events), 1)))


def examples(config: dict[str, Any], root: Path) -> Iterator[Example]:
    """The articles of all sources, without near-duplicates of those set apart."""
    apart, taken = Shingles(), Shingles()
    for row in rows_of({"files": config["apart"]}, root):
        apart.add(row["text"], 0)
    seen: set[str] = set()
    for source in config["sources"]:
        for row in _rows(source, root):
            if row["text"] in seen or apart.like(row["text"]) is not None:
                continue
            seen.add(row["text"])
            fold = taken.like(row["text"])
            if fold is None:
                fold = zlib.crc32(row["doc_id"].encode()) % FOLDS
            taken.add(row["text"], fold)
            made = example(row, source["name"], fold, source.get("weight", 1.0))
            yield replace(made, measured=source.get("measured", False))


def _rows(source: dict[str, Any], root: Path) -> Iterator[Row]:
    if not source.get("plain"):
        yield from rows_of(source, root)
        return
    for pattern in source["files"]:
        for path in sorted(root.glob(pattern)):
            for row in standoff.read_lines(path):
                yield {"doc_id": row.get("doc_id") or row["id"], "text": row["text"], "events": []}


def example(row: Row, source: str, fold: int, weight: float) -> Example:
    """One article in the scorer's format."""
    marks: list[int | None] = []
    spans = passages(row["text"])
    reported = [(_told(event, spans), bool(event.get("optional"))) for event in row["events"]]
    for number in range(len(spans)):
        sure = [not optional for told, optional in reported if number in told]
        marks.append((1 if any(sure) else None) if sure else 0)
    events = tuple(told for told, optional in reported if not optional)
    return Example(Words.of(row["text"]), tuple(marks), events, source, fold, weight)


def _told(event: Row, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The numbers of the passages that report an event."""
    quotes = [(q["start"], q["end"]) for q in event["evidence"] if q["field"] == "event"]
    return frozenset(
        number for number, (start, end) in enumerate(spans) if any(a < end and start < b for a, b in quotes)
    )


def inner(found: Sequence[Example]) -> Gate:
    """A gate whose models of documents and passages are fitted; what weighs both is not."""
    kept = [one for one in found if one.pull()]
    known = np.array([bool(one.events) for one in kept], dtype=float)
    document = _logistic(_bags(kept), known, np.array([one.pull() for one in kept]), _DOCUMENT)
    passage = _logistic(*_passages(kept), _PASSAGE)
    return Gate(_rounded(document), _rounded(passage), np.zeros(SHAPE + 1), 0.0)


def together(found: Sequence[Example], shapes: Array) -> Array:
    """What weighs both, from the articles' shapes under models that were not fitted on them."""
    known = np.array([bool(one.events) for one in found], dtype=float)
    return _logistic(csr_matrix(shapes), known, np.array([one.pull() for one in found]), _TOGETHER)


def crossfitted(found: Sequence[Example]) -> tuple[Array, Array]:
    """The articles' shapes, and their scores, each under models that were not fitted on its fold."""
    folds = np.array([one.fold for one in found])
    shapes = np.zeros((len(found), SHAPE))
    for fold in range(FOLDS):
        gate = inner([one for one in found if one.fold != fold])
        for number in np.flatnonzero(folds == fold).tolist():
            words = found[number].words
            shapes[number] = words.shape(gate.whole(words), gate.each(words))
    scores = np.zeros(len(found))
    for fold in range(FOLDS):
        others = np.flatnonzero(folds != fold)
        table = together([found[number] for number in others.tolist()], shapes[others])
        scores[folds == fold] = shapes[folds == fold] @ table[:-1] + table[-1]
    return shapes, scores


def floor(found: Sequence[Example], scores: Array) -> float:
    """The score that ``RECALL`` of the measured articles' events reach."""
    counts = np.array([len(one.events) if one.measured else 0 for one in found])
    order = np.argsort(scores, kind="stable")
    lost = np.cumsum(counts[order]) / counts.sum()
    return float(scores[order][np.searchsorted(lost, 1 - RECALL, side="right")])


@dataclass(frozen=True)
class Passing:
    """What passes of one source: the shares of its articles with and without events, and of its events."""

    source: str
    articles: int
    events: int
    with_events: float | None
    without: float | None
    recall: float | None


def passing(found: Sequence[Example], passed: Array) -> list[Passing]:
    """What passes, by source, and last of all that the floor is set on."""
    names = np.array([one.source for one in found])
    groups = {name: names == name for name in dict.fromkeys(names.tolist())}
    groups["measured"] = np.array([one.measured for one in found])
    events = np.array([len(one.events) for one in found])
    return [
        Passing(
            name,
            int(mine.sum()),
            int(events[mine].sum()),
            _share(passed[mine & (events > 0)]),
            _share(passed[mine & (events == 0)]),
            _share(np.repeat(passed[mine], events[mine])),
        )
        for name, mine in groups.items()
    ]


def _share(passed: Array) -> float | None:
    return round(float(passed.mean()), 4) if len(passed) else None


def table(rows: Sequence[Passing]) -> str:
    """What passes, to read."""
    lines = [f"{'source':20s}{'articles':>9s}{'events':>8s}{'with':>8s}{'without':>9s}{'recall':>8s}"]
    for row in rows:
        shares = ("-" if x is None else f"{x:.3f}" for x in (row.with_events, row.without, row.recall))
        with_events, without, recall = shares
        lines.append(
            f"{row.source:20s}{row.articles:9d}{row.events:8d}{with_events:>8s}{without:>9s}{recall:>8s}"
        )
    return "\n".join(lines)


def _bags(found: Sequence[Example]) -> csr_matrix:
    bags = [one.words.bag for one in found]
    return _matrix([buckets for buckets, _ in bags], [weights for _, weights in bags])


def _passages(found: Sequence[Example]) -> tuple[csr_matrix, Array, Array]:
    """The passages that something is known of, as rows, with their marks and weights."""
    rows, marks, weights = [], [], []
    for one in found:
        for number, mark in enumerate(one.marks):
            if mark is not None:
                rows.append(one.words.buckets[one.words.passages == number])
                marks.append(mark)
                weights.append(one.weight * (_BESIDE if one.events and not mark else 1.0))
    matrix = _matrix(rows, [np.ones(len(row)) for row in rows])
    return matrix, np.array(marks, dtype=float), np.array(weights)


def _matrix(columns: Sequence[Array], values: Sequence[Array]) -> csr_matrix:
    bounds = np.cumsum([0, *(len(row) for row in columns)])
    return csr_matrix(
        (np.concatenate(values), np.concatenate(columns), bounds), shape=(len(columns), BUCKETS)
    )


def _logistic(rows: csr_matrix, marks: Array, pull: Array, penalty: float) -> Array:
    """Weights and bias of a logistic regression; the bias is not penalised."""

    def loss(theta: Array) -> tuple[float, Array]:
        z = rows @ theta[:-1] + theta[-1]
        value = float(
            np.sum(pull * (np.logaddexp(0.0, z) - marks * z)) + penalty / 2 * theta[:-1] @ theta[:-1]
        )
        slope = pull * (1 / (1 + np.exp(-np.clip(z, -50, 50))) - marks)
        return value, np.concatenate([rows.T @ slope + penalty * theta[:-1], [slope.sum()]])

    start = np.zeros(rows.shape[1] + 1)
    fitted: Array = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    return fitted


def _rounded(table: Array) -> Array:
    """As they ship: half precision, which changes no score by more than a few thousandths."""
    return table.astype(np.float16).astype(np.float64)


def write(gate: Gate, stated: dict[str, Any], out: Path) -> None:
    """The weights, and beside them what they were made from."""
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        out,
        document=gate.document.astype(np.float16),
        passage=gate.passage.astype(np.float16),
        together=gate.together,
        floor=np.array(gate.floor),
    )
    out.with_suffix(".json").write_text(json.dumps(stated, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    found = list(examples(read_config(given.config), Path.cwd()))
    shapes, scores = crossfitted(found)
    least = floor(found, scores)
    rows = passing(found, scores >= least)
    print(table(rows))
    gate = replace(inner(found), together=together(found, shapes), floor=least)
    digest = hashlib.sha256()
    for one in found:
        digest.update(one.words.buckets.tobytes() + repr((one.marks, one.source)).encode())
    stated = {
        "gate": gate.version,
        "data": digest.hexdigest(),
        "recall": RECALL,
        "crossfitted": [asdict(row) for row in rows],
    }
    write(gate, stated, given.out)
    print(gate.version, f"floor {gate.floor:.3f}", f"{given.out.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
