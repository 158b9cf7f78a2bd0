"""Custom actions inside the server's own process: no second service, no network between them."""

import logging
from typing import Any, Dict, Optional

from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

logger = logging.getLogger(__name__)


class InProcessActions(EndpointConfig):
    """An action endpoint that calls the actions of the package `actions` directly.

    Rasa asks an endpoint for a reply and does not care how it comes. The executor is the one of Rasa's own
    action server, so an action behaves the same in both places.
    """

    def __init__(self, package: str = "actions") -> None:
        """Register all actions of `package`."""
        # Our actions read data/, not the domain, which would be copied for each call.
        super().__init__(url="in-process", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(
        self,
        method: str = "post",
        subpath: Optional[str] = None,
        content_type: Optional[str] = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Dict[str, Any]:
        """Run the action that Rasa's request names and return its events and responses."""
        result: Dict[str, Any] = await self._executor.run(kwargs["json"])
        return result
