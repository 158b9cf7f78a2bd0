"""Runs the components of a model one after the other, in an order that is worked out once.

Rasa's `DaskGraphRunner` builds and sorts a Dask graph three times a turn, and writes the whole graph out for a debug
message that nobody reads: a quarter of a turn here. `GraphRunner` is Rasa's interface for another runner, but the
processor names Dask's as the one to load, so that name is replaced. `tests/serving/test_graph_runner.py` fails when
Rasa changes either.
"""

from graphlib import TopologicalSorter
from typing import Any, Dict, List, Mapping, Optional, Tuple

import rasa.core.processor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage

Step = Tuple[str, GraphNode, Tuple[str, ...]]


class SequentialGraphRunner(GraphRunner):
    """Gives what Rasa's own runner gives."""

    def __init__(self, schema: GraphSchema, nodes: Mapping[str, GraphNode]) -> None:
        """`nodes` are those of `schema`, ready to run."""
        self._schema = schema
        self._nodes = nodes
        self._plans: Dict[Tuple[str, ...], List[Step]] = {}

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: Optional[List[GraphNodeHook]] = None,
    ) -> "SequentialGraphRunner":
        """Load the components and create the runner."""
        nodes = {
            name: GraphNode.from_schema_node(name, node, model_storage, execution_context, hooks)
            for name, node in graph_schema.nodes.items()
        }
        return cls(graph_schema, nodes)

    def run(self, inputs: Optional[Dict[str, Any]] = None, targets: Optional[List[str]] = None) -> Dict[str, Any]:
        """The outputs of `targets` by their names; without targets, those that the schema marks.

        Raises:
            GraphRunError: an input has the name of a component, or a component needs an input that is not given.
        """
        wanted = tuple(targets or self._schema.target_names)
        done = {name: (name, value) for name, value in (inputs or {}).items()}
        clash = done.keys() & self._nodes.keys()
        if clash:
            raise GraphRunError(f"Inputs have the names of components: {sorted(clash)}")
        for name, node, needs in self._plan(wanted):
            done[name] = node(*(done[need] for need in needs if need in done))
        return {name: done[name][1] for name in wanted}

    def _plan(self, targets: Tuple[str, ...]) -> List[Step]:
        if targets not in self._plans:
            needs = {
                name: tuple(node.needs.values())
                for name, node in self._schema.minimal_graph_schema(list(targets)).nodes.items()
            }
            order = TopologicalSorter(needs).static_order()
            self._plans[targets] = [(name, self._nodes[name], needs[name]) for name in order if name in needs]
        return self._plans[targets]


def run_components_in_order() -> None:
    """Let models that are loaded from now on run with `SequentialGraphRunner`."""
    rasa.core.processor.DaskGraphRunner = SequentialGraphRunner  # type: ignore[misc]
