"""Trains a coder's linear weights on the corpus and writes them into the package.

    python -m training.coder --config training/learned.yaml --coder cues|learned

The corpus is that of ``training/build.py``. The weights of ``cues`` learn from all of it. Those of ``learned``
learn from the part that the network has not seen, read with the shipped network; what cues teach on the part
that it has seen is their prior. Needs no torch.
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
from lapwing.coding.weights import Weights
from lapwing.fitting.calibrate import train_calibrated
from lapwing.fitting.cases import Case, Read, case
from lapwing.fitting.linear import Prior
from lapwing.fitting.stages import train
from lapwing.fitting.weights import numbered, tables
from training.build import Article, build, read_config, report

WEIGHTS = Path("src/lapwing/coding/weights")
PRIOR = Path("build/learned/prior.json")
OUT = {"cues": "cues.json", "learned": "learned/linear.json"}
_FOLDS = 5


def cases(articles: Sequence[Article], read: Read) -> list[Case]:
    """The articles, read."""
    return [replace(case(article.row, _FOLDS, read), weight=article.weight) for article in articles]


def write(fitted: Weights, articles: Sequence[Article], out: Path) -> None:
    """Write the weights with the fingerprint of what they were fitted on."""
    rows = "\n".join(json.dumps(article.row, sort_keys=True) for article in articles)
    stored = {
        "version": fitted.version,
        "trained_on": {"articles": len(articles), "sha256": hashlib.sha256(rows.encode()).hexdigest()},
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
    parser.add_argument(
        "--network", type=Path, help="a folder written by training/ship.py; else the shipped one"
    )
    parser.add_argument("--out", type=Path, help="the shipped file unless given")
    parser.add_argument(
        "--prior", type=Path, help="weights fitted without the network on the part it has seen"
    )
    given = parser.parse_args()
    articles = build(read_config(given.config), Path.cwd())
    out = given.out or WEIGHTS / OUT[given.coder]
    print(report(articles))
    if given.coder == "cues":
        write(numbered(*train_calibrated(cases(articles, read_closely))), articles, out)
        return
    seen, unseen = ([a for a in articles if a.part == part] for part in ("tagger", "weights"))
    if given.prior is None:
        given.prior = PRIOR
        write(numbered(train(cases(seen, read_closely))), seen, given.prior)
    known = json.loads(given.prior.read_text(encoding="utf-8"))["models"]
    priors = {name: Prior(table, scaled=True) for name, table in known.items()}
    read = (shipped.load(given.network) if given.network else shipped.reader()).read
    write(numbered(*train_calibrated(cases(unseen, read), priors)), unseen, out)


if __name__ == "__main__":
    main()
