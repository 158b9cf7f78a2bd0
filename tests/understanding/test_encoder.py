"""The encoder uses the published weights only, and gives a sentence the same vector always."""

import hashlib
from pathlib import Path

import numpy as np
import onnx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from understanding.encoder import EncoderError, SentenceEncoder
from understanding.encoder.build import build_encoder
from understanding.encoder.graph import HIDDEN, build_graph
from understanding.encoder.sentence_encoder import MAXIMUM_TOKENS
from understanding.encoder.weights import SHA256, Weights, load_weights, model_folder, verify

SENTENCES = [
    "is it safe",
    "Can stem cells cure a stroke?",
    "my mum had a bleed last year and she still cannot speak, could she join a trial near Leeds",
    "ok",
    "is it safe for people who had a stroke",
    "What are the risks of an injection into the brain?",
]
# Ten words of one token each.
TEN = "one two three four five six seven eight nine ten "


@pytest.fixture(scope="module")
def weights() -> Weights:
    return load_weights()


@pytest.fixture(scope="module")
def published(weights: Weights) -> SentenceEncoder:
    """The public model as it is: floats and no adapter."""
    return SentenceEncoder(build_graph(weights))


@pytest.fixture(scope="module")
def served() -> SentenceEncoder:
    """The encoder of a trained model: adapter merged, 8 bits."""
    return SentenceEncoder(build_encoder())


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """The published one, which reads a text as a whole."""
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@pytest.fixture(params=["published", "served"])
def encoder(request: pytest.FixtureRequest) -> SentenceEncoder:
    chosen: SentenceEncoder = request.getfixturevalue(request.param)
    return chosen


class TestVectors:
    def test_are_those_of_the_published_model(self, published: SentenceEncoder) -> None:
        first, second = published.encode(["That is a happy person", "That is a very happy person"])[:, :HIDDEN]
        assert first @ second == pytest.approx(0.943, abs=0.01)

    def test_tell_meanings_apart(self, encoder: SentenceEncoder) -> None:
        risk, danger, lunch = encoder.encode(["What are the risks?", "Is it dangerous?", "What is for lunch?"])
        assert risk @ danger > risk @ lunch

    def test_are_of_five_parts_of_length_one(self, encoder: SentenceEncoder) -> None:
        vectors = encoder.encode([*SENTENCES, "", "🙂", "?"])
        assert vectors.shape == (9, 5 * HIDDEN)
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors.reshape(9, 5, HIDDEN), axis=2) == pytest.approx(1.0, abs=1e-5)

    def test_are_the_same_alone_among_others_and_on_threads(self, encoder: SentenceEncoder) -> None:
        together = encoder.encode(SENTENCES)
        alone = np.concatenate([encoder.encode([sentence]) for sentence in reversed(SENTENCES)])[::-1]
        assert np.array_equal(together, alone)
        assert np.array_equal(together, encoder.encode(SENTENCES, threads=4))
        assert np.array_equal(together, encoder.encode(SENTENCES))

    def test_of_no_sentence(self, encoder: SentenceEncoder) -> None:
        assert encoder.encode([]).shape == (0, encoder.dimensions)


class TestTokens:
    @settings(deadline=None)
    @given(
        text=st.text(st.one_of(st.sampled_from(" aé-'.\t\u0301\x1c\xa0你"), st.characters(exclude_categories=["Cs"])))
    )
    @example(text="[CLS] is [MASK] it  [SEP] safe ")
    @example(text=TEN + "x" * 300)
    def test_word_by_word_are_those_of_the_whole_text(
        self, served: SentenceEncoder, tokenizer: Tokenizer, text: str
    ) -> None:
        assert served._ids(text) == tokenizer.encode(text).ids


class TestEightBits:
    def test_no_two_products_overflow_sixteen_bits(self) -> None:
        """So that each processor computes the same, whatever its instructions add up in."""
        model = onnx.load_from_string(build_encoder())
        integers = {
            constant.name: onnx.numpy_helper.to_array(constant).astype(np.int32)
            for constant in model.graph.initializer
            if constant.data_type == onnx.TensorProto.INT8
        }
        multiplied = {name for node in model.graph.node for name in node.input if "Gather" not in node.op_type}
        matrices = [values for name, values in integers.items() if name in multiplied and values.ndim == 2]
        assert len(matrices) == 12, "four of three layers"
        for values in matrices:
            assert np.abs(values).max() > 32, "not even seven bits are used"
            assert 255 * 2 * np.abs(values).max() <= np.iinfo(np.int16).max


class TestLongText:
    def test_the_end_counts(self, encoder: SentenceEncoder) -> None:
        story = TEN * 20
        safe, cost = encoder.encode([story + "is it safe?", story + "what does it cost?"])
        assert safe[:HIDDEN] @ cost[:HIDDEN] < 0.999

    def test_a_little_of_the_start_counts_and_the_middle_is_left_out(self, encoder: SentenceEncoder) -> None:
        start, end = TEN * 3, TEN * 9
        with_rain, with_sun = encoder.encode([start + "rain " * 50 + end, start + "sun " * 50 + end])
        assert np.array_equal(with_rain, with_sun)
        other_start = encoder.encode(["rain " * 30 + "sun " * 50 + end])[0]
        assert not np.array_equal(other_start, with_sun)

    def test_all_of_a_shorter_text_counts(self, encoder: SentenceEncoder) -> None:
        # Two tokens mark the start and the end.
        fits = (TEN * 10).split()[: MAXIMUM_TOKENS - 2]
        changed = [*fits[:40], "rain", *fits[41:]]
        vectors = encoder.encode([" ".join(fits), " ".join(changed)])
        assert not np.array_equal(vectors[0], vectors[1])


class TestWeights:
    def test_are_the_published_ones(self) -> None:
        assert SHA256 == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
        verify(model_folder() / "model.safetensors")

    def test_other_ones_are_refused_with_both_checksums(self, tmp_path: Path) -> None:
        file = tmp_path / "model.safetensors"
        file.write_bytes(b"other weights")
        with pytest.raises(EncoderError) as refused:
            verify(file)
        assert SHA256 in str(refused.value)
        assert hashlib.sha256(b"other weights").hexdigest() in str(refused.value)

    def test_changed_ones_in_the_package_stop_loading_and_building(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "model.safetensors").write_bytes(b"other weights")
        monkeypatch.setattr("understanding.encoder.weights.model_folder", lambda: tmp_path)
        for load in (load_weights, build_encoder):
            with pytest.raises(EncoderError, match="not the published ones"):
                load()

    def test_missing_ones(self, tmp_path: Path) -> None:
        with pytest.raises(EncoderError, match="cannot be read"):
            verify(tmp_path / "model.safetensors")

    def test_a_missing_package_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("understanding.encoder.weights.PACKAGE", "no_such_package")
        for ask in (model_folder, load_weights):
            with pytest.raises(EncoderError, match="no_such_package is not installed"):
                ask()
