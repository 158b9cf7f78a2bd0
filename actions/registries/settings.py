"""Where the registries are, how long to wait for them and what to call ourselves: from the environment.

`ASSISTANT_CLINICALTRIALS_URL`, `ASSISTANT_ISRCTN_URL`: base addresses, for a mirror or a test server.
`ASSISTANT_TRIALS_OFFLINE`: "1" or "true" keeps every search on this machine.
`ASSISTANT_CACHE`: the folder for answers kept from registries; they hold nothing about the person who asked.
`ASSISTANT_CONTACT`: an address that the registries can write to, sent with each request.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Optional

CLINICALTRIALS_URL = "https://clinicaltrials.gov/api/v2"
ISRCTN_URL = "https://www.isrctn.com/api"

_YES = {"1", "true", "yes", "on"}


@dataclass(frozen=True)
class Settings:
    """All times in seconds, `body_cap` in bytes after decompression.

    `whole` is the time for one source with all its pages, retries and waits. A fresh answer is given again without
    asking for `search_fresh` or `record_fresh`. After `breaker_failures` in a row a source rests for `breaker_rest`.
    """

    clinicaltrials_url: str = CLINICALTRIALS_URL
    isrctn_url: str = ISRCTN_URL
    offline: bool = False
    cache: Path = Path("var/cache")
    user_agent: str = "stroke-stem-cell-assistant/0.1"
    connect: float = 3.0
    whole: float = 8.0
    body_cap: int = 2 * 1024 * 1024
    search_fresh: float = 60 * 60
    record_fresh: float = 24 * 60 * 60
    breaker_failures: int = 3
    breaker_rest: float = 10 * 60


def settings_from_environment(environment: Optional[Mapping[str, str]] = None) -> Settings:
    """The settings of this process. An empty variable counts as not set."""
    given = {key: value for key, value in (os.environ if environment is None else environment).items() if value}
    default = Settings()
    contact = given.get("ASSISTANT_CONTACT")
    return Settings(
        clinicaltrials_url=given.get("ASSISTANT_CLINICALTRIALS_URL", default.clinicaltrials_url).rstrip("/"),
        isrctn_url=given.get("ASSISTANT_ISRCTN_URL", default.isrctn_url).rstrip("/"),
        offline=given.get("ASSISTANT_TRIALS_OFFLINE", "").casefold() in _YES,
        cache=Path(given.get("ASSISTANT_CACHE", default.cache)),
        user_agent=f"{default.user_agent} (+{contact})" if contact else default.user_agent,
    )
