"""The end of a conversation tells rules the same as the whole of it."""

from typing import Any, Callable, List

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActionReverted,
    ActiveLoop,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from dialogue.indexed_rule_policy import IndexedRulePolicy
from dialogue.recent import recent

Policies = Callable[[type], Any]

INTENTS = ["greet", "ask_risks", "more"]
ACTIONS = ["utter_greet", "utter_ask_risks", "trial_search_form"]
DOMAIN = Domain.from_dict(
    {
        "intents": INTENTS,
        "actions": ACTIONS[:2],
        "forms": {"trial_search_form": {"required_slots": []}},
        "slots": {"country": {"type": "text", "influence_conversation": False, "mappings": [{"type": "custom"}]}},
    }
)


def turn(intent: str, actions: List[str], slot: bool) -> List[Event]:
    """What one message brings."""
    said: List[Event] = [UserUttered(intent, {"name": intent}), DefinePrevUserUtteredFeaturization(False)]
    kept: List[Event] = [SlotSet("country", "GB")] if slot else []
    done: List[Event] = [event for action in actions for event in (ActionExecuted(action), BotUttered(action))]
    return [*said, *kept, *done, ActionExecuted("action_listen")]


def special(kind: int) -> List[Event]:
    """Events that change what came before them, or what comes after."""
    return [
        [ActiveLoop("trial_search_form")],
        [ActiveLoop(None)],
        [ActionExecuted("trial_search_form"), ActionExecutionRejected("trial_search_form")],
        [ActionReverted()],
        [UserUtteranceReverted()],
        [Restarted()],
        [SessionStarted(), ActionExecuted("action_listen")],
        [ActionExecuted("utter_greet"), ActionExecuted("action_listen")],
    ][kind]


TURNS = st.builds(turn, st.sampled_from(INTENTS), st.lists(st.sampled_from(ACTIONS[:2]), max_size=2), st.booleans())
PARTS = st.lists(st.one_of(TURNS, TURNS, TURNS, st.builds(special, st.integers(0, 7))), max_size=9)


def tracker_of(parts: List[List[Event]], last: List[Event]) -> DialogueStateTracker:
    start: List[Event] = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]
    events = [*start, *(event for part in parts for event in part), *last]
    return DialogueStateTracker.from_events("person", events, DOMAIN.slots)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(PARTS, TURNS, st.integers(1, 5), st.integers(1, 6))
def test_same_last_states(policy: Policies, parts: List[List[Event]], last: List[Event], cut: int, states: int) -> None:
    tracker = tracker_of(parts, last[:-cut])
    rasas = policy(RulePolicy)
    whole, short = (rasas._prediction_states(t, DOMAIN)[-states:] for t in (tracker, recent(tracker, states)))
    assert short == whole


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(PARTS, TURNS)
def test_the_tracker_stays_as_it_is(parts: List[List[Event]], last: List[Event]) -> None:
    tracker = tracker_of(parts, last[:-1])
    before = tracker.copy()
    recent(tracker, 2)
    assert list(tracker.events) == list(before.events)
    assert tracker.current_slot_values() == before.current_slot_values()


def test_a_long_talk_is_cut() -> None:
    talk = [turn("ask_risks", ["utter_ask_risks"], False)] * 20
    tracker = tracker_of(talk, turn("greet", [], False)[:-1])
    assert len(recent(tracker, 3).events) < 15 < len(tracker.events)


def test_nothing_is_left_out_where_a_slot_matters(policy: Policies) -> None:
    slots = {"country": {"type": "text", "influence_conversation": True, "mappings": [{"type": "custom"}]}}
    domain = Domain.from_dict({"intents": INTENTS, "actions": ACTIONS[:2], "slots": slots})
    tracker = DialogueStateTracker.from_events(
        "person",
        [
            ActionExecuted("action_listen"),
            *turn("greet", [], True),
            *(event for _ in range(9) for event in turn("more", [], False)),
        ],
        domain.slots,
    )
    ours, rasas = policy(IndexedRulePolicy), policy(RulePolicy)
    ours.lookup = {"rules": {'[{"prev_action": {"action_name": "action_listen"}}]': "utter_greet"}}
    assert ours._prediction_states(tracker, domain) == rasas._prediction_states(tracker, domain)


def test_rasa_reads_states_through_the_method_that_is_overridden() -> None:
    assert "_prediction_states" in RulePolicy._find_action_from_rules.__code__.co_names
