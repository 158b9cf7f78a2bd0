"""The clinic check: how it begins, reads answers, is corrected, stops, and each way in which it ends."""

from typing import Any, Dict, List

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.clinic_check.answers import NOT_ASKED, ClinicAnswers
from actions.clinic_check.ending import FORM, MOST_EXPLAINED, MOST_QUESTIONS, Ending, clinic_check_reply, ending_of
from actions.clinic_check.form import CHANGED, ActionFinishClinicCheck, ActionReadClinicAnswer, ActionStartClinicCheck
from content.answers import MORE, READING_LEVELS, SIMPLE, STANDARD
from content.clinic_check import report_unknown_country, signs
from content.reporting import reporting_for
from content.short_answers import Answer
from tests.actions.harness import Conversation, Result

START, READ, FINISH = ActionStartClinicCheck(), ActionReadClinicAnswer(), ActionFinishClinicCheck()
SLOTS = [sign.slot for sign in signs()]
NAME = "Zorblatt Neuro Palace"


def warned(*numbers: int) -> Dict[str, str]:
    """All questions answered so that the signs of these numbers are named."""
    other = {Answer.YES: "no", Answer.NO: "yes"}
    return {sign.slot: sign.warns.value if sign.number in numbers else other[sign.warns] for sign in signs()}


def at(number: int, **slots: Any) -> Conversation:
    """A check that asks the question of this number; those before are answered with yes."""
    before = dict.fromkeys(SLOTS[: number - 1], "yes")
    return Conversation(loop=FORM, requested_slot=SLOTS[number - 1], **{**before, **slots})


def changed(result: Result) -> Dict[str, Any]:
    """The answers that a message sets. Rasa would drop what the action utters."""
    assert result.responses == []
    return {slot: value for slot, value in result.slots.items() if slot in SLOTS}


async def read(talk: Conversation, text: str, intent: str = "nlu_fallback", **entities: Any) -> Result:
    return await talk.user(intent, text, **entities).run(READ)


class TestBeginning:
    async def test_says_what_it_is_and_forgets_an_earlier_check(self) -> None:
        result = await Conversation(**warned(1)).user("check_clinic", f"is {NAME} any good").run(START)
        assert result.responses == ["utter_check_clinic"]
        assert result.slots == {**dict.fromkeys(SLOTS), CHANGED: ""}
        assert NAME not in str(result)

    async def test_goes_on_where_it_stopped(self) -> None:
        result = await Conversation(**{SLOTS[0]: "yes", SLOTS[1]: "no"}).user("check_clinic").run(START)
        assert result.responses == ["utter_clinic_check_resumed"]
        assert result.values["answered"] == "2"
        assert not set(result.slots) & {SLOTS[0], SLOTS[1]}

    async def test_a_question_that_was_left_when_stopping_is_asked(self) -> None:
        left = dict.fromkeys(SLOTS[1:], NOT_ASKED)
        result = await Conversation(**{SLOTS[0]: "yes", **left}).user("check_clinic").run(START)
        assert result.slots == dict.fromkeys(SLOTS[1:])

    async def test_asked_for_in_the_middle_it_goes_on(self) -> None:
        result = await at(3).user("check_clinic", "they want 9,000, legit?").run(START)
        assert (result.responses, result.slots) == (["utter_clinic_check_going_on"], {})

    async def test_an_old_button_changes_an_answer_after_the_end(self) -> None:
        talk = Conversation(**warned()).user("check_clinic", clinic_answer="payment:yes")
        result = await talk.run(START)
        assert (result.responses, result.slots) == (["utter_clinic_check_corrected"], {SLOTS[0]: "yes"})
        assert (result.values["number"], result.values["answer"]) == ("1", "Yes")


