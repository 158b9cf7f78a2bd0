"""The real server on a free port of this machine, and a page that talks to it."""

import asyncio
import socket
import threading
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional

import requests
from rasa.core.agent import Agent
from rasa.core.utils import AvailableEndpoints
from sanic import Sanic

from channels.web import WebInput
from channels.web.settings import read_web_settings
from serving.conversations import ForgetfulTrackerStore
from serving.server import build_app
from serving.settings import Settings

JSON = Dict[str, Any]
SECONDS = 60
# A website on the list of those that may use the API.
LISTED = "https://charity.example"
# Nothing here is about limits but the tests that say so.
_LIMITED = ("session", "address", "new_sessions")
NO_LIMITS = {f"{what}_{how}": 1_000_000 for what in _LIMITED for how in ("burst", "per_minute")}


class WebServer:
    """Our application, started in a thread of its own around an agent that is loaded already."""

    def __init__(self, agent: Agent, state: Path, **web_settings: Any) -> None:
        """Start it. `web_settings` are those of `WebSettings` to change; there are no limits unless they are given."""
        environment = {"ASSISTANT_SESSION_KEY": "k" * 32, "ASSISTANT_ORIGINS": LISTED}
        settings = replace(read_web_settings(environment), state=state, **{**NO_LIMITS, **web_settings})
        self.channel = WebInput(settings)
        self.store = ForgetfulTrackerStore(agent.domain, path=state / "conversations.sqlite")
        self.app = self._build(agent)
        self._loop = asyncio.new_event_loop()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.api = f"{self.url}/api/v1"
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self.run(self._start())

    def _build(self, agent: Agent) -> Sanic:
        endpoints = AvailableEndpoints(tracker_store=self.store)
        # Sanic keeps a list of all applications by name, and refuses a second of the same name.
        Sanic.test_mode = True
        app = build_app(Settings(model=Path("loaded already")), [self.channel], endpoints)
        app.ctx.agent = agent
        return app

    async def _start(self) -> Any:
        server = await self.app.create_server(sock=self._socket, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        await server.after_start()
        return server

    def run(self, work: Any) -> Any:
        """The result of a coroutine that runs in the server's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(SECONDS)

    def stop(self) -> None:
        """Stop listening and end the thread."""

        async def close() -> None:
            self._server.close()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()

        self.run(close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(SECONDS)
        self.store.close()

    def call(self, method: str, path: str, token: Optional[str] = None, **request: Any) -> requests.Response:
        """One call of the API."""
        headers = {**({"Authorization": f"Bearer {token}"} if token else {}), **request.pop("headers", {})}
        return requests.request(method, self.api + path, headers=headers, timeout=SECONDS, **request)

    def page(self, **wishes: str) -> "Page":
        """Somebody new who opens the chat."""
        return Page(self.api, **wishes)


class Page:
    """What a widget does: it begins a session, says things, and keeps what came back."""

    def __init__(self, api: str, **wishes: str) -> None:
        self.api = api
        reply = requests.post(f"{api}/session", json=wishes, timeout=SECONDS)
        assert reply.status_code == 201, reply.text
        self.token: str = reply.json()["session"]
        self.messages: List[JSON] = reply.json()["messages"]

    def call(self, method: str, path: str, key: Optional[str] = None, **request: Any) -> requests.Response:
        """One call of the API as this person."""
        headers = {"Authorization": f"Bearer {self.token}", **request.pop("headers", {})}
        if key:
            headers["Idempotency-Key"] = key
        return requests.request(method, self.api + path, headers=headers, timeout=SECONDS, **request)

    def send(self, key: Optional[str] = None, **body: str) -> requests.Response:
        """Send `text`, `choice` or `command`, whatever becomes of it."""
        return self.call("POST", "/messages", key or str(uuid.uuid4()), json=body)

    def say(self, key: Optional[str] = None, **body: str) -> JSON:
        """Send one and get the reply, which must be a good one."""
        reply = self.send(key, **body)
        assert reply.status_code == 200, reply.text
        self.messages = reply.json()["messages"]
        return dict(reply.json())

    def choose(self, title: str) -> JSON:
        """Press the button with this title among those of the last reply."""
        return self.say(choice=self.choices()[title])

    def choices(self) -> Mapping[str, str]:
        """The tokens of the buttons of the last reply, by title."""
        return {choice["title"]: choice["token"] for message in self.messages for choice in message["choices"]}

    def history(self) -> List[JSON]:
        """All turns so far."""
        reply = self.call("GET", "/messages")
        assert reply.status_code == 200, reply.text
        return list(reply.json()["turns"])


def text_of(reply: Mapping[str, Any]) -> str:
    """All words of a reply."""
    return "\n\n".join(message["text"] for message in reply["messages"])
