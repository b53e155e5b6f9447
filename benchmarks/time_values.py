"""How well time expressions are found and normalised: TempEval-3's measures on the AQUAINT TimeML articles.

    python benchmarks/time_values.py [SHARED]

``SHARED`` is the folder of the development data, by default ``shared`` beside the repository. The scorer is
its ``eval/time_eval.py``, so the figures are those that anyone gets with it.
"""

import datetime as dt
import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.scorers import load_scorer
from lapwing.resolve.dates import find_dates

DATA = Path("data/time/aquaint.jsonl")


def timexes(text: str, published: dt.date | None) -> list[dict[str, Any]]:
    """The resolver's expressions in the scorer's form."""
    return [
        {"start": mention.start, "end": mention.end, "type": mention.kind, "value": mention.value}
        for mention in find_dates(text, published)
    ]


def measure(shared: Path) -> dict[str, Any]:
    """Precision, recall and F1 of every measure, the counts, and the milliseconds per 3,000 characters."""
    with (shared / DATA).open(encoding="utf-8") as handle:
        rows = [json.loads(line) for line in handle if line.strip()]
    began = time.perf_counter()
    predicted = {row["id"]: timexes(row["text"], dt.date.fromisoformat(row["dct"][:10])) for row in rows}
    seconds = time.perf_counter() - began
    gold = {row["id"]: row["timex"] for row in rows}
    return {
        "data": DATA.as_posix(),
        "articles": len(rows),
        "expressions": sum(map(len, gold.values())),
        "scores": load_scorer(shared, "time_eval").score(gold, predicted),
        "milliseconds_per_3000_characters": 3e6 * seconds / sum(len(row["text"]) for row in rows),
    }


def main(arguments: list[str]) -> int:
    shared = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[2] / "shared"
    if not (shared / DATA).is_file():
        print(f"needs {DATA} in {shared}", file=sys.stderr)
        return 2
    figures = measure(shared)
    print(f"{figures['data']}: {figures['articles']} articles, {figures['expressions']} expressions")
    print(f"{'measure':8} {'P':>7} {'R':>7} {'F1':>7}")
    for name, values in figures["scores"].items():
        print(f"{name:8} " + " ".join(f"{value:7.2%}" for value in values.values()))
    print(f"{figures['milliseconds_per_3000_characters']:.1f} ms per 3,000 characters")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