class TestReading:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("yep", "yes"),
            ("they do", "yes"),
            ("yes yes", "yes"),
            ("no no", "no"),
            ("no idea", "not_sure"),
            ("dunno", "not_sure"),
        ],
    )
    async def test_an_answer_in_peoples_own_words(self, text: str, value: str) -> None:
        result = await read(at(2), text)
        assert (result.responses, result.slots) == ([], {SLOTS[1]: value})

    @pytest.mark.parametrize(("intent", "value"), [("affirm", "yes"), ("deny", "no")])
    async def test_a_yes_or_no_that_only_the_classifier_knows(self, intent: str, value: str) -> None:
        assert (await read(at(2), "my husband nods", intent)).slots == {SLOTS[1]: value}

    @pytest.mark.parametrize("intent", ["affirm", "deny", "ask_risks"])
    async def test_a_question_is_not_swallowed(self, intent: str) -> None:
        assert (await read(at(2), "yes but what are the risks?", intent)).slots == {}

    async def test_a_statement_is_an_answer_unless_it_is_about_a_topic(self) -> None:
        text = "they told us it cures strokes"
        assert (await read(at(4), text, "check_clinic")).slots == {SLOTS[3]: "yes"}
        assert (await read(at(4), text, "ask_cure")).slots == {}

    @pytest.mark.parametrize("intent", ["emergency", "self_harm"])
    @pytest.mark.parametrize(
        "text",
        [
            "yes and now my arm is numb",
            "they have left him confused",
            "I don't know where I am",
            "end it",
            "I want to stop",
        ],
    )
    async def test_danger_is_never_an_answer(self, intent: str, text: str) -> None:
        result = await read(at(2), text, intent)
        assert (result.responses, result.slots) == ([], {})

    @pytest.mark.parametrize(
        ("text", "value"), [("I do not know", "not_sure"), ("can't remember", "not_sure"), ("no", "no")]
    )
    async def test_a_message_that_is_nothing_but_an_answer_is_no_danger_here(self, text: str, value: str) -> None:
        assert (await read(at(2), text, "emergency")).slots == {SLOTS[1]: value}

    async def test_a_plain_stop_is_no_danger_here(self) -> None:
        assert set((await read(at(2), "quit", "self_harm")).slots.values()) == {NOT_ASKED}

    @pytest.mark.parametrize("intent", ["goodbye", "start_over", "delete_my_data"])
    async def test_what_ends_the_check_is_no_answer(self, intent: str) -> None:
        assert (await read(at(2), "no thanks goodbye then", intent)).slots == {}
        assert (await read(at(2), "no", intent)).slots == {SLOTS[1]: "no"}

    async def test_outside_the_form_nothing_is_read(self) -> None:
        assert (await read(Conversation(), "yes")).slots == {}
        assert (await read(Conversation(loop="trial_search_form", requested_slot="trial_place"), "yes")).slots == {}

    @pytest.mark.parametrize("latest", [{}, {"text": None}, {"intent": None, "entities": []}, {"intent": {}}])
    async def test_a_message_without_parts(self, latest: Dict[str, Any]) -> None:
        talk = at(2)
        talk.latest = {"entities": [], **latest}
        result = await talk.run(READ)
        assert (result.responses, result.slots) == ([], {})

    async def test_a_fault_is_silent_so_that_the_ordinary_rule_answers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("actions.clinic_check.form.ClinicAnswers", None)
        result = await read(at(2), "yes")
        assert (result.responses, result.slots) == ([], {})

    @given(text=st.text(max_size=80), intent=st.sampled_from(["affirm", "deny", "nlu_fallback", "ask_risks"]))
    async def test_any_message_sets_only_slots_of_the_check(self, text: str, intent: str) -> None:
        result = await read(at(5), text, intent)
        assert set(result.slots) <= {*SLOTS, CHANGED}


class TestButtons:
    async def test_answer_the_question(self) -> None:
        result = await read(at(2), "/check_clinic", "check_clinic", clinic_answer="trial_number:not_sure")
        assert (result.responses, result.slots) == ([], {SLOTS[1]: "not_sure"})

    async def test_pressed_twice_answers_one_question(self) -> None:
        talk = at(3, **{SLOTS[1]: "no"})
        result = await read(talk, "/check_clinic", "check_clinic", clinic_answer="trial_number:no")
        assert (result.responses, result.slots) == ([], {SLOTS[1]: "no"})

    async def test_of_an_earlier_question_changes_that_answer(self) -> None:
        result = await read(at(4), "/check_clinic", "check_clinic", clinic_answer="payment:no")
        assert changed(result) == {SLOTS[0]: "no"}
        assert "question 1" in result.slots[CHANGED] and "**No**" in result.slots[CHANGED]

    async def test_stop(self) -> None:
        result = await read(at(7), "/check_clinic", "check_clinic", clinic_answer="stop")
        assert result.slots == {SLOTS[6]: NOT_ASKED, SLOTS[7]: NOT_ASKED}

    @pytest.mark.parametrize("value", ["", "payment", "payment:perhaps", "rocket:yes", ":", "stop:now", "42"])
    async def test_that_are_none_of_ours_count_for_nothing(self, value: str) -> None:
        assert (await read(at(2), "/check_clinic", "check_clinic", clinic_answer=value)).slots == {}


