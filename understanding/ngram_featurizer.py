"""Words and pieces of words as a sparse featurizer: what the encoder blurs, such as names, numbers and typos."""

import json
from typing import Any, Dict, List, Tuple

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer

from understanding.plain_text import readable
from understanding.question_splitter import with_parts
from understanding.row import Row
from understanding.spelling import mended
from understanding.word_memory import remembering

VOCABULARY_FILE, WEIGHTS_FILE = "vocabulary.json", "idf.npy"
AFTER_ALL = np.array([np.iinfo(np.int32).max], np.int32)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(SparseFeaturizer, GraphComponent):
    """Adds the tf-idf weights of a message's n-grams, as a row of length 1.

    Rasa's own CountVectorsFeaturizer gives bare counts, also for each token; measured against it in
    `bench/RESULTS.md`.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`analyzer`: word or char_wb. `min_ngram`, `max_ngram`: sizes. `min_df`: examples a gram must be in."""
        return {
            **SparseFeaturizer.get_default_config(),
            "analyzer": "word",
            "min_ngram": 1,
            "max_ngram": 2,
            "min_df": 2,
        }

    def __init__(self, config: Dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        """Create the component without a vocabulary; `train` or `load` brings it."""
        super().__init__(name, config)
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._vectorizer = TfidfVectorizer(
            analyzer=config["analyzer"],
            ngram_range=(config["min_ngram"], config["max_ngram"]),
            min_df=config["min_df"],
            token_pattern=r"(?u)\b\w+\b",
            sublinear_tf=True,
            dtype=np.float32,
        )
        self._analyse = self._vectorizer.build_analyzer()
        # Character n-grams never cross a space, so a word has the same ones in every message.
        self._columns_of_word = remembering(self._columns)
        self._vocabulary: Dict[str, int] = {}
        self._idf: np.ndarray
        self._empty: scipy.sparse.csr_matrix

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "NgramFeaturizer":
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
    ) -> "NgramFeaturizer":
        """Load the vocabulary from a trained model."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component._vocabulary = json.loads((folder / VOCABULARY_FILE).read_text(encoding="utf-8"))
            component._idf = np.load(folder / WEIGHTS_FILE)
        component._empty = scipy.sparse.csr_matrix((1, len(component._vocabulary)), dtype=np.float32)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the vocabulary and the weights."""
        texts = [mended(example) for example in training_data.intent_examples]
        self._vectorizer.fit(texts)
        vocabulary = {gram: int(column) for gram, column in self._vectorizer.vocabulary_.items()}
        with self._model_storage.write_to(self._resource) as folder:
            (folder / VOCABULARY_FILE).write_text(json.dumps(vocabulary), encoding="utf-8")
            np.save(folder / WEIGHTS_FILE, self._vectorizer.idf_.astype(np.float32))
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add n-grams to all training examples."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add n-grams to messages."""
        for message in with_parts(messages):
            if readable(message.get(TEXT)):
                row = self._row(mended(message))
                message.add_features(Row(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages

    def _row(self, text: str) -> scipy.sparse.csr_matrix:
        """The same weights as `TfidfVectorizer.transform`, without its cost for a single text."""
        if self._config["analyzer"] == "char_wb":
            found = [self._columns_of_word(word) for word in text.lower().split()]
        else:
            found = [self._columns(text)]
        columns, times = _counted(np.concatenate([*found, AFTER_ALL]))
        weights = (1.0 + np.log(times)) * self._idf[columns]
        length = np.sqrt(weights @ weights)
        if length > 0:
            weights /= length
        # The constructor checks all it is given, and `copy.copy` pickles: either takes as long as everything above.
        row = object.__new__(scipy.sparse.csr_matrix)
        row.__dict__.update(self._empty.__dict__)
        row.data, row.indices, row.indptr = weights, columns, np.array([0, len(columns)], dtype=np.int32)
        return row

    def _columns(self, text: str) -> np.ndarray:
        """The columns of the known n-grams of `text`, as often as they stand there: int32."""
        columns = map(self._vocabulary.get, self._analyse(text))
        return np.array([column for column in columns if column is not None], np.int32)

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Nothing that Rasa's own schema does not check."""


def _counted(columns: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Each column once, in ascending order, and how often it was there, float32; `AFTER_ALL` is left out.

    What `np.unique` gives, without its cost for a single text.
    """
    columns.sort()
    ends = (columns[1:] != columns[:-1]).nonzero()[0] + 1
    times = ends.astype(np.float32)
    times[1:] -= ends[:-1]
    return columns[ends - 1], times
