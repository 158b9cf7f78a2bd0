"""Servers with other settings, and the parts of the assistant that tests break."""

from contextlib import contextmanager
from pathlib import Path
from typing import Any, Callable, ContextManager, Iterator

import pytest

from tests.web_server import WebServer


@pytest.fixture
def another_server(assistant: Any, tmp_path: Path) -> Callable[..., ContextManager[WebServer]]:
    """A second server around the same agent, with settings of its own. The first must rest meanwhile."""

    @contextmanager
    def start(**settings: Any) -> Iterator[WebServer]:
        agent = assistant.agent
        kept = agent.tracker_store, agent.processor.tracker_store
        server = WebServer(agent, tmp_path / "another", **settings)
        try:
            yield server
        finally:
            server.stop()
            agent.tracker_store, agent.processor.tracker_store = kept

    return start
