"""A low-rank adapter shifts the weights it names, or is refused."""

from pathlib import Path
from typing import Dict

import numpy as np
import pytest
from safetensors.numpy import save_file

from understanding.encoder import EncoderError
from understanding.encoder.adapter import ADAPTER_FILE, layers_of, merge_adapter
from understanding.encoder.weights import Weights

LAYER = "encoder.layer.0.output.dense"
Tensors = Dict[str, np.ndarray]


@pytest.fixture
def weights() -> Weights:
    """An encoder of two small matrices."""
    ones = np.ones((2, 3), np.float32)
    return {f"{LAYER}.weight": ones, "other.weight": ones.copy()}


def low_rank(rank: int = 1, rows: int = 2, columns: int = 3) -> Tensors:
    return {
        f"{LAYER}.A": np.full((rank, columns), 0.5, np.float16),
        f"{LAYER}.B": np.full((rows, rank), 4.0, np.float16),
    }


def saved(tensors: Tensors, folder: Path) -> Path:
    file = folder / "adapter.safetensors"
    save_file(tensors, str(file))
    return file


@pytest.mark.parametrize("rank", [1, 2])
def test_adds_the_product_to_the_named_weight_only(weights: Weights, tmp_path: Path, rank: int) -> None:
    merged = merge_adapter(weights, saved(low_rank(rank), tmp_path))
    assert np.array_equal(merged[f"{LAYER}.weight"], np.full((2, 3), 1 + 2.0 * rank))
    assert merged[f"{LAYER}.weight"].dtype == np.float32
    assert np.array_equal(merged["other.weight"], weights["other.weight"])


def test_leaves_the_given_weights_alone(weights: Weights, tmp_path: Path) -> None:
    merge_adapter(weights, saved(low_rank(), tmp_path))
    assert np.array_equal(weights[f"{LAYER}.weight"], np.ones((2, 3)))


@pytest.mark.parametrize(
    "tensors",
    [
        low_rank(rows=3),
        low_rank(columns=2),
        {**low_rank(), f"{LAYER}.B": np.ones((2, 2), np.float16)},
        {f"{LAYER}.A": low_rank()[f"{LAYER}.A"]},
        {f"{LAYER}.B": low_rank()[f"{LAYER}.B"]},
        {"no.such.A": np.ones((1, 3), np.float16), "no.such.B": np.ones((2, 1), np.float16)},
        {"something": np.ones(3, np.float16)},
    ],
    ids=["rows", "columns", "rank", "A alone", "B alone", "unknown weight", "no pair"],
)
def test_one_that_does_not_fit_is_refused(weights: Weights, tmp_path: Path, tensors: Tensors) -> None:
    with pytest.raises(EncoderError, match="does not fit"):
        merge_adapter(weights, saved(tensors, tmp_path))


@pytest.mark.parametrize("content", [b"", b"not safetensors", b"\xff" * 64])
def test_a_broken_file_is_refused(weights: Weights, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "adapter.safetensors"
    file.write_bytes(content)
    with pytest.raises(EncoderError, match="cannot be read"):
        merge_adapter(weights, file)


def test_a_missing_file_is_refused(weights: Weights, tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="cannot be read"):
        merge_adapter(weights, tmp_path / "none.safetensors")


def test_the_layers_up_to_the_last_one_adapted_are_kept(tmp_path: Path) -> None:
    third = {f"encoder.layer.2.output.dense.{part}": np.ones((1, 1), np.float16) for part in "AB"}
    assert layers_of(saved(low_rank(), tmp_path)) == 1
    assert layers_of(saved({**low_rank(), **third}, tmp_path)) == 3
    assert 1 <= layers_of(ADAPTER_FILE) <= 6


def test_one_that_adapts_no_layer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="adapts no layer"):
        layers_of(saved({"pooler.A": np.ones((1, 1), np.float16)}, tmp_path))


def test_ours_is_small() -> None:
    assert ADAPTER_FILE.stat().st_size <= 3_000_000


def test_ours_does_not_fit_another_encoder(weights: Weights) -> None:
    with pytest.raises(EncoderError, match="does not fit"):
        merge_adapter(weights, ADAPTER_FILE)
