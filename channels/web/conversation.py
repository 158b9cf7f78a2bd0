"""What a page can do with a conversation: begin it, say something, read it again, sum it up, forget it."""

import logging
from collections import OrderedDict
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, AsyncIterator, Awaitable, Callable, Dict, List, Optional, Tuple

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa_sdk import Tracker

from channels.web.choices import Choice, Choices
from channels.web.errors import AnswerUnknown, ChoiceUnknown, IdempotencyKeyReused, SessionExpired, Unavailable
from channels.web.incoming import CHOICE, COMMAND, Incoming
from channels.web.renderer import Renderer
from channels.web.sessions import Session
from channels.web.turn_lock import TurnLock
from channels.web.turns import INTRODUCTION, Turn, fingerprint, offered, turn_id, turns_of
from content.helplines import crisis_line, emergency_number, helplines_of
from content.web import commands

logger = logging.getLogger(__name__)

CHANNEL = "web"
# Dropped by the store when it is saved with this slot set.
FORGET_SLOT = "forget_me"
# Last words of conversations that were dropped in their own turn, kept for a page that did not receive them.
MOST_FAREWELLS = 256

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]
Json = Dict[str, Any]


class Collected(OutputChannel):
    """Takes Rasa's messages whole, in the order in which they are uttered."""

    def __init__(self) -> None:
        self.messages: List[Json] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name, which responses may be conditional on."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: Json) -> None:
        """Keep one message."""
        self.messages.append(dict(message))


@dataclass(frozen=True)
class Reply:
    """The messages that answer one turn, rendered."""

    turn: str
    messages: List[Json]


