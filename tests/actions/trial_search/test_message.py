"""What a message says about the search depends on the question that was asked."""

from typing import Any, Optional

import pytest

from actions.trial_search.message import LEAVES_THE_FORM, Asked, Choice, Said, choice_of, read_message
from actions.trial_search.wishes import ANY_KIND, ANYWHERE, EVERY_STATUS, OPEN, SKIPPED, STAGE, Ask
from content.places import Context, find_places
from understanding.terms import find_entities

PLACE, KIND, STATUS, LIVE = (ask.value for ask in Ask)


def read(text: str, question: Optional[Ask] = None, intent: str = "nlu_fallback", **asked: Any) -> Optional[Said]:
    """The message as it comes through the pipeline, without the classifier."""
    message = {"text": text, "intent": {"name": intent}, "entities": find_entities(text)}
    return read_message(message, Asked(question, **asked))


def slots(text: str, question: Optional[Ask] = None, intent: str = "nlu_fallback", **asked: Any) -> dict[str, Any]:
    """The slots it sets, a place by its name."""
    said = read(text, question, intent, **asked)
    assert said is not None, text
    return {name: value["name"] if isinstance(value, dict) else value for name, value in said.slots.items()}


class TestTheFirstMessage:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("any trials near Leeds for an old stroke?", {PLACE: "Leeds, England, United Kingdom", STAGE: "late"}),
            ("studies for a brain bleed in Canada", {PLACE: "Canada", KIND: "haemorrhagic"}),
            ("which trials are recruiting anywhere in Spain", {PLACE: "Spain", STATUS: OPEN}),
            ("show me trials anywhere, finished ones too", {PLACE: ANYWHERE, STATUS: EVERY_STATUS}),
            ("he had a clot 3 years ago, find a study", {KIND: "ischaemic", STAGE: "late"}),
            ("trials for a clot 2 weeks ago", {KIND: "ischaemic", STAGE: "early"}),
            ("trials for a pontine stroke", {KIND: ANY_KIND}),
            ("trials for a clot or a bleed", {KIND: ANY_KIND}),
            ("find me a trial", {}),
        ],
    )
    def test_what_is_said_is_taken(self, text: str, expected: dict[str, Any]) -> None:
        assert slots(text, intent="find_trials") == expected

    @pytest.mark.parametrize("text", ["any trials at all", "are all studies safe to search", "yes, search for a trial"])
    def test_words_that_only_answer_a_question_say_nothing_yet(self, text: str) -> None:
        assert not {PLACE, KIND, LIVE} & set(slots(text, intent="find_trials"))

    def test_near_me_is_the_country_where_the_person_lives(self) -> None:
        assert slots("trials near me", intent="find_trials", home="IE") == {PLACE: "Ireland"}
        assert slots("trials near me", intent="find_trials") == {}


