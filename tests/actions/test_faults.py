"""A fault inside an action: a kind sentence for the person, a class name for the log."""

import logging

import pytest
from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.fallback import ActionFallback
from actions.offers import ActionAnswerFirstQuestion
from actions.reply import CarefulAction, Events, Reply
from tests.actions.harness import Conversation

SECRET = "I cannot tell my wife"


class Breaks(CarefulAction):
    """Utters something, then fails with the person's words in the error."""

    def name(self) -> str:
        return "action_that_breaks"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        Reply("utter_ask_risks").utter(dispatcher)
        raise LookupError(f"no entry for {tracker.latest_message['text']}")


class Works(Breaks):
    """Utters and sets."""

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        Reply("utter_term", {"term": "a", "meaning": "b"}, [{"title": "Risks", "payload": "/ask_risks"}]).utter(
            dispatcher
        )
        return [SlotSet("offer", "ask_cure")]


async def test_only_the_apology_is_uttered() -> None:
    result = await Conversation().user("ask_risks", text=SECRET).run(Breaks())
    assert (result.responses, result.slots) == (["utter_action_failed"], {})


async def test_the_log_names_action_and_error_and_nothing_that_was_said(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await Conversation().user("ask_risks", text=SECRET).run(Breaks())
    (record,) = [record for record in caplog.records if record.name.startswith("actions")]
    assert record.getMessage() == "action_that_breaks failed with LookupError"
    assert record.levelno == logging.ERROR
    assert not record.exc_info
    assert SECRET not in caplog.text


async def test_an_answer_given_before_the_fault_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    # The first of two questions is uttered already when the second one's title is looked up.
    monkeypatch.setattr("actions.offers.Reply", None)
    talk = Conversation().user("two_questions", first_topic="ask_risks", second_topic="ask_cure")
    result = await talk.run(ActionAnswerFirstQuestion())
    assert (result.responses, result.slots) == (["utter_action_failed"], {})


@pytest.mark.parametrize("broken", [[{"name": "ask_cure"}], ["ask_cure"], 3])
async def test_a_ranking_that_is_none(broken: object) -> None:
    talk = Conversation().user("nlu_fallback", ranking=broken)  # type: ignore[arg-type]
    assert (await talk.run(ActionFallback())).responses == ["utter_action_failed"]


async def test_without_a_fault_all_is_handed_over() -> None:
    result = await Conversation().user("ask_risks").run(Works())
    assert (result.responses, result.buttons) == (["utter_term"], ["/ask_risks"])
    assert (result.values["term"], result.values["meaning"]) == ("a", "b")
    assert result.slots == {"offer": "ask_cure"}
