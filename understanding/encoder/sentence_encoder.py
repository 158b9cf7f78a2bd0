"""Turns sentences into vectors."""

from concurrent.futures import ThreadPoolExecutor
from typing import List, Sequence, Tuple

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from understanding.encoder.weights import model_folder
from understanding.word_memory import remembering

# Enough for a long message; the model was trained on 128. What is cut is the middle, see `_ids`.
MAXIMUM_TOKENS = 96


class SentenceEncoder:
    """Encodes sentences with an ONNX model made by `build_encoder`.

    Vectors are deterministic: a sentence gives the same vector alone and among others. The 8-bit operators
    choose their scale from all they see in one run, so sentences share threads, never a run.
    """

    def __init__(self, model: bytes) -> None:
        """Load the serialised ONNX model. One run uses one thread: messages of many people share a processor."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.dimensions: int = self._session.get_outputs()[0].shape[1]
        self._tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._start, self._end = self._tokenizer.encode("").ids
        # No token reaches over a space, so a word has the same ones in every message.
        self._tokens_of_word = remembering(self._tokens)

    def encode(self, sentences: Sequence[str], threads: int = 1) -> np.ndarray:
        """Vectors of `sentences`: float32 [len(sentences), dimensions], computed on `threads` threads."""
        vectors = np.empty((len(sentences), self.dimensions), dtype=np.float32)

        def encode_share(start: int) -> None:
            for row in range(start, len(sentences), threads):
                vectors[row] = self._encode_one(sentences[row])

        if threads == 1:
            encode_share(0)
        else:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(encode_share, range(threads)))
        return vectors

    def _encode_one(self, sentence: str) -> np.ndarray:
        ids = np.array([self._ids(sentence)], dtype=np.int64)
        return self._session.run(None, {"ids": ids})[0][0]

    def _ids(self, sentence: str) -> List[int]:
        ids = [self._start]
        for word in sentence.split(" "):
            ids += self._tokens_of_word(word)
        ids.append(self._end)
        if len(ids) <= MAXIMUM_TOKENS:
            return ids
        # People tell their story first and ask at the end: keep a little of the start and most of the end.
        head = MAXIMUM_TOKENS // 4
        return ids[:head] + ids[head - MAXIMUM_TOKENS :]

    def _tokens(self, word: str) -> Tuple[int, ...]:
        return tuple(self._tokenizer.encode(word, add_special_tokens=False).ids)
