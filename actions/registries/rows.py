"""Trials as plain rows for files, and back: what the cache and the saved list have in common.

A row leaves out what a record does not say, writes dates and ages as registries do, and members by their value.
"""

import dataclasses
from enum import Enum
from functools import cache
from typing import Any, Dict, Mapping, Union, get_args, get_origin, get_type_hints

from actions.registries.model import Age, PartialDate, Trial
from actions.registries.parsing import age, partial_date


class BadRow(ValueError):
    """A row has not the shape of a trial. The message names the field."""


def row_of(record: Any) -> Dict[str, Any]:
    """The row of a trial or of a part of one."""
    return {
        field.name: _written(value)
        for field in dataclasses.fields(record)
        if (value := getattr(record, field.name)) != field.default
    }


def trial_from(row: Any) -> Trial:
    """The trial of a row.

    Raises:
        BadRow: a field is unknown, is missing or holds what it cannot.
    """
    trial: Trial = _record(Trial, row)
    return trial


def _written(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Age):
        return f"{value.amount} {value.unit}"
    return row_of(value) if dataclasses.is_dataclass(value) else value


def _record(kind: type, row: Any) -> Any:
    if not isinstance(row, Mapping):
        raise BadRow(f"{kind.__name__} is no mapping")
    hints = _hints(kind)
    if unknown := set(row) - set(hints):
        raise BadRow(f"{kind.__name__} has no field {sorted(map(str, unknown))[0]}")
    try:
        return kind(**{name: _read(hints[name], raw, f"{kind.__name__}.{name}") for name, raw in row.items()})
    except TypeError as error:
        raise BadRow(f"{kind.__name__}: {error}") from error


@cache
def _hints(kind: type) -> Dict[str, Any]:
    return get_type_hints(kind)


def _read(hint: Any, raw: Any, where: str) -> Any:
    if get_origin(hint) is Union:
        return None if raw is None else _read(get_args(hint)[0], raw, where)
    if get_origin(hint) is tuple:
        if not isinstance(raw, list):
            raise BadRow(f"{where} is no list")
        return tuple(_read(get_args(hint)[0], item, where) for item in raw)
    if hint is PartialDate or hint is Age:
        value = partial_date(str(raw)) if hint is PartialDate else age(raw)
        if value is None:
            raise BadRow(f"{where} is no {hint.__name__}")
        return value
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _record(hint, raw)
    if issubclass(hint, Enum):
        try:
            return hint(raw)
        except ValueError as error:
            raise BadRow(f"{where}: {error}") from error
    if hint is float and isinstance(raw, int) and not isinstance(raw, bool):
        return float(raw)
    if type(raw) is not hint:
        raise BadRow(f"{where} is no {hint.__name__}")
    return raw
