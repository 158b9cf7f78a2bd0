"""The server: Rasa's agent behind our channels, and nothing else that listens.

Rasa's own start adds a page at `/` that names its version, and wraps the conversation store so that a failing store
looks like a new person. Neither is wanted here, so the parts of Rasa's start are put together anew.
"""

import asyncio
import logging
from functools import partial
from typing import Any, Callable, List, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, register
from rasa.core.run import close_resources, load_agent_on_start
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.handlers import ErrorHandler
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.web import WebInput
from channels.web.channel import error_response
from channels.web.errors import ApiError, BadRequest, MethodNotAllowed, NotFound, RequestTooLarge, Unavailable
from channels.web.incoming import MOST_BYTES
from serving.page import page
from serving.settings import Settings

logger = logging.getLogger(__name__)

# Rasa's default for the routes of channels other than ours.
WEBHOOKS = "/webhooks/"
SWEEP_SECONDS = 60

_BY_STATUS = {400: BadRequest, 404: NotFound, 405: MethodNotAllowed, 413: RequestTooLarge}


def build_app(settings: Settings, channels: List[InputChannel], endpoints: AvailableEndpoints) -> Sanic:
    """The application, not started yet. The agent is loaded when it starts."""
    app = Sanic("assistant", configure_logging=False, error_handler=_Errors())
    app.config.REQUEST_MAX_SIZE = MOST_BYTES
    app.config.PROXIES_COUNT = settings.trusted_proxies or None
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.config.ACCESS_LOG = False
    app.config.MOTD = False
    register(channels, app, route=WEBHOOKS)
    for channel in channels:
        if isinstance(channel, WebInput):
            app.blueprint(page(channel.settings))
    # Made here and not by Rasa, so that we keep hold of it.
    store = TrackerStore.create(endpoints.tracker_store)
    endpoints.tracker_store = store
    app.register_listener(partial(_load_agent, settings, endpoints), "before_server_start")
    app.register_listener(partial(_use_store, store), "before_server_start")
    app.register_listener(partial(_sweep, store), "after_server_start")
    app.register_listener(close_resources, "after_server_stop")
    return app


async def _load_agent(settings: Settings, endpoints: AvailableEndpoints, app: Sanic, loop: Any) -> None:
    if not hasattr(app.ctx, "agent"):
        await load_agent_on_start(str(settings.model), endpoints, None, app, loop)


async def _use_store(store: TrackerStore, app: Sanic, _: Any) -> None:
    """Put the store itself where Rasa put one that answers "nobody" when the store fails."""
    agent: Optional[Agent] = app.ctx.agent
    if agent is not None and agent.processor is not None:
        store.domain = agent.domain
        agent.tracker_store = store
        agent.processor.tracker_store = store


async def _sweep(store: TrackerStore, app: Sanic, _: Any) -> None:
    """Drop forgotten conversations on time even when nobody writes."""
    drop = getattr(store, "drop_silent", None)
    if drop is not None:
        # Kept, because the loop itself does not keep a task from being collected.
        app.ctx.sweep = asyncio.get_running_loop().create_task(_every_minute(drop))


async def _every_minute(work: Callable[[], None]) -> None:
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        try:
            work()
        except Exception as error:  # noqa: BLE001 - the next minute may be better
            logger.error("forgetting failed with %s", type(error).__name__)


class _Errors(ErrorHandler):
    """Answers errors outside the channels in the API's form, which tells nothing of the inside."""

    def default(self, request: Request, exception: Exception) -> HTTPResponse:
        if isinstance(exception, ApiError):
            return error_response(exception)
        status = exception.status_code if isinstance(exception, SanicException) else 503
        if status >= 500:
            logger.error("a request failed with %s", type(exception).__name__)
        kind = _BY_STATUS.get(status, BadRequest if status < 500 else Unavailable)
        response = error_response(kind())
        # Such as the methods that an address does take.
        response.headers.update(getattr(exception, "headers", None) or {})
        return response
