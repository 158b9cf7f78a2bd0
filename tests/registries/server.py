"""Registries on this machine, on real sockets: one that answers by handlers, one that breaks the protocol."""

import asyncio
from contextlib import asynccontextmanager
from typing import Any, AsyncIterator, Awaitable, Callable, Dict, List, Union

from aiohttp import web
from multidict import MultiDictProxy

Reply = Union[web.StreamResponse, Dict[str, Any]]
Handler = Callable[[web.Request], Union[Reply, Awaitable[Reply]]]

EMPTY_ISRCTN = b'<allTrials totalCount="0" xmlns="http://www.67bricks.com/isrctn"></allTrials>'


def xml(body: bytes = EMPTY_ISRCTN) -> web.Response:
    """An answer of ISRCTN."""
    return web.Response(body=body, content_type="application/xml")


class FakeRegistry:
    """Answers as both registries. Set `studies`, `study` and `isrctn` to change what is answered.

    `queries` holds the parameters of every request, `requests` the requests themselves.
    """

    def __init__(self) -> None:
        self.url = ""
        self.requests: List[web.Request] = []
        self.studies: Handler = lambda request: {"studies": []}
        self.study: Handler = lambda request: web.Response(status=404, text="NCT number not found")
        self.isrctn: Handler = lambda request: xml()

    @property
    def queries(self) -> List["MultiDictProxy[str]"]:
        """The parameters of each request, in order."""
        return [request.query for request in self.requests]

    def asked(self, path: str) -> List[web.Request]:
        """The requests whose path begins so."""
        return [request for request in self.requests if request.path.startswith(path)]

    def app(self) -> web.Application:
        """The server's routes."""
        app = web.Application()
        app.router.add_get("/api/v2/studies", self._answers("studies"))
        app.router.add_get("/api/v2/studies/{id}", self._answers("study"))
        app.router.add_get("/isrctn/query/format/default", self._answers("isrctn"))
        return app

    def _answers(self, name: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(request: web.Request) -> web.StreamResponse:
            self.requests.append(request)
            reply = getattr(self, name)(request)
            if asyncio.iscoroutine(reply):
                reply = await reply
            return web.json_response(reply) if isinstance(reply, dict) else reply

        return answer


@asynccontextmanager
async def running(registry: FakeRegistry) -> AsyncIterator[FakeRegistry]:
    """The registry on a free port of 127.0.0.1."""
    runner = web.AppRunner(registry.app(), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    registry.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield registry
    finally:
        await runner.cleanup()


@asynccontextmanager
async def raw_server(
    talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    """A server that says whatever `talk` writes, right or wrong; gives its address."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
