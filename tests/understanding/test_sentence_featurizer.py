"""The featurizer stores the encoder it was trained with and gives each readable message one vector."""

from typing import List, Sequence

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from understanding.encoder import EncoderError
from understanding.question_splitter import QUESTIONS
from understanding.sentence_featurizer import SentenceFeaturizer

CONFIG = {**SentenceFeaturizer.get_default_config(), "alias": "encoder", "threads": 3}


class FakeEncoder:
    """Tells how it was asked; a vector holds the length of its text."""

    def __init__(self, model: bytes) -> None:
        self.model = model
        self.asked: List[str] = []
        self.threads: List[int] = []

    def encode(self, sentences: Sequence[str], threads: int = 1) -> np.ndarray:
        self.asked += sentences
        self.threads.append(threads)
        return np.array([[len(sentence), 1.0] for sentence in sentences], np.float32).reshape(-1, 2)


@pytest.fixture
def loaded(
    storage: ModelStorage, resource: Resource, context: ExecutionContext, monkeypatch: pytest.MonkeyPatch
) -> SentenceFeaturizer:
    """Trained, stored and loaded with encoders that are quick to make."""
    room = "understanding.sentence_featurizer"
    monkeypatch.setattr(f"{room}.build_encoder", lambda quantised: f"quantised={quantised}".encode())
    monkeypatch.setattr(f"{room}.SentenceEncoder", FakeEncoder)
    SentenceFeaturizer.create(CONFIG, storage, resource, context).train(TrainingData())
    return SentenceFeaturizer.load(CONFIG, storage, resource, context)


def encoder_of(featurizer: SentenceFeaturizer) -> FakeEncoder:
    encoder = featurizer._encoder
    assert isinstance(encoder, FakeEncoder)
    return encoder


def test_a_model_serves_the_encoder_it_was_trained_with(loaded: SentenceFeaturizer) -> None:
    assert encoder_of(loaded).model == b"quantised=True"


def test_each_readable_message_gets_one_vector_of_its_plain_text(loaded: SentenceFeaturizer) -> None:
    messages = loaded.process([Message({TEXT: "is it  safe???"}), Message({TEXT: "🙂"}), Message({TEXT: "ok"})])
    assert encoder_of(loaded).asked == ["is it safe?", "ok"]
    vectors = [[feature.features.tolist() for feature in message.features] for message in messages]
    assert vectors == [[[[11.0, 1.0]]], [], [[[2.0, 1.0]]]]
    assert all(feature.is_dense() and feature.origin == "encoder" for feature in messages[0].features)


@pytest.mark.parametrize("text", ["", None, "?!", "\x00"])
def test_a_message_without_a_word_gets_none(loaded: SentenceFeaturizer, text: str) -> None:
    (message,) = loaded.process([Message({TEXT: text})])
    assert list(message.features) == []


def test_questions_inside_get_their_own(loaded: SentenceFeaturizer) -> None:
    question = Message({TEXT: "is it safe"})
    loaded.process([Message({TEXT: "hello there. is it safe", QUESTIONS: [question]})])
    assert encoder_of(loaded).asked == ["hello there. is it safe", "is it safe"]
    assert len(question.features) == 1


def test_threads_are_for_training_only(loaded: SentenceFeaturizer) -> None:
    data = loaded.process_training_data(TrainingData([Message({TEXT: "is it safe"}), Message({TEXT: "ok"})]))
    loaded.process([Message({TEXT: "ok"})])
    assert encoder_of(loaded).threads == [3, 1]
    assert all(len(example.features) == 1 for example in data.training_examples)


def test_training_stops_when_the_weights_are_not_the_published_ones(
    storage: ModelStorage, resource: Resource, context: ExecutionContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("understanding.encoder.weights.SHA256", "0" * 64)
    monkeypatch.setattr("understanding.encoder.weights.verify.__defaults__", ("0" * 64,))
    featurizer = SentenceFeaturizer.create(CONFIG, storage, resource, context)
    with pytest.raises(EncoderError, match="not the published ones"):
        featurizer.train(TrainingData())


def test_a_model_without_an_encoder_does_not_load(storage: ModelStorage, context: ExecutionContext) -> None:
    with pytest.raises(ValueError, match="nothing"):
        SentenceFeaturizer.load(CONFIG, storage, Resource("nothing"), context)
