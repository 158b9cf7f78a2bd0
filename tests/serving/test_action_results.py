"""Action results are still validated, and the schema behind them only once."""

from unittest.mock import patch

import jsonschema
import pytest
from jsonschema.validators import Draft202012Validator
from rasa.core.actions.action import RemoteAction

from serving.action_results import CHECKED, check_schema_once

GOOD = {"events": [{"event": "slot", "name": "reading_level", "value": "simple"}], "responses": []}
BAD = [
    {"events": "none", "responses": []},
    {"events": [{"event": "no such event"}], "responses": []},
    {"events": [], "responses": ["a sentence"]},
]


@pytest.fixture(autouse=True)
def checked() -> None:
    check_schema_once()


def validate(result: dict) -> bool:
    return RemoteAction("action_any", None)._validate_action_result(result)


def test_rasa_asks_for_the_schema_where_we_put_the_mark() -> None:
    assert RemoteAction.action_response_format_spec()["$schema"] == CHECKED


def test_a_good_result_passes() -> None:
    assert validate(GOOD)


@pytest.mark.parametrize("result", BAD)
def test_a_bad_result_is_refused(result: dict) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validate(result)


def test_the_meta_schema_is_left_alone() -> None:
    with patch.object(Draft202012Validator, "check_schema", side_effect=AssertionError):
        assert validate(GOOD)
