"""A conversation seen as turns, read from the events of Rasa's tracker."""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Any, Dict, Iterator, List, Optional

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

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


def turns_of(tracker: DialogueStateTracker) -> List[Turn]:
    """The turns of a conversation in their order. Of a turn that had to be tried again, the last try."""
    turns: Dict[str, Turn] = {}
    turn = turns.setdefault(INTRODUCTION, Turn(INTRODUCTION))
    for event in tracker.events:
        if isinstance(event, UserUttered):
            id, _, print_ = (event.message_id or INTRODUCTION).partition(".")
            person = None if id == INTRODUCTION else event.text
            turns.pop(id, None)
            turn = turns[id] = Turn(id, print_, person)
        elif isinstance(event, BotUttered):
            turn.messages.append(event.message())
    return [turn for turn in turns.values() if turn.person is not None or turn.messages]


def offered(turns: List[Turn]) -> Iterator[Choice]:
    """Every button of the conversation, the latest first."""
    for turn in reversed(turns):
        for message in turn.messages:
            for title, payload in buttons_of(message):
                yield Choice(title, payload)


def _digest(key: bytes, *parts: str) -> str:
    return hmac.digest(key, "\0".join(parts).encode(), hashlib.sha256).hex()[:_ID_CHARACTERS]
