"""Labelled messages for measuring: the frozen ones of `tests/nlu` and the tuning ones of `bench/data`."""

from dataclasses import dataclass
from pathlib import Path
from typing import List, Tuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
HELD_OUT = ROOT / "tests" / "nlu"
TUNING = ROOT / "bench" / "data"


@dataclass(frozen=True)
class Labelled:
    """A message and the intent that a careful reader gives it."""

    intent: str
    text: str


def read_messages(file: Path) -> Tuple[Labelled, ...]:
    """All examples of one file in Rasa's NLU format."""
    found: List[Labelled] = []
    for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
        for line in block["examples"].splitlines():
            if line.startswith("- "):
                found.append(Labelled(block["intent"], line[2:].strip()))
    return tuple(found)
