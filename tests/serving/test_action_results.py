"""The quick check of action results accepts and refuses what Rasa's own does."""

import inspect
from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from serving.action_results import _validate_action_result

CANARY = "canary-words"
GOOD: list[Any] = [
    {},
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "country", "value": "GB", "timestamp": None}], "responses": [{"text": "x"}]},
    {"events": [{"event": "followup", "name": "action_listen"}], "other": 1},
]
BAD: list[Any] = [
    {"events": [{"event": "slot"}]},
    {"events": [{"name": CANARY}]},
    {"events": CANARY},
    {"responses": [CANARY]},
    {"responses": {}},
    None,
    [],
    CANARY,
]
ACTION = RemoteAction("action_x", None)


@pytest.fixture(autouse=True)
def stock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rasa's own method, whatever another test has put in its place."""
    monkeypatch.setattr(RemoteAction, "_validate_action_result", STOCK)


STOCK = RemoteAction._validate_action_result


@pytest.mark.parametrize("result", GOOD)
def test_takes_what_rasa_takes(result: Any) -> None:
    assert ACTION._validate_action_result(result)
    assert _validate_action_result(ACTION, result)


@pytest.mark.parametrize("result", BAD)
def test_refuses_what_rasa_refuses_and_quotes_nothing(result: Any) -> None:
    with pytest.raises(ValidationError):
        ACTION._validate_action_result(result)
    with pytest.raises(ValidationError) as refused:
        _validate_action_result(ACTION, result)
    assert CANARY not in str(refused.value)


def test_rasa_still_works_the_way_we_replace() -> None:
    assert "_validate_action_result" in inspect.getsource(RemoteAction.run)
    assert list(inspect.signature(STOCK).parameters) == ["self", "result"]
    assert "action_response_format_spec" in inspect.getsource(STOCK)
