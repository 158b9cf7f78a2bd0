"""When the network or the server fails, nothing typed is lost, nothing is said twice, and help is on the page."""

from typing import Callable

import pytest
from playwright.sync_api import expect

from tests.widget.chat import Chat
from tests.widget.fake_server import FakeServer

KEPT = "Your message is kept and sent again by itself."


def keys(server: FakeServer) -> set:
    """The idempotency keys of all messages that reached the server."""
    return {call["key"] for call in server.sent()}


@pytest.mark.parametrize("fault", [500, 503, "drop"])
def test_a_failure_shows_help_and_the_message_goes_out_later(chat: Chat, server: FakeServer, fault: object) -> None:
    chat.visit('inline country="GB"')
    server.fault = fault
    chat.say("Does it work?")
    expect(chat.words("The assistant does not answer now. " + KEPT)).to_be_visible()
    help_box = chat.page.get_by_role("region", name="In an emergency")
    number = "123" if fault == 503 else "999"
    expect(help_box.get_by_role("link", name=f"Call {number}").first).to_have_attribute("href", f"tel:{number}")
    expect(chat.questions.last).to_contain_text("Not sent yet.")
    server.fault = None
    expect(chat.answers.last).to_contain_text("Nobody knows yet")
    expect(help_box).to_have_count(0)
    expect(chat.questions.last).not_to_contain_text("Not sent yet.")
    assert len(server.sent()) >= 2 and len(keys(server)) == 1


