"""Actions inside the server behave as they do in an action server of their own."""

from typing import Any, Dict, List

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionNotFoundException

from content.topics import topics
from serving.in_process_actions import InProcessActions
from serving.response_generator import CarefulResponseGenerator


class Recording(InProcessActions):
    """Keeps what Rasa asked for."""

    async def request(self, *args: Any, **kwargs: Any) -> Dict[str, Any]:
        self.asked: Dict[str, Any] = kwargs["json"]
        return await super().request(*args, **kwargs)


class Talk:
    """A conversation in which Rasa itself runs our actions, with the real responses."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.endpoint = Recording()
        self.generator = CarefulResponseGenerator(domain=domain)
        self.tracker = DialogueStateTracker.from_events("ann", [ActionExecuted("action_listen")], slots=domain.slots)

    async def run(self, action: str, intent: str = "any", **parsed: Any) -> List[str]:
        """The texts of the replies to a message."""
        parse_data = {"intent": {"name": intent}, "entities": [], **parsed}
        self.tracker.update(UserUttered("?", parse_data["intent"], parse_data["entities"], parse_data))
        remote = RemoteAction(action, self.endpoint)
        events: List[Event] = await remote.run(CollectingOutputChannel(), self.generator, self.tracker, self.domain)
        self.tracker.update_with_events(events, self.domain)
        return [event.text or "" for event in events if isinstance(event, BotUttered)]


@pytest.fixture
def talk(domain: Domain) -> Talk:
    return Talk(domain)


async def test_each_action_gives_what_rasas_own_executor_gives(domain: Domain) -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    tracker = {
        "sender_id": "ann",
        "slots": {"reading_level": "standard", "country": "GB"},
        "latest_message": {"intent_ranking": [{"name": "ask_cure", "confidence": 0.2}], "entities": []},
        "events": [
            {"event": "user", "parse_data": {"entities": [{"entity": "trial_id", "value": "NCT04280003"}]}},
            {"event": "bot", "metadata": {"utter_action": "utter_ask_risks"}},
            {"event": "user"},
        ],
    }
    # What reads answers into slots is silent while no form is open.
    names = [name for name in domain.user_actions if name.startswith("action_") and "_read_" not in name]
    assert len(names) > 10
    for name in names:
        call: Any = {"next_action": name, "sender_id": "ann", "tracker": tracker}
        result = await InProcessActions().request(json=call)
        assert result == await executor.run(call)
        assert result["responses"] or result["events"], name


async def test_rasa_does_not_send_the_domain_along(talk: Talk) -> None:
    await talk.run("action_find_trials")
    assert talk.endpoint.asked["next_action"] == "action_find_trials"
    assert "domain" not in talk.endpoint.asked


async def test_an_action_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ActionNotFoundException):
        await InProcessActions().request(json={"next_action": "action_no_such", "tracker": {"sender_id": "ann"}})


async def test_a_package_that_does_not_exist_ends_the_start() -> None:
    with pytest.raises(SystemExit, match="1"):
        InProcessActions("no_such_package")


async def test_placeholders_are_filled_down_to_the_text(talk: Talk) -> None:
    # A registry that cannot be asked, so the reply is one.
    (text,) = await talk.run("action_lookup_trial", entities=[{"entity": "trial_id", "value": "drks 00031204"}])
    assert "DRKS00031204" in text
    assert "https://drks.de/search/en/trial/DRKS00031204" in text
    assert "{" not in text


async def test_two_answers_at_the_very_first_message_bring_one_introduction(talk: Talk) -> None:
    entities = [{"entity": "first_topic", "value": "ask_risks"}, {"entity": "second_topic", "value": "ask_cure"}]
    first, second = await talk.run("action_answer_first_question", entities=entities)
    assert first.startswith("Hello. I am a machine")
    assert "machine" not in second
    assert topics()["ask_cure"].title in second


async def test_simpler_words_come_at_the_new_level(talk: Talk) -> None:
    entities = [{"entity": "first_topic", "value": "ask_risks"}, {"entity": "second_topic", "value": "ask_cure"}]
    standard, _ = await talk.run("action_answer_first_question", entities=entities)
    assert await talk.run("action_simpler") == []
    assert talk.tracker.get_slot("reading_level") == "simple"
    (simple,) = await talk.run("action_answer_again")
    assert simple not in standard
    assert await talk.run("action_answer_again") == [simple]


rankings = st.lists(
    st.lists(
        st.fixed_dictionaries({"name": st.sampled_from(list(topics())), "confidence": st.floats(0, 1)}), max_size=3
    ),
    min_size=8,
    max_size=8,
)


@settings(max_examples=20, deadline=None)
@given(rankings=rankings)
async def test_eight_messages_not_understood_never_bring_the_same_words_twice_running(
    domain: Domain, rankings: List[List[Dict[str, Any]]]
) -> None:
    talk, before = Talk(domain), ""
    for ranking in rankings:
        best_first = sorted(ranking, key=lambda guess: guess["confidence"], reverse=True)
        (text,) = await talk.run("action_fallback", "nlu_fallback", intent_ranking=best_first)
        assert "{" not in text
        assert text not in before
        before = text
