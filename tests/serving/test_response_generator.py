"""The assistant introduces itself, and does not say the same thing twice running."""

from copy import deepcopy
from typing import Any

import pytest
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from content.answers import answers
from content.files import DATA
from serving.response_generator import DANGER, FOLLOWING, REPLACED_BY_INTRODUCTION, CarefulResponseGenerator

# For Rasa the time 0 means now.
START = 1_000_000.0
WEEK = 7 * 24 * 3600
INTRODUCTION = "Hello. I am a machine. Call 999."
DOMAIN = Domain.from_yaml(
    """
    version: "3.1"
    slots:
      number: {type: text, initial_value: "999", mappings: [{type: custom}]}
      reading_level: {type: text, initial_value: standard, mappings: [{type: custom}]}
    responses:
      utter_introduction: [{text: "Hello. I am a machine. Call {number}.", buttons: [{title: Help, payload: /help}]}]
      utter_greet: [{text: Hello.}]
      utter_emergency: [{text: "Call {number} now."}]
      utter_self_harm: [{text: "You are not alone. Call {number}."}]
      utter_answer:
      - {text: The answer., metadata: {facts: [F-1]}}
      - {text: Easy answer., condition: [{type: slot, name: reading_level, value: simple}]}
      utter_trial_card: [{text: "Trial {many}."}]
      utter_thanks: [{text: You are welcome.}, {text: "I am glad, call {number}."}]
      utter_three: [{text: "One of {many}."}, {text: "Two of {many}."}, {text: "Three of {many}."}]
      utter_choice:
      - {text: "Choose, {who}.", buttons: [{title: "I am {who}", payload: /me}]}
      - {text: "Please choose, {who}.", buttons: [{title: "I am {who}", payload: /me}]}
    """
)


class Talk:
    """A conversation with the generator; times are seconds from its start."""

    def __init__(self, **slots: str) -> None:
        self.generator = CarefulResponseGenerator(domain=deepcopy(DOMAIN))
        self.tracker = DialogueStateTracker.from_events("ann", [], slots=DOMAIN.slots)
        self.tracker.update_with_events([SlotSet(*slot) for slot in slots.items()], DOMAIN)

    async def hear(self, response: str, at: float = 0.0, **values: Any) -> str:
        """The person writes, and this is the text of the reply."""
        self.tracker.update(UserUttered("?", timestamp=START + at))
        return await self.hear_more(response, at, **values)

    async def hear_more(self, response: str, at: float = 0.0, **values: Any) -> str:
        """A further reply to the same message."""
        reply = await self.generator.generate(response, self.tracker, "rest", **values)
        assert reply is not None
        self.tracker.update(BotUttered(reply["text"], metadata={"utter_action": response}, timestamp=START + at))
        text: str = reply["text"]
        return text


class TestIntroduction:
    async def test_stands_before_the_first_reply_only(self) -> None:
        talk = Talk()
        assert await talk.hear("utter_answer") == f"{INTRODUCTION}\n\nThe answer."
        assert await talk.hear("utter_answer") == "The answer."

    async def test_brings_no_buttons_of_its_own_and_keeps_the_metadata(self) -> None:
        reply = await Talk().generator.generate("utter_answer", Talk().tracker, "rest")
        assert reply is not None
        assert "buttons" not in reply
        assert reply["metadata"] == {"facts": ["F-1"]}

    @pytest.mark.parametrize(
        ("response", "text"),
        [("utter_emergency", "Call 999 now."), ("utter_self_harm", "You are not alone. Call 999.")],
    )
    async def test_never_stands_before_the_number_to_call(self, response: str, text: str) -> None:
        assert await Talk().hear(response) == text

    async def test_comes_after_a_first_reply_in_danger(self) -> None:
        talk = Talk()
        await talk.hear("utter_emergency")
        await talk.hear("utter_self_harm")
        assert await talk.hear("utter_answer") == f"{INTRODUCTION}\n\nThe answer."
        assert await talk.hear("utter_answer") == "The answer."

    async def test_is_the_reply_to_the_first_greeting(self) -> None:
        talk = Talk()
        assert await talk.hear("utter_greet") == INTRODUCTION
        assert await talk.hear("utter_greet") == "Hello."

    async def test_comes_again_after_a_week(self) -> None:
        talk = Talk()
        await talk.hear("utter_answer")
        assert await talk.hear("utter_answer", at=WEEK + 1) == f"{INTRODUCTION}\n\nThe answer."

    async def test_a_greeting_after_a_week_is_an_introduction(self) -> None:
        talk = Talk()
        await talk.hear("utter_answer")
        assert await talk.hear("utter_greet", at=WEEK + 1) == INTRODUCTION

    async def test_does_not_come_within_the_week(self) -> None:
        talk = Talk()
        await talk.hear("utter_answer")
        assert await talk.hear("utter_answer", at=WEEK) == "The answer."

    async def test_the_week_counts_from_the_last_reply(self) -> None:
        talk = Talk()
        for day in range(0, 28, 6):
            reply = await talk.hear("utter_answer", at=day * 24 * 3600)
        assert reply == "The answer."

    async def test_a_response_that_does_not_exist_is_none_and_not_an_introduction(self) -> None:
        talk = Talk()
        assert await talk.generator.generate("utter_no_such", talk.tracker, "rest") is None


