"""Makes the encoder that a trained model carries: weights, adapter and quantisation in one ONNX file."""

from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic

from understanding.encoder.adapter import ADAPTER_FILE, merge_adapter
from understanding.encoder.graph import build_graph
from understanding.encoder.weights import load_weights


def build_encoder(adapter: Path = ADAPTER_FILE, quantised: bool = True) -> bytes:
    """The serialised encoder.

    Args:
        adapter: a low-rank adapter to merge into the public weights; none is merged if the file is missing.
        quantised: 8-bit matrices with one scale a column. Measured in `bench/RESULTS.md`.

    Raises:
        EncoderError: the public weights or the adapter are not the expected ones.
    """
    weights = load_weights()
    if adapter.exists():
        weights = merge_adapter(weights, adapter)
    model = build_graph(weights, quantised_words=quantised)
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
            # The fused operators are not known to ONNX's own type inference.
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True},
        )
        return target.read_bytes()
