"""Puts danger before everything else: the last component of the pipeline.

Two nets. The rules (`data/danger_signs.yml`) decide first, on what was written and on it without its slips; the learned
classifier overrules them only where it sees next to no danger, in the whole message and in each part. Where they are
silent, its ranking is read again with a low threshold: a missed danger costs more than a needless emergency number.
Beside a question a sign is hardly seen in the ranking of the whole message, so what is told beside it is ranked by
itself.
"""

import re
from typing import Any, Dict, List, Mapping, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from understanding.danger.detector import EMERGENCY, SELF_HARM, Danger, find_danger, is_plain_answer
from understanding.danger.rules import load_rules
from understanding.plain_text import plain_text
from understanding.question_splitter import TOLD, with_parts
from understanding.spelling import MENDED

__all__ = ["Danger", "DangerSigns", "find_danger"]

BUTTON = re.compile(r"^/\w+(?:\{.*\})?\s*$")  # the payload of a button, not a person's words
KINDS = (EMERGENCY, SELF_HARM)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DangerSigns(GraphComponent):
    """Sets the intent to `emergency` or `self_harm` when the rules or the learned ranking say so."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`emergency_threshold`, `self_harm_threshold`: the least learned probability of both kinds together that
        counts as danger, by the likelier kind.

        `told_threshold`: the same for what a message tells beside its questions. A question may be what shows that a
        sign is old ("My arm is weak. Would cells help?"), so it must be surer.

        `overruling_threshold`: with less than this in the whole message and in each part, what a rule found is none
        ("the fairy lights went dark"). All four were chosen in `bench/RESULTS.md`.
        """
        return {
            "emergency_threshold": 0.15,
            "self_harm_threshold": 0.2,
            "told_threshold": 0.95,
            "overruling_threshold": 0.005,
        }

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "DangerSigns":
        """Called by Rasa for training and for loading; compiles the rules once."""
        return cls(config)

    def __init__(self, config: Dict[str, Any]) -> None:
        config = {**self.get_default_config(), **config}
        self._thresholds = {kind: float(config[f"{kind}_threshold"]) for kind in KINDS}
        self._told_thresholds = dict.fromkeys(KINDS, float(config["told_threshold"]))
        self._overruling_threshold = float(config["overruling_threshold"])
        load_rules()

    def process(self, messages: List[Message]) -> List[Message]:
        """Reads every message; messages without danger stay as they are."""
        for message in messages:
            kind = self._kind(message)
            if kind:
                _set_intent(message, kind)
            elif (message.get(INTENT) or {}).get(INTENT_NAME_KEY) in KINDS and is_plain_answer(message.get(TEXT) or ""):
                _set_intent(message, DEFAULT_NLU_FALLBACK_INTENT_NAME)
        return messages

    def _kind(self, message: Message) -> Optional[str]:
        text = message.get(TEXT) or ""
        if BUTTON.match(text):
            return None
        mended = message.get(MENDED) or text
        danger = find_danger(text)
        if danger is None and mended != text and mended != plain_text(text):
            danger = find_danger(mended)
        if danger:
            return None if self._overruled(message) else danger.kind
        for part, thresholds in ((message, self._thresholds), (message.get(TOLD), self._told_thresholds)):
            kind = part and _learned_kind(part, thresholds)
            if kind:
                # Reading the message once more is left to the few that come this far.
                return None if is_plain_answer(text) else kind
        return None

    def _overruled(self, message: Message) -> bool:
        """Whether the ranking knows the message and all its parts, and sees next to no danger in any of them."""
        return all(
            part.get(INTENT_RANKING_KEY) and sum(_learned(part).values()) < self._overruling_threshold
            for part in with_parts([message])
        )


def _learned(message: Message) -> Dict[str, float]:
    """The learned probability of each kind of danger."""
    learned = dict.fromkeys(KINDS, 0.0)
    for row in message.get(INTENT_RANKING_KEY) or []:
        if row.get(INTENT_NAME_KEY) in learned:
            learned[row[INTENT_NAME_KEY]] = float(row.get(PREDICTED_CONFIDENCE_KEY) or 0.0)
    return learned


def _learned_kind(message: Message, thresholds: Mapping[str, float]) -> Optional[str]:
    learned = _learned(message)
    likelier = max(KINDS, key=lambda kind: learned[kind])
    return likelier if sum(learned.values()) >= thresholds[likelier] else None


def _set_intent(message: Message, kind: str) -> None:
    """Puts the kind first and keeps the rest of the ranking."""
    top = {INTENT_NAME_KEY: kind, PREDICTED_CONFIDENCE_KEY: 1.0}
    others = [row for row in message.get(INTENT_RANKING_KEY) or [] if row.get(INTENT_NAME_KEY) != kind]
    message.set(INTENT, top, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [dict(top), *others], add_to_output=True)
