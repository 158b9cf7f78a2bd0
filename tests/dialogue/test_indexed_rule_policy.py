"""The index finds exactly the rules that Rasa's own search finds."""

import json
from typing import Any, Callable, Dict, List

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from dialogue.indexed_rule_policy import IndexedRulePolicy

Policies = Callable[[type], Any]

ACTIONS = ["action_listen", "utter_greet", "trial_search_form", None]
INTENTS = ["greet", "ask_risks", "emergency", None]


def state(action: Any, intent: Any, loop: bool) -> Dict[str, Any]:
    made: Dict[str, Any] = {}
    if action:
        made["prev_action"] = {"action_name": action}
    if intent:
        made["user"] = {"intent": intent}
    if loop:
        made["active_loop"] = {"name": "trial_search_form"}
    return made


STATES = st.builds(state, st.sampled_from(ACTIONS), st.sampled_from(INTENTS), st.booleans())
CONVERSATIONS = st.lists(STATES, max_size=4)
LOOKUPS = st.lists(st.lists(STATES, min_size=1, max_size=3), max_size=30).map(
    lambda rules: {json.dumps(rule, sort_keys=True): "action_listen" for rule in rules}
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(LOOKUPS, st.lists(CONVERSATIONS, max_size=5))
def test_finds_what_rasa_finds(
    policy: Policies, lookup: Dict[str, str], conversations: List[List[Dict[str, Any]]]
) -> None:
    ours, rasas = policy(IndexedRulePolicy), policy(RulePolicy)
    for states in conversations:
        assert ours._get_possible_keys(lookup, states) == rasas._get_possible_keys(lookup, states)


def test_a_rule_taken_out_is_not_found_again(policy: Policies) -> None:
    ours, latest = policy(IndexedRulePolicy), state("action_listen", "greet", False)
    lookup = {json.dumps([latest]): "utter_greet"}
    assert ours._get_possible_keys(lookup, [latest])
    lookup.clear()
    assert not ours._get_possible_keys(lookup, [latest])


TEXT_STATES = st.one_of(STATES, st.builds(lambda text: said({"text": text}), st.sampled_from(["hello", "help me"])))
TEXT_LOOKUPS = st.lists(st.lists(TEXT_STATES, min_size=1, max_size=2), max_size=10).map(
    lambda rules: {json.dumps(rule, sort_keys=True): "utter_greet" for rule in rules}
)


def said(words: Dict[str, str]) -> Dict[str, Any]:
    return {"prev_action": {"action_name": "action_listen"}, "user": words}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(TEXT_LOOKUPS, st.sampled_from(["hello", "what?"]), st.sampled_from(INTENTS[:3]), st.booleans())
def test_predicts_what_rasa_predicts(
    policy: Policies, lookup: Dict[str, str], text: str, intent: str, by_text: bool
) -> None:
    domain = Domain.from_dict({"intents": INTENTS[:3], "actions": ACTIONS[:2]})
    tracker = DialogueStateTracker.from_events(
        "person", [ActionExecuted("action_listen"), UserUttered(text, {"name": intent})]
    )
    predicted = []
    for kind in (IndexedRulePolicy, RulePolicy):
        made = policy(kind)
        made.lookup = {"rules": lookup, "rules_for_loop_unhappy_path": {}, "rules_not_in_stories": []}
        predicted.append(made._find_action_from_rules(tracker, domain, by_text)[0])
    assert predicted[0] == predicted[1]


@pytest.mark.parametrize("method", ["_get_possible_keys", "_rule_key_to_state"])
def test_rasa_still_has_what_the_index_builds_on(method: str) -> None:
    assert callable(getattr(RulePolicy, method))


def test_rasa_searches_through_the_methods_that_are_overridden() -> None:
    assert "_get_possible_keys" in RulePolicy._find_action_from_rules.__code__.co_names
    assert "_find_action_from_rules" in RulePolicy._predict.__code__.co_names
