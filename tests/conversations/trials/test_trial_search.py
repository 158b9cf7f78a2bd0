"""The trial search with the whole assistant: understanding, rules, form and actions. No registry is asked."""

import asyncio
from itertools import count
from typing import Any, List, Optional

import pytest
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.utils.endpoints import EndpointConfig

from actions.registries.model import Outcome, SearchResult
from actions.trial_search import registry_search
from tests.actions.trial_search.samples import Registries, found
from tests.conftest import Assistant

FORM = "trial_search_form"
PLACE, WHICH, UNKNOWN = "utter_ask_trial_place", "utter_trial_place_which", "utter_trial_place_unknown"
KIND, STATUS, LIVE = "utter_ask_trial_stroke_type", "utter_ask_trial_status", "utter_ask_trial_live"
FOUND, CARD, MORE, LAST = "utter_trials_found", "utter_trial_card", "utter_trials_more", "utter_trials_last"
_numbers = count()


class Talk:
    """One person's talk. `say` gives the names of the responses; `texts` holds what the person read last."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._sender = f"trials-{next(_numbers)}"
        self.texts: List[str] = []
        self.cards: List[Any] = []
        self.say("hello")

    def say(self, text: str) -> List[str]:
        messages = self._assistant.say(text, sender=self._sender)
        self.texts = [str(message["text"]) for message in messages if "text" in message]
        self.cards = [message["custom"]["card"] for message in messages if "custom" in message]
        names: List[str] = []
        for event in reversed(self._tracker().events):
            if isinstance(event, UserUttered):
                break
            if isinstance(event, BotUttered):
                names.insert(0, str(event.metadata.get("utter_action")))
        return names

    def says(self, *messages: str) -> List[str]:
        """The responses to the last of several messages."""
        return [self.say(message) for message in messages][-1]

    @property
    def form(self) -> Optional[str]:
        name: Optional[str] = self._tracker().active_loop_name
        return name

    def slot(self, name: str) -> Any:
        return self._tracker().get_slot(name)

    def _tracker(self) -> Any:
        return asyncio.new_event_loop().run_until_complete(self._assistant.agent.tracker_store.retrieve(self._sender))


@pytest.fixture
def registries(monkeypatch: pytest.MonkeyPatch) -> Registries:
    """Answers every search with five trials."""
    asked = Registries(*[found(5)] * 9)
    monkeypatch.setattr(registry_search, "shared", lambda: asked)
    return asked


@pytest.fixture
def talk(assistant: Assistant, registries: Registries) -> Talk:
    return Talk(assistant)


class TestAsking:
    def test_each_question_once_then_the_trials(self, talk: Talk, registries: Registries) -> None:
        assert talk.say("/find_trials") == [PLACE]
        assert talk.say("Bradford") == [KIND]
        assert talk.say("it was a bleed") == [STATUS]
        assert talk.say("all of them") == [LIVE]
        assert talk.say("saved list only") == [FOUND, CARD, CARD, CARD, MORE]
        assert talk.form is None
        (query,) = registries.queries
        assert query.place is not None and query.place.name.startswith("Bradford")
        assert (query.kind.value if query.kind else None, query.recruiting_only) == ("haemorrhagic", False)
        assert query.saved_only

    def test_what_was_said_already_is_not_asked(self, talk: Talk) -> None:
        first = "which studies round Bradford are recruiting people who had a bleed 4 years ago"
        assert talk.say(first) == [LIVE]
        assert (talk.slot("trial_stage"), talk.slot("trial_status")) == ("late", "open")

    def test_the_leave_to_send_is_asked_once(self, talk: Talk, registries: Registries) -> None:
        talk.says("/find_trials", "anywhere", "skip", "skip")
        assert talk.say('/find_trials{"trial_choice": "live"}')[0] == FOUND
        assert talk.say('/find_trials{"trial_choice": "other_place"}') == [PLACE]
        assert talk.say("Canada")[0] == FOUND
        assert [query.saved_only for query in registries.queries] == [False, False]

    def test_a_place_of_several_countries_is_asked_about(self, talk: Talk) -> None:
        assert talk.says("/find_trials", "London") == [WHICH]
        assert talk.say("the one in Canada") == [KIND]
        assert talk.slot("trial_place")["country"] == "CA"

    def test_a_place_nobody_knows(self, talk: Talk) -> None:
        assert talk.says("/find_trials", "Xqzt upon Zzyx")[-1] in (UNKNOWN, PLACE)
        assert talk.form == FORM


class TestInBetween:
    @pytest.mark.parametrize(
        ("message", "answer"),
        [
            ("what is a bleeding stroke, compared with a blocked one?", "utter_ask_stroke_types"),
            ("how dangerous could such cells be for me", "utter_ask_risks"),
            ("who pays for a scan if I take part in a study?", "utter_ask_trial_cost"),
            ("thanks a lot", "utter_thanks"),
        ],
    )
    @pytest.mark.parametrize(
        "answers", [[], ["Bradford"], ["Bradford", "a clot"], ["Bradford", "a clot", "all of them"]]
    )
    def test_a_question_is_answered_and_the_open_one_asked_again(
        self, talk: Talk, message: str, answer: str, answers: List[str]
    ) -> None:
        (question,) = talk.says("/find_trials", *answers)
        said = talk.say(message)
        assert (said[0], said[-1]) == (answer, question)
        assert talk.form == FORM
        again = talk.say("skip")
        assert question not in again

    def test_simpler_words_hold_for_the_questions_too(self, talk: Talk) -> None:
        talk.say("how dangerous could such cells be for me")
        talk.say("could you use simpler words")
        assert talk.say("/find_trials") == [PLACE]
        assert talk.texts == ["**Where** shall I look?\nWrite a **town** or a **country**."]


class TestCorrecting:
    @pytest.mark.parametrize("correction", ["no, Leeds not Bradford", "near Leeds instead", "sorry, Leeds"])
    def test_a_place_during_the_questions(self, talk: Talk, correction: str) -> None:
        talk.says("/find_trials", "Bradford")
        assert talk.say(correction) == [KIND]
        assert talk.slot("trial_place")["name"].startswith("Leeds")

    @pytest.mark.parametrize("correction", ["look round Leeds instead", "no, I meant Leeds and not Bradford"])
    def test_a_place_after_the_trials(self, talk: Talk, registries: Registries, correction: str) -> None:
        talk.says("/find_trials", "Bradford", "a clot", "all of them", "saved list only")
        assert talk.say(correction)[0] == FOUND
        places = [query.place.name.split(",")[0] for query in registries.queries if query.place]
        assert places == ["Bradford", "Leeds"]


class TestLeaving:
    @pytest.mark.parametrize("answers", [[], ["Bradford"], ["Bradford", "a clot"]])
    @pytest.mark.parametrize(
        "message",
        [
            "stop",
            "please leave this search now",
            "no thank you, I would rather not",
            '/find_trials{"trial_choice": "stop"}',
        ],
    )
    def test_it_ends_and_what_was_said_is_kept(self, talk: Talk, message: str, answers: List[str]) -> None:
        talk.says("/find_trials", *answers)
        assert talk.say(message) == ["utter_trials_stopped"]
        assert talk.form is None
        assert talk.say("/find_trials") == [[PLACE], [KIND], [STATUS]][len(answers)]

    @pytest.mark.parametrize(
        ("message", "answers"),
        [
            ("/start_over", ["utter_start_over"]),
            ("/goodbye", ["utter_goodbye"]),
            ("/delete_my_data", ["utter_delete_confirm"]),
        ],
    )
    def test_other_ways_out(self, talk: Talk, message: str, answers: List[str]) -> None:
        talk.says("/find_trials", "Bradford")
        assert (talk.say(message), talk.form) == (answers, None)

    def test_after_a_fresh_start_everything_is_asked_again(self, talk: Talk) -> None:
        talk.says("/find_trials", "Bradford", "a clot", "all of them", "saved list only", "/start_over")
        assert talk.say("/find_trials") == [PLACE]


class TestDanger:
    @pytest.mark.parametrize(
        "answers", [[], ["Bradford"], ["Bradford", "a clot"], ["Bradford", "a clot", "all of them"]]
    )
    @pytest.mark.parametrize(
        ("message", "answer"),
        [
            ("near Leeds, oh no, his face has dropped and he cannot speak", "utter_emergency"),
            ("skip it, I am going to end my life tonight", "utter_self_harm"),
        ],
    )
    def test_it_wins_at_every_question_and_ends_the_form(
        self, talk: Talk, message: str, answer: str, answers: List[str]
    ) -> None:
        talk.says("/find_trials", *answers)
        assert (talk.say(message), talk.form) == ([answer], None)

    def test_it_needs_no_action(self, talk: Talk, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
        talk.says("/find_trials", "Bradford")
        # An address at which no action server answers.
        broken = EndpointConfig("http://127.0.0.1:9/webhook")
        monkeypatch.setattr(assistant.agent.processor, "action_endpoint", broken)
        assert talk.say("his face has dropped and he cannot speak") == ["utter_emergency"]


class TestTrials:
    def test_more_in_words_and_by_button(self, talk: Talk, registries: Registries) -> None:
        talk.says("/find_trials", "anywhere", "skip", "skip", "saved list only")
        assert len(talk.cards) == 3 and talk.cards[0]["id"] == "NCT99999001"
        assert talk.say("more") == [CARD, CARD, LAST]
        assert [card["id"] for card in talk.cards] == ["NCT99999004", "NCT99999005"]
        assert talk.say('/find_trials{"trial_choice": "more"}') == ["utter_trials_no_more"]
        assert len(registries.queries) == 1

    def test_simpler_words_show_the_same_trials(self, talk: Talk) -> None:
        talk.says("/find_trials", "anywhere", "skip", "skip", "saved list only")
        ids, lines = [card["id"] for card in talk.cards], len(talk.cards[0]["lines"])
        assert talk.say("could you use simpler words")[-1] == MORE
        assert [card["id"] for card in talk.cards] == ids
        assert len(talk.cards[0]["lines"]) < lines

    def test_the_introduction_stands_once(self, assistant: Assistant) -> None:
        messages = assistant.say("what is NCT02448641 about", sender=f"trials-{next(_numbers)}")
        assert len(messages) > 2
        assert sum("I am a machine" in str(message.get("text")) for message in messages) == 1

    def test_without_an_answer_there_are_links(self, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
        nobody = Registries(SearchResult(Outcome.UNAVAILABLE))
        monkeypatch.setattr(registry_search, "shared", lambda: nobody)
        talk = Talk(assistant)
        said = talk.says("/find_trials", "India", "skip", "skip", '/find_trials{"trial_choice": "live"}')
        assert said == ["utter_trials_unavailable"]
        assert "https://ctri.nic.in/" in " ".join(talk.texts)

    def test_the_saved_list_alone_answers(self, assistant: Assistant) -> None:
        talk = Talk(assistant)
        said = talk.says("/find_trials", "anywhere", "skip", "all of them", "saved list only")
        assert said == [FOUND, CARD, CARD, CARD, MORE]
        assert "Nothing was sent anywhere" in talk.texts[0]
