"""A conversation seen as turns, read from the events that Rasa keeps."""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional

from channels.web.choices import Choice
from channels.web.renderer import buttons_of

# The turn in which the assistant introduces itself, before the person has said anything.
INTRODUCTION = "introduction"
# What an action utters when it failed. A page is told so by a status of its own.
FAILED = "utter_action_failed"
_ID_CHARACTERS = 16


@dataclass
class Turn:
    """What one message brought. `person` is what stands as the person's words, None where they said nothing.

    `fingerprint` tells whether another message is the same; `messages` are Rasa's.
    """

    id: str
    fingerprint: str = ""
    person: Optional[str] = None
    messages: List[Dict[str, Any]] = field(default_factory=list)

    @property
    def answered(self) -> bool:
        """Whether something was said to the person, and no action failed."""
        return any(message.get("text") for message in self.messages) and not any(
            message.get("utter_action") == FAILED for message in self.messages
        )


def turn_id(key: bytes, session: str, idempotency_key: str) -> str:
    """The id of the turn that a key stands for in a session."""
    return _digest(key, "turn", session, idempotency_key.lower())


def fingerprint(key: bytes, session: str, kind: str, value: str) -> str:
    """Stands for the content of a message without telling it."""
    return _digest(key, "content", session, kind, value)


def turns_of(events: Iterable[Mapping[str, Any]]) -> List[Turn]:
    """The turns of a conversation in their order. Of a turn that had to be tried again, the last try.

    `events` are those of Rasa's tracker, as it writes them in JSON.
    """
    turns: Dict[str, Turn] = {}
    turn = turns.setdefault(INTRODUCTION, Turn(INTRODUCTION))
    for event in events:
        if event["event"] == "user":
            id, _, print_ = (event.get("message_id") or INTRODUCTION).partition(".")
            turns.pop(id, None)
            turn = turns[id] = Turn(id, print_, None if id == INTRODUCTION else event.get("text"))
        elif event["event"] == "bot":
            turn.messages.append({**(event.get("data") or {}), "text": event["text"], **(event.get("metadata") or {})})
    return [turn for turn in turns.values() if turn.person is not None or turn.messages]


def offered(turns: List[Turn]) -> Iterator[Choice]:
    """Every button of the conversation, the latest first."""
    for turn in reversed(turns):
        for message in turn.messages:
            for title, payload in buttons_of(message):
                yield Choice(title, payload)


def _digest(key: bytes, *parts: str) -> str:
    return hmac.digest(key, "\0".join(parts).encode(), hashlib.sha256).hex()[:_ID_CHARACTERS]