class TestCorrections:
    async def test_no_wait_i_meant_yes(self) -> None:
        result = await read(at(3, **{SLOTS[1]: "no"}), "no wait, I meant yes", "deny")
        assert changed(result) == {SLOTS[1]: "yes"}
        assert "question 2" in result.slots[CHANGED] and "**Yes**" in result.slots[CHANGED]

    async def test_what_was_said_of_a_change_is_not_said_again(self) -> None:
        talk = at(3, **{SLOTS[1]: "no"})
        await read(talk, "no wait, I meant yes", "deny")
        assert (await read(talk, "what are the risks?", "ask_risks")).slots == {CHANGED: ""}
        assert (await read(talk, "yes", "affirm")).slots == {SLOTS[2]: "yes"}

    async def test_is_about_this_question_if_the_one_before_says_so_already(self) -> None:
        result = await read(at(3), "no wait, I meant yes", "deny")
        assert (result.responses, result.slots) == ([], {SLOTS[2]: "yes"})

    async def test_at_the_first_question_it_is_the_answer(self) -> None:
        assert (await read(at(1), "no, I mean yes", "deny")).slots == {SLOTS[0]: "yes"}

    async def test_of_a_numbered_question(self) -> None:
        assert changed(await read(at(5), "question 2 should be not sure")) == {SLOTS[1]: "not_sure"}
        assert (await read(at(2), "question 7 is a no, I meant")).slots == {SLOTS[6]: "no"}

    async def test_going_back_is_no_fresh_start(self) -> None:
        assert (await read(at(5), "go back", "start_over")).slots == {SLOTS[3]: None}

    @pytest.mark.parametrize(
        ("text", "slot"),
        [("go back", SLOTS[3]), ("undo", SLOTS[3]), ("go back to question 2", SLOTS[1]), ("question 9", SLOTS[3])],
    )
    async def test_going_back_asks_again(self, text: str, slot: str) -> None:
        assert (await read(at(5), text)).slots == {slot: None}

    async def test_going_back_from_the_first_question_asks_it_again(self) -> None:
        assert (await read(at(1), "go back")).slots == {SLOTS[0]: None}


class TestStopping:
    @pytest.mark.parametrize("text", ["stop", "later", "not now", "I'm tired"])
    async def test_leaves_the_rest_unasked(self, text: str) -> None:
        result = await read(at(6), text, "deny")
        assert result.slots == dict.fromkeys(SLOTS[5:], NOT_ASKED)

    async def test_without_a_sign_says_that_nothing_is_shown_by_it(self) -> None:
        left = dict.fromkeys(SLOTS, NOT_ASKED)
        result = await Conversation(**left).user("deny").run(FINISH)
        assert result.responses == ["utter_clinic_check_stopped"]
        assert result.slots == dict.fromkeys(SLOTS)

    async def test_tells_the_signs_named_so_far_and_keeps_the_answers(self) -> None:
        left = dict.fromkeys(SLOTS[1:], NOT_ASKED)
        result = await Conversation(**{SLOTS[0]: "yes", **left}).user("deny").run(FINISH)
        assert result.responses == ["utter_clinic_check_signs", "utter_clinic_check_stopped"]
        assert result.values["count"] == "1"
        assert result.slots == dict.fromkeys(SLOTS[1:])


