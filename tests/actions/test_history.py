"""What the events of a talk tell."""

from actions.history import (
    last_named,
    last_reply,
    last_topic,
    open_offer,
    replied_this_turn,
    replies_before,
    times_not_understood,
    topics_answered,
)
from tests.actions.harness import Conversation

TALK = (
    Conversation()
    .user("greet")
    .bot("utter_greet")
    .user("two_questions")
    .bot("utter_ask_risks", "utter_also_asked")
    .user("nothing came back")
    .user("thanks")
)


def test_turns_come_the_latest_first_and_without_the_present_one() -> None:
    turns = list(replies_before(TALK.tracker))
    assert turns[:2] == [[], ["utter_also_asked", "utter_ask_risks"]]
    assert last_reply(TALK.tracker) == "utter_also_asked"


def test_the_reply_to_the_present_message_is_not_the_last_reply() -> None:
    talk = Conversation().user("greet").bot("utter_greet").user("thanks").bot("utter_thanks")
    assert last_reply(talk.tracker) == "utter_greet"


def test_before_anything_was_said() -> None:
    tracker = Conversation().tracker
    assert last_reply(tracker) is last_topic(tracker) is open_offer(tracker) is last_named(tracker, "term") is None
    assert topics_answered(tracker) == ()
    assert times_not_understood(tracker) == 0
    assert not replied_this_turn(tracker)


def test_replied_this_turn() -> None:
    talk = Conversation().user("greet").bot("utter_greet")
    assert replied_this_turn(talk.tracker)
    assert not replied_this_turn(talk.user("thanks").tracker)


def test_a_topic_is_an_answer_with_an_evidence_label() -> None:
    talk = Conversation().user("ask_risks").bot("utter_ask_risks").user("thanks").bot("utter_thanks")
    talk.user("lookup_trial").bot("utter_lookup_trial_unknown").user("ask_cure").bot("utter_ask_cure")
    talk.user("ask_sources").bot("utter_sources").user("ask_risks").bot("utter_ask_risks")
    assert topics_answered(talk.tracker) == ("ask_risks", "ask_cure")
    assert last_topic(talk.tracker) == "ask_risks"


def test_a_message_without_a_response_name_is_passed_over() -> None:
    talk = Conversation().user("ask_risks").bot("utter_ask_risks").user("thanks")
    talk.events.append({"event": "bot", "text": "typed by a colleague", "metadata": None})
    talk.events.append(
        {"event": "bot", "text": "from a response since removed", "metadata": {"utter_action": "utter_x"}}
    )
    assert last_topic(talk.tracker) == "ask_risks"


def test_only_failures_without_a_break_count() -> None:
    talk = Conversation().user("nlu_fallback").bot("utter_rephrase").user("ask_risks").bot("utter_ask_risks")
    talk.user("nlu_fallback").bot("utter_did_you_mean").user("nlu_fallback").bot("utter_menu").user("nlu_fallback")
    assert times_not_understood(talk.tracker) == 2


def test_an_entity_is_found_in_the_latest_message_that_names_one() -> None:
    talk = Conversation().user("lookup_trial", trial_id="NCT1").user("lookup_trial", trial_id="NCT2").user("thanks")
    assert last_named(talk.tracker, "trial_id") == "NCT2"
    assert last_named(talk.tracker, "term") is None
