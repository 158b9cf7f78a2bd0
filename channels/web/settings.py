"""Settings of the web channel, from the environment."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import FrozenSet, Mapping, Optional
from urllib.parse import urlsplit

from channels.state import private_file, state_folder

KEY_BYTES = 32


class WebSettingsError(ValueError):
    """A setting has a value that cannot be used; the message names the variable."""


@dataclass(frozen=True)
class WebSettings:
    """How the web channel behaves.

    `key` signs the sessions. `origins` are the websites, as scheme and host, that may use the API from a browser
    besides the one that serves it. `state` is the folder for what must survive a restart. With `dictation` the page
    may ask for the microphone. Limits are how many requests may come at once and how many a minute after that.
    """

    key: bytes
    origins: FrozenSet[str] = frozenset()
    state: Path = Path("var")
    dictation: bool = False
    session_hours: float = 12.0
    turn_seconds: float = 15.0
    session_burst: int = 20
    session_per_minute: float = 30.0
    address_burst: int = 200
    address_per_minute: float = 400.0
    new_sessions_burst: int = 60
    new_sessions_per_minute: float = 30.0


def read_web_settings(environment: Optional[Mapping[str, str]] = None) -> WebSettings:
    """Settings from `ASSISTANT_SESSION_KEY`, `_ORIGINS`, `_STATE` and `_DICTATION`.

    Raises:
        WebSettingsError: the key is shorter than 32 characters, or an origin is not `https://host` or `http://host`.
        OSError: the file with the generated key cannot be read or made.
    """
    values = os.environ if environment is None else environment
    state = state_folder()
    return WebSettings(
        key=_key(values.get("ASSISTANT_SESSION_KEY", ""), state),
        origins=frozenset(map(_origin, values.get("ASSISTANT_ORIGINS", "").replace(",", " ").split())),
        state=state,
        dictation=values.get("ASSISTANT_DICTATION", "") == "on",
    )


def _key(given: str, state: Path) -> bytes:
    if given:
        if len(given) < KEY_BYTES:
            raise WebSettingsError(f"ASSISTANT_SESSION_KEY must have at least {KEY_BYTES} characters")
        return given.encode()
    file = private_file(state / "session.key")
    if not file.read_bytes():
        file.write_bytes(secrets.token_hex(KEY_BYTES).encode())
    return file.read_bytes()


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or text != f"{parts.scheme}://{parts.netloc}":
        raise WebSettingsError(f"ASSISTANT_ORIGINS must list addresses such as https://www.example.org, not {text!r}")
    return text.lower()
