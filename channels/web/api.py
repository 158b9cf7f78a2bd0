"""What each address of the API does. `openapi.yaml` describes them; `conversation.py` does the work."""

import asyncio
import logging
import sqlite3
from datetime import datetime, timezone
from typing import Any, Awaitable, Callable, Coroutine, Dict, Set, Tuple, TypeVar

from rasa.core.channels.channel import UserMessage
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json, raw

from actions.take_away import summary_of
from channels.web.conversation import Conversations
from channels.web.errors import SessionInvalid, Unavailable
from channels.web.feedback import Feedback
from channels.web.incoming import OPENAPI, openapi, read_body, read_message
from channels.web.rate_limit import RateLimit
from channels.web.sessions import Session, Sessions
from channels.web.settings import WebSettings
from content.answers import answers
from content.countries import countries
from content.evidence import facts, sources
from content.web import commands

logger = logging.getLogger(__name__)

# Asked by `/health`: a conversation that nobody has.
_NOBODY = "health"

_NEEDED: Tuple[Callable[[], object], ...] = (openapi, answers, facts, sources, commands, countries)

Result = TypeVar("Result")


class Api:
    """The handlers. Each returns a response or raises an `ApiError`."""

    def __init__(self, settings: WebSettings, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> None:
        """Open the feedback file, prepare the limits and read what answers need, so that nobody waits for it."""
        for read in _NEEDED:
            read()
        self._hand_over = on_new_message
        self._seconds = settings.turn_seconds
        self._sessions = Sessions(settings.key, settings.session_hours)
        self._conversations = Conversations(settings.key)
        self._feedback = Feedback(settings.state / "feedback.sqlite")
        self._per_session = RateLimit(settings.session_burst, settings.session_per_minute)
        self._per_address = RateLimit(settings.address_burst, settings.address_per_minute)
        self._new_sessions = RateLimit(settings.new_sessions_burst, settings.new_sessions_per_minute)
        self._running: Set[asyncio.Task[Any]] = set()

    async def begin(self, request: Request) -> HTTPResponse:
        """A new session, with the introduction."""
        self._new_sessions.take(_address(request))
        wish = _body(request, "NewSession") if request.body else {}
        country = wish.get("country", "").upper()
        session = self._sessions.new(country if country in countries() else None)
        work = self._conversations.begin(_agent(request), session, wish.get("level"))
        messages = await self._finish(work, session)
        expires_at = session.expires_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        return json({"session": self._sessions.token(session), "expires_at": expires_at, "messages": messages}, 201)

    async def say(self, request: Request) -> HTTPResponse:
        """The reply to a message."""
        session = self._session(request)
        incoming = read_message(_body(request, "NewMessage"), request.headers.get("idempotency-key"))
        work = self._conversations.say(_agent(request), self._hand_over, session, incoming)
        reply = await self._finish(work, session)
        return json({"turn": reply.turn, "messages": reply.messages})

    async def history(self, request: Request) -> HTTPResponse:
        """All turns of the own session."""
        session = self._session(request)
        turns = await self._finish(self._conversations.history(_agent(request), session), session)
        return json({"turns": turns})

    async def rate(self, request: Request) -> HTTPResponse:
        """Whether an answer helped."""
        session = self._session(request)
        vote = _body(request, "Feedback")
        await self._finish(self._conversations.require_answer(_agent(request), session, vote["answer"]), session)
        try:
            self._feedback.record(vote["answer"], vote["helpful"])
        except sqlite3.Error as error:
            logger.error("feedback failed with %s", type(error).__name__)
            raise Unavailable(session.country) from error
        return empty()

    async def sum_up(self, request: Request) -> HTTPResponse:
        """The page to print."""
        session = self._session(request)
        tracker = await self._finish(self._conversations.tracker(_agent(request), session), session)
        return json(summary_of(tracker, datetime.now(timezone.utc).date()).as_dict())

    async def forget(self, request: Request) -> HTTPResponse:
        """The conversation is gone and the token is dead."""
        session = self._session(request)
        await self._finish(self._conversations.forget(_agent(request), session), session)
        return empty()

    async def health(self, request: Request) -> HTTPResponse:
        """Whether messages can be answered: the model is loaded and the store can be read."""
        agent = _agent(request)
        if agent is None or not agent.is_ready():
            raise Unavailable
        try:
            await agent.tracker_store.exists(_NOBODY)
        except Exception as error:  # noqa: BLE001 - any store, any fault
            raise Unavailable from error
        return json({"status": "ok"})

    async def describe(self, request: Request) -> HTTPResponse:
        """This API in OpenAPI's words."""
        return raw(OPENAPI.read_bytes(), content_type="application/yaml; charset=utf-8")

    def count(self, request: Request) -> None:
        """Count a request against its address.

        Raises:
            TooManyRequests: there were too many.
        """
        self._per_address.take(_address(request))

    def _session(self, request: Request) -> Session:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise SessionInvalid
        session = self._sessions.read(token.strip())
        self._per_session.take(session.id)
        return session

    async def _finish(self, work: Coroutine[Any, Any, Result], session: Session) -> Result:
        """Do the work to its end even if the page goes away: it will ask for the same turn again.

        Raises:
            Unavailable: it took too long, and was stopped.
        """
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(_take_note)
        try:
            return await asyncio.wait_for(asyncio.shield(task), self._seconds)
        except asyncio.TimeoutError as error:
            task.cancel()
            logger.error("a request took longer than %s seconds", self._seconds)
            raise Unavailable(session.country) from error


def _take_note(task: "asyncio.Task[Any]") -> None:
    # An error of a task that nobody waits for any more would be logged with its text.
    if not task.cancelled():
        task.exception()


def _agent(request: Request) -> Any:
    return getattr(request.app.ctx, "agent", None)


def _address(request: Request) -> str:
    # Behind as many proxies as Sanic was told to trust, the address that the first of them saw.
    return str(request.remote_addr or request.ip)


def _body(request: Request, schema: str) -> Dict[str, Any]:
    return read_body(request.body, request.headers.get("content-type", ""), schema)
