"""The end of a conversation, as far as rules look back."""

import copy
from collections import deque
from typing import List, Tuple, Type

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    EntitiesAdded,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

# What makes a state, as long as there is no loop.
_SHOWN: Tuple[Type[Event], ...] = (ActionExecuted, UserUttered, DefinePrevUserUtteredFeaturization, EntitiesAdded)
# What no state shows, in domains where no slot influences the conversation.
_HIDDEN: Tuple[Type[Event], ...] = (BotUttered, SlotSet)


def recent(tracker: DialogueStateTracker, states: int) -> DialogueStateTracker:
    """A tracker whose last `states` states are those of `tracker`, with few others before them and no slots.

    It holds for domains in which no slot influences the conversation. Where loops or reverted turns may change what
    was said before, it is `tracker` itself.
    """
    if tracker.active_loop:
        return tracker
    latest_first: List[Event] = []
    actions = 0
    for event in reversed(tracker.events):
        if isinstance(event, SessionStarted):  # all before it is forgotten
            break
        if isinstance(event, _HIDDEN):
            continue
        if not isinstance(event, _SHOWN):
            return tracker
        # A state shows the action before it and the latest message: from this listen on both are told anew.
        told_anew = bool(latest_first) and isinstance(latest_first[-1], UserUttered)
        latest_first.append(event)
        if isinstance(event, ActionExecuted):
            actions += 1
            if actions > states and event.action_name == ACTION_LISTEN_NAME and told_anew:
                break
    short = copy.copy(tracker)
    short.events = deque(reversed(latest_first))
    short.slots = {}
    return short
