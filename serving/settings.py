"""Settings from the environment, each with a default that suits one machine and one process."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Optional

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the message names the variable."""


@dataclass(frozen=True)
class Settings:
    """Where the server listens and what it serves.

    `actions_url` None means that actions run in this process. `trusted_proxies` is how many proxies stand before
    the server and add the address of whom they serve to `X-Forwarded-For`.
    """

    interface: str = "127.0.0.1"
    port: int = 5005
    model: Path = ROOT / "models" / "assistant.tar.gz"
    endpoints: Path = ROOT / "endpoints.yml"
    credentials: Path = ROOT / "credentials.yml"
    actions_url: Optional[str] = None
    trusted_proxies: int = 0


def read_settings(environment: Optional[Mapping[str, str]] = None) -> Settings:
    """Settings from `ASSISTANT_INTERFACE`, `_PORT`, `_MODEL`, `_ENDPOINTS`, `_CREDENTIALS`, `_ACTIONS_URL`,
    `_TRUSTED_PROXIES`.

    Raises:
        SettingsError: the port is no number from 1 to 65535, or the proxies are no number.
    """
    values = os.environ if environment is None else environment
    defaults = Settings()
    port = values.get("ASSISTANT_PORT", str(defaults.port))
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise SettingsError(f"ASSISTANT_PORT must be a number from 1 to 65535, not {port!r}")
    proxies = values.get("ASSISTANT_TRUSTED_PROXIES") or "0"
    if not proxies.isascii() or not proxies.isdecimal():
        raise SettingsError(f"ASSISTANT_TRUSTED_PROXIES must be a number, not {proxies!r}")
    return Settings(
        interface=values.get("ASSISTANT_INTERFACE", defaults.interface),
        port=int(port),
        model=Path(values.get("ASSISTANT_MODEL", defaults.model)),
        endpoints=Path(values.get("ASSISTANT_ENDPOINTS", defaults.endpoints)),
        credentials=Path(values.get("ASSISTANT_CREDENTIALS", defaults.credentials)),
        actions_url=values.get("ASSISTANT_ACTIONS_URL") or None,
        trusted_proxies=int(proxies),
    )
