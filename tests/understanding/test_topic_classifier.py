"""Topics are learned, stored without loss, and never guessed by a model that could not be read."""

from typing import Any, Dict, List

import numpy as np
import pytest
import scipy.sparse
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.svm import LinearSVC

from understanding.question_splitter import QUESTIONS
from understanding.topic_classifier import HEAD_FILE, LABELS_FILE, NO_INTENT, TopicClassifier

TOPICS = ["cost", "cure", "risks", "trials"]
CONFIG: Dict[str, Any] = {**TopicClassifier.get_default_config(), "ranking_length": 3}


def message(dense: List[float], sparse: List[float], **data: Any) -> Message:
    """A message with one dense and one sparse row, the sparse one first as a pipeline may have it."""
    made = Message({TEXT: "…", **data})
    rows = (scipy.sparse.coo_matrix([sparse], dtype=np.float32), np.array([dense], np.float32))
    for name, features in zip(("words", "encoder"), rows):
        made.add_features(Features(features, FEATURE_TYPE_SENTENCE, TEXT, name))
    return made


def noisy(topic: str, seed: int) -> Message:
    """An example: its topic's own dense direction and word, and some of everything."""
    random, one = np.random.default_rng(seed), np.eye(4)[TOPICS.index(topic)]
    dense, sparse = one + random.normal(0, 0.2, 4), one + random.uniform(0, 0.2, 4)
    return message([*dense, 0.1], [*sparse, 0.0], **{INTENT: topic})


EXAMPLES = [noisy(topic, seed) for seed in range(10) for topic in TOPICS]
UNSEEN = [noisy(topic, 100 + seed) for seed in range(5) for topic in TOPICS]


@pytest.fixture
def trained(storage: ModelStorage, resource: Resource, context: ExecutionContext) -> Resource:
    """The part of a model that training wrote."""
    return TopicClassifier.create(CONFIG, storage, resource, context).train(TrainingData(EXAMPLES))


@pytest.fixture
def loaded(storage: ModelStorage, trained: Resource, context: ExecutionContext) -> TopicClassifier:
    return TopicClassifier.load(CONFIG, storage, trained, context)


def rankings(classifier: TopicClassifier, messages: List[Message]) -> List[List[Dict[str, Any]]]:
    return [done.get(INTENT_RANKING_KEY) for done in classifier.process(messages)]


def test_learns_the_topics(loaded: TopicClassifier) -> None:
    expected = [example.get(INTENT) for example in UNSEEN]
    assert [done.get(INTENT)["name"] for done in loaded.process([message_of(m) for m in UNSEEN])] == expected


def message_of(example: Message) -> Message:
    """The same message as a person sends it: without its topic."""
    made = Message({TEXT: "…"})
    made.features = list(example.features)
    return made


def test_ranks_as_scikit_learn_does_on_the_same_rows(loaded: TopicClassifier) -> None:
    def rows(messages: List[Message]) -> np.ndarray:
        pairs = [[feature.features for feature in m.features] for m in messages]
        return np.array([[*(dense[0] * CONFIG["dense_scale"]), *sparse.toarray()[0]] for sparse, dense in pairs])

    head = LinearSVC(C=CONFIG["inverse_regularisation"], tol=1e-6)
    head.fit(rows(EXAMPLES), [example.get(INTENT) for example in EXAMPLES])
    for margins, ranking in zip(head.decision_function(rows(UNSEEN)), rankings(loaded, UNSEEN)):
        odds = np.exp(margins * CONFIG["sharpness"])
        confidence = dict(zip(head.classes_, odds / odds.sum()))
        assert ranking[0]["name"] == max(confidence, key=lambda topic: confidence[topic])
        # The weights are stored in 16 bits.
        for guess in ranking:
            assert guess["confidence"] == pytest.approx(confidence.pop(guess["name"]), abs=0.01)
        assert max(confidence.values()) <= ranking[-1]["confidence"] + 0.01


def test_loads_the_same_each_time(
    loaded: TopicClassifier, storage: ModelStorage, trained: Resource, context: ExecutionContext
) -> None:
    again = TopicClassifier.load(CONFIG, storage, trained, context)
    assert rankings(loaded, UNSEEN) == rankings(again, UNSEEN)


def test_the_ranking_is_sorted_short_and_headed_by_the_intent(loaded: TopicClassifier) -> None:
    for done in loaded.process(UNSEEN):
        confidences = [guess["confidence"] for guess in done.get(INTENT_RANKING_KEY)]
        assert confidences == sorted(confidences, reverse=True)
        assert len(confidences) == 3
        assert 0 < sum(confidences) <= 1 + 1e-6
        assert done.get(INTENT) == done.get(INTENT_RANKING_KEY)[0]
        assert {INTENT, INTENT_RANKING_KEY} <= done.output_properties


def test_questions_inside_are_ranked_too(loaded: TopicClassifier) -> None:
    whole = message([0.0] * 5, [0.0] * 5, **{QUESTIONS: [noisy("cure", 7), noisy("cost", 8)]})
    loaded.process([whole])
    assert [question.get(INTENT)["name"] for question in whole.get(QUESTIONS)] == ["cure", "cost"]


@pytest.mark.parametrize(
    "unreadable",
    [Message({TEXT: "🙂"}), Message({TEXT: ""}), Message({}), message([1.0] * 5, [1.0] * 5, **{TEXT: ""})],
    ids=["no features", "empty", "nothing", "empty with features"],
)
def test_a_message_without_a_word_gets_no_intent(loaded: TopicClassifier, unreadable: Message) -> None:
    (done,) = loaded.process([unreadable])
    assert done.get(INTENT) == NO_INTENT == {"name": None, "confidence": 0.0}
    assert done.get(INTENT_RANKING_KEY) == []


def test_examples_without_text_or_topic_are_passed_over(
    storage: ModelStorage, resource: Resource, context: ExecutionContext
) -> None:
    odd = [message([9.0] * 5, [9.0] * 5, **{TEXT: "", INTENT: "odd"}), message([9.0] * 5, [9.0] * 5)]
    TopicClassifier.create(CONFIG, storage, resource, context).train(TrainingData([*EXAMPLES, *odd]))
    loaded = TopicClassifier.load({**CONFIG, "ranking_length": 99}, storage, resource, context)
    assert {guess["name"] for guess in rankings(loaded, UNSEEN[:1])[0]} == set(TOPICS)


@pytest.mark.parametrize("file", [HEAD_FILE, LABELS_FILE])
@pytest.mark.parametrize("content", [None, b"", b"{", b"\x00\xff" * 50], ids=["missing", "empty", "cut", "other"])
def test_a_broken_model_does_not_load(
    storage: ModelStorage, trained: Resource, context: ExecutionContext, file: str, content: bytes | None
) -> None:
    with storage.write_to(trained) as folder:
        (folder / file).unlink()
        if content is not None:
            (folder / file).write_bytes(content)
    with pytest.raises((OSError, ValueError, EOFError)):
        TopicClassifier.load(CONFIG, storage, trained, context)


def test_a_model_without_this_part_does_not_load(storage: ModelStorage, context: ExecutionContext) -> None:
    with pytest.raises(ValueError, match="nothing"):
        TopicClassifier.load(CONFIG, storage, Resource("nothing"), context)


def test_one_that_was_never_trained_ranks_nothing(
    storage: ModelStorage, resource: Resource, context: ExecutionContext
) -> None:
    untrained = TopicClassifier.create(CONFIG, storage, resource, context)
    with pytest.raises(AttributeError):
        untrained.process(UNSEEN[:1])
