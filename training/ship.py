"""Turns a trained network into the files that ship: ``python -m training.ship --config ... --model build/learned``.

Writes encoder, heads, vocabulary, provenance.json and reference outputs to ``src/lapwing/coding/weights/learned``,
beside the CARD.md that is kept there by hand. Refuses when the int8 encoder on onnxruntime and the network in torch
do not agree. Afterwards ``python -m training.coder --coder learned ...`` fits the linear models on its scores.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import torch

from lapwing.coding.tagger.encode import Encoder
from lapwing.coding.tagger.heads import Heads
from lapwing.coding.tagger.pieces import Vocabulary
from lapwing.coding.tagger.shipped import REFERENCE
from lapwing.text import sentences
from training import corpus
from training.build import read_config
from training.tagger.export import arrays, to_onnx
from training.tagger.net import Tagger
from training.train import encoder_folder, vocabulary_of

SHIPPED = Path("src/lapwing/coding/weights/learned")
_ARTICLES = 12  # of our own articles, the first so many are reference texts
# Largest allowed mean difference of trigger probabilities between torch (float32) and onnxruntime (int8). The
# network shipped on 2026-11-24 differs by 0.017; detection F1 on dev is 0.75 in float and 0.77 in int8.
TOLERANCE = 0.02


def main() -> None:
    """Write the shipped files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=Path("build/learned"))
    parser.add_argument("--out", type=Path, default=SHIPPED)
    given = parser.parse_args()
    config = read_config(given.config)
    folder = encoder_folder(config["tagger"]["encoder"])
    vocabulary = vocabulary_of(folder)
    net = Tagger(folder, 0.0)
    net.load_state_dict(torch.load(given.model / "tagger.pt", weights_only=True))
    net.eval()
    given.out.mkdir(parents=True, exist_ok=True)
    to_onnx(net, given.out / "model.onnx")
    heads = arrays(net.heads)
    np.savez_compressed(given.out / "heads.npz", **{n: a.astype(np.float16) for n, a in heads.items()})  # type: ignore[arg-type]
    (given.out / "vocab.txt").write_bytes((folder / "vocab.txt").read_bytes())
    texts = [
        row["text"] for row in corpus.read(sorted(Path("training/synthetic").glob("a*.yaml")))[:_ARTICLES]
    ]
    difference, reference = compare(net, vocabulary, given.out, texts)
    if difference > TOLERANCE:
        raise SystemExit(
            f"the int8 encoder differs from the network: {difference:.4f} > {TOLERANCE}; not shipped"
        )
    (given.out / "reference.json").write_text(json.dumps(reference, indent=0) + "\n", encoding="utf-8")
    stated = provenance(config, given.model, difference)
    (given.out / "provenance.json").write_text(json.dumps(stated, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(stated, indent=2))


def compare(net: Tagger, vocabulary: Vocabulary, out: Path, texts: list[str]) -> tuple[float, list[Any]]:
    """The mean difference of type probabilities by piece, and those of onnxruntime for reference."""
    encoder = Encoder(out / "model.onnx", vocabulary)
    heads = Heads(arrays(net.heads))
    differences, reference = [], []
    for text in texts:
        pieces = vocabulary.pieces(text, sentences(text))
        ids = [vocabulary.opening, *pieces.ids[:REFERENCE].tolist(), vocabulary.closing]
        with torch.no_grad():
            exact = net.encoder(input_ids=torch.tensor([ids])).last_hidden_state[0, 1:-1].numpy()
        shipped = encoder.vectors(pieces)[: len(exact)]
        a, b = (1 / (1 + np.exp(-heads.triggers(vectors))) for vectors in (exact, shipped))
        differences.append(abs(a - b).max(axis=1).mean())
        reference.append(
            {"text": hashlib.sha256(text.encode()).hexdigest(), "sums": b.sum(axis=0).round(2).tolist()}
        )
    return float(np.mean(differences)), reference


def provenance(config: dict[str, Any], model: Path, difference: float) -> dict[str, Any]:
    """What the files were made from."""
    files = sorted(
        {Path(p) for s in config["sources"] for key in ("labels", "pool") if key in s for p in [s[key]]}
    )
    files += [
        p for s in config["sources"] for pattern in s.get("files", []) for p in sorted(Path().glob(pattern))
    ]
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True
    ).stdout.strip()
    curve = (model / "curve.jsonl").read_text(encoding="utf-8").split("\n")
    return {
        "network": hashlib.sha256((model / "tagger.pt").read_bytes()).hexdigest(),
        "commit": commit,
        "seed": config["tagger"]["seed"],
        "settings": config["tagger"],
        "data": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files},
        "corpus": (model / "corpus.txt").read_text(encoding="utf-8").split("\n")[:-1],
        "curve": [json.loads(line) for line in curve if line],
        "int8 against float, mean difference of probabilities": round(difference, 5),
    }


if __name__ == "__main__":
    main()
