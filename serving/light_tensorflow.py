"""Keeps TensorFlow out of a process that does not use it.

Rasa imports TensorFlow whatever the pipeline, because modules that every pipeline needs import helpers of its
neural components: seconds of start-up and hundreds of megabytes. `config.yml` names none of those components.
Putting empty stand-ins for them in `sys.modules` before Rasa is imported avoids the import. Whoever asks a
stand-in for a class gets one that cannot be created, so a pipeline that does need TensorFlow fails at once
and says why. `tests/serving/test_light_tensorflow.py` fails when Rasa changes what it imports.
"""

import sys
from types import ModuleType
from typing import Any

STAND_INS = (
    "rasa.utils.tensorflow.callback",
    "rasa.utils.tensorflow.data_generator",
    "rasa.utils.tensorflow.model_data",
    "rasa.utils.tensorflow.model_data_utils",
    "rasa.utils.tensorflow.models",
    "rasa.utils.tensorflow.rasa_layers",
    "rasa.nlu.classifiers.diet_classifier",
    "rasa.nlu.selectors.response_selector",
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer",
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer",
    "rasa.core.policies.ted_policy",
    "rasa.core.policies.unexpected_intent_policy",
)


class TensorFlowNeeded(RuntimeError):
    """A component that needs TensorFlow was asked for in a process that keeps it out."""


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def refuse(*_: object, **__: object) -> None:
            raise TensorFlowNeeded(f"{self.__name__}.{name} needs TensorFlow: use the stock `rasa` commands.")

        # Rasa makes a component by one of these three.
        makers = {"__init__": refuse, "create": refuse, "load": refuse}
        stand_in = type(name, (), {**makers, "__module__": self.__name__})
        setattr(self, name, stand_in)
        return stand_in


def keep_tensorflow_out() -> None:
    """Install the stand-ins. Call it before anything imports Rasa.

    Raises:
        RuntimeError: TensorFlow is in the process already, so the call comes too late.
    """
    if "tensorflow" in sys.modules:
        raise RuntimeError("keep_tensorflow_out() must come before Rasa is imported.")
    for name in STAND_INS:
        sys.modules[name] = _StandIn(name)
