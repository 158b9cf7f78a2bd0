"""A take-away of the talk, with nothing in it that the person typed."""

from actions.summary import MOST_SOURCES, ActionSummary
from content.doctor_questions import questions_about
from content.topics import topics
from tests.actions.harness import Conversation

SECRET = "my name is Xanthippe"


async def test_topics_stand_once_each_in_the_order_of_the_talk() -> None:
    talk = Conversation().user("ask_cure").bot("utter_ask_cure").user("ask_risks").bot("utter_ask_risks")
    talk.user("thanks").bot("utter_thanks").user("ask_cure").bot("utter_ask_cure")
    result = await talk.user("ask_summary").run(ActionSummary())
    assert result.responses == ["utter_summary"]
    assert result.values["topics"] == f"• {topics()['ask_cure'].title}\n• {topics()['ask_risks'].title}"
    assert result.values["questions"].split("\n") == [f"• {q}" for q in questions_about(["ask_cure", "ask_risks"])]


async def test_sources_are_counted_once_and_not_too_many() -> None:
    talk = Conversation()
    for topic in ("ask_does_it_work", "ask_cure", "ask_trial_results", "ask_does_it_work"):
        talk.user(topic).bot(f"utter_{topic}")
    lines = (await talk.user("ask_summary").run(ActionSummary())).values["sources"].split("\n")
    assert len(lines) == len(set(lines)) == MOST_SOURCES
    assert all("https://" in line for line in lines)


async def test_nothing_that_the_person_typed_is_in_it() -> None:
    talk = Conversation().user("ask_risks", text=SECRET, place=SECRET).bot("utter_ask_risks")
    result = await talk.user("ask_summary", text=SECRET).run(ActionSummary())
    assert SECRET not in str(result)


async def test_nothing_to_sum_up_yet() -> None:
    talk = Conversation().user("greet").bot("utter_greet").user("ask_summary")
    assert (await talk.run(ActionSummary())).responses == ["utter_summary_empty"]


async def test_help_texts_alone_give_no_summary() -> None:
    talk = Conversation().user("bot_challenge").bot("utter_bot_challenge").user("ask_summary")
    assert (await talk.run(ActionSummary())).responses == ["utter_summary_empty"]


async def test_a_reply_to_somebody_in_despair_is_on_no_page_that_others_may_read() -> None:
    talk = Conversation().user("self_harm").bot("utter_self_harm").user("ask_risks").bot("utter_ask_risks")
    result = await talk.user("ask_summary").run(ActionSummary())
    assert result.values["topics"] == f"• {topics()['ask_risks'].title}"
