"""The clinic check with the whole assistant: understanding, rules, form and actions together."""

import asyncio
from itertools import count
from typing import Any, List, Mapping, Optional

import pytest
from rasa.core.agent import Agent
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.utils.endpoints import EndpointConfig

from content.clinic_check import Sign, signs
from content.short_answers import Answer
from tests.conftest import Assistant

FORM = "clinic_check_form"
NAME = "Zorblatt Neuro Palace"
QUESTIONS = [f"utter_ask_{FORM}_{sign.slot}" for sign in signs()]
OTHER = {Answer.YES: "no", Answer.NO: "yes"}
_numbers = count()


class Talk:
    """One person's talk. `say` gives the names of the responses; `texts` holds what the person read last."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._sender = f"clinic-{next(_numbers)}"
        self.texts: List[str] = []
        self.buttons: List[Mapping[str, Any]] = []
        self.say("hello")

    def say(self, text: str) -> List[str]:
        messages = self._assistant.say(text, sender=self._sender)
        self.texts = [str(message.get("text", "")) for message in messages]
        self.buttons = [button for message in messages for button in message.get("buttons", ())]
        names: List[str] = []
        tracker = self._tracker()
        # Nothing is left once the person has had the chat deleted.
        for event in reversed(tracker.events if tracker else ()):
            if isinstance(event, UserUttered):
                break
            if isinstance(event, BotUttered):
                names.insert(0, str(event.metadata.get("utter_action")))
        return names

    @property
    def form(self) -> Optional[str]:
        name: Optional[str] = self._tracker().active_loop_name
        return name

    def answer(self, sign: Sign) -> Optional[str]:
        value: Optional[str] = self._tracker().get_slot(sign.slot)
        return value

    def _tracker(self) -> Any:
        return asyncio.new_event_loop().run_until_complete(self._assistant.agent.tracker_store.retrieve(self._sender))


@pytest.fixture
def talk(assistant: Assistant) -> Talk:
    return Talk(assistant)


@pytest.fixture
def begun(talk: Talk) -> Talk:
    assert talk.say("/check_clinic") == ["utter_check_clinic", QUESTIONS[0]]
    return talk


def complete(talk: Talk, answers: List[str]) -> List[str]:
    said: List[str] = []
    for answer in answers:
        said = talk.say(answer)
    return said


@pytest.mark.parametrize(
    "message",
    [
        f"{NAME} in Tijuana wants 20,000 dollars, is that clinic all right?",
        "a clinic quoted 12.500 € for dad's stem cells, can we trust it",
        f"can I trust {NAME}, the stem cell clinic in the shopping street",
    ],
)
def test_a_price_or_a_name_begins_it_and_is_never_repeated(talk: Talk, message: str) -> None:
    assert talk.say(message) == ["utter_check_clinic", QUESTIONS[0]]
    shown = list(talk.texts)
    for sign in signs():
        talk.say(sign.warns.value)
        shown += talk.texts
    for number in ("20,000", "12.500", NAME, "Tijuana"):
        assert not any(number in text for text in shown)


def test_all_signs(begun: Talk) -> None:
    assert complete(begun, [sign.warns.value for sign in signs()]) == ["utter_clinic_check_signs"]
    assert begun.form is None
    assert "**8 of 8" in begun.texts[0]


def test_no_sign(begun: Talk) -> None:
    assert complete(begun, [OTHER[sign.warns] for sign in signs()]) == ["utter_clinic_check_no_signs"]
    assert "not show" in begun.texts[0].replace("**", "")


def test_all_yes_names_the_signs_of_which_yes_is_one(begun: Talk) -> None:
    assert complete(begun, ["yes"] * 8) == ["utter_clinic_check_signs"]
    shown = "\n".join(begun.texts)
    assert all((f"• {sign.sign}" in shown) == (sign.warns is Answer.YES) for sign in signs())


def test_all_no_names_the_others(begun: Talk) -> None:
    assert complete(begun, ["no"] * 8) == ["utter_clinic_check_signs"]
    shown = "\n".join(begun.texts)
    assert all((f"• {sign.sign}" in shown) == (sign.warns is Answer.NO) for sign in signs())


def test_not_sure_of_anything(begun: Talk) -> None:
    words = ["not sure", "dunno", "no idea", "I do not know", "can't say", "maybe", "unsure", "skip"]
    assert complete(begun, words) == ["utter_clinic_check_unsure"]


def test_in_peoples_own_words(begun: Talk) -> None:
    words = [
        "yep they do",
        "no... number... no",
        "yes yes",
        "no no",
        "haven't a clue",
        "they do, yes",
        "nope",
        "not that I know of",
    ]
    assert complete(begun, words) == ["utter_clinic_check_signs_and_unsure"]
    assert [begun.answer(sign) for sign in signs()] == ["yes", "no", "yes", "no", "not_sure", "yes", "no", "no"]


def test_by_buttons(begun: Talk) -> None:
    said: List[str] = []
    for _ in signs():
        assert [button["title"] for button in begun.buttons] == ["Yes", "No", "Not sure", "Stop the check"]
        said = begun.say(begun.buttons[1]["payload"])
    assert said == ["utter_clinic_check_signs"]
    assert [begun.answer(sign) for sign in signs()] == ["no"] * 8


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("what are the risks of stem cells?", "utter_ask_risks"),
        ("yes, but what are the risks of stem cells?", "utter_ask_risks"),
        ("how much does it cost?", "utter_ask_cost"),
        ("what is a trial number?", "utter_term"),
        ("thanks", "utter_thanks"),
    ],
)
def test_a_question_is_answered_and_the_check_comes_back(begun: Talk, question: str, reply: str) -> None:
    begun.say("yes")
    said = begun.say(question)
    assert (reply in said, said[-1]) == (True, QUESTIONS[1])
    assert begun.answer(signs()[1]) is None
    assert begun.say("no") == [QUESTIONS[2]]


def test_three_questions_in_a_row(begun: Talk) -> None:
    for question in ("/ask_risks", "/ask_cost", "/ask_ethics"):
        assert begun.say(question) == [f"utter_{question[1:]}", QUESTIONS[0]]
    assert begun.form == FORM


def test_simpler_and_more_are_about_the_question(begun: Talk) -> None:
    standard = begun.texts[-2:]
    assert begun.say("/say_it_simpler") == [QUESTIONS[0]]
    assert begun.texts != standard
    assert begun.say("/repeat_answer") == [QUESTIONS[0]]


def test_what_is_not_understood_is_asked_again(begun: Talk) -> None:
    assert begun.say("/nlu_fallback") == ["utter_clinic_check_not_understood", QUESTIONS[0]]


def test_a_correction_is_confirmed_before_the_next_question(begun: Talk) -> None:
    complete(begun, ["yes", "no"])
    assert begun.say("no wait, I meant yes") == [QUESTIONS[2]]
    assert begun.answer(signs()[1]) == "yes"
    assert "changed your answer to question 2" in begun.texts[0]
    assert begun.say("yes") == [QUESTIONS[3]]
    assert not any("changed" in text for text in begun.texts)


def test_going_back(begun: Talk) -> None:
    complete(begun, ["yes", "no"])
    assert begun.say("go back") == [QUESTIONS[1]]
    assert begun.say("yes") == [QUESTIONS[2]]
    assert begun.say("go back to question 1") == [QUESTIONS[0]]
    assert begun.say("no") == [QUESTIONS[2]]


def test_pressing_twice_answers_once(begun: Talk) -> None:
    yes = begun.buttons[0]["payload"]
    assert begun.say(yes) == [QUESTIONS[1]]
    assert begun.say(yes) == [QUESTIONS[1]]
    assert begun.answer(signs()[1]) is None


@pytest.mark.parametrize("word", ["stop", "later", "not now", "another time"])
def test_stopped_and_gone_on_with(begun: Talk, word: str) -> None:
    begun.say("no")
    assert begun.say(word) == ["utter_clinic_check_stopped"]
    assert begun.form is None
    assert begun.say("/ask_risks") == ["utter_ask_risks"]
    assert begun.say("/check_clinic") == ["utter_clinic_check_resumed", QUESTIONS[1]]


def test_a_button_of_a_question_changes_the_answer_after_the_end(begun: Talk) -> None:
    complete(begun, [OTHER[sign.warns] for sign in signs()])
    said = begun.say('/check_clinic{"clinic_answer": "payment:yes"}')
    assert said == ["utter_clinic_check_corrected", "utter_clinic_check_signs"]
    assert begun.form is None


def test_a_second_offer_begins_anew(begun: Talk) -> None:
    complete(begun, ["yes"] * 8)
    assert begun.say("/check_clinic") == ["utter_check_clinic", QUESTIONS[0]]
    assert begun.answer(signs()[0]) is None


@pytest.mark.parametrize(
    ("message", "reply"),
    [
        ("yes and my left arm has just gone weak and my face droops", "utter_emergency"),
        ("no, but since the injection this morning he has a fever and a stiff neck", "utter_emergency"),
        ("I had their injection yesterday and now I cannot pass urine and my legs are numb", "utter_emergency"),
        ("stop, I want to kill myself", "utter_self_harm"),
    ],
)
def test_danger_wins_at_once_and_nothing_is_asked_after_it(begun: Talk, message: str, reply: str) -> None:
    begun.say("yes")
    assert begun.say(message) == [reply]
    assert begun.form is None
    assert begun.say("yes") == ["utter_nothing_offered"]
    assert begun.say("/check_clinic") == ["utter_clinic_check_resumed", QUESTIONS[1]]


def test_danger_is_answered_while_no_action_can_run(begun: Talk, assistant: Assistant) -> None:
    agent: Agent = assistant.agent
    begun.say("yes")
    before = agent.action_endpoint
    try:
        nowhere = EndpointConfig("http://127.0.0.1:9/webhook")
        agent.action_endpoint = agent.processor.action_endpoint = nowhere
        assert begun.say("my face droops and I cannot speak") == ["utter_emergency"]
    finally:
        agent.action_endpoint = agent.processor.action_endpoint = before


@pytest.mark.parametrize(
    ("message", "reply"),
    [
        ("/start_over", "utter_start_over"),
        ("/goodbye", "utter_goodbye"),
        ("/ask_emotional_support", "utter_ask_emotional_support"),
    ],
)
def test_what_ends_the_check(begun: Talk, message: str, reply: str) -> None:
    assert begun.say(message) == [reply]
    assert begun.form is None


def test_a_yes_to_deleting_is_not_an_answer(begun: Talk) -> None:
    assert begun.say("/delete_my_data") == ["utter_delete_confirm"]
    begun.say("yes")
    assert "deleted" in begun.texts[0].replace("**", "")


def test_two_questions_at_once_in_between(begun: Talk) -> None:
    said = begun.say('/two_questions{"first_topic": "ask_risks", "second_topic": "ask_cost"}')
    assert said == ["utter_ask_risks", "utter_also_asked_in_between", QUESTIONS[0]]
    assert begun.say("yes") == [QUESTIONS[1]]


def test_another_talk_with_questions_pauses_it(begun: Talk) -> None:
    begun.say("yes")
    begun.say("/find_trials")
    assert begun.form == "trial_search_form"
    assert begun.say("/check_clinic") == ["utter_clinic_check_resumed", QUESTIONS[1]]


def test_an_accepted_offer_begins_it(talk: Talk) -> None:
    talk.say('/two_questions{"first_topic": "check_clinic", "second_topic": "ask_cost"}')
    assert talk.form == FORM
    assert talk.say("yes") == [QUESTIONS[1]]


def test_the_take_away_holds_the_signs(begun: Talk) -> None:
    complete(begun, [sign.warns.value for sign in signs()])
    assert begun.say("/ask_summary") == ["utter_summary"]
    assert signs()[0].sign in "\n".join(begun.texts)


def test_reporting_asks_for_the_country_and_takes_it_in_words(talk: Talk) -> None:
    assert talk.say("/report_clinic") == ["utter_report_clinic_where"]
    assert talk.say("India") == ["utter_report_clinic"]


def test_reporting_takes_the_country_by_button(talk: Talk) -> None:
    talk.say("/report_clinic")
    assert talk.say(talk.buttons[0]["payload"]) == ["utter_report_clinic"]
    assert "999" in "\n".join(talk.texts)
