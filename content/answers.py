"""The answers of `data/<area>/responses.yml`: the text of each reading level and what it rests on."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Mapping, Optional, Tuple

from content.files import DATA, ContentError, read_yaml

STANDARD, SIMPLE, MORE = "standard", "simple", "more"
READING_LEVELS = (STANDARD, SIMPLE, MORE)


@dataclass(frozen=True)
class Button:
    """A follow-up: what the person reads and what it sends, such as `/ask_risks`."""

    title: str
    payload: str


@dataclass(frozen=True)
class Answer:
    """One response at one reading level.

    `facts` are row ids of `data/facts.yml`; `checked` and `next_check` are ISO dates. A response that is
    not conditional on a reading level counts as `standard`. `of_topic` is set for one of several responses of a topic.
    """

    name: str
    level: str
    text: str
    file: Path
    buttons: Tuple[Button, ...] = ()
    facts: Tuple[str, ...] = ()
    evidence: Optional[str] = None
    checked: Optional[str] = None
    next_check: Optional[str] = None
    of_topic: Optional[str] = None
    conditions: Mapping[str, Any] = field(default_factory=dict)

    @property
    def topic(self) -> str:
        """The topic id: the name without `utter_`, unless the metadata names the topic."""
        return self.of_topic or self.name[len("utter_") :]

    @property
    def bubbles(self) -> Tuple[str, ...]:
        """The text as Rasa sends it: one message for each part between blank lines."""
        return tuple(part for part in self.text.strip().split("\n\n") if part.strip())


def read_answers(path: Path) -> Tuple[Answer, ...]:
    """All answers of one responses file, in file order.

    Raises:
        ContentError: the file has no `responses`, or an answer has no text.
    """
    document = read_yaml(path)
    if not isinstance(document, dict) or not isinstance(document.get("responses"), dict):
        raise ContentError(f"{path}: no responses")
    return tuple(
        _answer(name, variant, path) for name, variants in document["responses"].items() for variant in variants
    )


def _answer(name: str, variant: Mapping[str, Any], path: Path) -> Answer:
    if not isinstance(variant.get("text"), str):
        raise ContentError(f"{path}: {name} has a variant without text")
    conditions = {c["name"]: c["value"] for c in variant.get("condition", ()) if c.get("type") == "slot"}
    metadata = variant.get("metadata") or {}
    return Answer(
        name=name,
        level=str(conditions.get("reading_level", STANDARD)),
        text=variant["text"],
        file=path,
        buttons=tuple(Button(str(b["title"]), str(b["payload"])) for b in variant.get("buttons", ())),
        facts=tuple(metadata.get("facts", ())),
        evidence=metadata.get("evidence"),
        checked=metadata.get("checked"),
        next_check=metadata.get("next_check"),
        of_topic=metadata.get("topic"),
        conditions=conditions,
    )


@cache
def answers(data: Path = DATA) -> Mapping[str, Tuple[Answer, ...]]:
    """All answers below `data` by response name; each response's variants keep their order."""
    found: dict[str, list[Answer]] = {}
    for path in sorted(data.glob("*/*responses.yml")):
        for answer in read_answers(path):
            found.setdefault(answer.name, []).append(answer)
    return {name: tuple(variants) for name, variants in found.items()}
