"""Our runner gives what Rasa's own gives, on a graph of every shape that a model has."""

import inspect
from typing import Any, Dict, List

import pytest
import rasa.core.processor
from rasa.core.processor import MessageProcessor
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.storage import ModelStorage

from serving.graph_runner import SequentialGraphRunner, run_components_in_order

RUNS: List[str] = []


class Steps(GraphComponent):
    """Notes down what runs."""

    @classmethod
    def create(cls, config: Dict[str, Any], *_: Any, **__: Any) -> "Steps":
        return cls(config)

    def __init__(self, config: Dict[str, Any]) -> None:
        self._name = config["name"]

    def constant(self) -> str:
        RUNS.append(self._name)
        return self._name

    def append(self, first: str) -> str:
        RUNS.append(self._name)
        return f"{first}>{self._name}"

    def join(self, first: str, second: str) -> str:
        RUNS.append(self._name)
        return f"({first}+{second})"

    def fail(self, first: str) -> str:
        raise ValueError(first)


def node(name: str, method: str, is_target: bool = False, **needs: str) -> SchemaNode:
    return SchemaNode(
        needs=needs, uses=Steps, constructor_name="create", fn=method, config={"name": name}, is_target=is_target
    )


# Named so that neither the alphabet nor the order of writing is the order of running.
GRAPH = GraphSchema(
    {
        "d": node("d", "join", is_target=True, first="b", second="c"),
        "b": node("b", "append", first="z"),
        "c": node("c", "append", first="z"),
        "z": node("z", "append", first="input"),
        "alone": node("alone", "constant"),
        "broken": node("broken", "fail", first="z"),
    }
)


@pytest.fixture(params=[DaskGraphRunner, SequentialGraphRunner])
def runner(request: pytest.FixtureRequest, storage: ModelStorage) -> Any:
    RUNS.clear()
    return request.param.create(GRAPH, storage, ExecutionContext(GRAPH))


@pytest.mark.parametrize(
    ("targets", "outputs"),
    [
        (None, {"d": "(hello>z>b+hello>z>c)"}),
        (["c"], {"c": "hello>z>c"}),
        (["alone", "d"], {"alone": "alone", "d": "(hello>z>b+hello>z>c)"}),
    ],
)
def test_outputs_of_the_targets(runner: Any, targets: List[str], outputs: Dict[str, str]) -> None:
    for _ in range(2):  # the second run has its order from the first
        assert runner.run(inputs={"input": "hello"}, targets=targets) == outputs


def test_runs_what_is_needed_once(runner: Any) -> None:
    runner.run(inputs={"input": "hello"}, targets=["d"])
    assert sorted(RUNS) == ["b", "c", "d", "z"]


def test_missing_input(runner: Any) -> None:
    with pytest.raises(GraphRunError):
        runner.run(targets=["d"])


def test_failing_component(runner: Any) -> None:
    with pytest.raises(GraphComponentException):
        runner.run(inputs={"input": "hello"}, targets=["broken"])


def test_input_with_the_name_of_a_component(storage: ModelStorage) -> None:
    ours = SequentialGraphRunner.create(GRAPH, storage, ExecutionContext(GRAPH))
    with pytest.raises(GraphRunError):
        ours.run(inputs={"z": "hello"}, targets=["d"])


def test_rasa_still_works_the_way_we_replace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa.core.processor, "DaskGraphRunner", DaskGraphRunner)
    run_components_in_order()
    assert rasa.core.processor.DaskGraphRunner is SequentialGraphRunner
    assert "DaskGraphRunner" in inspect.getsource(MessageProcessor._load_model)
