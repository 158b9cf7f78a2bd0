"""Requests read strictly: nothing gets further that `openapi.yaml` does not describe."""

import json
import unicodedata
import uuid
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Dict, Mapping, Optional

import yaml
from jsonschema import Draft202012Validator

from channels.web.errors import BadIdempotencyKey, BadRequest, NotJson, RequestTooLarge, TextTooLong, TextUnreadable

OPENAPI = Path(__file__).with_name("openapi.yaml")
MOST_BYTES = 16 * 1024
MOST_CHARACTERS = 1000
TEXT, CHOICE, COMMAND = "text", "choice", "command"

_LAYOUT = frozenset("\n\r\t")
_UNREADABLE = frozenset({"Cc", "Cs"})  # control characters; halves of a surrogate pair
# What begins an intent in Rasa, and what looks like it.
_SLASHES = "/\uff0f\u2044\u2215\u29f8"


@dataclass(frozen=True)
class Incoming:
    """What a person sent: `kind` is text, choice or command; `value` the text, the token or the command's name."""

    key: str
    kind: str
    value: str


def read_body(body: bytes, content_type: str, schema: str) -> Dict[str, Any]:
    """The JSON object of a body, which must fit the schema of this name. Its text is normalised (NFC).

    Raises:
        RequestTooLarge, NotJson, BadRequest, TextTooLong, TextUnreadable: as each says.
    """
    if len(body) > MOST_BYTES:
        raise RequestTooLarge
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise NotJson
    try:
        document = json.loads(body.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadRequest from error
    if isinstance(document, dict) and isinstance(document.get(TEXT), str):
        document[TEXT] = readable_text(document[TEXT])
    if not _validator(schema).is_valid(document):
        raise BadRequest
    return dict(document)


def read_message(document: Mapping[str, Any], idempotency_key: Optional[str]) -> Incoming:
    """The message in a valid body. A typed text never begins as an intent does.

    Raises:
        BadIdempotencyKey: the key is missing or is no UUID.
    """
    try:
        key = str(uuid.UUID(idempotency_key))
    except (TypeError, ValueError, AttributeError) as error:
        raise BadIdempotencyKey from error
    ((kind, value),) = document.items()
    return Incoming(key, kind, plain(value) if kind == TEXT else value)


def readable_text(text: str) -> str:
    """`text` in Unicode's composed form.

    Raises:
        TextTooLong, TextUnreadable: as each says.
    """
    composed = unicodedata.normalize("NFC", text)
    if len(composed) > MOST_CHARACTERS:
        raise TextTooLong
    if any(unicodedata.category(mark) in _UNREADABLE and mark not in _LAYOUT for mark in composed):
        raise TextUnreadable
    return composed


def plain(text: str) -> str:
    """`text` without the slashes that it begins with. Rasa takes what follows one for an intent."""
    while text[:1] and (text[0] in _SLASHES or text[0].isspace()):
        text = text[1:]
    return text


@cache
def openapi() -> Dict[str, Any]:
    """The description of the API."""
    document: Dict[str, Any] = yaml.safe_load(OPENAPI.read_text(encoding="utf-8"))
    return document


@cache
def _validator(schema: str) -> Draft202012Validator:
    # What requests hold refers to no other schema; following a reference takes longer than the rest of the check.
    return Draft202012Validator(openapi()["components"]["schemas"][schema])


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
