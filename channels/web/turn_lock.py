"""One message of a session at a time, in the order in which they came."""

import asyncio
from contextlib import asynccontextmanager
from typing import AsyncIterator, Dict

from channels.web.errors import TooManyRequests

MOST_WAITING = 8


class _Queue:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.holders = 0


class TurnLock:
    """A fair lock for each session. Rasa's own lock keeps the order too, but looks only once a second."""

    def __init__(self) -> None:
        self._queues: Dict[str, _Queue] = {}

    @asynccontextmanager
    async def hold(self, session: str) -> AsyncIterator[None]:
        """Wait until all earlier requests of the session are done.

        Raises:
            TooManyRequests: too many are waiting already.
        """
        queue = self._queues.setdefault(session, _Queue())
        if queue.holders > MOST_WAITING:
            raise TooManyRequests
        queue.holders += 1
        try:
            async with queue.lock:
                yield
        finally:
            queue.holders -= 1
            if not queue.holders:
                self._queues.pop(session, None)
