"""The training sentences of `data/<area>/nlu.yml`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from content.files import ContentError, read_yaml

_ANNOTATION = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
_APOSTROPHES = str.maketrans("", "", "'’")


@dataclass(frozen=True)
class Example:
    """One sentence a person might type, and the intent it is an example of."""

    intent: str
    text: str
    file: Path

    @property
    def folded(self) -> str:
        """The sentence without capitals, punctuation and entity marks: equal for what a person calls the same."""
        return " ".join(re.findall(r"\w+", _ANNOTATION.sub(r"\1", self.text).casefold().translate(_APOSTROPHES)))


def read_examples(path: Path) -> tuple[Example, ...]:
    """All training sentences of one file.

    Raises:
        ContentError: the file has no `nlu`.
    """
    document = read_yaml(path)
    if not isinstance(document, dict) or not isinstance(document.get("nlu"), list):
        raise ContentError(f"{path}: no nlu")
    return tuple(
        Example(str(block["intent"]), text, path)
        for block in document["nlu"]
        if "intent" in block
        for text in _texts(block["examples"])
    )


def holds_examples(path: Path) -> bool:
    """Whether a file holds training sentences (and not answers)."""
    try:
        return bool(re.search(r"^nlu:", path.read_text(encoding="utf-8"), re.MULTILINE))
    except (OSError, UnicodeDecodeError):
        return False


def _texts(examples: object) -> Iterator[str]:
    """The sentences of a block, written as lines beginning with `- ` or as a list."""
    if isinstance(examples, str):
        for line in examples.splitlines():
            if line.strip():
                yield line.strip().removeprefix("-").strip()
    elif isinstance(examples, list):
        for item in examples:
            yield str(item["text"] if isinstance(item, dict) else item).strip()
