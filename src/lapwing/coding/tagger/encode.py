"""The encoder: windows of word pieces in, one vector a piece out. The only module that needs onnxruntime."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime

from lapwing.coding.tagger.pieces import Pieces, Vocabulary
from lapwing.coding.tagger.windows import Window, windows


class Encoder:
    """A transformer exported to ONNX; its input is one window, ``(1, length)`` piece ids."""

    def __init__(self, path: Path, vocabulary: Vocabulary) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # documents are shared out among processes
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            path.read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        self._vocabulary = vocabulary
        self._size = int(self._session.get_outputs()[0].shape[-1])

    def vectors(self, pieces: Pieces) -> np.ndarray:
        """One row a piece."""
        out = np.zeros((len(pieces), self._size), dtype=np.float32)
        for window in windows(pieces):
            out[window.own : window.end] = self._read(pieces, window)
        return out

    def _read(self, pieces: Pieces, window: Window) -> np.ndarray:
        marked = np.concatenate(
            [[self._vocabulary.opening], pieces.ids[window.first : window.end], [self._vocabulary.closing]]
        )
        (found,) = self._session.run(None, {"ids": marked[None]})
        own: np.ndarray = found[0, 1 + window.own - window.first : -1]
        return own
