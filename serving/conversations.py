"""Where conversations are kept: in memory, for a limited time, and not longer than the person wants."""

import time
from typing import Any, Dict, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

FORGET_SLOT = "forget_me"
DEFAULT_HOURS = 1.0


class ForgetfulTrackerStore(InMemoryTrackerStore):
    """Drops a conversation when its person asked for that, and any that has been silent for some hours.

    Configured in `endpoints.yml`: `forget_after_hours` is the longest time a silent conversation is kept.
    """

    def __init__(
        self,
        domain: Domain,
        event_broker: Optional[EventBroker] = None,
        forget_after_hours: float = DEFAULT_HOURS,
        **kwargs: Any,
    ) -> None:
        """Create an empty store."""
        super().__init__(domain, event_broker, **kwargs)
        self._seconds = forget_after_hours * 3600
        self._last_saved: Dict[str, float] = {}

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the conversation, or drop it if its person has asked for that."""
        self._drop_silent(time.monotonic())
        if tracker.get_slot(FORGET_SLOT):
            self._drop(tracker.sender_id)
            return
        await super().save(tracker)
        # Re-inserted, so that the order of the dictionary is the order of the last message.
        self._last_saved.pop(tracker.sender_id, None)
        self._last_saved[tracker.sender_id] = time.monotonic()

    async def retrieve_full_tracker(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """All sessions of a conversation that has not been silent for too long, or None."""
        self._drop_silent(time.monotonic())
        return await super().retrieve_full_tracker(sender_id)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The conversation, or None if there is none or it has been silent for too long."""
        self._drop_silent(time.monotonic())
        return await super().retrieve(sender_id)

    def _drop_silent(self, now: float) -> None:
        while self._last_saved:
            sender, saved = next(iter(self._last_saved.items()))
            if now - saved < self._seconds:
                return
            self._drop(sender)

    def _drop(self, sender_id: str) -> None:
        self.store.pop(sender_id, None)
        self._last_saved.pop(sender_id, None)
