"""Trains a coder's linear weights on hand-coded articles and writes them into the package.

    python -m training.coder GOLD... [--coder cues|learned] [--pool POOL.jsonl] [--apart DEV.jsonl...]

GOLD are hand-coded articles (``training/corpus.py``). POOL adds articles that were sorted by subject and hold
no event, or hardly any: sport, business, accidents, ordinary crime. Nothing is learned from the files set APART.
Needs nothing beyond the package's own dependencies.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from lapwing.coding.reading import read_closely
from lapwing.coding.tagger import shipped
from lapwing.linear import Linear
from training import corpus
from training.cases import load, without_events
from training.stages import train

WEIGHTS = Path("src/lapwing/coding/weights")
OUT = {"cues": "cues.json", "learned": "learned/linear.json"}


def write(models: dict[str, Linear], gold: Sequence[Path], out: Path) -> None:
    """Write the weights with the fingerprints of what they were fitted on."""
    data = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in gold}
    tables = {name: dict(sorted(model.weights.items())) for name, model in models.items()}
    version = hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()[:12]
    stored = {"version": version, "trained_on": data, "models": tables}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def main() -> None:
    """Train on a gold file and replace the shipped weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--coder", choices=sorted(OUT), default="cues")
    parser.add_argument("--pool", type=Path)
    parser.add_argument("--apart", type=Path, nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--out", type=Path, help="the shipped file unless given")
    arguments = parser.parse_args()
    read = shipped.reader().read if arguments.coder == "learned" else read_closely
    cases = load(arguments.gold, arguments.folds, read)
    if arguments.pool:
        apart = [case.reading.text for case in cases]
        apart += [row["text"] for row in corpus.read(arguments.apart)]
        cases += without_events(arguments.pool, apart, arguments.folds, read)
    used = [*arguments.gold, *([arguments.pool] if arguments.pool else [])]
    write(train(cases), used, arguments.out or WEIGHTS / OUT[arguments.coder])


if __name__ == "__main__":
    main()