class TestNotTwiceRunning:
    @pytest.mark.parametrize(("response", "variants"), [("utter_thanks", 2), ("utter_three", 3)])
    async def test_when_there_are_other_words(self, response: str, variants: int) -> None:
        talk = Talk()
        await talk.hear("utter_answer")
        said = [await talk.hear(response, many="many") for _ in range(60)]
        assert all(before != after for before, after in zip(said, said[1:]))
        assert len(set(said)) == variants

    async def test_not_even_when_the_introduction_stood_before_it(self) -> None:
        for _ in range(30):
            talk = Talk()
            first = await talk.hear("utter_thanks")
            assert await talk.hear("utter_thanks") != first.removeprefix(f"{INTRODUCTION}\n\n")

    async def test_there_is_only_one_wording(self) -> None:
        talk = Talk()
        assert [await talk.hear("utter_emergency") for _ in range(2)] == ["Call 999 now."] * 2

    async def test_again_at_the_simple_level_stays_simple(self) -> None:
        talk = Talk(reading_level="simple")
        await talk.hear("utter_thanks")
        assert [await talk.hear("utter_answer") for _ in range(2)] == ["Easy answer."] * 2

    async def test_placeholders_are_filled_in_the_other_words_too(self) -> None:
        talk = Talk(number="112")
        said = {await talk.hear("utter_three", many="three") for _ in range(20)}
        assert {"One of three.", "Two of three.", "Three of three."} <= said
        assert "I am glad, call 112." in [await talk.hear("utter_thanks") for _ in range(2)]

    async def test_nothing_of_one_person_stays_in_the_words_for_the_next(self) -> None:
        talk = Talk()
        for _ in range(20):
            await talk.hear("utter_choice", who="Ann")
        assert talk.generator.responses == DOMAIN.responses


def test_rasa_makes_it_from_endpoints_yml(domain: Domain) -> None:
    endpoint = AvailableEndpoints.read_endpoints(str(DATA.parent / "endpoints.yml")).nlg
    generator = NaturalLanguageGenerator.create(endpoint, domain)
    assert isinstance(generator, CarefulResponseGenerator)
    assert {"utter_introduction", "utter_greet", "utter_emergency", "utter_self_harm"} <= set(generator.responses)


async def test_what_follows_in_the_same_turn_has_no_introduction_of_its_own() -> None:
    talk = Talk()
    talk.tracker.update(UserUttered("?", timestamp=START))
    # Rasa asks for all responses of an action before it notes the first as said.
    texts = [
        await talk.generator.generate(name, talk.tracker, "rest", many=1)
        for name in ("utter_answer", "utter_trial_card")
    ]
    assert [text["text"] for text in texts if text] == [f"{INTRODUCTION}\n\nThe answer.", "Trial 1."]


def test_every_response_with_manners_of_its_own_exists() -> None:
    assert set(answers()) >= DANGER | FOLLOWING | REPLACED_BY_INTRODUCTION
