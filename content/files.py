"""Where the content lies and how a YAML file of it is read."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parent.parent / "data"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ContentError(ValueError):
    """A content file is missing, is not YAML or has not the shape its reader needs."""


def read_yaml(path: Path) -> Any:
    """Read one YAML file.

    Raises:
        ContentError: the file is missing, unreadable or not valid YAML; the message names the file.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ContentError(f"{path}: {error}") from error


@cache
def read_content(name: str) -> Any:
    """Read `data/<name>` once per process. Callers must not change what they are given."""
    return read_yaml(DATA / name)
