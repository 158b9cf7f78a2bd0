"""The form fills slots from messages, asks for a place in three ways, and can always be left."""

from typing import Any

import pytest

from actions.trial_search.find import ActionFindTrials
from actions.trial_search.form import ActionAskTrialPlace, ActionReadTrialAnswer
from actions.trial_search.message import Choice
from actions.trial_search.slots import ENDED_BY, PLACE_QUESTION
from actions.trial_search.wishes import SKIPPED, Ask
from tests.actions.harness import Conversation
from tests.actions.trial_search.samples import Registries

FORM = "trial_search_form"
PLACE, KIND, STATUS, LIVE = (ask.value for ask in Ask)


def asked(ask: Ask, **slots: Any) -> Conversation:
    """A talk in which the form has just asked this."""
    return Conversation(loop=FORM, requested_slot=ask.value, **slots)


class TestReading:
    async def test_an_answer_fills_its_slot(self) -> None:
        talk = asked(Ask.PLACE).user("nlu_fallback", "Leeds")
        slots = (await talk.run(ActionReadTrialAnswer())).slots
        assert slots[PLACE]["name"] == "Leeds, England, United Kingdom"

    async def test_it_says_nothing_itself(self) -> None:
        talk = asked(Ask.PLACE).user("nlu_fallback", "Xqzt upon Zzyx")
        result = await talk.run(ActionReadTrialAnswer())
        assert (result.responses, result.slots) == ([], {PLACE: None, PLACE_QUESTION: {"unknown": True}})

    async def test_a_message_about_something_else_sets_nothing(self) -> None:
        talk = asked(Ask.KIND).user("ask_risks", "is it dangerous")
        assert (await talk.run(ActionReadTrialAnswer())).slots == {}

    @pytest.mark.parametrize("intent", ["emergency", "self_harm"])
    async def test_danger_sets_nothing_so_that_its_rule_answers(self, intent: str) -> None:
        talk = asked(Ask.PLACE).user(intent, "Leeds, his face dropped", stroke_type="haemorrhagic")
        assert (await talk.run(ActionReadTrialAnswer())).slots == {}

    async def test_asked_to_search_again_the_question_counts_as_read(self) -> None:
        talk = asked(Ask.KIND).user("find_trials", "find me a trial")
        assert (await talk.run(ActionReadTrialAnswer())).slots == {KIND: None}

    async def test_skipping_the_rest_never_skips_what_leaves_the_machine(self) -> None:
        talk = asked(Ask.KIND, trial_place="anywhere").user(
            "find_trials", "/x", trial_choice=Choice.SKIP_THE_REST.value
        )
        slots = (await talk.run(ActionReadTrialAnswer())).slots
        assert slots == {KIND: SKIPPED[Ask.KIND], STATUS: SKIPPED[Ask.STATUS]}

    async def test_where_nothing_can_leave_nobody_is_asked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ASSISTANT_TRIALS_OFFLINE", "1")
        talk = Conversation(loop=FORM).user("find_trials", "find me a trial")
        assert (await talk.run(ActionReadTrialAnswer())).slots == {LIVE: False}

    async def test_at_the_start_the_slot_of_another_form_is_no_question(self) -> None:
        talk = Conversation(loop=FORM, requested_slot="clinic_asks_for_payment").user("find_trials", "no")
        assert (await talk.run(ActionReadTrialAnswer())).slots == {}


class TestStopping:
    async def test_what_is_open_is_filled_so_that_the_form_ends_and_emptied_again(self) -> None:
        talk = asked(Ask.KIND, trial_place="anywhere").user("deny", "stop")
        slots = (await talk.run(ActionReadTrialAnswer())).slots
        assert {name for name in slots if name != ENDED_BY} == {KIND, STATUS, LIVE}
        assert all(slots[name] is not None for name in slots)
        registries = Registries()
        result = await talk.run(ActionFindTrials(registries))
        assert result.responses == ["utter_trials_stopped"] and not registries.queries
        assert talk.slots[PLACE] == "anywhere"
        assert {talk.slots[name] for name in (KIND, STATUS, LIVE, ENDED_BY)} == {None}

    async def test_a_fault_ends_the_form_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("actions.trial_search.form.read_message", None)
        talk = asked(Ask.PLACE).user("nlu_fallback", "Leeds")
        assert (await talk.run(ActionReadTrialAnswer())).responses == []
        assert (await talk.run(ActionFindTrials(Registries()))).responses == ["utter_action_failed"]
        assert {talk.slots[ask.value] for ask in Ask} == {None}


class TestAskingForAPlace:
    @pytest.mark.parametrize(("country", "buttons"), [(None, 0), ("IE", 1), ("ZZ", 0)])
    async def test_the_home_country_is_offered(self, country: str | None, buttons: int) -> None:
        result = await asked(Ask.PLACE, country=country).user("find_trials").run(ActionAskTrialPlace())
        assert result.responses == ["utter_ask_trial_place"]
        assert result.buttons == ['/find_trials{"place": "Ireland"}'][:buttons]

    async def test_an_unknown_place_is_said_once(self) -> None:
        talk = asked(Ask.PLACE, trial_place_question={"unknown": True}).user("nlu_fallback")
        assert (await talk.run(ActionAskTrialPlace())).responses == ["utter_trial_place_unknown"]
        assert (await talk.run(ActionAskTrialPlace())).responses == ["utter_ask_trial_place"]

    async def test_places_of_one_name_are_buttons_that_lead_back(self) -> None:
        talk = asked(Ask.PLACE).user("nlu_fallback", "London")
        await talk.run(ActionReadTrialAnswer())
        result = await talk.run(ActionAskTrialPlace())
        assert result.responses == ["utter_trial_place_which"]
        assert 3 <= len(result.buttons) <= 5
        assert result.buttons[-1] == '/find_trials{"trial_choice": "stop"}'
        label = talk.slots[PLACE_QUESTION]["choices"][1]
        talk.user("find_trials", f'/find_trials{{"place": "{label}"}}', place=label)
        slots = (await talk.run(ActionReadTrialAnswer())).slots
        assert slots[PLACE]["name"] == label and slots[PLACE_QUESTION] is None

    async def test_the_question_stays_while_something_else_is_asked(self) -> None:
        talk = asked(Ask.PLACE).user("nlu_fallback", "London")
        await talk.run(ActionReadTrialAnswer())
        await talk.run(ActionAskTrialPlace())
        talk.user("ask_risks", "is it dangerous").bot("utter_ask_risks")
        assert (await talk.run(ActionAskTrialPlace())).responses == ["utter_trial_place_which"]
