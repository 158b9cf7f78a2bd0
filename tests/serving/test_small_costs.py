"""Slots and trackers are copied as Rasa copies them, and a domain is empty when Rasa says so."""

import copy
import inspect
from typing import Any, Dict, List

import pytest
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActionReverted,
    ActiveLoop,
    BotUttered,
    ConversationPaused,
    Event,
    FollowupAction,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

from serving.small_costs import spare_small_costs

STOCK_IS_EMPTY = Domain.is_empty
STOCK_COPY = DialogueStateTracker.copy

TURN = [
    ActionExecuted("action_listen"),
    UserUttered("hello", {"name": "greet", "confidence": 1.0}),
    SlotSet("country", "GB"),
    ActionExecuted("utter_greet"),
    BotUttered("Hello.", {"buttons": [{"title": "More", "payload": "/more"}]}),
]
TALKS: Dict[str, List[Event]] = {
    "nothing said yet": [],
    "one turn": TURN,
    "a new session": [*TURN, ActionExecuted("action_session_start"), SessionStarted(), *TURN],
    "started anew": [*TURN, Restarted()],
    "paused": [*TURN, ConversationPaused()],
    "an action to follow": [*TURN, FollowupAction("utter_greet")],
    "taken back": [*TURN, *TURN, UserUtteranceReverted()],
    "an action taken back": [*TURN, ActionReverted()],
    "inside a form": [*TURN, ActiveLoop("trial_search_form"), ActionExecuted("trial_search_form")],
    "a form that rejected": [*TURN, ActiveLoop("trial_search_form"), ActionExecutionRejected("trial_search_form")],
    "an interrupted form": [*TURN, ActiveLoop("trial_search_form"), LoopInterrupted(True)],
    "a form that is over": [*TURN, ActiveLoop("trial_search_form"), *TURN, ActiveLoop(None)],
}


@pytest.fixture(autouse=True)
def spared(monkeypatch: pytest.MonkeyPatch) -> None:
    """All in place for a test, whatever another test has put there."""
    monkeypatch.setattr(Domain, "is_empty", STOCK_IS_EMPTY)
    monkeypatch.setattr(Slot, "__copy__", None, raising=False)
    monkeypatch.setattr(DialogueStateTracker, "copy", STOCK_COPY)
    spare_small_costs()


def test_a_copied_slot_is_the_same_and_apart(domain: Domain) -> None:
    for slot in domain.slots:
        made = copy.copy(slot)
        assert type(made) is type(slot)
        assert vars(made) == vars(slot)
        made.value = "changed"
        assert slot.value != "changed"


@pytest.mark.parametrize("talk", TALKS.values(), ids=TALKS)
def test_a_copied_tracker_is_the_one_that_rasa_replays(talk: List[Event], domain: Domain) -> None:
    tracker = DialogueStateTracker.from_events("person", talk, domain.slots, 50, "a file", domain)
    tracker.model_id = tracker.assistant_id = "a model"
    assert _state(tracker.copy()) == _state(STOCK_COPY(tracker))


@pytest.mark.parametrize("talk", TALKS.values(), ids=TALKS)
def test_a_copied_tracker_is_apart(talk: List[Event], domain: Domain) -> None:
    tracker = DialogueStateTracker.from_events("person", talk, domain.slots, domain=domain)
    before = copy.deepcopy(_state(tracker))
    made = tracker.copy()
    for event in [ActiveLoop("clinic_check_form"), ActionExecutionRejected("clinic_check_form"), *TURN, Restarted()]:
        made.update(event, domain)
    if tracker.active_loop:
        tracker.copy().interrupt_loop(True)
        tracker.copy().reject_action(tracker.active_loop.name)
    assert _state(tracker) == before


@pytest.mark.parametrize("parts", [{}, {"intents": ["greet"]}, {"slots": {"a": {"type": "any", "mappings": []}}}])
def test_empty_or_not(parts: dict[str, object]) -> None:
    domain = Domain.from_dict(parts)
    assert domain.is_empty() == STOCK_IS_EMPTY(domain) == (not parts)


def test_rasa_still_works_the_way_we_replace() -> None:
    assert "copy.copy(slot)" in inspect.getsource(DialogueStateTracker.__init__)
    assert "tracker.copy()" in inspect.getsource(MessageProcessor._run_action)
    assert "travel_back_in_time" in inspect.getsource(STOCK_COPY)
    assert "is_empty" in inspect.getsource(MessageProcessor._check_for_unseen_features)
    assert "Domain.empty()" in inspect.getsource(STOCK_IS_EMPTY)
    # Nothing that lives outside the dictionary of a slot would be copied.
    assert not any("__slots__" in vars(kind) or "__copy__" in vars(kind) for kind in _kinds(Slot) - {Slot})


def _kinds(kind: type) -> set[type]:
    return {kind}.union(*(_kinds(below) for below in kind.__subclasses__()))


def _state(tracker: DialogueStateTracker) -> Dict[str, Any]:
    """All that a tracker holds, in a form that can be compared."""
    slots = {name: vars(slot) for name, slot in tracker.slots.items()}
    return {**vars(tracker), "slots": slots, "maxlen": tracker.events.maxlen}
