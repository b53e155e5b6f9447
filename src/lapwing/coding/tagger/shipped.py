"""The tagger that ships in the package: encoder, vocabulary and heads, loaded once."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from lapwing.coding.tagger.encode import Encoder
from lapwing.coding.tagger.heads import Heads
from lapwing.coding.tagger.pieces import Vocabulary
from lapwing.coding.tagger.reader import Reader

# Pieces of each reference text that ``reference.json`` sums the trigger probabilities of: one window.
REFERENCE = 254


@cache
def reader() -> Reader:
    """A reader on the shipped weights."""
    with as_file(files("lapwing.coding.weights") / "learned") as folder:
        return load(folder)


def load(folder: Path) -> Reader:
    """A reader on the weights of a folder, as ``training/ship.py`` writes it."""
    vocabulary = Vocabulary((folder / "vocab.txt").read_text(encoding="utf-8").split("\n"))
    with np.load(folder / "heads.npz") as arrays:
        heads = Heads({name: arrays[name].astype(np.float32) for name in arrays.files})
    return Reader(Encoder(folder / "model.onnx", vocabulary), vocabulary, heads)
