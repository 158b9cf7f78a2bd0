"""The trained assistant for tests that talk to it, loaded once, and Rasa's storage for tests of its components."""

import asyncio
from pathlib import Path
from typing import Any, Iterator, List, Mapping

import pytest
from hypothesis import settings
from rasa.core.agent import Agent, load_agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.utils import AvailableEndpoints
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from serving.in_process_actions import InProcessActions
from serving.quick_rasa import quicken_rasa
from serving.settings import ROOT, Settings
from tests.web_server import WebServer

# A slow machine is no failure.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


class Assistant:
    """The whole assistant in this process, actions included."""

    def __init__(self, agent: Agent, loop: asyncio.AbstractEventLoop) -> None:
        self.agent = agent
        self._loop = loop

    def say(self, text: str, sender: str = "person") -> List[Mapping[str, Any]]:
        """The messages that answer `text`."""
        channel = CollectingOutputChannel()
        self._loop.run_until_complete(self.agent.handle_message(UserMessage(text, channel, sender_id=sender)))
        return channel.messages

    def parse(self, text: str) -> Mapping[str, Any]:
        """What the pipeline makes of `text`."""
        return self._loop.run_until_complete(self.agent.parse_message(text))


@pytest.fixture(scope="session")
def assistant() -> Iterator[Assistant]:
    """The model that `make train` wrote. Missing is a failure, not a reason to skip."""
    quicken_rasa()
    loop = asyncio.new_event_loop()
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    endpoints.action = InProcessActions()
    endpoints.tracker_store.kwargs["path"] = ":memory:"
    agent = loop.run_until_complete(load_agent(model_path=str(Settings().model), endpoints=endpoints))
    assert agent.is_ready(), "There is no trained model: run `make train`."
    yield Assistant(agent, loop)
    loop.close()


@pytest.fixture(scope="session")
def web(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    """The web channel and its page on a free port, around the trained assistant."""
    kept = assistant.agent.tracker_store, assistant.agent.processor.tracker_store
    server = WebServer(assistant.agent, tmp_path_factory.mktemp("state"))
    yield server
    server.stop()
    assistant.agent.tracker_store, assistant.agent.processor.tracker_store = kept


@pytest.fixture
def storage(tmp_path: Path) -> ModelStorage:
    """An empty model."""
    folder = tmp_path / "model"
    folder.mkdir()
    return LocalModelStorage(folder)


@pytest.fixture
def resource() -> Resource:
    """Where a component keeps its own part of the model."""
    return Resource("component")


@pytest.fixture
def context() -> ExecutionContext:
    """What Rasa tells a component about the run."""
    return ExecutionContext(GraphSchema({}), node_name="node")
