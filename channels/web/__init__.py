"""The web channel: a small JSON API for chat widgets, described by `openapi.yaml`.

`credentials.yml` names `channels.web.WebInput`. Rasa registers it like any other channel, below `/api/v1`.
"""

from channels.web.channel import WebInput

__all__ = ["WebInput"]
