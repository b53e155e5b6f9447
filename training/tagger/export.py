"""The tagger's encoder as an int8 ONNX file, and its heads as arrays by name."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from training.tagger.net import Heads, Tagger


class _OneWindow(nn.Module):
    """The encoder on one window without padding, so that it needs no attention mask."""

    def __init__(self, net: Tagger) -> None:
        super().__init__()
        self.encoder = net.encoder

    def forward(self, ids: Tensor) -> Tensor:
        vectors: Tensor = self.encoder(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
        return vectors


def to_onnx(net: Tagger, out: Path) -> None:
    """Write the encoder: fused for onnxruntime, weights in int8, activations in float."""
    net.eval()
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            _OneWindow(net), (torch.arange(1000, 1064)[None],), plain,
            input_names=["ids"], output_names=["vectors"], dynamo=False, opset_version=17,
            dynamic_axes={"ids": {1: "length"}, "vectors": {1: "length"}},
        )  # fmt: skip
        config = net.encoder.config
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False
        model = optimizer.optimize_model(
            str(plain), "bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size,
            optimization_options=options,
        )  # fmt: skip
        model.save_model_to_file(str(fused))
        # Unsigned weights: signed ones saturate on processors without dot products of bytes (onnxruntime's guide).
        quantize_dynamic(fused, out, per_channel=True, weight_type=QuantType.QUInt8,
                         op_types_to_quantize=["MatMul", "Attention", "Gather"],
                         extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT})  # fmt: skip


def arrays(heads: Heads) -> dict[str, np.ndarray]:
    """The heads' matrices under the names that ``lapwing.coding.tagger.heads`` knows."""
    return {name: value.detach().numpy().astype(np.float32) for name, value in heads.state_dict().items()}