class TestAnswers:
    @pytest.mark.parametrize(
        ("question", "text", "intent", "expected"),
        [
            (Ask.PLACE, "leeds", "abuse", "Leeds, England, United Kingdom"),
            (Ask.PLACE, "in France please", "nlu_fallback", "France"),
            (Ask.PLACE, "anywhere", "ask_where_available", ANYWHERE),
            (Ask.PLACE, "I don't mind", "deny", ANYWHERE),
            (Ask.PLACE, "skip", "deny", ANYWHERE),
            (Ask.KIND, "a bleed", "emergency_of_none", "haemorrhagic"),
            (Ask.KIND, "it was a clot", "ask_stroke_types", "ischaemic"),
            (Ask.KIND, "not a clot, a bleed", "deny", "haemorrhagic"),
            (Ask.KIND, "both", "nlu_fallback", ANY_KIND),
            (Ask.KIND, "no idea", "deny", ANY_KIND),
            (Ask.STATUS, "all of them", "affirm", EVERY_STATUS),
            (Ask.STATUS, "only ones looking for people", "find_trials", OPEN),
            (Ask.STATUS, "it does not matter", "nlu_fallback", OPEN),
            (Ask.STATUS, "yes", "affirm", OPEN),
            (Ask.LIVE, "yes", "affirm", True),
            (Ask.LIVE, "search now", "find_trials", True),
            (Ask.LIVE, "saved list only", "nlu_fallback", False),
            (Ask.LIVE, "no", "deny", False),
            (Ask.LIVE, "skip", "deny", False),
        ],
    )
    def test_an_answer_is_read_whatever_its_intent(self, question: Ask, text: str, intent: str, expected: Any) -> None:
        assert slots(text, question, intent) == {question.value: expected}

    @pytest.mark.parametrize(
        "text", ["do not search the internet", "no, don't send that", "yes but send nothing", "never search live"]
    )
    def test_with_a_no_nothing_leaves(self, text: str) -> None:
        assert slots(text, Ask.LIVE, "affirm") == {LIVE: False}

    def test_more_than_was_asked_is_taken(self) -> None:
        expected = {PLACE: "Leeds, England, United Kingdom", KIND: "haemorrhagic", STATUS: OPEN}
        assert slots("Leeds, a bleed, only open ones", Ask.PLACE) == expected

    @pytest.mark.parametrize("question", list(Ask))
    def test_an_earlier_answer_is_corrected_at_any_question(self, question: Ask) -> None:
        for text in ("no, Leeds not London", "near Leeds instead", "not London but Leeds"):
            assert slots(text, question, "find_trials") == {PLACE: "Leeds, England, United Kingdom"}

    def test_a_place_of_several_countries_is_asked_about(self) -> None:
        said = read("London", Ask.PLACE)
        assert said is not None and said.slots[PLACE] is None
        assert {place.country for place in said.choices} >= {"GB", "CA"}

    @pytest.mark.parametrize(
        ("text", "country"),
        [("the one in Canada", "CA"), ("Ontario", "CA"), ("England", "GB"), ("London, UK", "GB"), ("canada pls", "CA")],
    )
    def test_one_of_the_places_is_pointed_out(self, text: str, country: str) -> None:
        choices = find_places("London", Context.ANSWER).choices
        said = read(text, Ask.PLACE, choices=choices)
        assert said is not None and said.slots[PLACE]["country"] == country
        assert "London" in said.slots[PLACE]["name"]

    @pytest.mark.parametrize("text", ["Wibbleton on Sea", "here", "near us", "xqzt"])
    def test_a_place_that_we_do_not_know_is_noticed(self, text: str) -> None:
        said = read(text, Ask.PLACE)
        assert said is not None and said.unknown_place and not said.slots


class TestNotForTheForm:
    @pytest.mark.parametrize(
        ("question", "text"),
        [
            (Ask.KIND, "bleed"),
            (Ask.KIND, "it was a bleed"),
            (Ask.KIND, "a haemorrhagic stroke, they said"),
            (Ask.KIND, "I don't know"),
            (Ask.PLACE, "I don't know, sorry"),
        ],
    )
    def test_a_plain_answer_is_no_emergency(self, question: Ask, text: str) -> None:
        assert read(text, question, "emergency") is not None
        assert read(text, question, "self_harm") is None
        assert read(text, None, "emergency") is None

    @pytest.mark.parametrize(
        "text",
        [
            "it is a bleed",
            "a bleed now",
            "he has a bleed",
            "I don't know where I am",
            "I don't know what is wrong with my arm",
            "brain bleed, his face dropped",
            "stroke",
            "skip, he can't speak",
            "help, a bleed",
            "another bleed",
        ],
    )
    @pytest.mark.parametrize("question", list(Ask))
    def test_one_word_more_and_danger_has_it(self, question: Ask, text: str) -> None:
        assert read(text, question, "emergency") is None

    def test_a_kind_is_a_plain_answer_to_its_own_question_only(self) -> None:
        assert read("a bleed", Ask.PLACE, "emergency") is None

    @pytest.mark.parametrize("intent", sorted(LEAVES_THE_FORM))
    def test_what_ends_the_form_is_left_alone_even_with_an_answer_in_it(self, intent: str) -> None:
        assert read("his face dropped in Leeds, a bleed, skip", Ask.PLACE, intent) is None

    @pytest.mark.parametrize(
        ("text", "intent"),
        [
            ("what is a bleeding stroke?", "ask_stroke_types"),
            ("is it approved in Japan", "ask_approval_status"),
            ("how much does it cost in Mexico", "ask_cost"),
            ("can a clot be treated with cells", "ask_stroke_type_suitability"),
            ("who pays for all of them?", "ask_trial_cost"),
            ("thanks", "thanks"),
            ("tell me more", "tell_me_more"),
        ],
    )
    @pytest.mark.parametrize("question", list(Ask))
    def test_another_question_is_not_swallowed(self, question: Ask, text: str, intent: str) -> None:
        assert read(text, question, intent) is None

    @pytest.mark.parametrize("question", [Ask.KIND, Ask.STATUS, Ask.LIVE])
    def test_what_nobody_understands_is_not_for_the_form(self, question: Ask) -> None:
        assert read("purple monkey dishwasher", question) is None

    def test_being_asked_to_search_again_asks_the_question_again(self) -> None:
        assert read("find me a trial", Ask.KIND, "find_trials") == Said()


