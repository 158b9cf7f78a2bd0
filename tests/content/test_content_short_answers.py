"""A short reply to a question of yes and no, in people's own words. What is not surely an answer is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.files import read_content
from content.short_answers import MOST_WORDS, Answer, Kind, ShortReply, looks_like_a_question, read_short_reply

YES, NO, NOT_SURE = Answer.YES, Answer.NO, Answer.NOT_SURE


def answer(message: str) -> Answer | None:
    said = read_short_reply(message)
    assert said is None or said.kind is Kind.ANSWER, message
    return said.answer if said else None


@pytest.mark.parametrize(
    "message",
    [
        "yes",
        "Yes.",
        "YES!!",
        "yep",
        "yeah",
        "y",
        "they do",
        "They do, yes",
        "yes yes",
        "yes yes yes",
        "uh yes",
        "yes... yes",
        "aye",
        "of course they do",
        "I think so",
        "well, I think so",
        "👍",
        "it is",
        "yes please",
        "that's right",
        "oh yes, definitely",
        "yes, they want the money up front",
        "Yes they sent me a letter with it",
        "yes... money... big",
    ],
)
def test_yes(message: str) -> None:
    assert answer(message) is YES


@pytest.mark.parametrize(
    "message",
    [
        "no",
        "No.",
        "nope",
        "nah",
        "n",
        "no no",
        "no no no",
        "never",
        "not yet",
        "they don't",
        "they don’t",
        "They did not.",
        "none",
        "I don't think so",
        "I don't think they did",
        "no, nothing in writing",
        "nope never",
        "not that I know of",
        "👎",
        "not really",
        "they never did",
        "no I do not",
        "no... paper... no",
    ],
)
def test_no(message: str) -> None:
    assert answer(message) is NO


@pytest.mark.parametrize(
    "message",
    [
        "not sure",
        "Not sure.",
        "not sure?",
        "dunno",
        "I dunno",
        "no idea",
        "don't know",
        "I don’t know",
        "I do not know if they did",
        "maybe",
        "yes and no",
        "no idea really",
        "can't remember",
        "I'm not sure about that one",
        "yes maybe",
        "no, not sure",
        "skip",
        "next question please",
        "they didn't say",
        "haven't asked",
        "I can't say, sorry",
    ],
)
def test_not_sure(message: str) -> None:
    assert answer(message) is NOT_SURE


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("they want 5000 euros before Friday", YES),
        ("they have no number", NO),
        ("there is nothing on paper", NO),
        ("only stories on facebook", YES),
        ("I haven't got one", NO),
        ("he said it costs nothing", NO),
    ],
)
def test_a_statement_counts_only_where_the_intent_allows_it(message: str, expected: Answer) -> None:
    said = read_short_reply(message)
    assert said and (said.kind, said.answer, said.sure) == (Kind.ANSWER, expected, False)


@pytest.mark.parametrize(
    "message",
    [
        "what is a trial number",
        "no, what is a trial number?",
        "no what is a trial number",
        "yes but is it safe",
        "yes, is it safe",
        "is that bad",
        "why",
        "do they?",
        "really?",
        "I do not know what a trial number is",
        "I don't understand the question",
        "I don't get it",
        "how do I know",
        "right tell me about the risks",
        "ok, and what are the risks",
        "no but can I trust them",
        "thanks",
        "hello",
        "my arm hurts",
        "stem cells",
        "yes no",
        "no yes no",
        "",
        "   ",
        "?",
        "...",
        "💥",
        "yes " * (MOST_WORDS + 1),
        "stop taking aspirin",
        "I want to stop my pills",
        "go back to the start",
    ],
)
def test_no_answer(message: str) -> None:
    assert read_short_reply(message) is None


@pytest.mark.parametrize(
    "message",
    [
        "stop",
        "Stop!",
        "stop please",
        "please stop it",
        "later",
        "maybe later",
        "not now",
        "cancel",
        "no more questions please",
        "never mind",
        "no, never mind",
        "I'm tired",
        "that's enough",
        "quit",
        "I want to stop",
        "no I need to stop now",
    ],
)
def test_stop(message: str) -> None:
    said = read_short_reply(message)
    assert said and said.kind is Kind.STOP


@pytest.mark.parametrize(
    "message", ["end it", "I want to stop", "I give up", "I'm tired", "get me out of this", "no more"]
)
def test_words_of_stopping_that_may_come_from_despair_are_not_sure(message: str) -> None:
    said = read_short_reply(message)
    assert said and (said.kind, said.sure) == (Kind.STOP, False)


@pytest.mark.parametrize(
    "message",
    [
        "I do not know",
        "can't remember",
        "yes",
        "no no",
        "no idea, sorry",
        "stop please",
        "quit",
        "no wait, I meant yes",
        "wrong button",
    ],
)
def test_nothing_but_a_reply(message: str) -> None:
    said = read_short_reply(message)
    assert said and said.whole


@pytest.mark.parametrize(
    "message",
    [
        "yes and my arm is numb",
        "I don't know who I am",
        "can't remember my name",
        "no, his face droops",
        "they have no number",
    ],
)
def test_more_than_a_reply(message: str) -> None:
    said = read_short_reply(message)
    assert said is None or not said.whole


@pytest.mark.parametrize(
    ("message", "expected", "number"),
    [
        ("no wait, I meant yes", YES, None),
        ("no, I mean yes", YES, None),
        ("sorry, I meant no", NO, None),
        ("wait, no", NO, None),
        ("oh sorry, I pressed the wrong button, it should be no", NO, None),
        ("I meant not sure", NOT_SURE, None),
        ("question 2 should be no", NO, 2),
        ("change question two to not sure", NOT_SURE, 2),
        ("Question 8 should have been... yes", YES, 8),
    ],
)
def test_correction(message: str, expected: Answer, number: int | None) -> None:
    said = read_short_reply(message)
    assert said and (said.kind, said.answer, said.number, said.sure) == (Kind.CORRECTION, expected, number, True)


@pytest.mark.parametrize(
    ("message", "number"),
    [
        ("go back", None),
        ("back", None),
        ("back please", None),
        ("can we go back a question?", None),
        ("previous question", None),
        ("undo", None),
        ("that was wrong", None),
        ("go back to question 3", 3),
        ("question five again", 5),
        ("oh, my mistake", None),
    ],
)
def test_back(message: str, number: int | None) -> None:
    said = read_short_reply(message)
    assert said and (said.kind, said.answer, said.number, said.sure) == (Kind.BACK, None, number, True)


@pytest.mark.parametrize(
    "message", ["is it safe", "no, is it safe", "and what now", "no but why", "Safe?", "tell me more"]
)
def test_questions(message: str) -> None:
    assert looks_like_a_question(message)


@pytest.mark.parametrize("message", ["yes", "they want money", "no number", "sure thing"])
def test_no_questions(message: str) -> None:
    assert not looks_like_a_question(message)


@given(message=st.text(max_size=300))
def test_any_text_is_read(message: str) -> None:
    said = read_short_reply(message)
    assert said is None or (said.answer is not None) == (said.kind in (Kind.ANSWER, Kind.CORRECTION))


def test_every_listed_answer_is_read_as_such() -> None:
    lists = read_content("conversation/short_answers.yml")
    for kind in Answer:
        for phrase in lists[kind.value]:
            assert answer(str(phrase)) is kind, phrase
    for phrase in lists["stop"]:
        assert read_short_reply(phrase) == ShortReply(Kind.STOP, whole=True), phrase
    for phrase in lists["stop_perhaps"]:
        said = read_short_reply(phrase)
        assert said and (said.kind, said.sure) == (Kind.STOP, False), phrase


def test_no_phrase_stands_in_two_lists_of_answers() -> None:
    lists = read_content("conversation/short_answers.yml")
    phrases = [
        str(phrase)
        for name in (*(kind.value for kind in Answer), "stop", "stop_perhaps", "back")
        for phrase in lists[name]
    ]
    assert {phrase for phrase in phrases if phrases.count(phrase) > 1} == set()
