"""The channel that Rasa registers: its addresses, its errors and the headers of every answer."""

import logging
from dataclasses import replace
from functools import wraps
from typing import Any, Awaitable, Callable, Coroutine, Dict, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from channels.web.api import Api
from channels.web.conversation import CHANNEL
from channels.web.cross_origin import API_HEADERS, preflight_headers, sharing_headers
from channels.web.errors import ApiError, OriginNotAllowed, Unavailable
from channels.web.settings import WebSettings, read_web_settings

logger = logging.getLogger(__name__)

BASE = "/api/v1"

Handler = Callable[[Request], Coroutine[Any, Any, HTTPResponse]]


class WebInput(InputChannel):
    """The web channel. Its settings come from the environment, see `settings.py`."""

    def __init__(self, settings: WebSettings) -> None:
        """Keep the settings; files are opened when the channel is registered."""
        self.settings = settings

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "WebInput":
        """The channel as Rasa makes it. `credentials` may override the limits by their names in `WebSettings`."""
        return cls(replace(read_web_settings(), **(credentials or {})))

    def url_prefix(self) -> str:
        """Where the API lives: not below Rasa's `/webhooks/`."""
        return BASE

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """All addresses of the API."""
        blueprint = Blueprint("web_channel")
        api = Api(self.settings, on_new_message)
        addresses: Dict[str, Dict[str, Handler]] = {
            "/session": {"POST": api.begin, "DELETE": api.forget},
            "/messages": {"POST": api.say, "GET": api.history},
            "/feedback": {"POST": api.rate},
            "/summary": {"GET": api.sum_up},
            "/health": {"GET": api.health},
            "/openapi.yaml": {"GET": api.describe},
        }
        for address, handlers in addresses.items():
            for method, handler in handlers.items():
                counted = handler if handler == api.health else _counted(api, handler)
                blueprint.add_route(
                    self._answering(counted), address, methods=[method], name=f"{method.lower()}{address}"
                )
            preflight = self._answering(_preflight(self.settings, ", ".join([*handlers, "OPTIONS"])))
            blueprint.add_route(preflight, address, methods=["OPTIONS"], name=f"options{address}")
        return blueprint

    def _answering(self, handler: Handler) -> Handler:
        """`handler` with its errors made into answers, and the headers that every answer has."""

        @wraps(handler)
        async def answer(request: Request) -> HTTPResponse:
            try:
                response = await handler(request)
            except ApiError as error:
                response = error_response(error)
            except SanicException:
                raise
            except Exception as error:  # noqa: BLE001 - no fault of ours may show its inside
                logger.error("a request failed with %s", type(error).__name__)
                response = error_response(Unavailable())
            response.headers.update(API_HEADERS)
            response.headers.update(sharing_headers(request.headers.get("origin"), self.settings.origins))
            return response

        return answer


def error_response(error: ApiError) -> HTTPResponse:
    """The answer that tells of an error."""
    return json(error.body(), error.status, headers={**API_HEADERS, **error.headers()})


def _counted(api: Api, handler: Handler) -> Handler:
    @wraps(handler)
    async def count(request: Request) -> HTTPResponse:
        api.count(request)
        return await handler(request)

    return count


def _preflight(settings: WebSettings, methods: str) -> Handler:
    async def allow(request: Request) -> HTTPResponse:
        origin = request.headers.get("origin")
        if not origin:
            return empty(headers={"Allow": methods})
        if origin.lower() not in settings.origins:
            raise OriginNotAllowed
        return empty(headers={"Allow": methods, **preflight_headers()})

    return allow
