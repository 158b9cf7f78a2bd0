"""Builds the encoder as an ONNX graph from its weights.

The graph uses ONNX Runtime's fused transformer operators and takes batches of equally long sentences only.
Without padding there is no mask, and a sentence's vector does not depend on its neighbours in the batch.
"""

from typing import Any, Callable, List

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from understanding.encoder.weights import Weights

LAYERS, HEADS, HIDDEN = 6, 12, 384  # of the published model
LAYERS_READ = 3  # whose means make up a vector; measured in bench/RESULTS.md, "More than one mean"
LAYER_NORM_EPSILON = 1e-12  # config.json of the published model
FUSED = "com.microsoft"


class _Graph:
    """Collects nodes and constants; every method returns the name of what it made."""

    def __init__(self) -> None:
        self.nodes: List[onnx.NodeProto] = []
        self.constants: List[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, operator: str, inputs: List[str], output: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output


def build_graph(weights: Weights, layers: int = LAYERS, quantised_words: bool = False) -> bytes:
    """The serialised ONNX model: `ids` int64 [batch, length] → `embedding` float32 [batch, parts × 384].

    Each part has length 1: the mean over the words, as published; their maximum and minimum, which keep what a
    single word says in a long message; and the means of the layers before, which are nearer to the words.

    `layers` is how many of the published layers are kept, from the first.
    With `quantised_words` the table of word vectors, half of the file, is stored in 8 bits, one scale a word.
    """
    graph = _Graph()
    hidden = [_embeddings(graph, weights, quantised_words)]
    for layer in range(layers):
        hidden.append(_layer(graph, weights, layer, hidden[-1]))
    last, *before = hidden[:0:-1][:LAYERS_READ]
    parts = [_pooled(graph, reduction, last) for reduction in ("Mean", "Max", "Min")]
    parts += [_pooled(graph, "Mean", earlier) for earlier in before]
    graph.node("Concat", parts, "embedding", axis=1)
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "all-MiniLM-L6-v2",
            [helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "length"])],
            [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", HIDDEN * len(parts)])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)],
        ir_version=8,
    )
    return bytes(model.SerializeToString())


def _words(graph: _Graph, table: np.ndarray, quantised: bool) -> str:
    if not quantised:
        return graph.node("Gather", [graph.constant("words", table), "ids"], "word_vectors")
    scale = np.abs(table).max(axis=1, keepdims=True) / 127.0
    graph.constant("words", np.round(table / scale).astype(np.int8))
    graph.constant("word_scales", scale.astype(np.float32))
    graph.node("Gather", ["words", "ids"], "word_bytes")
    graph.node("Gather", ["word_scales", "ids"], "scales")
    graph.node("Cast", ["word_bytes"], "word_floats", to=TensorProto.FLOAT)
    return graph.node("Mul", ["word_floats", "scales"], "word_vectors")


def _embeddings(graph: _Graph, weights: Weights, quantised_words: bool) -> str:
    # Every token is of the first kind (token type 0), so its vector can be added to the positions once.
    positions = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    graph.constant("positions", positions)
    graph.constant("zero", np.array([0], np.int64))
    graph.constant("one", np.array([1], np.int64))
    graph.constant("two", np.array([2], np.int64))
    _words(graph, weights["embeddings.word_embeddings.weight"], quantised_words)
    graph.node("Shape", ["ids"], "shape")
    graph.node("Slice", ["shape", "one", "two"], "length")
    graph.node("Slice", ["positions", "zero", "length", "zero"], "position_vectors")
    graph.node("Add", ["word_vectors", "position_vectors"], "summed")
    return graph.node(
        "LayerNormalization",
        [
            "summed",
            graph.constant("embeddings.gamma", weights["embeddings.LayerNorm.weight"]),
            graph.constant("embeddings.beta", weights["embeddings.LayerNorm.bias"]),
        ],
        "embedded",
        axis=-1,
        epsilon=LAYER_NORM_EPSILON,
    )


def _layer(graph: _Graph, weights: Weights, layer: int, hidden: str) -> str:
    source, name = f"encoder.layer.{layer}.", f"layer{layer}."

    def dense(part: str) -> str:
        # The published matrices are [out, in]; MatMul wants [in, out].
        return graph.constant(name + part + ".weight", weights[source + part + ".weight"].T)

    def vector(part: str) -> str:
        return graph.constant(name + part, weights[source + part])

    parts = [source + f"attention.self.{part}" for part in ("query", "key", "value")]
    graph.constant(name + "qkv.weight", np.concatenate([weights[p + ".weight"].T for p in parts], axis=1))
    graph.constant(name + "qkv.bias", np.concatenate([weights[p + ".bias"] for p in parts]))
    graph.node(
        "Attention",
        [hidden, name + "qkv.weight", name + "qkv.bias"],
        name + "context",
        domain=FUSED,
        num_heads=HEADS,
    )
    graph.node("MatMul", [name + "context", dense("attention.output.dense")], name + "attended")
    attended = _add_and_normalise(graph, name + "attended", hidden, vector, "attention.output")
    graph.node("MatMul", [attended, dense("intermediate.dense")], name + "wide")
    graph.node("BiasGelu", [name + "wide", vector("intermediate.dense.bias")], name + "active", domain=FUSED)
    graph.node("MatMul", [name + "active", dense("output.dense")], name + "narrow")
    return _add_and_normalise(graph, name + "narrow", attended, vector, "output")


def _pooled(graph: _Graph, reduction: str, hidden: str) -> str:
    pooled = graph.node("Reduce" + reduction, [hidden], f"{hidden}.{reduction}", axes=[1], keepdims=0)
    return graph.node("LpNormalization", [pooled], pooled + ".unit", axis=1, p=2)


def _add_and_normalise(graph: _Graph, new: str, old: str, vector: Callable[[str], str], part: str) -> str:
    return graph.node(
        "SkipLayerNormalization",
        [
            new,
            old,
            vector(part + ".LayerNorm.weight"),
            vector(part + ".LayerNorm.bias"),
            vector(part + ".dense.bias"),
        ],
        new + ".normalised",
        domain=FUSED,
        epsilon=LAYER_NORM_EPSILON,
    )
