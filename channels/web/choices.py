"""Choices: short tokens that stand for what a button sends. Nobody can make one for something not offered to them."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Iterable, Optional

TOKEN_BYTES = 12


@dataclass(frozen=True)
class Choice:
    """A button: what the person reads, and what it sends to Rasa."""

    title: str
    payload: str


class Choices:
    """Makes tokens and finds what they stand for.

    A token is a keyed hash of session, title and payload, so nothing has to be stored, none is valid in another
    session, and each lives as long as its session does.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self, session: str, title: str, payload: str) -> str:
        """The token that stands for this button in this session."""
        message = "\0".join(("choice", session, title, payload)).encode()
        digest = hmac.digest(self._key, message, hashlib.sha256)[:TOKEN_BYTES]
        return base64.urlsafe_b64encode(digest).decode()

    def find(self, session: str, token: str, offered: Iterable[Choice]) -> Optional[Choice]:
        """What the token stands for among the buttons `offered` in this session; None if it is none of them."""
        for choice in offered:
            if hmac.compare_digest(self.token(session, choice.title, choice.payload).encode(), token.encode()):
                return choice
        return None
