"""Checks what an action returns against Rasa's schema, without checking the schema itself each time.

Rasa calls `jsonschema.validate`, which first proves that the schema is one: tens of milliseconds of every turn that
an action answers, for a constant. `RemoteAction` offers no way to bring a checker, so its method is replaced by one
that does the same with a checker made once. `tests/serving/test_action_results.py` fails when Rasa changes it.
"""

from functools import cache
from typing import Any, Dict

from jsonschema import ValidationError
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


@cache
def _checker() -> Any:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)


def _validate_action_result(self: RemoteAction, result: Dict[str, Any]) -> bool:
    for error in _checker().iter_errors(result):
        # The message of the error would quote the conversation.
        raise ValidationError(f"{self.name()} returned what Rasa does not take", path=error.path)
    return True


def check_results_quickly() -> None:
    """Put the quick check in the place of Rasa's own."""
    RemoteAction._validate_action_result = _validate_action_result
