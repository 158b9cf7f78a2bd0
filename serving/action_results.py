"""Checks the schema of action results once, not with every action.

Rasa validates what an action returns against a fixed schema of all its events, and `jsonschema.validate` checks that
schema itself against its meta-schema each time: some 40 ms, several times a whole turn. The results are validated
here as before; only the schema is taken as checked.
"""

from typing import Any, Dict

from jsonschema.validators import Draft202012Validator, extend, validates, validator_for
from rasa.core.actions.action import RemoteAction

CHECKED = "urn:assistant:action-result-checked-before"


def check_schema_once() -> None:
    """Check Rasa's schema now and have later validations go straight to the results.

    Raises:
        jsonschema.SchemaError: Rasa's schema is no valid schema.
    """
    schema = RemoteAction.action_response_format_spec()
    if schema.get("$schema") == CHECKED:
        return
    validator_for(schema, default=Draft202012Validator).check_schema(schema)
    trusting = extend(Draft202012Validator)
    trusting.META_SCHEMA = {"$id": CHECKED}
    validates(CHECKED)(trusting)
    marked: Dict[str, Any] = {**schema, "$schema": CHECKED}
    RemoteAction.action_response_format_spec = staticmethod(lambda: marked)  # type: ignore[method-assign]
