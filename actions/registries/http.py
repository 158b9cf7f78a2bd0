"""Fetches one address within limits: of time, of size, of tries."""

import asyncio
import email.utils
import logging
import time
from dataclasses import dataclass
from typing import Mapping, Optional

import aiohttp
from yarl import URL

from actions.registries.errors import NotThere, Refused, Unreachable, Unreadable
from actions.registries.settings import Settings

logger = logging.getLogger(__name__)

_CHUNK = 64 * 1024
_FIRST_WAIT = 0.5
_MOST_REDIRECTS = 3
_KEEP_FOR_ANSWER = 1.0
_BUSY = {429, 500, 502, 503, 504}
# What the library calls itself: some firewalls let only well-known names through.
_LIBRARY_NAME = aiohttp.http.SERVER_SOFTWARE


class Deadline:
    """A moment after which nobody waits any more."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds left, never below zero."""
        return max(0.0, self._at - time.monotonic())


@dataclass(frozen=True)
class _Answer:
    status: int
    body: bytes
    retry_after: Optional[str]


class Fetcher:
    """Fetches from one registry. Remembers which of our two names its firewall let through."""

    def __init__(self, registry: str, settings: Settings) -> None:
        self._registry = registry
        self._settings = settings
        self._names = [settings.user_agent, _LIBRARY_NAME]

    async def get(self, address: str, parameters: Mapping[str, str], deadline: Deadline) -> bytes:
        """The body of a good answer, decompressed, of any content type.

        A busy registry is asked once more, after the wait it names if there is time; a refusing firewall once more
        under the library's own name. Never more than two requests.

        Raises:
            Unreachable: no connection or no whole answer in time.
            Refused: a status of 400 or above but 404.
            NotThere: 404.
            Unreadable: the body is longer than the cap.
        """
        answer = await self._ask(address, parameters, deadline, self._names[0])
        if answer.status == 403:
            self._names.reverse()
            answer = await self._ask(address, parameters, deadline, self._names[0])
            if answer.status == 403:
                self._names.reverse()
        elif answer.status in _BUSY:
            wait = _seconds(answer.retry_after)
            if wait + _KEEP_FOR_ANSWER < deadline.left:
                await asyncio.sleep(wait)
                answer = await self._ask(address, parameters, deadline, self._names[0])
        if answer.status == 404:
            raise NotThere(f"{self._registry} answered 404")
        if answer.status >= 400:
            raise Refused(f"{self._registry} answered {answer.status}")
        return answer.body

    async def _ask(self, address: str, parameters: Mapping[str, str], deadline: Deadline, name: str) -> _Answer:
        if not deadline.left:
            raise Unreachable(f"{self._registry} gave no answer in time")
        limits = aiohttp.ClientTimeout(total=deadline.left, connect=self._settings.connect)
        try:
            # One session a request: it belongs to the running event loop and leaves nothing open behind.
            async with (
                aiohttp.ClientSession(timeout=limits, headers={"User-Agent": name}, trust_env=True) as session,
                session.get(URL(address).with_query(parameters), max_redirects=_MOST_REDIRECTS) as response,
            ):
                body = await self._body(response) if response.status < 400 else b""
                return _Answer(response.status, body, response.headers.get("Retry-After"))
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError) as error:
            raise Unreachable(f"{self._registry}: {type(error).__name__}") from error

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        chunks = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK):
            chunks += chunk
            if len(chunks) > self._settings.body_cap:
                raise Unreadable(f"{self._registry} sent more than {self._settings.body_cap} bytes")
        return bytes(chunks)


def _seconds(retry_after: Optional[str]) -> float:
    """How long a busy registry asks us to wait: seconds or an HTTP date."""
    if not retry_after:
        return _FIRST_WAIT
    try:
        return max(0.0, float(retry_after))
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (TypeError, ValueError):
        return _FIRST_WAIT