def test_try_again_does_not_wait(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    server.fault = 500
    chat.say("Does it work?")
    again = chat.button("Try again now")
    again.wait_for()
    chat.page.wait_for_timeout(3500)
    before = len(server.sent())
    server.fault = None
    again.click()
    expect(chat.answers.last).to_contain_text("Nobody knows yet")
    assert len(server.sent()) == before + 1
    assert chat.focused() == "Type your question", "the button is gone, so the focus goes to the box"


def test_a_lost_reply_is_not_said_twice(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    server.fault = "lose"
    chat.say("Does it work?")
    expect(chat.questions.last).to_contain_text("Not sent yet.")
    server.fault = None
    expect(chat.answers.last).to_contain_text("Nobody knows yet")
    expect(chat.questions).to_have_count(1)
    assert len(keys(server)) == 1
    (session,) = server.sessions.values()
    assert len(session.turns) == 2


def test_offline_and_back(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    chat.page.context.set_offline(True)
    chat.say("Does it work?")
    expect(chat.words("You are offline. " + KEPT)).to_be_visible()
    chat.say("Find a trial")
    expect(chat.questions).to_have_count(2)
    expect(chat.page.get_by_role("region", name="In an emergency")).to_be_visible()
    chat.page.context.set_offline(False)
    expect(chat.page.get_by_role("article").first).to_be_visible()
    texts = chat.page.locator(".msg").all_inner_texts()[1:4]
    assert [words in text for words, text in zip(("Does it work?", "Nobody knows", "Find a trial"), texts)] == [
        True
    ] * 3


def test_a_reload_brings_the_history_back(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    chat.ask()
    before = chat.page.locator(".msg").all_inner_texts()
    chat.page.reload()
    expect(chat.answers).to_have_count(2)
    assert chat.page.locator(".msg").all_inner_texts() == before
    expect(chat.button("What helps recovery?")).to_be_visible()
    assert len(server.sent("/session")) == 1


@pytest.mark.parametrize("fault", ["drop", "lose"])
def test_a_reload_does_not_lose_or_repeat_an_unsent_message(chat: Chat, server: FakeServer, fault: str) -> None:
    chat.visit()
    server.fault = fault
    chat.say("Does it work?")
    expect(chat.questions.last).to_contain_text("Not sent yet.")
    server.fault = None
    chat.page.reload()
    expect(chat.answers.last).to_contain_text("Nobody knows yet")
    expect(chat.words("Looking for the answer")).to_have_count(0)
    expect(chat.questions).to_have_count(1)
    assert len(keys(server)) == 1


def test_a_restarted_server_is_survived(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    chat.ask()
    server.restart()
    chat.say("Find a trial")
    expect(chat.page.get_by_role("article").first).to_be_visible()
    expect(chat.words("The assistant had to start again.")).to_be_visible()
    expect(chat.words("Nobody knows yet")).to_be_visible()
    assert server.sent()[-1]["body"] == {"text": "Find a trial"}


def test_a_choice_of_a_lost_session_is_sent_as_words(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    server.restart()
    chat.button("Does it work?").click()
    expect(chat.answers.last).to_contain_text("Nobody knows yet")
    assert server.sent()[-1]["body"] == {"text": "Does it work?"}


def test_a_choice_that_the_server_does_not_know_is_sent_as_words(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    for session in server.sessions.values():
        session.choices.clear()
    chat.button("Does it work?").click()
    expect(chat.answers.last).to_contain_text("Nobody knows yet")
    first, second = server.sent()
    assert "choice" in first["body"] and second["body"] == {"text": "Does it work?"} and first["key"] != second["key"]


def test_the_reading_level_outlives_the_session(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    chat.button("Simpler").click()
    expect(chat.answers.last).to_contain_text("Nobody is sure")
    server.restart()
    with chat.page.expect_response("**/session"):
        chat.say("Does it work?")
    assert server.sent("/session")[-1]["body"] == {"level": "simple"}


def test_too_many_messages_wait_as_long_as_the_server_asks(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    server.fault = 429
    chat.say("Does it work?")
    expect(chat.words("Please wait a little.")).to_be_visible()
    expect(chat.page.get_by_role("region", name="In an emergency")).to_have_count(0)
    server.fault = None
    expect(chat.answers.last).to_contain_text("Nobody knows yet")


def test_a_slow_answer_shows_help_meanwhile(new_chat: Callable[..., Chat], server: FakeServer) -> None:
    chat = new_chat()
    chat.page.clock.install()
    chat.visit()
    server.slow = 1.5
    chat.say("Does it work?")
    expect(chat.page.get_by_role("status").first).to_contain_text("Looking for the answer")
    chat.page.clock.fast_forward(9000)
    expect(chat.words("This takes longer than usual.")).to_be_visible()
    expect(chat.page.get_by_role("region", name="In an emergency")).to_be_visible()
    expect(chat.answers.last).to_contain_text("Nobody knows yet")
    expect(chat.words("This takes longer than usual.")).to_have_count(0)


def test_a_refused_text_comes_back_to_the_box(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    text = "word " * 250
    chat.say(text)
    expect(chat.answers.last).to_contain_text("Your message is too long.")
    assert chat.box.input_value() == text.strip()
    expect(chat.questions).to_have_count(0)
    expect(chat.button("Does it work?")).to_be_visible()
    chat.ask("Does it work?")
    expect(chat.answers.last).to_contain_text("Nobody knows yet")


def test_a_page_opened_without_a_server_still_names_the_numbers(chat: Chat, server: FakeServer) -> None:
    server.fault = "drop"
    chat.visit("open")
    help_box = chat.page.get_by_role("region", name="In an emergency")
    for number in ("999", "112", "911", "000", "111"):
        expect(help_box.get_by_role("link", name=f"Call {number}", exact=True).first).to_have_attribute(
            "href", f"tel:{number}"
        )
    expect(help_box).to_contain_text("116 123")
    server.fault = None
    chat.button("Try again now").click()
    expect(chat.answers.last).to_contain_text("I am a machine")


def test_forgetting_is_not_claimed_when_it_failed(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    chat.ask()
    chat.button("Options").click()
    chat.button("Forget this chat").click()
    server.fault = "drop"
    chat.button("Yes, forget it").click()
    expect(chat.words("The chat is not deleted yet.")).to_be_visible()
    server.fault = None
    chat.button("Yes, forget it").click()
    expect(chat.words("The chat is deleted.")).to_be_visible()
    assert server.sessions == {}


def test_a_failed_vote_says_so(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    answer = chat.ask()
    server.fault = 500
    answer.get_by_role("button", name="This did not help").click()
    expect(answer).to_contain_text("This did not work. Please try again.")
    server.fault = None
    answer.get_by_role("button", name="This did not help").click()
    expect(answer).to_contain_text("Thank you.")
    assert server.feedback[0]["helpful"] is False
