"""Trains a coder's linear weights on the corpus and writes them into the package.

    python -m training.coder --config training/learned.yaml --coder cues
    python -m training.coder --config training/learned.yaml --coder learned --without FIRST SECOND

The corpus is that of ``training/build.py``. Both weigh what they learn from all of it. ``learned`` reads each half
with a network that was trained without it: ``FIRST`` and ``SECOND`` are folders written by ``training/ship.py``
from what ``training/train.py --without first`` (and ``second``) gave. Needs no torch.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lapwing.coding.reading import read_closely
from lapwing.coding.tagger import shipped
from lapwing.fitting.calibrate import Trained, train_calibrated
from lapwing.fitting.cases import Case, Read, case
from lapwing.fitting.weights import numbered, tables
from training import floors
from training.build import Article, build, read_config, report
from training.reliability import reliability, text

WEIGHTS = Path("src/lapwing/coding/weights")
OUT = {"cues": "cues.json", "learned": "learned/linear.json"}
_FOLDS = 5


def cases(articles: Sequence[Article], read: Read) -> list[Case]:
    """The articles, read."""
    return [replace(case(article.row, _FOLDS, read), weight=article.weight) for article in articles]


def write(trained: Trained, articles: Sequence[Article], out: Path) -> None:
    """Write the weights with the fingerprint of what they were fitted on and the calibration errors found there."""
    fitted = numbered(trained.models, trained.calibration)
    measured = reliability(trained.answers, articles)
    print(text(measured))
    print(floors.text(floors.detection_by_floor(trained.answers["event"], articles)))
    rows = "\n".join(json.dumps(article.row, sort_keys=True) for article in articles)
    stored = {
        "version": fitted.version,
        "trained_on": {"articles": len(articles), "sha256": hashlib.sha256(rows.encode()).hexdigest()},
        "reliability": measured,
        "calibration": fitted.calibration.stored(),
        "models": tables(fitted.models),
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def main() -> None:
    """Train and replace the shipped weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--coder", choices=sorted(OUT), required=True)
    parser.add_argument("--without", type=Path, nargs=2, help="the networks that have not seen each half")
    parser.add_argument("--out", type=Path, help="the shipped file unless given")
    given = parser.parse_args()
    if (given.coder == "learned") != bool(given.without):
        parser.error("--without belongs to the coder learned, which needs it")
    articles = [a for a in build(read_config(given.config), Path.cwd()) if a.half is not None]
    print(report(articles))
    if given.coder == "cues":
        read = cases(articles, read_closely)
    else:
        read = [
            one
            for half, folder in enumerate(given.without)
            for one in cases([a for a in articles if a.half == half], shipped.load(folder).read)
        ]
    write(train_calibrated(read), articles, given.out or WEIGHTS / OUT[given.coder])


if __name__ == "__main__":
    main()
