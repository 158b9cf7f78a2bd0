"""What the rules of `data/<area>/rules.yml` reply to each intent."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from content.files import ContentError, read_yaml


def read_replies(path: Path) -> Mapping[str, frozenset[str]]:
    """For each intent, the actions and responses that follow it in the rules of one file.

    Raises:
        ContentError: the file has no `rules`.
    """
    document = read_yaml(path)
    if not isinstance(document, dict) or not isinstance(document.get("rules"), list):
        raise ContentError(f"{path}: no rules")
    found: dict[str, set[str]] = defaultdict(set)
    for rule in document["rules"]:
        intent = None
        for step in rule.get("steps", ()):
            intent = step.get("intent", intent)
            if intent and "action" in step:
                found[intent].add(str(step["action"]))
    return {intent: frozenset(actions) for intent, actions in found.items()}
