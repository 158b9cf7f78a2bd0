"""What a message with several sentences is about."""

from typing import Any, Dict, List, Tuple

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from understanding.question_splitter import QUESTIONS
from understanding.two_questions import TWO_QUESTIONS, TwoQuestions

Guess = Tuple[str, float]
RISKS, COST = ("ask_risks", 0.9), ("ask_cost", 0.7)
UNSURE_RISKS, UNSURE_COST = ("ask_risks", 0.5), ("ask_cost", 0.59)
WHOLE: Guess = ("ask_cure", 0.4)


@pytest.fixture
def decide(storage: ModelStorage, resource: Resource, context: ExecutionContext) -> TwoQuestions:
    return TwoQuestions.create({"sure": 0.6}, storage, resource, context)


def ranking(best: Guess) -> List[Dict[str, Any]]:
    return [{"name": best[0], "confidence": best[1]}, {"name": "ask_ethics", "confidence": 0.01}]


def message(whole: Guess, *questions: Guess) -> Message:
    """A message as the classifier leaves it: itself and each of its questions ranked."""
    made = Message({TEXT: "…", INTENT: ranking(whole)[0], INTENT_RANKING_KEY: ranking(whole)})
    if questions:
        inner = [Message({TEXT: "…", INTENT: ranking(q)[0], INTENT_RANKING_KEY: ranking(q)}) for q in questions]
        made.set(QUESTIONS, inner)
    return made


def topics_named(message: Message) -> Dict[str, str]:
    return {entity["entity"]: entity["value"] for entity in message.get(ENTITIES, [])}


@pytest.mark.parametrize(("first", "second"), [(RISKS, COST), (COST, RISKS)])
def test_two_sure_questions_are_two_questions_in_their_order(decide: TwoQuestions, first: Guess, second: Guess) -> None:
    (decided,) = decide.process([message(("ask_cure", 0.99), first, second)])
    # Sure, so that no fallback takes it for unclear beside the topics below it in the ranking.
    assert decided.get(INTENT) == {"name": TWO_QUESTIONS, "confidence": 1.0}
    assert topics_named(decided) == {"first_topic": first[0], "second_topic": second[0]}
    assert [guess["name"] for guess in decided.get(INTENT_RANKING_KEY)] == [TWO_QUESTIONS, "ask_cure", "ask_ethics"]


def test_entities_read_before_stay(decide: TwoQuestions) -> None:
    given = message(WHOLE, RISKS, COST)
    given.set(ENTITIES, [{"entity": "country", "value": "GB"}])
    decide.process([given])
    assert topics_named(given) == {"country": "GB", "first_topic": "ask_risks", "second_topic": "ask_cost"}


def test_one_sure_question_speaks_for_an_unsure_message(decide: TwoQuestions) -> None:
    (decided,) = decide.process([message(WHOLE, UNSURE_COST, RISKS)])
    assert decided.get(INTENT) == {"name": "ask_risks", "confidence": 0.9}
    assert decided.get(INTENT_RANKING_KEY) == ranking(RISKS)
    assert topics_named(decided) == {}


def test_the_same_topic_twice_is_one_question(decide: TwoQuestions) -> None:
    (decided,) = decide.process([message(WHOLE, RISKS, ("ask_risks", 0.7))])
    assert decided.get(INTENT)["name"] == "ask_risks"


@pytest.mark.parametrize(
    ("whole", "questions"),
    [
        (("ask_cure", 0.6), (UNSURE_COST, RISKS)),
        (WHOLE, (UNSURE_RISKS, UNSURE_COST)),
        (WHOLE, (("thanks", 0.9), ("greet", 0.9))),
        (WHOLE, (("emergency", 0.9),)),
        (WHOLE, (("no_such_topic", 0.9), ("two_questions", 0.9))),
        (WHOLE, (RISKS, COST, ("ask_ethics", 0.9))),
        (WHOLE, ()),
    ],
    ids=["sure whole", "both unsure", "small talk", "safety", "unknown", "three", "none"],
)
def test_otherwise_the_message_keeps_what_the_classifier_said(
    decide: TwoQuestions, whole: Guess, questions: Tuple[Guess, ...]
) -> None:
    (decided,) = decide.process([message(whole, *questions)])
    assert decided.get(INTENT) == ranking(whole)[0]
    assert decided.get(INTENT_RANKING_KEY) == ranking(whole)
    assert topics_named(decided) == {}


def test_small_talk_beside_a_sure_question_does_not_count(decide: TwoQuestions) -> None:
    (decided,) = decide.process([message(WHOLE, ("thanks", 0.95), RISKS)])
    assert decided.get(INTENT)["name"] == "ask_risks"


def test_messages_that_were_never_ranked(decide: TwoQuestions) -> None:
    bare = Message({TEXT: "…", QUESTIONS: [Message({TEXT: "…"}), Message({TEXT: "…", INTENT: {"name": None}})]})
    (decided,) = decide.process([bare])
    assert decided.get(INTENT) is None


def test_how_sure_is_a_setting(storage: ModelStorage, resource: Resource, context: ExecutionContext) -> None:
    strict = TwoQuestions.create({"sure": 0.8}, storage, resource, context)
    (decided,) = strict.process([message(WHOLE, RISKS, COST)])
    assert decided.get(INTENT)["name"] == "ask_risks"