class TestEnding:
    async def end(self, **slots: Any) -> Result:
        return await Conversation(**slots).user("affirm", f"yes that is {NAME}").run(FINISH)

    async def test_no_sign(self) -> None:
        result = await self.end(**warned())
        assert (result.responses, result.slots) == (["utter_clinic_check_no_signs"], {})

    async def test_no_sign_but_not_sure(self) -> None:
        result = await self.end(**{**warned(), SLOTS[1]: "not_sure"})
        assert result.responses == ["utter_clinic_check_unsure"]
        assert result.values["unsure"] == f"• {signs()[1].sign}"
        assert result.values["asks"] == f"• {signs()[1].ask}"

    async def test_signs(self) -> None:
        result = await self.end(**warned(1, 4))
        assert result.responses == ["utter_clinic_check_signs"]
        assert result.values["count"] == "2"
        for sign in (signs()[0], signs()[3]):
            assert f"• {sign.sign} {sign.means[STANDARD]}" in result.values["signs"]
            assert f"• {sign.ask}" in result.values["asks"]
        assert result.values["report"] == report_unknown_country()

    async def test_signs_and_not_sure(self) -> None:
        result = await self.end(**{**warned(8), SLOTS[0]: "not_sure"})
        assert result.responses == ["utter_clinic_check_signs_and_unsure"]
        assert result.values["unsure"] == f"• {signs()[0].sign}"
        assert signs()[7].ask in result.values["asks"] and signs()[0].ask in result.values["asks"]

    async def test_all_signs_are_named_briefly_and_explained_at_the_level_more(self) -> None:
        brief = await self.end(**warned(*range(1, 9)))
        full = await self.end(**warned(*range(1, 9)), reading_level=MORE)
        assert brief.values["count"] == full.values["count"] == "8"
        assert brief.values["signs"].count("• ") == full.values["signs"].count("• ") == 8
        assert not any(sign.means[STANDARD] in brief.values["signs"] for sign in signs())
        assert all(sign.means[MORE] in full.values["signs"] for sign in signs())
        assert brief.values["asks"].count("• ") == MOST_QUESTIONS[STANDARD]
        assert full.values["asks"].count("• ") == 8

    async def test_at_the_simple_level_little_is_asked(self) -> None:
        result = await self.end(**warned(1, 2, 3), reading_level=SIMPLE)
        assert all(f"• {sign.sign} {sign.means[SIMPLE]}" in result.values["signs"] for sign in signs()[:MOST_EXPLAINED])
        assert result.values["asks"].count("• ") == MOST_QUESTIONS[SIMPLE]

    @pytest.mark.parametrize("country", ["GB", "US", "AU", "CA", "IN", "DE"])
    async def test_where_to_report_in_a_country_that_is_known(self, country: str) -> None:
        result = await self.end(**warned(1), country=country)
        first = next(report for report in reporting_for(country) if report.countries)
        assert result.values["report"].startswith(f"• {first.body}: ")
        assert not any(report.always and report.body in result.values["report"] for report in reporting_for(country))

    async def test_in_a_country_without_bodies_of_its_own(self) -> None:
        assert (await self.end(**warned(1), country="BR")).values["report"] == report_unknown_country()

    async def test_nothing_the_person_typed_is_in_it(self) -> None:
        assert NAME not in str(await self.end(**warned(*range(1, 9))))

    @given(values=st.lists(st.sampled_from([*(answer.value for answer in Answer)]), min_size=8, max_size=8))
    @pytest.mark.parametrize("level", READING_LEVELS)
    async def test_every_set_of_answers_has_its_ending(self, level: str, values: List[str]) -> None:
        slots = dict(zip(SLOTS, values))
        answers = ClinicAnswers.of(slots)
        result = await self.end(**slots, reading_level=level)
        assert result.responses == [ending_of(answers).value]
        assert (ending_of(answers) in (Ending.NO_SIGNS, Ending.UNSURE)) == (not answers.named)
        bubbles = str(result.values.get("signs", "")).split("\n\n")
        assert all(len(bubble.split()) <= 70 for bubble in bubbles)


class TestAskedForAgain:
    def test_the_end_comes_again(self) -> None:
        tracker = Conversation(**warned(2)).tracker
        assert clinic_check_reply(tracker).response == "utter_clinic_check_signs"

    def test_a_check_that_was_left_says_how_to_go_on(self) -> None:
        assert clinic_check_reply(Conversation(**{SLOTS[0]: "yes"}).tracker).response == "utter_clinic_check_stopped"

    def test_before_any_answer_it_says_what_it_is(self) -> None:
        assert clinic_check_reply(Conversation().tracker).response == "utter_check_clinic"
        assert clinic_check_reply(at(3).tracker).response == "utter_check_clinic"


def test_values_that_are_no_answers_count_as_none() -> None:
    assert ClinicAnswers.of({SLOTS[0]: "perhaps", SLOTS[1]: 7, SLOTS[2]: NOT_ASKED, SLOTS[3]: "yes"}).given == {
        SLOTS[3]: Answer.YES
    }
