"""Code and content fit together: names exist, nothing is left over, every placeholder is filled."""

import re
from functools import cache
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

from actions.clinic_check.form import ActionFinishClinicCheck, ActionStartClinicCheck
from actions.explain_term import ActionExplainTerm
from actions.fallback import ActionFallback
from actions.history import FORMS
from actions.list_registries import ActionListRegistries
from actions.lookup_trial import ActionLookupTrial
from actions.offers import ActionAcceptOffer, ActionAnswerFirstQuestion
from actions.reading_level import ActionAnswerAgain
from actions.registries.model import LookupResult, Origin, Outcome, Relaxation, SearchResult
from actions.report_clinic import ActionReportClinic
from actions.show_sources import ActionShowSources
from actions.summary import ActionAddQuestions, ActionSummary
from actions.trial_search.find import ActionFindTrials
from content.answers import answers
from content.clinic_check import signs
from content.countries import countries
from content.files import DATA
from content.registries import registries_for
from content.topics import topics
from tests.actions.harness import Conversation, placeholders
from tests.actions.trial_search.samples import Registries, found, match

ROOT = DATA.parent
# "utter_action" is the key under which Rasa notes the name.
_NAME = re.compile(r'"(utter_(?!action")\w+)"')
# A response for the web channel, which is not there yet.
NOT_YET_USED = {"utter_too_long"}
# The questions of the clinic check answered so that each names its sign, or none does; and one of them "not sure".
SIGNS = {sign.slot: sign.warns.value for sign in signs()}
NO_SIGNS = {slot: "no" if value == "yes" else "yes" for slot, value in SIGNS.items()}
UNSURE = {"clinic_plans_follow_up": "not_sure"}
ONE_ANSWER = {"clinic_asks_for_payment": "yes"}

NUMBER = "NCT99999001"
NAMED = {"trial_id": NUMBER}
WITHOUT_OWN_REGISTRY = next(c for c in countries() if all(registry.worldwide for registry in registries_for(c)))

# For each response that an action must fill: the action that utters it, the message before it, and the slots.
# The harness checks the filling.
FILLED_BY: Dict[str, Any] = {
    "utter_also_asked": (ActionAnswerFirstQuestion(), {"first_topic": "ask_risks", "second_topic": "ask_cure"}),
    "utter_ask_registries": (ActionListRegistries(), {}),
    "utter_clinic_check_corrected": (ActionStartClinicCheck(), {"clinic_answer": "payment:no"}, SIGNS),
    "utter_clinic_check_resumed": (ActionStartClinicCheck(), {}, ONE_ANSWER),
    "utter_clinic_check_signs": (ActionFinishClinicCheck(), {}, SIGNS),
    "utter_clinic_check_signs_and_unsure": (ActionFinishClinicCheck(), {}, {**SIGNS, **UNSURE}),
    "utter_clinic_check_unsure": (ActionFinishClinicCheck(), {}, {**NO_SIGNS, **UNSURE}),
    "utter_did_you_mean_one": (ActionFallback(), {"ranking": [{"name": "ask_cure", "confidence": 0.2}]}),
    "utter_find_trials": (
        ActionAnswerFirstQuestion(),
        {"first_topic": "check_clinic", "second_topic": "find_trials"},
    ),
    "utter_lookup_trial": (ActionLookupTrial(Registries(LookupResult(Outcome.INVALID))), NAMED),
    "utter_lookup_trial_unknown": (ActionLookupTrial(), {}),
    "utter_questions_that_fit": (ActionAddQuestions(), {}),
    "utter_rephrase": (ActionFallback(), {"ranking": [{"name": "ask_cure", "confidence": 0.01}]}),
    "utter_report_clinic": (ActionReportClinic(), {}, {"country": "GB"}),
    "utter_report_clinic_where": (ActionReportClinic(), {}),
    "utter_sources": (ActionShowSources(), {}),
    "utter_summary": (ActionSummary(), {}),
    "utter_ask_registries_worldwide": (ActionListRegistries(), {}, {"country": WITHOUT_OWN_REGISTRY}),
    "utter_trials_found": (ActionFindTrials(Registries(found(5))), {}),
    "utter_trials_found_relaxed": (ActionFindTrials(Registries(found(5, relaxed=(Relaxation.KIND,)))), {}),
    "utter_trial_card": (ActionFindTrials(Registries(found(1))), {}),
    "utter_trials_more": (ActionFindTrials(Registries(found(5))), {}),
    "utter_trials_none": (ActionFindTrials(Registries(found(0))), {}),
    "utter_trials_unavailable": (ActionFindTrials(Registries(SearchResult(Outcome.UNAVAILABLE))), {}),
    "utter_lookup_trial_found": (
        ActionLookupTrial(Registries(LookupResult(Outcome.FOUND, NUMBER, "nct", Origin.LIVE, match()))),
        NAMED,
    ),
    "utter_lookup_trial_merged": (
        ActionLookupTrial(Registries(LookupResult(Outcome.FOUND, NUMBER, "nct", Origin.LIVE, match(2)))),
        NAMED,
    ),
    "utter_lookup_trial_other_subject": (
        ActionLookupTrial(
            Registries(LookupResult(Outcome.FOUND, NUMBER, "nct", Origin.LIVE, match(), is_relevant=False))
        ),
        NAMED,
    ),
    "utter_lookup_trial_may_i_ask": (ActionLookupTrial(Registries(LookupResult(Outcome.NONE, NUMBER, "nct"))), NAMED),
    "utter_lookup_trial_not_there": (
        ActionLookupTrial(Registries(LookupResult(Outcome.NONE, NUMBER, "nct"))),
        NAMED,
        {"trial_live": True},
    ),
    "utter_lookup_trial_unavailable": (
        ActionLookupTrial(Registries(LookupResult(Outcome.UNAVAILABLE, NUMBER, "nct"))),
        NAMED,
        {"trial_live": True},
    ),
    "utter_lookup_trial_malformed": (ActionLookupTrial(Registries()), {"text": "look up NCT 0244864"}),
    "utter_term": (ActionExplainTerm(), {"term": "stroke"}),
}


