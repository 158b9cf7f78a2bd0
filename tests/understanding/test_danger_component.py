"""How the component sets the intent by the rules and by the learned ranking."""

from typing import Any, Dict, List, Optional

import pytest
from rasa.shared.nlu.training_data.message import Message

from understanding.danger.detector import find_danger
from understanding.danger_signs import DangerSigns
from understanding.question_splitter import TOLD
from understanding.spelling import MENDED


def process(
    text: str,
    ranking: Optional[List[Dict[str, Any]]] = None,
    parts: Optional[Dict[str, Any]] = None,
    **config: Any,
) -> Message:
    """A message after the component, with what the components before it said of it and put beside it."""
    ranking = ranking or [{"name": "ask_risks", "confidence": 0.9}]
    message = Message({"text": text, "intent": ranking[0], "intent_ranking": ranking, **(parts or {})})
    component = DangerSigns.create({**DangerSigns.get_default_config(), **config}, None, None, None)  # type: ignore
    return component.process([message])[0]


def test_the_component_puts_danger_first_and_keeps_the_others() -> None:
    ranking = [{"name": "ask_risks", "confidence": 0.7}, {"name": "emergency", "confidence": 0.2}]
    message = process("my husband just collapsed", ranking)
    assert message.get("intent") == {"name": "emergency", "confidence": 1.0}
    assert message.get("intent_ranking") == [{"name": "emergency", "confidence": 1.0}, ranking[0]]


def test_the_component_leaves_harmless_messages_alone() -> None:
    message = process("what are the risks")
    assert message.get("intent") == {"name": "ask_risks", "confidence": 0.9}
    assert len(message.get("intent_ranking")) == 1


@pytest.mark.parametrize(
    ("emergency", "self_harm", "expected"),
    [
        (0.16, 0.0, "emergency"),
        (0.1, 0.06, "emergency"),
        (0.14, 0.0, "ask_risks"),
        (0.05, 0.16, "self_harm"),
        (0.06, 0.13, "ask_risks"),
    ],
)
def test_the_learned_net(emergency: float, self_harm: float, expected: str) -> None:
    ranking = [
        {"name": "ask_risks", "confidence": 0.5},
        {"name": "emergency", "confidence": emergency},
        {"name": "self_harm", "confidence": self_harm},
    ]
    assert process("hello there", ranking).get("intent")["name"] == expected


def test_a_learned_threshold_can_be_set() -> None:
    ranking = [{"name": "ask_risks", "confidence": 0.6}, {"name": "emergency", "confidence": 0.1}]
    assert process("hello there", ranking, emergency_threshold=0.05).get("intent")["name"] == "emergency"


@pytest.mark.parametrize(("confidence", "expected"), [(0.97, "emergency"), (0.9, "ask_risks")])
def test_what_is_told_beside_a_question_must_be_surer(confidence: float, expected: str) -> None:
    told = Message(
        {"text": "his smile sits wrong", "intent_ranking": [{"name": "emergency", "confidence": confidence}]}
    )
    assert process("Is it safe? his smile sits wrong", parts={TOLD: told}).get("intent")["name"] == expected


def test_slips_are_mended_for_the_rules() -> None:
    written, meant = "my wiffe cnat talk", "my wife cant talk"
    assert find_danger(written) is None
    ranking = [{"name": "ask_risks", "confidence": 0.9}, {"name": "emergency", "confidence": 0.01}]
    assert process(written, ranking, parts={MENDED: meant}).get("intent")["name"] == "emergency"


@pytest.mark.parametrize(
    ("whole", "told", "expected"),
    [(0.004, 0.004, "ask_risks"), (0.006, 0.0, "emergency"), (0.0, 0.006, "emergency")],
)
def test_a_sign_in_which_nothing_learned_sees_danger_is_none(whole: float, told: float, expected: str) -> None:
    text = "Is it safe for a man of 70? My husband just collapsed."
    assert find_danger(text) is not None
    part = Message({"text": text, "intent_ranking": [{"name": "emergency", "confidence": told}]})
    ranking = [{"name": "ask_risks", "confidence": 0.9}, {"name": "emergency", "confidence": whole}]
    assert process(text, ranking, parts={TOLD: part}).get("intent")["name"] == expected


def test_a_part_that_was_not_ranked_overrules_nothing() -> None:
    part = Message({"text": "my husband just collapsed"})
    assert process("Is it safe? my husband just collapsed", parts={TOLD: part}).get("intent")["name"] == "emergency"


def test_buttons_are_not_read_as_words() -> None:
    assert process("/ask_chest_pain").get("intent")["name"] == "ask_risks"


def test_a_message_without_text_or_ranking() -> None:
    component = DangerSigns({"emergency_threshold": 0.35})
    assert component.process([Message({})])[0].get("intent") is None


@pytest.mark.parametrize("answer", ["I don't know", "i dont know", "I can't remember.", "Stop please!", "quit"])
def test_a_plain_answer_is_no_danger_whatever_was_learned(answer: str) -> None:
    assert find_danger(answer) is None
    learned = [{"name": "self_harm", "confidence": 0.6}, {"name": "deny", "confidence": 0.1}]
    assert process(answer, learned).get("intent")["name"] == "nlu_fallback"


@pytest.mark.parametrize("more", ["I don't know where I am", "I can't remember anything since this morning"])
def test_more_than_a_plain_answer_is_read_as_ever(more: str) -> None:
    assert find_danger(more) is not None
