"""Yes and no: what they answer, and when they answer nothing."""

from typing import Any, Awaitable, Callable

import pytest

from actions.delete_my_data import ActionDeleteMyData
from actions.fallback import ActionFallback
from actions.history import FORMS
from actions.offers import ActionAcceptOffer, ActionAnswerFirstQuestion, ActionDeclineOffer
from actions.start_over import ActionStartOver
from content.topics import topics
from tests.actions.harness import Conversation

Talk = Callable[[], Awaitable[Conversation]]
YES, NO = ActionAcceptOffer(), ActionDeclineOffer()
CURE_ONLY = [{"name": "ask_cure", "confidence": 0.2}]


async def asked_one_back() -> Conversation:
    talk = Conversation().user("nlu_fallback", ranking=CURE_ONLY)
    await talk.run(ActionFallback())
    return talk


async def asked_two() -> Conversation:
    talk = Conversation().user("two_questions", first_topic="ask_risks", second_topic="ask_cure")
    await talk.run(ActionAnswerFirstQuestion())
    return talk


async def asked_to_delete() -> Conversation:
    talk = Conversation().user("ask_risks").bot("utter_ask_risks").user("delete_my_data")
    await talk.run(ActionDeleteMyData())
    return talk


class TestYes:
    async def test_to_did_you_mean(self) -> None:
        result = await (await asked_one_back()).user("affirm").run(YES)
        assert (result.responses, result.slots) == (["utter_ask_cure"], {"offer": None})

    async def test_to_the_second_question(self) -> None:
        result = await (await asked_two()).user("affirm").run(YES)
        assert (result.responses, result.slots) == (["utter_ask_cure"], {"offer": None})

    async def test_to_deleting(self) -> None:
        result = await (await asked_to_delete()).user("affirm").run(YES)
        assert (result.responses, result.slots) == (["utter_deleted"], {"offer": None, "forget_me": True})

    async def test_counts_once(self) -> None:
        talk = (await asked_one_back()).user("affirm")
        await talk.run(YES)
        assert (await talk.user("affirm").run(YES)).responses == ["utter_nothing_offered"]

    @pytest.mark.parametrize("offered", [asked_one_back, asked_two, asked_to_delete])
    async def test_is_stale_after_another_reply(self, offered: Talk) -> None:
        talk = (await offered()).user("ask_privacy").bot("utter_ask_privacy").user("affirm")
        result = await talk.run(YES)
        assert (result.responses, result.slots) == (["utter_nothing_offered"], {})

    async def test_without_any_offer(self) -> None:
        assert (await Conversation().user("affirm").run(YES)).responses == ["utter_nothing_offered"]

    async def test_after_a_question_whose_offer_was_lost(self) -> None:
        talk = Conversation().user("delete_my_data").bot("utter_delete_confirm").user("affirm")
        result = await talk.run(YES)
        assert (result.responses, result.slots) == (["utter_nothing_offered"], {})

    @pytest.mark.parametrize("topic", ["ask_registries", "report_clinic"])
    async def test_to_a_topic_that_is_filled_from_data(self, topic: str) -> None:
        talk = Conversation(offer=topic, country="GB").user("nlu_fallback").bot("utter_did_you_mean_one").user("affirm")
        assert (await talk.run(YES)).responses == [f"utter_{topic}"]

    @pytest.mark.parametrize("topic", FORMS)
    async def test_to_a_talk_with_questions_of_its_own_begins_it(self, topic: str) -> None:
        talk = Conversation(offer=topic).user("nlu_fallback").bot("utter_did_you_mean_one").user("affirm")
        result = await talk.run(YES)
        assert result.next_action == FORMS[topic]
        assert result.slots["offer"] is None

    async def test_to_looking_up_a_trial_without_a_number(self) -> None:
        talk = Conversation(offer="lookup_trial").user("nlu_fallback").bot("utter_did_you_mean_one").user("affirm")
        assert (await talk.run(YES)).responses == ["utter_lookup_trial_unknown"]

    async def test_to_looking_up_the_number_named_before_the_offer(self) -> None:
        talk = Conversation(offer="lookup_trial").user("nlu_fallback", trial_id="NCT04280003")
        result = await talk.bot("utter_did_you_mean_one").user("affirm").run(YES)
        assert result.responses == ["utter_lookup_trial"]
        assert result.values["id"] == "NCT04280003"


