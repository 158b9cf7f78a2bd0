"""The ONNX graph computes what the published model computes, told here in plain NumPy from its own config.json."""

import json
from math import erf, sqrt
from typing import Any, Dict, List

import numpy as np
import pytest
from tokenizers import Tokenizer

from understanding.encoder import SentenceEncoder
from understanding.encoder.graph import LAYERS, build_graph
from understanding.encoder.weights import Weights, load_weights, model_folder


class Reference:
    """The first layers of BERT, one sentence at a time, as its papers describe it."""

    def __init__(self, weights: Weights, layers: int) -> None:
        self.weights, self.layers = weights, layers
        self.config: Dict[str, Any] = json.loads((model_folder() / "config.json").read_text(encoding="utf-8"))
        self.tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def encode(self, sentence: str) -> np.ndarray:
        """The mean, maximum and minimum over the words, then the means of up to two layers before."""
        ids = self.tokenizer.encode(sentence).ids
        hidden = self.weights["embeddings.word_embeddings.weight"][ids]
        hidden = hidden + self.weights["embeddings.position_embeddings.weight"][: len(ids)]
        hidden = hidden + self.weights["embeddings.token_type_embeddings.weight"][0]
        hidden = self.normalise(hidden, "embeddings")
        means: List[np.ndarray] = []
        for layer in range(self.layers):
            name = f"encoder.layer.{layer}"
            attended = self.dense(self.attention(hidden, f"{name}.attention.self"), f"{name}.attention.output.dense")
            hidden = self.normalise(hidden + attended, f"{name}.attention.output")
            wide = self.dense(hidden, f"{name}.intermediate.dense")
            wide = wide * (1 + np.vectorize(erf)(wide / sqrt(2))) / 2
            hidden = self.normalise(hidden + self.dense(wide, f"{name}.output.dense"), f"{name}.output")
            means.insert(0, hidden.mean(axis=0))
        parts = [means[0], hidden.max(axis=0), hidden.min(axis=0), *means[1:3]]
        return np.concatenate([part / np.linalg.norm(part) for part in parts])

    def attention(self, hidden: np.ndarray, name: str) -> np.ndarray:
        heads = self.config["num_attention_heads"]
        query, key, value = (
            np.stack(np.split(self.dense(hidden, f"{name}.{part}"), heads, axis=1))
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / sqrt(query.shape[-1])
        odds = np.exp(scores - scores.max(axis=-1, keepdims=True))
        return np.concatenate(odds / odds.sum(axis=-1, keepdims=True) @ value, axis=-1)

    def dense(self, rows: np.ndarray, name: str) -> np.ndarray:
        return rows @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]

    def normalise(self, rows: np.ndarray, name: str) -> np.ndarray:
        centred = rows - rows.mean(axis=-1, keepdims=True)
        spread = np.sqrt(rows.var(axis=-1, keepdims=True) + self.config["layer_norm_eps"])
        return centred / spread * self.weights[f"{name}.LayerNorm.weight"] + self.weights[f"{name}.LayerNorm.bias"]


SENTENCES = ["ok", "is it safe?", "My mum had a stroke two years ago and cannot speak. Could stem cells help her?"]


def test_all_layers_are_kept_unless_told_otherwise() -> None:
    assert json.loads((model_folder() / "config.json").read_text(encoding="utf-8"))["num_hidden_layers"] == LAYERS


@pytest.mark.parametrize("layers", [1, 3, LAYERS])
def test_vectors_are_those_of_the_published_model(layers: int) -> None:
    weights = load_weights()
    encoder, reference = SentenceEncoder(build_graph(weights, layers)), Reference(weights, layers)
    for sentence in SENTENCES:
        assert encoder.encode([sentence])[0] == pytest.approx(reference.encode(sentence), abs=1e-4)
