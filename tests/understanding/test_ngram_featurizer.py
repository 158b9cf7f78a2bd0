"""The n-grams of a message weigh what scikit-learn says they weigh."""

from typing import Any, Dict, List

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer

from understanding.ngram_featurizer import VOCABULARY_FILE, WEIGHTS_FILE, NgramFeaturizer
from understanding.plain_text import plain_text, readable
from understanding.question_splitter import QUESTIONS
from understanding.row import Row

TEXTS = [
    "Is it safe?",
    "is it dangerous",
    "Is it safe for my mum, is it safe for me?",
    "how much does it cost",
    "what does it cost in the UK",
    "can I fly to the UK",
]
WORDS: Dict[str, Any] = {"analyzer": "word", "min_ngram": 1, "max_ngram": 2, "min_df": 2}
CHARACTERS: Dict[str, Any] = {"analyzer": "char_wb", "min_ngram": 2, "max_ngram": 5, "min_df": 3}


def training_data() -> TrainingData:
    return TrainingData([Message({TEXT: text, INTENT: "any"}) for text in TEXTS])


@pytest.fixture(params=[WORDS, CHARACTERS], ids=["words", "characters"])
def config(request: pytest.FixtureRequest) -> Dict[str, Any]:
    return {**NgramFeaturizer.get_default_config(), **request.param, "alias": "grams"}


@pytest.fixture
def loaded(
    config: Dict[str, Any], storage: ModelStorage, resource: Resource, context: ExecutionContext
) -> NgramFeaturizer:
    """Trained, stored and loaded again."""
    NgramFeaturizer.create(config, storage, resource, context).train(training_data())
    return NgramFeaturizer.load(config, storage, resource, context)


def of_sklearn(config: Dict[str, Any]) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer=config["analyzer"],
        ngram_range=(config["min_ngram"], config["max_ngram"]),
        min_df=config["min_df"],
        token_pattern=r"(?u)\b\w+\b",
        sublinear_tf=True,
    ).fit([plain_text(text) for text in TEXTS])


def row(featurizer: NgramFeaturizer, text: str) -> np.ndarray:
    (message,) = featurizer.process([Message({TEXT: text})])
    (feature,) = message.features
    dense: np.ndarray = feature.features.toarray()
    return dense[0]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.sampled_from(TEXTS), st.text("is it safe costUK?! ", max_size=60), st.text(max_size=40)))
@example("nothing that was ever seen: xyzzy")
@example("is is is is it it it safe")
def test_a_row_is_that_of_scikit_learn(config: Dict[str, Any], loaded: NgramFeaturizer, text: str) -> None:
    if readable(text):
        expected = of_sklearn(config).transform([plain_text(text)]).toarray()[0]
        assert row(loaded, text) == pytest.approx(expected, abs=1e-6)


def test_rows_differ_and_have_length_one(loaded: NgramFeaturizer) -> None:
    safe, cost = row(loaded, "Is it safe?"), row(loaded, "how much does it cost")
    assert not np.allclose(safe, cost)
    assert np.linalg.norm(safe) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("text", ["", None, "🙂", "?!", "\x00"])
def test_a_message_without_a_word_gets_no_features(loaded: NgramFeaturizer, text: str) -> None:
    (message,) = loaded.process([Message({TEXT: text})])
    assert list(message.features) == []


def test_a_message_of_unknown_words_gets_a_row_of_zeros(loaded: NgramFeaturizer) -> None:
    assert not row(loaded, "жжж").any()


def test_questions_inside_get_rows_of_their_own(loaded: NgramFeaturizer) -> None:
    message = Message({TEXT: "Is it safe? What does it cost?", QUESTIONS: [Message({TEXT: "Is it safe?"})]})
    loaded.process([message])
    (question,) = message.get(QUESTIONS)
    assert question.features[0].features.toarray()[0] == pytest.approx(row(loaded, "Is it safe?"))


def test_all_training_examples_get_rows(loaded: NgramFeaturizer) -> None:
    data = loaded.process_training_data(training_data())
    assert [len(example.features) for example in data.training_examples] == [1] * len(TEXTS)


@pytest.mark.parametrize(
    ("file", "content"), [(VOCABULARY_FILE, b"{"), (VOCABULARY_FILE, None), (WEIGHTS_FILE, b"?"), (WEIGHTS_FILE, None)]
)
def test_a_broken_model_does_not_load(
    storage: ModelStorage, resource: Resource, context: ExecutionContext, file: str, content: bytes | None
) -> None:
    config = {**NgramFeaturizer.get_default_config(), **WORDS}
    NgramFeaturizer.create(config, storage, resource, context).train(training_data())
    with storage.write_to(resource) as folder:
        (folder / file).unlink()
        if content is not None:
            (folder / file).write_bytes(content)
    errors: List[type] = [OSError, ValueError]
    with pytest.raises(tuple(errors)):
        NgramFeaturizer.load(config, storage, resource, context)


def fingerprint(text: str, featurizer: NgramFeaturizer) -> str:
    (message,) = featurizer.process([Message({TEXT: text})])
    return str(message.features[0].fingerprint())


def test_the_fingerprint_of_a_row_tells_rows_apart(loaded: NgramFeaturizer) -> None:
    assert fingerprint(TEXTS[0], loaded) == fingerprint(TEXTS[0], loaded)
    assert len({fingerprint(text, loaded) for text in TEXTS}) == len(TEXTS)


def test_rasa_asks_a_row_for_its_fingerprint(loaded: NgramFeaturizer, monkeypatch: pytest.MonkeyPatch) -> None:
    messages = loaded.process([Message({TEXT: text}) for text in TEXTS])
    monkeypatch.setattr(Row, "fingerprint", lambda self: "asked")
    assert {feature.fingerprint() for message in messages for feature in message.features} == {"asked"}
    changed = messages[0].fingerprint()
    monkeypatch.setattr(Row, "fingerprint", lambda self: "asked again")
    assert Message({TEXT: TEXTS[0]}, features=messages[0].features).fingerprint() != changed


def test_many_rows_are_those_of_each_alone(loaded: NgramFeaturizer) -> None:
    together = loaded.process([Message({TEXT: text}) for text in [*TEXTS, "xyzzy", TEXTS[0]]])
    for message in together:
        assert np.allclose(message.features[0].features.toarray()[0], row(loaded, message.get(TEXT)))
