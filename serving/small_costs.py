"""Small costs that Rasa pays many times a turn: copying slots and trackers, and asking whether the domain is empty.

A turn copies every slot seven times, and `copy.copy` takes the road of pickling for classes that bring no copy of
their own. Each action gets a copy of the tracker, for which Rasa replays the conversation from its beginning.
`Domain.is_empty` builds an empty domain to compare with, once a message. Together they are a twelfth of a whole turn.
`tests/serving/test_small_costs.py` fails when Rasa changes any of them.
"""

import copy
from functools import cache
from typing import Any, Dict, TypeVar

from rasa.shared.core.domain import Domain
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

AnySlot = TypeVar("AnySlot", bound=Slot)


def _copy_slot(self: AnySlot) -> AnySlot:
    made = object.__new__(type(self))
    made.__dict__.update(self.__dict__)
    return made


def _copy_tracker(self: DialogueStateTracker) -> DialogueStateTracker:
    """Creates a duplicate of this tracker."""
    made = object.__new__(DialogueStateTracker)
    made.__dict__.update(self.__dict__)
    made.events, made.latest_action = copy.copy(self.events), copy.copy(self.latest_action)
    made.active_loop = copy.copy(self.active_loop)
    made.slots = {name: _copy_slot(slot) for name, slot in self.slots.items()}
    made.sender_source = made.model_id = made.assistant_id = None  # as in a tracker that events were replayed on
    return made


@cache
def _empty() -> Dict[str, Any]:
    return Domain.empty().as_dict()


def _is_empty(self: Domain) -> bool:
    """Check whether the domain is empty."""
    return self.as_dict() == _empty()


def spare_small_costs() -> None:
    """Give slots and trackers a copy of their own, and let domains compare with one empty domain."""
    Slot.__copy__ = _copy_slot  # type: ignore[attr-defined]
    DialogueStateTracker.copy = _copy_tracker  # type: ignore[method-assign]
    Domain.is_empty = _is_empty  # type: ignore[method-assign]
