"""Which topic a message is about, with a confidence that means what it says."""

import json
from typing import Any, Dict, List, Tuple, Type

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from understanding.question_splitter import with_parts
from understanding.support_vectors import fit

HEAD_FILE, LABELS_FILE = "head.npz", "labels.json"
NO_INTENT = {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Linear support vector machines, one a topic, over all sentence features of a message.

    Their margins become confidences by a softmax. Against logistic regression on the same features they are
    as good or better and train several times faster (`bench/RESULTS.md`).

    The weights are stored as plain arrays: no pickled code, and a model that cannot be read does not load.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        """Components that should be included in the pipeline before this component."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """The defaults.

        `inverse_regularisation`: scikit-learn's C. `dense_scale`: weight of the dense features beside the
        sparse ones. `sharpness`: the margins are multiplied by it before the softmax; it goes with the threshold of
        the fallback. All three were chosen by the sweeps in `bench/RESULTS.md`.
        """
        return {
            "inverse_regularisation": 0.5,
            "dense_scale": 1.4,
            "sharpness": 5.0,
            "ranking_length": 10,
        }

    def __init__(self, config: Dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        """Create the component without weights; `train` or `load` brings them."""
        self._config = {**self.get_default_config(), **config}
        self._model_storage = model_storage
        self._resource = resource
        self._labels: List[str] = []
        self._weights: np.ndarray
        self._bias: np.ndarray

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "TopicClassifier":
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
    ) -> "TopicClassifier":
        """Load the weights from a trained model."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component._labels = json.loads((folder / LABELS_FILE).read_text(encoding="utf-8"))
            with np.load(folder / HEAD_FILE) as arrays:
                # A message takes a hundred rows or more, so each lies in one piece, whatever order they were saved in.
                component._weights = arrays["weights"].astype(np.float32, order="C")
                component._bias = arrays["bias"]
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the weights to the training examples."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT)]
        labels = [example.get(INTENT) for example in examples]
        dense, sparse = self._columns(examples)
        heads = fit(dense, sparse, labels, self._config["inverse_regularisation"])
        with self._model_storage.write_to(self._resource) as folder:
            (folder / LABELS_FILE).write_text(json.dumps(heads.classes), encoding="utf-8")
            np.savez_compressed(
                folder / HEAD_FILE,
                weights=heads.weights.astype(np.float16),
                bias=heads.bias,
            )
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set `intent` and `intent_ranking`; a message without a word to read gets no intent."""
        for message in with_parts(messages):
            ranking = self._rank(message) if message.get(TEXT) and message.features else []
            message.set(INTENT, ranking[0] if ranking else dict(NO_INTENT), add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _rank(self, message: Message) -> List[Dict[str, Any]]:
        margins = self._margins(message)
        odds = np.exp((margins - margins.max()) * self._config["sharpness"])
        confidences = odds / odds.sum()
        best = (-confidences).argsort()[: self._config["ranking_length"]]
        return [
            {INTENT_NAME_KEY: self._labels[index], PREDICTED_CONFIDENCE_KEY: confidence}
            for index, confidence in zip(best.tolist(), confidences[best].tolist())
        ]

    def _margins(self, message: Message) -> np.ndarray:
        """[topics]: what `_columns` times the weights would give, without building the wide row."""
        margins = self._bias.copy()
        start = 0
        for feature in _in_order(message):
            end = start + feature.features.shape[1]
            block = self._weights[start:end]
            if feature.is_dense():
                margins += (feature.features[0] * self._config["dense_scale"]) @ block
            else:
                row = feature.features.tocsr()
                margins += row.data @ block.take(row.indices, axis=0)
            start = end
        return margins

    def _columns(self, messages: List[Message]) -> Tuple[np.ndarray, scipy.sparse.csr_matrix]:
        """Of each message a row of all dense columns, scaled, and one of all sparse columns, float32."""
        dense = [np.zeros((len(messages), 0), np.float32)]
        sparse = [scipy.sparse.csr_matrix((len(messages), 0), dtype=np.float32)]
        for column in zip(*map(_in_order, messages)):
            rows = [feature.features for feature in column]
            if column[0].is_dense():
                dense.append(np.concatenate(rows) * np.float32(self._config["dense_scale"]))
            else:
                sparse.append(scipy.sparse.vstack(rows))
        return np.concatenate(dense, axis=1), scipy.sparse.hstack(sparse, format="csr", dtype=np.float32)


def _in_order(message: Message) -> List[Features]:
    """The sentence features, the dense ones first, otherwise in the order of the pipeline."""
    return sorted(message.features, key=lambda feature: feature.is_sparse())
