"""Trains the learned coder's network from the corpus: ``python -m training.train --config training/learned.yaml``.

Writes ``tagger.pt``, ``curve.jsonl`` (the loss of each head by epoch) and ``corpus.txt`` (what it learned
from) to ``--out``. Seeded; needs torch and the encoder's package (``training/requirements.txt``). Then:

    python -m training.ship --config training/learned.yaml --model build/learned
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from lapwing.coding.tagger.pieces import Vocabulary
from lapwing.fitting.cases import case
from training.build import Article, build, read_config, report
from training.tagger.examples import Example, example
from training.tagger.fit import Settings, fit

_FOLDS = 5


def encoder_folder(package: str) -> Path:
    """Where the installed package keeps the encoder's files."""
    found = importlib.util.find_spec(package.replace("-", "_"))
    if found is None or found.origin is None:
        raise SystemExit(f"{package} is not installed: pip install -r training/requirements.txt")
    return Path(found.origin).parent / "model"


def vocabulary_of(folder: Path) -> Vocabulary:
    """The encoder's word pieces."""
    return Vocabulary((folder / "vocab.txt").read_text(encoding="utf-8").split("\n"))


def examples(articles: Sequence[Article], vocabulary: Vocabulary, part: str) -> list[Example]:
    """The articles of one part as arrays."""
    chosen = [a for a in articles if a.part == part]
    cases = (replace(case(a.row, _FOLDS), weight=a.weight) for a in chosen)
    return [example(one, vocabulary) for one in cases]


def settings(config: dict[str, Any]) -> Settings:
    """How the config says that the network is fitted."""
    return Settings(**{name: value for name, value in config["tagger"].items() if name != "encoder"})


def main() -> None:
    """Train and write the network."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("build/learned"))
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    config = read_config(given.config)
    given.out.mkdir(parents=True, exist_ok=True)
    articles = build(config, Path.cwd())
    (given.out / "corpus.txt").write_text(report(articles) + "\n", encoding="utf-8")
    folder = encoder_folder(config["tagger"]["encoder"])
    vocabulary = vocabulary_of(folder)
    with (given.out / "curve.jsonl").open("w", encoding="utf-8") as curve:

        def log(line: dict[str, Any]) -> None:
            curve.write(json.dumps(line) + "\n")
            curve.flush()
            print(line, flush=True)

        net = fit(examples(articles, vocabulary, "tagger"), folder, vocabulary, settings(config), log=log)
    torch.save(net.state_dict(), given.out / "tagger.pt")


if __name__ == "__main__":
    main()
