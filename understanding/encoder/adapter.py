"""A low-rank adapter: small matrices that shift the public weights towards our topics.

Trained offline by `bench/train_adapter.py`. For a layer of weight W [out, in] the file holds `<name>.A`
[rank, in] and `<name>.B` [out, rank], float16, and the merged weight is W + B·A. The upper layers of the
published model may be left out: an adapter that was trained without them makes up for them.
"""

import re
from pathlib import Path

import numpy as np
from safetensors import SafetensorError  # type: ignore[attr-defined]
from safetensors.numpy import load_file

from understanding.encoder.weights import EncoderError, Weights

_LAYER = re.compile(r"encoder\.layer\.(\d+)\.")
ADAPTER_FILE = Path(__file__).resolve().parent / "adapter.safetensors"


def merge_adapter(weights: Weights, file: Path) -> Weights:
    """A copy of `weights` with the adapter of `file` added.

    Raises:
        EncoderError: the file is unreadable, or names a weight that does not exist or has another shape.
    """
    adapter = _read(file)
    merged = dict(weights)
    for name in sorted({key.rpartition(".")[0] for key in adapter}):
        target = name + ".weight"
        try:
            first, second = adapter[name + ".A"].astype(np.float32), adapter[name + ".B"].astype(np.float32)
            change = second @ first
            fits = change.shape == weights[target].shape
        except (KeyError, ValueError):
            fits = False
        if not fits:
            raise EncoderError(f"The adapter {file} does not fit the encoder at {name}.")
        merged[target] = weights[target] + change
    return merged


def layers_of(file: Path) -> int:
    """How many layers of the encoder the adapter of `file` was trained with, counted from the first.

    Raises:
        EncoderError: the file is unreadable or adapts no layer.
    """
    layers = [int(found[1]) for found in map(_LAYER.match, _read(file)) if found]
    if not layers:
        raise EncoderError(f"The adapter {file} adapts no layer of the encoder.")
    return max(layers) + 1


def _read(file: Path) -> Weights:
    try:
        return load_file(str(file))
    except (OSError, SafetensorError) as error:
        raise EncoderError(f"The adapter {file} cannot be read: {error}") from error