class TestStopping:
    @pytest.mark.parametrize(
        "text", ["stop", "please stop this search", "never mind", "cancel", "I give up", "forget it"]
    )
    @pytest.mark.parametrize("question", list(Ask))
    def test_words_that_end_it(self, question: Ask, text: str) -> None:
        assert read(text, question, "ask_cure") == Said(stop=True)

    @pytest.mark.parametrize("question", [Ask.PLACE, Ask.KIND, Ask.STATUS])
    def test_a_no_ends_it(self, question: Ask) -> None:
        assert read("no, thank you kindly", question, "deny") == Said(stop=True)

    def test_before_the_form_nothing_is_stopped(self) -> None:
        assert read("stop", None, "find_trials") == Said()


class TestButtons:
    @pytest.mark.parametrize("choice", list(Choice))
    def test_each_choice_is_read(self, choice: Choice) -> None:
        message = {
            "text": f'/find_trials{{"trial_choice": "{choice.value}"}}',
            "intent": {"name": "find_trials"},
            "entities": [{"entity": "trial_choice", "value": choice.value}],
        }
        assert choice_of(message) is choice
        said = read_message(message, Asked(Ask.KIND))
        assert said is not None
        assert said.stop is (choice is Choice.STOP)
        assert said.skip_the_rest is (choice is Choice.SKIP_THE_REST)

    @pytest.mark.parametrize("value", ["Leeds", "Paris, Texas, United States", "London, Ontario, Canada"])
    def test_a_place(self, value: str) -> None:
        message = {
            "text": "/find_trials{}",
            "intent": {"name": "find_trials"},
            "entities": [{"entity": "place", "value": value}],
        }
        said = read_message(message, Asked(Ask.PLACE))
        assert said is not None and said.slots[PLACE]["name"].startswith(value.split(",")[0])

    @pytest.mark.parametrize("value", ["no such place", "", "x" * 5000, None, 7])
    def test_a_value_that_no_button_sends_counts_as_none(self, value: Any) -> None:
        for kind in ("place", "trial_choice"):
            message = {
                "text": "/find_trials{}",
                "intent": {"name": "find_trials"},
                "entities": [{"entity": kind, "value": value}],
            }
            said = read_message(message, Asked(Ask.PLACE))
            assert said is not None and not any(said.slots.values())

    def test_a_button_of_another_topic_is_not_for_the_form(self) -> None:
        assert (
            read_message({"text": "/ask_risks", "intent": {"name": "ask_risks"}, "entities": []}, Asked(Ask.KIND))
            is None
        )


@pytest.mark.parametrize("text", ["", " ", "?", "🙂", "a" * 10_000, "‮Leeds", "(((", "not not not not", "not"])
@pytest.mark.parametrize("question", [None, *Ask])
def test_any_string_is_read(question: Optional[Ask], text: str) -> None:
    read(text, question)


def test_a_skipped_question_never_gives_leave() -> None:
    assert SKIPPED[Ask.LIVE] is False
