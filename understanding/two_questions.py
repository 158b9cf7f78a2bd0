"""Decides what a message with several sentences is about, from its questions."""

from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from content.topics import topics
from understanding.question_splitter import QUESTIONS

TWO_QUESTIONS = "two_questions"
# Small talk and requests about the talk itself are not half of two questions.
AREAS = frozenset({"how_it_works", "evidence", "risks", "trials", "clinics", "stroke"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class TwoQuestions(IntentClassifier, GraphComponent):
    """Looks at the questions that `QuestionSplitter` found and the classifier ranked.

    Two sure questions about two topics: the intent becomes `two_questions`, with the topics as entities. One sure
    question in a message that as a whole is not sure: the message gets the question's ranking. It stands after
    the FallbackClassifier, which would take the closeness of the two for doubt.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`sure`: confidence from which a question counts. Chosen by the sweep in `bench/RESULTS.md`."""
        return {"sure": 0.6}

    def __init__(self, config: Dict[str, Any]) -> None:
        """Create the component."""
        self._sure = {**self.get_default_config(), **config}["sure"]

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "TwoQuestions":
        """Create the component."""
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent of messages with questions inside."""
        for message in messages:
            questions = message.get(QUESTIONS)
            if questions:
                self._decide(message, questions)
        return messages

    def _decide(self, message: Message, questions: List[Message]) -> None:
        topic_of = [(topic, question) for question in questions if (topic := self._topic(question))]
        found = list(dict.fromkeys(topic for topic, _ in topic_of))
        whole = message.get(INTENT) or {}
        if len(found) == 2:
            intent = {INTENT_NAME_KEY: TWO_QUESTIONS, PREDICTED_CONFIDENCE_KEY: 1.0}
            message.set(INTENT, intent, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [intent, *message.get(INTENT_RANKING_KEY, [])], add_to_output=True)
            length = len(message.get(TEXT))
            entities = [_entity("first_topic", found[0], length), _entity("second_topic", found[1], length)]
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        elif len(found) == 1 and whole.get(PREDICTED_CONFIDENCE_KEY, 0.0) < self._sure:
            question = topic_of[0][1]
            message.set(INTENT, question.get(INTENT), add_to_output=True)
            message.set(INTENT_RANKING_KEY, question.get(INTENT_RANKING_KEY), add_to_output=True)

    def _topic(self, question: Message) -> Optional[str]:
        intent = question.get(INTENT) or {}
        topic = topics().get(intent.get(INTENT_NAME_KEY) or "")
        if topic is None or topic.area not in AREAS:
            return None
        return topic.id if intent.get(PREDICTED_CONFIDENCE_KEY, 0.0) >= self._sure else None


def _entity(kind: str, value: str, length: int) -> Dict[str, Any]:
    return {ENTITY_ATTRIBUTE_TYPE: kind, ENTITY_ATTRIBUTE_VALUE: value, "start": 0, "end": length}
