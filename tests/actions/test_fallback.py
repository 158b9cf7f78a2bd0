"""Not understood: each time another reply, and always a way on."""

from typing import Any, Dict, List

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.fallback import EXAMPLES, MOST_GUESSES, NEAR_CONFIDENCE, NEAR_RATIO, ActionFallback
from actions.lookup_trial import ActionLookupTrial
from actions.registries.model import LookupResult, Outcome
from content.answers import answers
from content.topics import topics
from tests.actions.harness import Conversation, Ranking
from tests.actions.trial_search.samples import Registries

LOST = ActionFallback()
FAR = NEAR_CONFIDENCE / 2


def ranking(**confidences: float) -> Ranking:
    return [{"name": name, "confidence": confidence} for name, confidence in confidences.items()]


NOTHING: Ranking = []
NO_GUESS = ranking(ask_cure=FAR, ask_risks=FAR, ask_cost=FAR)
ONE_GUESS = ranking(ask_cure=0.25, ask_risks=FAR)
TWO_GUESSES = ranking(ask_cure=0.25, ask_risks=0.2)


async def replies(*rankings: Ranking) -> List[str]:
    """The one response to each of these messages, none of which was understood."""
    talk, said = Conversation(), []
    for guesses in rankings:
        (response,) = (await talk.user("nlu_fallback", ranking=guesses).run(LOST)).responses
        said.append(response)
    return said


class TestFirstTime:
    async def test_one_near_topic_is_offered_to_a_yes(self) -> None:
        result = await Conversation().user("nlu_fallback", ranking=ONE_GUESS).run(LOST)
        assert result.responses == ["utter_did_you_mean_one"]
        assert result.values["title"] == topics()["ask_cure"].title
        assert result.slots == {"offer": "ask_cure"}

    async def test_several_near_topics_become_buttons_best_first(self) -> None:
        result = await Conversation().user("nlu_fallback", ranking=TWO_GUESSES).run(LOST)
        assert (result.responses, result.slots) == (["utter_did_you_mean"], {})
        assert result.buttons == ["/ask_cure", "/ask_risks"]

    async def test_the_buttons_are_few(self) -> None:
        many = ranking(ask_cure=0.2, ask_risks=0.2, ask_cost=0.2, ask_ethics=0.2, ask_placebo=0.2)
        result = await Conversation().user("nlu_fallback", ranking=many).run(LOST)
        assert result.buttons == ["/ask_cure", "/ask_risks", "/ask_cost"]
        assert len(result.buttons) == MOST_GUESSES

    async def test_a_guess_far_behind_the_best_is_no_guess(self) -> None:
        guesses = ranking(ask_cure=0.6, ask_risks=0.6 / NEAR_RATIO - 0.01)
        assert await replies(guesses) == ["utter_did_you_mean_one"]

    @pytest.mark.parametrize("beside", ["thanks", "abuse", "emergency", "ask_personal_advice"])
    async def test_small_talk_and_safety_are_never_guessed(self, beside: str) -> None:
        result = await Conversation().user("nlu_fallback", ranking=ranking(**{beside: 0.3, "ask_cure": 0.2})).run(LOST)
        assert result.slots == {"offer": "ask_cure"}

    async def test_what_rasa_puts_into_the_ranking_itself_is_passed_over(self) -> None:
        guesses = ranking(nlu_fallback=0.9, two_questions=0.8, ask_cure=0.25)
        assert await replies(guesses) == ["utter_did_you_mean_one"]

    async def test_nothing_near_asks_for_other_words_with_the_nearest_questions(self) -> None:
        result = await Conversation().user("nlu_fallback", ranking=NO_GUESS).run(LOST)
        assert result.responses == ["utter_rephrase"]
        assert result.values["examples"].startswith(f"“{topics()['ask_cure'].title}”")
        assert result.values["examples"].count("“") == EXAMPLES

    async def test_there_are_examples_even_if_only_small_talk_is_near(self) -> None:
        result = await Conversation().user("nlu_fallback", ranking=ranking(thanks=FAR, abuse=FAR)).run(LOST)
        assert result.responses == ["utter_rephrase"]
        assert result.values["examples"].count("“") == EXAMPLES

    async def test_a_message_without_a_readable_word(self) -> None:
        assert await replies(NOTHING) == ["utter_unreadable"]


class TestLadder:
    @pytest.mark.parametrize(
        ("rankings", "expected"),
        [
            ([ONE_GUESS, ONE_GUESS], ["utter_did_you_mean_one", "utter_rephrase"]),
            ([TWO_GUESSES, ONE_GUESS], ["utter_did_you_mean", "utter_rephrase"]),
            ([NO_GUESS, ONE_GUESS], ["utter_rephrase", "utter_did_you_mean_one"]),
            ([NO_GUESS, TWO_GUESSES], ["utter_rephrase", "utter_did_you_mean"]),
            ([NO_GUESS, NO_GUESS], ["utter_rephrase", "utter_menu"]),
        ],
    )
    async def test_second_time(self, rankings: List[Ranking], expected: List[str]) -> None:
        assert await replies(*rankings) == expected

    async def test_from_the_third_time_on_the_menu_and_other_helpers_take_turns(self) -> None:
        assert (await replies(*[TWO_GUESSES] * 6))[2:] == [
            "utter_menu",
            "utter_still_lost",
            "utter_menu",
            "utter_still_lost",
        ]

    async def test_an_answer_starts_the_ladder_anew(self) -> None:
        talk = Conversation()
        for _ in range(3):
            await talk.user("nlu_fallback", ranking=TWO_GUESSES).run(LOST)
        talk.user("ask_risks").bot("utter_ask_risks")
        result = await talk.user("nlu_fallback", ranking=TWO_GUESSES).run(LOST)
        assert result.responses == ["utter_did_you_mean"]


any_ranking: st.SearchStrategy[List[Dict[str, Any]]] = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from([*topics(), "nlu_fallback", "two_questions", None]),
            "confidence": st.floats(0, 1),
        }
    ),
    max_size=10,
    unique_by=lambda guess: guess["name"],
).map(lambda guesses: sorted(guesses, key=lambda guess: guess["confidence"], reverse=True))


@given(rankings=st.lists(any_ranking, min_size=8, max_size=8))
async def test_eight_failures_never_bring_the_same_response_twice_running(
    rankings: List[List[Dict[str, Any]]],
) -> None:
    said = await replies(*rankings)
    again = {before for before, after in zip(said, said[1:]) if before == after}
    # Signs and pictures in a row: the words differ, see tests/serving/test_response_generator.py.
    assert again <= {"utter_unreadable"}
    assert len(answers()["utter_unreadable"]) > 1


async def test_a_trial_number_is_looked_up_whatever_stands_around_it() -> None:
    look_up = ActionLookupTrial(Registries(LookupResult(Outcome.INVALID)))
    number = "DRKS00031204"
    talk = Conversation().user("nlu_fallback", f"hm {number} eh", ranking=ONE_GUESS, trial_id=number)
    assert (await talk.run(ActionFallback(look_up))).responses == ["utter_lookup_trial"]