class TestNo:
    async def test_after_the_delete_question_nothing_is_deleted(self) -> None:
        result = await (await asked_to_delete()).user("deny").run(NO)
        assert (result.responses, result.slots) == (["utter_delete_cancelled"], {"offer": None})

    @pytest.mark.parametrize("offered", [asked_one_back, asked_two])
    async def test_to_another_offer(self, offered: Talk) -> None:
        result = await (await offered()).user("deny").run(NO)
        assert (result.responses, result.slots) == (["utter_deny"], {"offer": None})

    async def test_out_of_the_blue(self) -> None:
        assert (await Conversation().user("deny").run(NO)).responses == ["utter_deny"]

    async def test_then_yes_has_nothing_to_accept(self) -> None:
        talk = (await asked_to_delete()).user("deny")
        await talk.run(NO)
        result = await talk.user("affirm").run(YES)
        assert (result.responses, result.slots) == (["utter_nothing_offered"], {})


class TestTwoQuestions:
    async def test_the_first_is_answered_and_the_second_offered(self) -> None:
        talk = Conversation().user("two_questions", first_topic="ask_risks", second_topic="ask_cure")
        result = await talk.run(ActionAnswerFirstQuestion())
        assert result.responses == ["utter_ask_risks", "utter_also_asked"]
        assert result.values["title"] == topics()["ask_cure"].title
        assert result.slots == {"offer": "ask_cure"}

    async def test_a_first_question_that_is_filled_from_data(self) -> None:
        talk = Conversation().user("two_questions", first_topic="ask_registries", second_topic="ask_cure")
        result = await talk.run(ActionAnswerFirstQuestion())
        assert result.responses == ["utter_ask_registries", "utter_also_asked"]

    @pytest.mark.parametrize("named", [("check_clinic", "ask_cost"), ("ask_cost", "check_clinic")])
    async def test_a_talk_with_questions_of_its_own_comes_last_and_begins_at_once(self, named: tuple[str, str]) -> None:
        talk = Conversation().user("two_questions", first_topic=named[0], second_topic=named[1])
        result = await talk.run(ActionAnswerFirstQuestion())
        assert result.responses == ["utter_ask_cost", "utter_check_clinic"]
        assert result.next_action == "clinic_check_form"
        assert "offer" not in result.slots

    async def test_in_a_form_the_second_is_a_button_for_the_yes_belongs_to_the_form(self) -> None:
        talk = Conversation(loop="clinic_check_form")
        talk.user("two_questions", first_topic="ask_risks", second_topic="ask_cure")
        result = await talk.run(ActionAnswerFirstQuestion())
        assert result.responses == ["utter_ask_risks", "utter_also_asked_in_between"]
        assert (result.buttons, result.slots, result.next_action) == (["/ask_cure"], {}, None)

    async def test_in_a_form_the_talk_that_is_open_is_not_offered(self) -> None:
        talk = Conversation(loop="clinic_check_form")
        talk.user("two_questions", first_topic="check_clinic", second_topic="ask_risks")
        assert (await talk.run(ActionAnswerFirstQuestion())).responses == ["utter_ask_risks"]

    @pytest.mark.parametrize(
        "named", [{}, {"first_topic": "ask_cure"}, {"first_topic": "ask_cure", "second_topic": "no_such_topic"}]
    )
    async def test_without_both_topics_the_menu_comes(self, named: dict[str, Any]) -> None:
        result = await Conversation().user("two_questions", **named).run(ActionAnswerFirstQuestion())
        assert (result.responses, result.slots) == (["utter_menu"], {})


class TestStartOver:
    async def test_forgets_level_and_offer_but_not_the_country_with_its_emergency_number(self) -> None:
        talk = Conversation(reading_level="simple", offer="ask_cure", country="GB", emergency_number="999 or 112")
        result = await talk.user("start_over").run(ActionStartOver())
        assert result.responses == ["utter_start_over"]
        assert (result.slots.pop("reading_level"), result.slots.pop("offer")) == ("standard", None)
        assert not {"country", "emergency_number", "crisis_line"} & set(result.slots)

    async def test_forgets_what_both_forms_were_told(self) -> None:
        talk = Conversation(clinic_asks_for_payment="yes", trial_stroke_type="ischaemic").user("start_over")
        result = await talk.run(ActionStartOver())
        assert result.slots["clinic_asks_for_payment"] is result.slots["trial_stroke_type"] is None


class TestDelete:
    async def test_nothing_is_deleted_before_the_yes(self) -> None:
        result = await Conversation().user("delete_my_data").run(ActionDeleteMyData())
        assert (result.responses, result.slots) == (["utter_delete_confirm"], {"offer": "delete_my_data"})