def rule_actions() -> Iterator[str]:
    """The name of every action in a rule or story."""
    for path in (*DATA.glob("*/rules.yml"), *DATA.glob("*/stories.yml")):
        document: Dict[str, List[Dict[str, Any]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        for talk in (*document.get("rules", ()), *document.get("stories", ())):
            yield from (step["action"] for step in talk["steps"] if "action" in step)


@cache
def domain() -> Dict[str, Any]:
    document: Dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return document


def asked_by_forms() -> set[str]:
    """The names under which Rasa looks for the question of a form's slot; some are responses, some are actions."""
    return {
        f"{kind}_ask_{name}"
        for form, parts in domain()["forms"].items()
        for slot in parts["required_slots"]
        for kind in ("utter", "action")
        for name in (slot, f"{form}_{slot}")
    }


def filling_slots() -> set[str]:
    """The actions that read slots from messages."""
    mappings = (mapping for slot in domain()["slots"].values() for mapping in slot["mappings"])
    return {mapping["action"] for mapping in mappings if "action" in mapping}


def names_in_code() -> set[str]:
    """Every response name in the code of the rooms that reply."""
    files = [path for room in ("actions", "serving") for path in Path(ROOT / room).rglob("*.py")]
    return {name for path in files for name in _NAME.findall(path.read_text(encoding="utf-8"))}


def registered() -> set[str]:
    """The names of our actions, as the action server finds them; tests have actions of their own."""
    executor = ActionExecutor()
    executor.register_package("actions")
    runs: Dict[str, Any] = executor.actions
    return {name for name, run in runs.items() if type(run.__self__).__module__.startswith("actions.")}


def test_every_name_in_code_and_rules_is_in_data() -> None:
    named = names_in_code() | {action for action in rule_actions() if action.startswith("utter_")}
    assert len(named) > 90
    assert named <= set(answers())


def test_no_response_is_left_over() -> None:
    used = names_in_code() | set(rule_actions()) | asked_by_forms()
    assert set(answers()) - used == NOT_YET_USED


def test_every_action_of_rules_and_topics_exists_and_is_in_the_domain() -> None:
    named = {action for action in rule_actions() if action.startswith("action_")} - {"action_deactivate_loop"}
    named |= {topic.does for topic in topics().values() if topic.does and topic.does not in domain()["forms"]}
    named |= filling_slots() | (asked_by_forms() & registered())
    assert named == set(domain()["actions"]) == registered()


def test_what_a_rule_utters_needs_no_action_to_fill_it() -> None:
    uttered = {action for action in rule_actions() if action.startswith("utter_")}
    assert {name: placeholders(name) for name in uttered if placeholders(name)} == {}


def test_the_table_of_filled_responses_is_complete() -> None:
    assert {name for name in answers() if placeholders(name)} == set(FILLED_BY)


@pytest.mark.parametrize("response", FILLED_BY)
async def test_the_action_that_utters_a_response_fills_all_its_placeholders(response: str) -> None:
    action, message, *slots = FILLED_BY[response]
    talk = Conversation(**(slots[0] if slots else {})).user("ask_risks").bot("utter_ask_risks").user("asks", **message)
    assert response in (await talk.run(action)).responses


@pytest.mark.parametrize("topic", [topic.id for topic in topics().values() if f"utter_{topic.id}" in answers()])
async def test_any_topic_can_be_offered_and_repeated(topic: str) -> None:
    offered = Conversation(offer=topic).user("nlu_fallback").bot("utter_did_you_mean_one").user("affirm")
    result = await offered.run(ActionAcceptOffer())
    assert result.next_action == FORMS[topic] if topic in FORMS else result.responses[0].startswith(f"utter_{topic}")
    repeated = Conversation().user(topic).bot(f"utter_{topic}").user("repeat_answer")
    (again,) = (await repeated.run(ActionAnswerAgain())).responses
    is_answer = answers()[f"utter_{topic}"][0].evidence is not None
    assert again.startswith(f"utter_{topic}") if is_answer else again == "utter_nothing_yet"


async def test_the_harness_notices_an_empty_placeholder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actions.clinic_check.ending.report_unknown_country", lambda: "")
    with pytest.raises(AssertionError, match="report"):
        await Conversation(**SIGNS).user("affirm").run(ActionFinishClinicCheck())
