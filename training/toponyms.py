"""Trains the place resolver's two models on articles with annotated place names and writes the weights.

    python -m training.toponyms SET.jsonl... [--out FILE]

Each line has ``text`` and ``toponyms`` with ``start``, ``end``, ``lat``, ``lon``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lapwing.fitting.linear import fit_binary, fit_choice
from lapwing.linear import Linear
from lapwing.resolve.gazetteer import gazetteer
from lapwing.resolve.places import look
from lapwing.resolve.places.distance import kilometres
from lapwing.resolve.places.evidence import Context, Page, entry_features, name_features
from lapwing.resolve.places.models import Models
from lapwing.resolve.places.settling import context_of, held_by, settle
from lapwing.resolve.places.spans import Named

FOLDS = 5  # of articles, by their id: each is measured by models that have not seen it
ROUNDS = 4  # of fitting on contexts made by the model itself; the answers settle
NEAR = 161.0  # km: the usual tolerance of geoparsing figures


@dataclass
class Article:
    """One annotated article with the names that the gazetteer finds in it."""

    row: dict[str, Any]
    page: Page
    names: list[Named]
    fold: int
    shouted: tuple[Page, list[Named]]


def load(paths: Iterable[Path], folds: int = FOLDS) -> list[Article]:
    """Look at every article once."""
    articles = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").split("\n"):
            if not line.strip():
                continue
            row = json.loads(line)
            page, names = look(row["text"], gazetteer())
            number = zlib.crc32(row["id"].encode()) % folds
            articles.append(Article(row, page, names, number, _shouted(row)))
    return articles


def fit(articles: Sequence[Article]) -> Models:
    """All models; the last is fitted in rounds, so that its context features come from its own answers."""
    name = fit_names((article.row, article.page, article.names) for article in articles)
    shouted = fit_names((article.row, *article.shouted) for article in articles)
    entry = fit_entries(articles, Models(name, shouted, Linear({})))
    for _ in range(ROUNDS):
        entry = _mean(entry, fit_entries(articles, Models(name, shouted, entry)))
    return Models(name, shouted, entry)


def _mean(one: Linear, other: Linear) -> Linear:
    """Half of each: by itself the next answer swings between two states."""
    names = sorted({*one.weights, *other.weights})
    return Linear({n: round((one.weights.get(n, 0.0) + other.weights.get(n, 0.0)) / 2, 3) for n in names})


def fit_names(texts: Iterable[tuple[dict[str, Any], Page, list[Named]]]) -> Linear:
    """Is the name an annotated place, to the letter?"""
    rows, labels = [], []
    for row, page, names in texts:
        spans = {(t["start"], t["end"]) for t in row["toponyms"]}
        for named in names:
            rows.append(list(name_features(page, named)))
            labels.append((named.start, named.end) in spans)
    return Linear(fit_binary(rows, labels, [1.0] * len(rows), penalty=1.0))


def _shouted(row: dict[str, Any]) -> tuple[Page, list[Named]]:
    """The article all in capitals, letter by letter so that the positions stay."""
    return look("".join(c.upper() if len(c.upper()) == 1 else c for c in row["text"]), gazetteer())


def fit_entries(articles: Sequence[Article], models: Models) -> Linear:
    """Which entry lies within 161 km of the annotated position?"""
    cases = []
    for article in articles:
        gold = {(t["start"], t["end"]): t for t in article.row["toponyms"] if t.get("lat") is not None}
        kept = [n for n in article.names if (n.start, n.end) in gold]
        if not kept:
            continue
        context = final_context(article, kept, models)
        for i, named in enumerate(kept):
            at = gold[named.start, named.end]
            pair = held_by(article.row["text"], kept, i)
            rows = [list(entry_features(named, e, context, pair)) for e in named.entries]
            marks = [_near(at, e.lat, e.lon) for e in named.entries]
            if any(marks) and not all(marks):
                cases.append((rows, marks))
    return Linear(fit_choice(cases, penalty=2.0))


def final_context(article: Article, kept: Sequence[Named], models: Models) -> Context:
    """The context that the last round of settling sees."""
    if not models.entry.weights:
        return Context({}, {}, (), None)
    return context_of(kept, settle(article.row["text"], kept, models, home=None), (), None)


def _near(gold: dict[str, Any], lat: float | None, lon: float | None) -> bool:
    if lat is None or lon is None:
        return False
    return kilometres(gold["lat"], gold["lon"], lat, lon) <= NEAR


def write(models: Models, paths: Sequence[Path], out: Path) -> None:
    """Write the weights with the fingerprints of what they were fitted on."""
    tables = {
        "name": dict(sorted(models.name.weights.items())),
        "shouted": dict(sorted(models.shouted.weights.items())),
        "entry": dict(sorted(models.entry.weights.items())),
    }
    version = hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()[:12]
    data = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    stored = {"version": version, "trained_on": data, "models": tables}
    out.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def main() -> None:
    """Train and replace the shipped weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=Path("src/lapwing/resolve/places/weights.json"))
    arguments = parser.parse_args()
    write(fit(load(arguments.sets)), arguments.sets, arguments.out)


if __name__ == "__main__":
    main()
