"""Serving never imports TensorFlow, and says so when something needs it."""

import json
import subprocess
import sys
from types import ModuleType
from typing import Any, Dict

import pytest

from content.files import DATA
from serving.light_tensorflow import STAND_INS, keep_tensorflow_out

# What `python -m serving` does before it listens, in a process of its own.
SERVE = """
import json, sys
from serving.light_tensorflow import TensorFlowNeeded, keep_tensorflow_out

keep_tensorflow_out()
import yaml
import rasa.core.run
import serving.conversations, serving.in_process_actions, serving.logs, serving.response_generator
from rasa.engine.recipes.default_recipe import DefaultV1Recipe

serving.in_process_actions.InProcessActions()
config = yaml.safe_load(open("config.yml", encoding="utf-8"))
names = [part["name"] for key in ("pipeline", "policies") for part in config[key]]
loaded = [DefaultV1Recipe._from_registry(name).clazz.__name__ for name in names]
tensorflow = sorted(name for name in sys.modules if name.split(".")[0] in ("tensorflow", "keras", "torch"))

from rasa.nlu.classifiers.diet_classifier import DIETClassifier

refusals = []
for make in (DIETClassifier, DIETClassifier.create, DIETClassifier.load):
    try:
        make({}, None, None, None)
    except TensorFlowNeeded as error:
        refusals.append(str(error))
print(json.dumps({"names": names, "loaded": loaded, "tensorflow": tensorflow, "refusals": refusals}))
"""


@pytest.fixture(scope="module")
def served() -> Dict[str, Any]:
    """What a serving process reports of itself."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SERVE], cwd=DATA.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    report: Dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


def test_the_whole_pipeline_loads_without_tensorflow(served: Dict[str, Any]) -> None:
    assert served["loaded"] == [name.split(".")[-1] for name in served["names"]]
    assert "TopicClassifier" in served["loaded"]
    assert served["tensorflow"] == []


def test_however_rasa_makes_a_component_that_needs_it_the_error_says_why(served: Dict[str, Any]) -> None:
    name = "rasa.nlu.classifiers.diet_classifier.DIETClassifier"
    assert served["refusals"] == [f"{name} needs TensorFlow: use the stock `rasa` commands."] * 3


def test_a_call_that_comes_too_late_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: sys.modules.get(name) for name in STAND_INS}
    monkeypatch.setitem(sys.modules, "tensorflow", ModuleType("tensorflow"))
    with pytest.raises(RuntimeError, match="before Rasa"):
        keep_tensorflow_out()
    assert {name: sys.modules.get(name) for name in STAND_INS} == before
