"""The words that actions and pages build their texts from: each sentence of them is checked like an answer."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from content.answers import STANDARD, Answer
from content.files import DATA, read_yaml

FILES = tuple(
    DATA / name
    for name in (
        "clinics/clinic_check.yml",
        "conversation/take_away.yml",
        "doctor_questions.yml",
        "registries.yml",
        "trials/card_wording.yml",
        "web/errors.yml",
        "web/labels.yml",
    )
)
# Below these keys stand patterns, addresses and names, which nobody reads as sentences.
NOT_READ = frozenset({"link", "links", "home", "url", "example", "examples", "pattern", "patterns", "name", "facts"})
_FILLED_IN = re.compile(r"\{\w+\}")


def read_phrases(path: Path) -> tuple[Answer, ...]:
    """Each text of more than one word in `path`, named by the keys that lead to it.

    What an action fills in counts as one plain word.
    """
    return tuple(
        Answer(name=".".join(keys), level=STANDARD, text=_FILLED_IN.sub("this", text).strip(), file=path)
        for keys, text in _texts(read_yaml(path), ())
    )


def _texts(value: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for key, below in value.items():
            if key not in NOT_READ:
                yield from _texts(below, (*keys, str(key)))
    elif isinstance(value, list):
        for number, below in enumerate(value, start=1):
            yield from _texts(below, (*keys, str(number)))
    elif isinstance(value, str) and len(value.split()) > 1:
        yield keys, value
