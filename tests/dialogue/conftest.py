"""What the tests of the policies share."""

from typing import Any, Callable

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage


@pytest.fixture
def policy(storage: ModelStorage) -> Callable[[type], Any]:
    """Makes a policy of a kind, with its defaults and untrained."""
    node = ExecutionContext(GraphSchema({}), node_name="rules")
    return lambda kind: kind.create(kind.get_default_config(), storage, Resource("rules"), node)
