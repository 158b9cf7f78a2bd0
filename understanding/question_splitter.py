"""Takes a message apart: people tell a story and then ask, ask two things, or ask beside a cry for help."""

import re
from typing import Any, Dict, Iterator, List, Sequence

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from understanding.plain_text import plain_text

# The key under which a message carries its questions, each a message of its own; see `TwoQuestions`.
QUESTIONS = "questions"
# The key under which it carries what it tells beside them, a message of its own too; see `DangerSigns`.
TOLD = "told"
MOST_QUESTIONS = 3
FEWEST_WORDS = 3
FEWEST_WORDS_TOLD = 2  # "arm numb"
MOST_LINES = 100

_ASKS = (
    r"(?:what|whats|what's|how|hows|when|where|wheres|who|why|which|is|are|am|can|could|do|does|did|will|would|"
    r"should|has|have|any|tell me|i want to know|i would like to know|id like to know|i wonder|please explain)"
)
_SENTENCE_END = re.compile(r"(?<=[?!.])\s+")
_JOINED = re.compile(
    rf"[,;]?\s+(?:and|also|and also|plus|but|then)\s+(?={_ASKS}\b)|[,;]\s+(?={_ASKS}\b)", re.IGNORECASE
)
_QUESTION = re.compile(rf"^(?:(?:and|so|also|but|then|ok|please|hi|hello)[,\s]+)*{_ASKS}\b|\?\s*$", re.IGNORECASE)


def sentences_in(text: str) -> List[str]:
    """The sentences of `text` in plain text; of a very long one the end, which holds the question."""
    # On a telephone a new line is often the only full stop.
    lines = [plain_text(line) for line in text.splitlines()[-MOST_LINES:]]
    return [part for line in lines for part in map(str.strip, _SENTENCE_END.split(line)) if part]


def questions_in(sentences: Sequence[str]) -> List[str]:
    """The questions in order, at most `MOST_QUESTIONS`; empty if `sentences` are one question and no more."""
    clauses = [clause.strip() for sentence in sentences for clause in _clauses(sentence)]
    if len(clauses) < 2:
        return []
    asked = [clause for clause in clauses if _QUESTION.search(clause) and len(clause.split()) >= FEWEST_WORDS]
    return asked[:MOST_QUESTIONS]


def told_in(sentences: Sequence[str]) -> str:
    """What `sentences` tell beside their questions; empty if they ask nothing or tell next to nothing."""
    told = [sentence for sentence in sentences if not _QUESTION.search(sentence)]
    words = " ".join(told)
    return words if len(told) < len(sentences) and len(words.split()) >= FEWEST_WORDS_TOLD else ""


def _clauses(sentence: str) -> List[str]:
    parts = _JOINED.split(sentence)
    # "is it safe for mum and can she fly" holds two questions, "what is it and how" one.
    if len(parts) > 1 and all(_QUESTION.search(part) and len(part.split()) >= FEWEST_WORDS for part in parts):
        return parts
    return [sentence]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class QuestionSplitter(IntentClassifier, GraphComponent):
    """Puts the parts of a message beside it, so that the featurizers and the classifier see them too."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "QuestionSplitter":
        """Create the component."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the questions of each message that holds more than one plain question, and what it tells beside them."""
        for message in messages:
            sentences = sentences_in(message.get(TEXT) or "")
            questions = questions_in(sentences)
            if questions:
                message.set(QUESTIONS, [Message({TEXT: question}) for question in questions])
                told = told_in(sentences)
                if told:
                    message.set(TOLD, Message({TEXT: told}))
        return messages


def with_parts(messages: List[Message]) -> List[Message]:
    """The messages and, after each, its parts."""
    return [part for message in messages for part in (message, *_parts(message))]


def _parts(message: Message) -> Iterator[Message]:
    yield from message.get(QUESTIONS, ())
    if message.get(TOLD):
        yield message.get(TOLD)
