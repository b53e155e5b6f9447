"""Trains the learned coder's network from the corpus: ``python -m training.train --config training/learned.yaml``.

Writes ``tagger.pt``, ``curve.jsonl`` (the loss of each head by epoch) and ``corpus.txt`` (what it learned
from) to ``--out``. With ``--without first`` (or ``second``) the network does not see that half of the corpus,
so that the linear models can learn from its scores there. With ``--start`` it starts from the mean of two such
networks, which have the same beginnings, and needs fewer epochs. Seeded; needs torch and the encoder's package
(``training/requirements.txt``). Then:

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
HALVES = ("first", "second")


def encoder_folder(package: str) -> Path:
    """Where the installed package keeps the encoder's files."""
    found = importlib.util.find_spec(package.replace("-", "_"))
    if found is None or found.origin is None:
        raise SystemExit(f"{package} is not installed: pip install -r training/requirements.txt")
    return Path(found.origin).parent / "model"


def vocabulary_of(folder: Path) -> Vocabulary:
    """The encoder's word pieces."""
    return Vocabulary((folder / "vocab.txt").read_text(encoding="utf-8").split("\n"))


def examples(articles: Sequence[Article], vocabulary: Vocabulary) -> list[Example]:
    """The articles as arrays."""
    return [
        example(replace(case(a.row, _FOLDS), weight=a.weight), vocabulary, fillers=a.row.get("fillers"))
        for a in articles
    ]


def seen(articles: Sequence[Article], without: str | None) -> list[Article]:
    """The articles that a network learns from: all, or only those of the half that is not left out."""
    if without is None:
        return list(articles)
    return [a for a in articles if a.half == 1 - HALVES.index(without)]


def settings(config: dict[str, Any]) -> Settings:
    """How the config says that the network is fitted."""
    return Settings(**{name: value for name, value in config["tagger"].items() if name != "encoder"})


def main() -> None:
    """Train and write the network."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("build/learned"))
    parser.add_argument("--without", choices=HALVES, help="the half of the corpus that is left out")
    parser.add_argument("--start", type=Path, nargs="+", default=[], help="folders of networks to start from")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    config = read_config(given.config)
    given.out.mkdir(parents=True, exist_ok=True)
    articles = seen(build(config, Path.cwd()), given.without)
    (given.out / "corpus.txt").write_text(report(articles) + "\n", encoding="utf-8")
    folder = encoder_folder(config["tagger"]["encoder"])
    vocabulary = vocabulary_of(folder)
    with (given.out / "curve.jsonl").open("w", encoding="utf-8") as curve:

        def log(line: dict[str, Any]) -> None:
            curve.write(json.dumps(line) + "\n")
            curve.flush()
            print(line, flush=True)

        start = [torch.load(path / "tagger.pt", weights_only=True) for path in given.start]
        net = fit(examples(articles, vocabulary), folder, vocabulary, settings(config), start=start, log=log)
    torch.save(net.state_dict(), given.out / "tagger.pt")


if __name__ == "__main__":
    main()
