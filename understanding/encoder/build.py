"""Makes the encoder that a trained model carries: weights, adapter and quantisation in one ONNX file."""

from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic

from understanding.encoder.adapter import ADAPTER_FILE, layers_of, merge_adapter
from understanding.encoder.graph import LAYERS, build_graph
from understanding.encoder.weights import load_weights


def build_encoder(adapter: Path = ADAPTER_FILE, quantised: bool = True) -> bytes:
    """The serialised encoder.

    Args:
        adapter: a low-rank adapter to merge into the public weights, of which the layers that it adapts are kept;
            if the file is missing, all are kept as they are.
        quantised: 8-bit matrices with one scale a column. Measured in `bench/RESULTS.md`.

    Raises:
        EncoderError: the public weights or the adapter are not the expected ones.
    """
    weights, layers = load_weights(), LAYERS
    if adapter.exists():
        weights, layers = merge_adapter(weights, adapter), layers_of(adapter)
    model = build_graph(weights, layers, quantised_words=quantised)
    return _quantise(model) if quantised else model


def _quantise(model: bytes) -> bytes:
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "float.onnx", Path(folder) / "int8.onnx"
        source.write_bytes(model)
        quantize_dynamic(
            str(source),
            str(target),
            op_types_to_quantize=["MatMul", "Attention"],
            weight_type=QuantType.QInt8,
            per_channel=True,
            # Seven of the eight bits: processors without VNNI add two products in 16 bits, where full weights overflow
            # without a word. A sentence would then have another vector, and another answer, on another machine.
            reduce_range=True,
            # The fused operators are not known to ONNX's own type inference.
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True},
        )
        return target.read_bytes()
