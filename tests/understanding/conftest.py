"""Rasa's model storage in a folder, as components see it when a model is trained and loaded."""

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage


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