class Conversations:
    """All conversations of the web channel.

    Every method raises `Unavailable` if Rasa, an action or the store fails, and all but `begin` raise
    `SessionExpired` if the conversation is not kept any more.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._choices = Choices(key)
        self._renderer = Renderer(self._choices)
        self._lock = TurnLock()
        self._farewells: OrderedDict[str, Reply] = OrderedDict()

    async def begin(self, agent: Agent, session: Session, level: Optional[str]) -> List[Json]:
        """The introduction, said to somebody new at this reading level."""
        async with self._turn(agent, session):
            output = Collected()
            tracker = await agent.processor.fetch_tracker_with_initial_session(session.sender, output)
            for slot, value in _first_slots(session.country, level):
                tracker.update(SlotSet(slot, value))
            await agent.trigger_intent("greet", [], output, tracker)
            return self._answered(session, Turn(INTRODUCTION, messages=output.messages)).messages

    async def say(self, agent: Agent, hand_over: OnNewMessage, session: Session, incoming: Incoming) -> Reply:
        """The reply to a message. The same key brings the same reply, and Rasa hears the message once.

        Raises:
            ChoiceUnknown: the choice was not offered in this conversation.
            IdempotencyKeyReused: the key came before with another message.
        """
        turn = turn_id(self._key, session.id, incoming.key)
        print_ = fingerprint(self._key, session.id, incoming.kind, incoming.value)
        async with self._turn(agent, session):
            if turn in self._farewells:
                return self._farewells[turn]
            turns = turns_of(await self._events(agent, session))
            before = next((known for known in turns if known.id == turn), None)
            if before and before.fingerprint != print_:
                raise IdempotencyKeyReused
            if before and before.answered:
                return self._answered(session, before)
            output = Collected()
            text, parsed = self._meaning(agent, session, incoming, turns)
            await hand_over(UserMessage(text, output, session.sender, parsed, CHANNEL, message_id=f"{turn}.{print_}"))
            reply = self._answered(session, Turn(turn, messages=output.messages))
            if not await agent.tracker_store.exists(session.sender):
                self._farewells[turn] = reply
                if len(self._farewells) > MOST_FAREWELLS:
                    self._farewells.popitem(last=False)
            return reply

    async def history(self, agent: Agent, session: Session) -> List[Json]:
        """All turns so far, rendered as they were the first time."""
        async with self._turn(agent, session):
            turns = turns_of(await self._events(agent, session))
        return [{"turn": turn.id, "person": turn.person, "messages": self._render(session, turn)} for turn in turns]

    async def require_answer(self, agent: Agent, session: Session, message_id: str) -> None:
        """Make sure that the message with this id was said in the conversation.

        Raises:
            AnswerUnknown: it was not.
        """
        turns = await self.history(agent, session)
        if not any(message["id"] == message_id for turn in turns for message in turn["messages"]):
            raise AnswerUnknown

    async def tracker(self, agent: Agent, session: Session) -> Tracker:
        """The conversation as actions see it."""
        async with self._turn(agent, session):
            state = (await self._tracker(agent, session)).current_state(EventVerbosity.ALL)
        return Tracker.from_dict(state)

    async def forget(self, agent: Agent, session: Session) -> None:
        """Drop the conversation. The session ends with it."""
        async with self._turn(agent, session):
            tracker = await self._tracker(agent, session)
            tracker.update(SlotSet(FORGET_SLOT, True))
            await agent.tracker_store.save(tracker)

    @asynccontextmanager
    async def _turn(self, agent: Optional[Agent], session: Session) -> AsyncIterator[None]:
        if agent is None or not agent.is_ready():
            raise Unavailable(session.country)
        async with self._lock.hold(session.id):
            try:
                yield
            except (AnswerUnknown, ChoiceUnknown, IdempotencyKeyReused, SessionExpired, Unavailable):
                raise
            except Exception as error:  # noqa: BLE001 - whatever fails in Rasa or the store, the person is told
                # The message of the error could quote the person's words.
                logger.error("a turn failed with %s", type(error).__name__)
                raise Unavailable(session.country) from error

    async def _events(self, agent: Agent, session: Session) -> List[Json]:
        read = getattr(agent.tracker_store, "raw_events", None)
        if read is None:
            return [event.as_dict() for event in (await self._tracker(agent, session)).events]
        events: Optional[List[Json]] = await read(session.sender)
        if events is None:
            raise SessionExpired
        return events

    async def _tracker(self, agent: Agent, session: Session) -> DialogueStateTracker:
        tracker = await agent.tracker_store.retrieve(session.sender)
        if tracker is None:
            raise SessionExpired
        return tracker

    def _meaning(
        self, agent: Agent, session: Session, incoming: Incoming, turns: List[Turn]
    ) -> Tuple[str, Optional[Json]]:
        """What stands as the person's words, and what they mean if that need not be guessed."""
        if incoming.kind == COMMAND:
            topic = commands()[incoming.value]
            return topic.title, _parsed(Choice(topic.title, f"/{topic.id}"), agent)
        if incoming.kind == CHOICE:
            choice = self._choices.find(session.id, incoming.value, offered(turns))
            if choice is None:
                raise ChoiceUnknown
            return (choice.title, _parsed(choice, agent)) if choice.payload.startswith("/") else (choice.payload, None)
        return incoming.value, None

    def _answered(self, session: Session, turn: Turn) -> Reply:
        if not turn.answered:
            raise Unavailable(session.country)
        return Reply(turn.id, self._render(session, turn))

    def _render(self, session: Session, turn: Turn) -> List[Json]:
        return [
            self._renderer.render(message, session.id, turn.id, index) for index, message in enumerate(turn.messages)
        ]


def _first_slots(country: Optional[str], level: Optional[str]) -> List[Tuple[str, str]]:
    slots = [("reading_level", level)] if level else []
    if country:
        slots.append(("country", country))
    if helplines_of(country):
        slots += [("emergency_number", emergency_number(country)), ("crisis_line", crisis_line(country))]
    return slots


def _parsed(choice: Choice, agent: Agent) -> Json:
    """What Rasa would read from the payload, without asking the pipeline."""
    read = YAMLStoryReader.unpack_regex_message(Message({TEXT: choice.payload}), agent.domain)
    if not read.get("intent"):
        raise ValueError("a button sends something that is no intent")
    return {**read.data, TEXT: choice.title}
