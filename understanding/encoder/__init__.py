"""The sentence encoder: text in, a vector of meaning out, without PyTorch."""

from understanding.encoder.sentence_encoder import SentenceEncoder
from understanding.encoder.weights import EncoderError

__all__ = ["EncoderError", "SentenceEncoder"]
