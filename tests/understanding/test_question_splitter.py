"""The questions inside a message."""

from typing import Dict, List

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from understanding.question_splitter import (
    FEWEST_WORDS,
    MOST_QUESTIONS,
    QUESTIONS,
    TOLD,
    QuestionSplitter,
    questions_in,
    sentences_in,
    told_in,
    with_parts,
)


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Is it safe? How much does it cost?", ["Is it safe?", "How much does it cost?"]),
        ("is it safe and how much does it cost", ["is it safe", "how much does it cost"]),
        ("is it safe, how much is it", ["is it safe", "how much is it"]),
        ("is it safe for mum and can she fly", ["is it safe for mum", "can she fly"]),
        ("Is it safe?\nWhat does it cost?", ["Is it safe?", "What does it cost?"]),
        ("is it safe\nwhat does it cost", ["is it safe", "what does it cost"]),
        ("IS IT SAFE AND HOW MUCH IS IT", ["IS IT SAFE", "HOW MUCH IS IT"]),
        ("My mum had a stroke. She cannot walk. Could stem cells help her?", ["Could stem cells help her?"]),
        ("Hello. Is it safe for me?", ["Is it safe for me?"]),
        ("i am scared. tell me about the risks", ["tell me about the risks"]),
        ("Is it safe? Is it safe?", ["Is it safe?", "Is it safe?"]),
    ],
)
def test_are_found_in_order(text: str, questions: List[str]) -> None:
    assert questions_in(sentences_in(text)) == questions


@pytest.mark.parametrize(
    "text",
    ["Is it safe?", "Hi, is it safe?", "what is it and how", "I live in Leeds. I like tea.", "why? how? so?",
     "are stem cells safe and proven", "", "🙂", "?!", "\x00"],
)  # fmt: skip
def test_one_plain_question_or_none_is_left_alone(text: str) -> None:
    assert questions_in(sentences_in(text)) == []


def test_only_the_first_ones_count() -> None:
    found = questions_in(sentences_in("Is it safe? Does it hurt? Is it proven? Can I fly? What does it cost?"))
    assert found == ["Is it safe?", "Does it hurt?", "Is it proven?"]
    assert len(found) == MOST_QUESTIONS


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Is it safe? My arm has gone dead.", "My arm has gone dead."),
        ("My arm has gone dead. Is it safe? I am scared.", "My arm has gone dead. I am scared."),
        ("arm dead\nis it safe", "arm dead"),
        ("is it safe\n\narm dead\nnot moving", "arm dead not moving"),
        ("Hello. Is it safe?", ""),
        ("My arm has gone dead.", ""),
        ("Is it safe? Can I fly?", ""),
        ("", ""),
    ],
)
def test_what_is_told_beside_a_question(text: str, told: str) -> None:
    assert told_in(sentences_in(text)) == told


@given(st.one_of(st.text(st.characters(), max_size=200), st.text("is it safe?! and,.\n", max_size=80)))
def test_any_string(text: str) -> None:
    found = questions_in(sentences_in(text))
    assert len(found) <= MOST_QUESTIONS
    assert all(len(question.split()) >= FEWEST_WORDS for question in found)
    told_in(sentences_in(text))


class TestComponent:
    @pytest.fixture
    def splitter(self, storage: ModelStorage, resource: Resource, context: ExecutionContext) -> QuestionSplitter:
        return QuestionSplitter.create({}, storage, resource, context)

    def test_puts_the_questions_beside_the_message(self, splitter: QuestionSplitter) -> None:
        (message,) = splitter.process([Message({TEXT: "Is it safe? What does it cost?"})])
        assert message.get(TEXT) == "Is it safe? What does it cost?"
        assert [question.get(TEXT) for question in message.get(QUESTIONS)] == ["Is it safe?", "What does it cost?"]

    @pytest.mark.parametrize("data", [{TEXT: "Is it safe?"}, {TEXT: ""}, {TEXT: None}, {}])
    def test_sets_nothing_otherwise(self, splitter: QuestionSplitter, data: Dict[str, str]) -> None:
        (message,) = splitter.process([Message(data)])
        assert message.get(QUESTIONS) is None

    def test_puts_what_is_told_beside_the_message(self, splitter: QuestionSplitter) -> None:
        (message,) = splitter.process([Message({TEXT: "My leg drags. Is it safe?"})])
        assert message.get(TOLD).get(TEXT) == "My leg drags."
        assert [part.get(TEXT) for part in with_parts([message])] == [
            "My leg drags. Is it safe?",
            "Is it safe?",
            "My leg drags.",
        ]

    def test_the_questions_follow_their_message(self, splitter: QuestionSplitter) -> None:
        messages = splitter.process([Message({TEXT: "Is it safe? Can I fly?"}), Message({TEXT: "hello"})])
        assert [message.get(TEXT) for message in with_parts(messages)] == [
            "Is it safe? Can I fly?",
            "Is it safe?",
            "Can I fly?",
            "hello",
        ]
