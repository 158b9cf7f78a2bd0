"""Mends slips of the keyboard: "strok" is read as "stroke" before anything else looks at the message.

A word is left alone if it is known: the encoder's vocabulary holds the common English words, the training sentences
and the glossary the others. An unknown word becomes the most frequent known training word that is one slip away
(missed, added, swapped or wrong letter). The person never sees the mended text.
"""

import json
import re
from collections import Counter
from functools import lru_cache
from typing import Any, Dict, FrozenSet, Iterable, Iterator, List, Mapping, Tuple

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from content.glossary import terms
from understanding.encoder.weights import model_folder
from understanding.plain_text import plain_text, readable
from understanding.question_splitter import with_parts

# The key under which a message carries the text that the featurizers read.
MENDED = "mended_text"
WORDS_FILE = "words.json"
FEWEST_LETTERS = 4
# A training word that stands only once or twice may be a slip itself.
FEWEST_TIMES = 3

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


class Speller:
    """Finds the known word one slip away from an unknown one."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """Take the words of the training sentences with the number of times they stand there."""
        self._counts = {word: times for word, times in counts.items() if times >= FEWEST_TIMES}
        self._by_shortened: Dict[str, List[str]] = {}
        for word in self._counts:
            if len(word) >= FEWEST_LETTERS:
                for form in {word, *_shortened(word)}:
                    self._by_shortened.setdefault(form, []).append(word)

    def mend(self, text: str) -> str:
        """`text` with its unknown words mended where one slip explains them."""
        return _WORD.sub(lambda match: self._mend_word(match[0]), text)

    def _mend_word(self, written: str) -> str:
        word = written.lower()
        if len(word) < FEWEST_LETTERS or not word.isascii() or word in self._counts or word in _common_words():
            return written
        near = {
            known
            for form in {word, *_shortened(word)}
            for known in self._by_shortened.get(form, ())
            if abs(len(known) - len(word)) <= 1 and _one_slip(word, known)
        }
        return max(near, key=lambda known: self._likelihood(word, known)) if near else written

    def _likelihood(self, written: str, known: str) -> Tuple[bool, bool, int, str]:
        """Sorts what `written` may have been meant for, the likeliest last.

        The first letter is seldom wrong, two letters change places more often than one is wrong, and otherwise the
        commoner word was meant. Of two words as common always the same one: no start of a model reads a message
        differently from the last.
        """
        return known[0] == written[0], sorted(known) == sorted(written), self._counts[known], known


def _shortened(word: str) -> Iterator[str]:
    return (word[:index] + word[index + 1 :] for index in range(len(word)))


def _one_slip(written: str, known: str) -> bool:
    """Whether one letter missed, added, wrong or swapped with the next turns `known` into `written`."""
    start = 0
    while start < min(len(written), len(known)) and written[start] == known[start]:
        start += 1
    rest_written, rest_known = written[start:], known[start:]
    if len(written) < len(known):
        return rest_written == rest_known[1:]
    if len(written) > len(known):
        return rest_written[1:] == rest_known
    swapped = len(rest_known) > 1 and rest_written == rest_known[1] + rest_known[0] + rest_known[2:]
    return swapped or rest_written[1:] == rest_known[1:]


@lru_cache(maxsize=1)
def _common_words() -> FrozenSet[str]:
    vocabulary = (model_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
    known = {word for word in vocabulary if word.isalpha()}
    for term in terms().values():
        for form in (term.term, *term.synonyms):
            known.update(word.lower() for word in _WORD.findall(form))
    return frozenset(known)


def mended(message: Message) -> str:
    """The text that featurizers read: mended, or plain if no speller stands in the pipeline."""
    return message.get(MENDED) or plain_text(message.get(TEXT))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SpellingMender(Featurizer, GraphComponent):
    """Puts the mended text beside each message and its questions."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Nothing to configure but the alias that every featurizer has."""
        return Featurizer.get_default_config()

    def __init__(self, config: Dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        """Create the component without words; `train` or `load` brings them."""
        super().__init__(name, config)
        self._model_storage = model_storage
        self._resource = resource
        self._speller = Speller({})

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SpellingMender":
        """Create a component for training."""
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SpellingMender":
        """Load the words from a trained model."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component._speller = Speller(json.loads((folder / WORDS_FILE).read_text(encoding="utf-8")))
        _common_words()
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Count the words of the training sentences."""
        counts = _count(example.get(TEXT) for example in training_data.intent_examples)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / WORDS_FILE).write_text(json.dumps(counts), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Mend all training examples, so that training sees what serving will see."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the mended text of each readable message."""
        for message in with_parts(messages):
            if readable(message.get(TEXT)):
                message.set(MENDED, self._speller.mend(plain_text(message.get(TEXT))))
        return messages

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Nothing that Rasa's own schema does not check."""


def _count(texts: Iterable[str]) -> Mapping[str, int]:
    return Counter(word.lower() for text in texts for word in _WORD.findall(plain_text(text)))
