"""The sentence encoder as a dense featurizer of the pipeline."""

import os
from typing import Any, Dict, List

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from understanding.encoder import SentenceEncoder
from understanding.encoder.build import build_encoder
from understanding.plain_text import readable
from understanding.question_splitter import with_parts
from understanding.row import Row
from understanding.spelling import mended

ENCODER_FILE = "encoder.onnx"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one vector of meaning to each message.

    Training only builds the encoder (verified weights, adapter, quantisation) and stores it in the model, so
    a trained model always serves the encoder it was trained with.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`quantised`: 8-bit matrices; false keeps 32-bit floats. `threads`: used for training data only."""
        return {**DenseFeaturizer.get_default_config(), "quantised": True, "threads": os.cpu_count() or 1}

    def __init__(self, config: Dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        """Create the component without an encoder; `train` or `load` brings it."""
        super().__init__(name, config)
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._encoder: SentenceEncoder

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceFeaturizer":
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
    ) -> "SentenceFeaturizer":
        """Load the encoder from a trained model."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component._encoder = SentenceEncoder((folder / ENCODER_FILE).read_bytes())
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Build the encoder and store it.

        Raises:
            EncoderError: the public weights or the adapter are not the expected ones.
        """
        model = build_encoder(quantised=self._config["quantised"])
        with self._model_storage.write_to(self._resource) as folder:
            (folder / ENCODER_FILE).write_bytes(model)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add vectors to all training examples."""
        self._add_features(training_data.training_examples, threads=self._config["threads"])
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add vectors to incoming messages."""
        self._add_features(with_parts(messages), threads=1)
        return messages

    def _add_features(self, messages: List[Message], threads: int) -> None:
        readables = [message for message in messages if readable(message.get(TEXT))]
        vectors = self._encoder.encode([mended(message) for message in readables], threads)
        for message, vector in zip(readables, vectors):
            message.add_features(Row(np.array([vector]), FEATURE_TYPE_SENTENCE, TEXT, self._identifier))

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Nothing that Rasa's own schema does not check."""
