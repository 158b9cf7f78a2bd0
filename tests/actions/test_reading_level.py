"""More, simpler, again: one step at a time, and a plain word at both ends."""

import pytest

from actions.reading_level import ActionAnswerAgain, ActionMoreDetail, ActionSimpler
from actions.reply import CarefulAction
from tests.actions.harness import Conversation

MORE, SIMPLER = ActionMoreDetail(), ActionSimpler()


@pytest.mark.parametrize(
    ("level", "action", "next_level"),
    [
        ("simple", MORE, "standard"),
        ("standard", MORE, "more"),
        ("more", SIMPLER, "standard"),
        ("standard", SIMPLER, "simple"),
    ],
)
async def test_one_step_sets_the_level_and_leaves_the_answer_to_the_next_action(
    level: str, action: CarefulAction, next_level: str
) -> None:
    talk = Conversation(reading_level=level).user("ask_risks").bot("utter_ask_risks").user("asks for a step")
    result = await talk.run(action)
    assert result.slots == {"reading_level": next_level}
    assert result.responses == []
    assert (await talk.run(ActionAnswerAgain())).responses == ["utter_ask_risks"]


@pytest.mark.parametrize(
    ("level", "action", "response"),
    [("more", MORE, "utter_no_more_detail"), ("simple", SIMPLER, "utter_no_simpler")],
)
async def test_the_end_of_the_scale_is_said_once_and_not_followed_by_the_same_answer(
    level: str, action: CarefulAction, response: str
) -> None:
    talk = Conversation(reading_level=level).user("ask_risks").bot("utter_ask_risks").user("asks for a step")
    result = await talk.run(action)
    assert (result.responses, result.slots) == ([response], {})
    assert (await talk.run(ActionAnswerAgain())).responses == []


@pytest.mark.parametrize(("action", "response"), [(MORE, "utter_no_more_detail"), (SIMPLER, "utter_no_simpler")])
async def test_an_answer_that_has_one_level_only(action: CarefulAction, response: str) -> None:
    talk = Conversation().user("emergency").bot("utter_emergency").user("asks for a step")
    result = await talk.run(action)
    assert (result.responses, result.slots) == ([response], {})


async def test_simpler_than_an_answer_shown_at_standard_for_want_of_more_detail() -> None:
    # The level "more" was chosen earlier in the talk; this answer has none and so stands there at "standard".
    talk = Conversation(reading_level="more").user("report_clinic").bot("utter_report_clinic").user("say_it_simpler")
    assert (await talk.run(SIMPLER)).slots == {"reading_level": "simple"}


@pytest.mark.parametrize(
    ("level", "action", "next_level"),
    [("standard", MORE, "more"), ("standard", SIMPLER, "simple"), ("simple", SIMPLER, None), ("more", MORE, None)],
)
async def test_before_any_answer_the_choice_is_kept_for_the_first_one(
    level: str, action: CarefulAction, next_level: str | None
) -> None:
    talk = Conversation(reading_level=level).user("asks for a step")
    result = await talk.run(action)
    assert result.responses == ["utter_nothing_yet"]
    assert result.slots.get("reading_level") == next_level
    assert (await talk.run(ActionAnswerAgain())).responses == []


async def test_without_any_level_chosen_the_answer_stands_at_standard() -> None:
    talk = Conversation(reading_level=None).user("ask_risks").bot("utter_ask_risks").user("say_it_simpler")
    assert (await talk.run(SIMPLER)).slots == {"reading_level": "simple"}


class TestAgain:
    async def test_repeats_the_last_answer(self) -> None:
        talk = Conversation().user("ask_risks").bot("utter_ask_risks").user("ask_cure").bot("utter_ask_cure")
        assert (await talk.user("repeat_answer").run(ActionAnswerAgain())).responses == ["utter_ask_cure"]

    async def test_small_talk_in_between_is_no_answer(self) -> None:
        talk = Conversation().user("ask_risks").bot("utter_ask_risks").user("thanks").bot("utter_thanks")
        assert (await talk.user("repeat_answer").run(ActionAnswerAgain())).responses == ["utter_ask_risks"]

    async def test_before_any_answer(self) -> None:
        talk = Conversation().user("greet").bot("utter_greet").user("repeat_answer")
        assert (await talk.run(ActionAnswerAgain())).responses == ["utter_nothing_yet"]

    async def test_an_answer_made_from_data_is_made_again(self) -> None:
        talk = Conversation(country="GB").user("find_trials").bot("utter_find_trials").user("repeat_answer")
        result = await talk.run(ActionAnswerAgain())
        assert result.responses == ["utter_find_trials"]
        assert "isrctn" in result.values["links"].lower()

    async def test_a_trial_number_is_looked_up_again(self) -> None:
        talk = Conversation().user("lookup_trial", trial_id="NCT04280003").bot("utter_lookup_trial")
        result = await talk.user("say_it_simpler").run(ActionAnswerAgain())
        assert result.responses == ["utter_lookup_trial"]
        assert result.values["id"] == "NCT04280003"
