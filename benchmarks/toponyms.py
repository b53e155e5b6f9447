"""How well place names are found and placed, on articles that the models have not seen.

    python -m benchmarks.toponyms [SHARED]

``SHARED`` is the folder of the development data, by default ``shared`` beside the repository. The scorer is
its ``eval/geo_eval.py``. The shipped models are fitted on all three sets, so their own figures would flatter:
each set is measured with models fitted on the others (``across``) and, article by article, with models fitted
on four fifths of all sets (``folds``, the figures at the top level). ``shipped`` is given beside them.
"""

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.scorers import load_scorer
from lapwing.resolve.places import find_places
from lapwing.resolve.places.models import Models
from training.toponyms import FOLDS, Article, fit, load

DATA = Path("data/geo")
SETS = ("lgl", "geowebnews", "geovirus")


def toponyms(row: dict[str, Any], judged: Models | None) -> dict[tuple[int, int], dict[str, Any]]:
    """The resolver's places in the scorer's form; with the shipped models when none are given."""
    mentions = find_places(row["text"], title=row.get("title"), url=row.get("url"), judged=judged)
    return {
        (mention.start, mention.end): {"lat": mention.place.lat, "lon": mention.place.lon}
        if mention.place
        else {}
        for mention in mentions
    }


def measure(shared: Path) -> dict[str, dict[str, Any]]:
    """For each set the scorer's figures over unseen articles, across sets and as shipped, and the speed."""
    score = load_scorer(shared, "geo_eval").score
    articles = {name: load([shared / DATA / f"{name}.jsonl"]) for name in SETS}
    folds = _folds(articles)
    figures: dict[str, dict[str, Any]] = {}
    for name in SETS:
        mine = articles[name]
        others = fit([article for other in SETS if other != name for article in articles[other]])
        gold = _gold(mine)
        figures[name] = {
            **score(gold, {a.row["id"]: toponyms(a.row, folds[a.fold]) for a in mine}),
            "across": score(gold, {a.row["id"]: toponyms(a.row, others) for a in mine}),
            "shipped": score(gold, {a.row["id"]: toponyms(a.row, None) for a in mine}),
            "milliseconds_per_3000_characters": speed(mine),
        }
    return figures


def unseen_shares(shared: Path) -> dict[str, float]:
    """For each set the share of toponyms found and placed by models of the other folds; the quick part of all."""
    score = load_scorer(shared, "geo_eval").score
    articles = {name: load([shared / DATA / f"{name}.jsonl"]) for name in SETS}
    folds = _folds(articles)
    return {
        name: score(_gold(mine), {a.row["id"]: toponyms(a.row, folds[a.fold]) for a in mine})["end_to_end"]
        for name, mine in articles.items()
    }


def _folds(articles: Mapping[str, Sequence[Article]]) -> list[Models]:
    """For each fold the models fitted on all the others."""
    everything = [article for name in SETS for article in articles[name]]
    return [fit([a for a in everything if a.fold != fold]) for fold in range(FOLDS)]


def _gold(articles: Sequence[Article]) -> dict[str, dict[tuple[int, int], dict[str, Any]]]:
    return {a.row["id"]: {(t["start"], t["end"]): t for t in a.row["toponyms"]} for a in articles}


def speed(articles: Sequence[Article]) -> float:
    """Milliseconds for 3,000 characters with the shipped models, once everything is loaded."""
    began = time.perf_counter()
    for article in articles:
        toponyms(article.row, None)
    return 3e6 * (time.perf_counter() - began) / sum(len(article.row["text"]) for article in articles)


def main(arguments: list[str]) -> int:
    shared = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[2] / "shared"
    if not (shared / DATA).is_dir():
        print(f"needs {DATA} in {shared}", file=sys.stderr)
        return 2
    print(f"{'set':12} {'models':7} {'P':>6} {'R':>6} {'F1':>6} {'@161km':>7} {'end to end':>11}")
    for name, figures in measure(shared).items():
        parts = {"folds": figures, "across": figures["across"], "shipped": figures["shipped"]}
        for label, part in parts.items():
            found = part["recognition"]
            print(
                f"{name:12} {label:7} {found['precision']:6.3f} {found['recall']:6.3f} {found['f1']:6.3f}"
                f" {part['resolution']['accuracy_161km']:7.3f} {part['end_to_end']:11.3f}"
            )
        print(f"{name:12} {figures['milliseconds_per_3000_characters']:.1f} ms per 3,000 characters")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
