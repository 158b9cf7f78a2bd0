"""The whole way of a person who never saw the page: ask, listen, see where it is from, find a trial, print, forget."""

from typing import Callable

import pytest
from playwright.sync_api import expect

from tests.widget.chat import Chat
from tests.widget.fake_server import FakeServer

KEEP_PRINTED = """window.print = () => {
    top.printed = [document.body.innerText, document.title, document.querySelectorAll('button').length];
}"""
KEEP_SHIFTS = """window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => { shift += entry.value }))
    .observe({type: 'layout-shift', buffered: true});"""


def test_by_mouse(chat: Chat, server: FakeServer) -> None:
    chat.visit("")
    chat.button("Help: stem cells and stroke").click()
    chat.button("Does it work?").click()
    expect(chat.answers.last).to_contain_text("Nobody knows yet")
    expect(chat.questions.last).to_contain_text("Does it work?")
    expect(chat.answers.last).to_contain_text("How sure is this? Larger studies, no clear benefit")

    chat.button("Where is this from?", last=True).click()
    source = chat.page.get_by_role("link", name="TREASURE")
    expect(source).to_contain_text("web link, opens a new page")
    expect(source).to_have_attribute("href", "https://jamanetwork.com/journals/jamaneurology/fullarticle/2813654")
    expect(chat.answers.last).to_contain_text("Last checked: 23 November 2026")

    chat.button("This helped", last=True).click()
    expect(chat.answers.last).to_contain_text("Thank you.")
    assert server.feedback[0]["helpful"] is True and server.feedback[0]["answer"]

    chat.button("Simpler").click()
    expect(chat.answers.last).to_contain_text("Nobody is sure that it helps.")
    assert server.sent()[-1]["body"] == {"command": "simpler"}
    chat.button("More detail").click()
    assert chat.page.wait_for_function("true") and server.sent()[-1]["body"] == {"command": "more"}

    chat.ask("Find a trial")
    card = chat.page.get_by_role("article").first
    expect(card).to_contain_text("Looking for people")
    expect(card).to_contain_text("This is a test. Nobody knows if it helps.")
    expect(card).to_contain_text("Listed is not approved")
    expect(card.get_by_role("link")).to_have_attribute("href", "https://clinicaltrials.gov/study/NCT00000001")
    expect(chat.answers.last).not_to_contain_text("Two trials as text")

    chat.button("Options").click()
    chat.button("Print or save a summary").click()
    expect(chat.words("Which proven care is open to me?")).to_be_visible()
    chat.button("Back to the chat").click()

    chat.button("Options").click()
    chat.button("Forget this chat").click()
    chat.button("Yes, forget it").click()
    expect(chat.answers).to_have_count(1)
    expect(chat.answers.last).to_contain_text("The chat is deleted.")
    assert server.sessions == {}
    assert chat.stored() == {"device": [], "tab": []}
    chat.button("Start a new chat").click()
    expect(chat.answers.last).to_contain_text("I am a machine")


def test_by_keyboard_alone(chat: Chat, server: FakeServer) -> None:
    chat.visit("")
    keyboard = chat.page.keyboard

    def tab_to(name: str) -> None:
        for _ in range(60):
            keyboard.press("Tab")
            if chat.focused() == name:
                return
        pytest.fail(f"Tab never reaches {name}")

    tab_to("Help: stem cells and stroke")
    keyboard.press("Enter")
    expect(chat.answers).to_have_count(1)
    assert chat.focused() == "Type your question"
    keyboard.press("Shift+Tab")
    assert chat.focused() == "Find a trial", "the choices come right before the box"
    keyboard.press("Enter")
    expect(chat.page.get_by_role("article").first).to_be_visible()
    assert "Find a trial" in chat.focused(), (
        "after a choice the focus is on what was chosen, so that Tab goes on to the answer"
    )
    tab_to("Show more trials")
    tab_to("Type your question")
    keyboard.type("Does it work?")
    keyboard.press("Enter")
    expect(chat.answers.last).to_contain_text("Nobody knows yet")
    assert chat.focused() == "Type your question", "the focus stays where the person types"
    tab_to("Options")
    keyboard.press("Enter")
    assert chat.focused() == "Options"
    tab_to("Print or save a summary")
    keyboard.press("Enter")
    expect(chat.button("Print")).to_be_visible()
    keyboard.press("Escape")
    assert chat.focused() == "Options"
    keyboard.press("Enter")
    tab_to("Forget this chat")
    keyboard.press("Enter")
    tab_to("Yes, forget it")
    keyboard.press("Enter")
    expect(chat.button("Start a new chat")).to_be_focused()
    keyboard.press("Escape")
    assert chat.focused() == "Help: stem cells and stroke", "Escape closes and the focus returns"
    assert server.sessions == {}


def test_nothing_is_sent_before_the_chat_is_opened(chat: Chat, server: FakeServer) -> None:
    chat.visit("")
    chat.button("Help: stem cells and stroke").wait_for()
    assert server.calls == []


def test_the_page_may_open_it_but_keeps_the_focus(chat: Chat, server: FakeServer) -> None:
    chat.visit('open country="gb"')
    expect(chat.answers.last).to_contain_text("I am a machine")
    assert "stroke-assistant" not in chat.page.evaluate("document.activeElement.localName")
    assert server.sent("/session")[0]["body"] == {"country": "GB"}


def test_more_than_five_choices_come_on_request(chat: Chat) -> None:
    chat.visit()
    chat.ask("many ways")
    choices = chat.page.get_by_role("group", name="Choose an answer").get_by_role("button")
    expect(choices).to_have_count(6)
    chat.button("More choices").click()
    expect(choices).to_have_count(8)
    assert chat.focused() == "Choice number 6"


def test_an_emergency_is_seen_and_said_at_once(chat: Chat) -> None:
    chat.visit()
    chat.probe("recordAnnouncements()")
    answer = chat.ask("Her face droops")
    expect(answer).to_contain_text("In an emergency")
    expect(answer.get_by_role("button", name="This helped")).to_have_count(0)
    assert chat.page.get_by_role("alert").first.text_content().startswith("Assistant: Call the emergency number now")


def test_enter_makes_a_new_line_on_a_touch_screen(phone: Chat, server: FakeServer) -> None:
    phone.visit()
    phone.box.fill("Does it")
    phone.box.press("Enter")
    assert phone.box.input_value() == "Does it\n"
    assert server.sent() == []


def test_a_phone_keyboard_does_not_pop_up(phone: Chat) -> None:
    phone.visit("")
    phone.button("Help: stem cells and stroke").tap()
    expect(phone.answers.last).to_contain_text("I am a machine")
    assert phone.focused() == "Conversation"
    phone.button("Does it work?").tap()
    expect(phone.answers.last).to_contain_text("Nobody knows yet")
    assert "Does it work?" in phone.focused()


def test_the_summary_prints_alone_and_can_be_saved(chat: Chat) -> None:
    chat.page.add_init_script(KEEP_PRINTED)
    chat.visit()
    chat.ask()
    chat.button("Options").click()
    chat.button("Print or save a summary").click()
    chat.button("Print").click()
    chat.page.wait_for_function("window.printed")
    text, title, buttons = chat.page.evaluate("printed")
    assert title == "Stem cells and stroke: your summary" and buttons == 0
    for words in ("28 November 2026", "What are the risks for me?", "TREASURE", "not medical advice"):
        assert words in text
    with chat.page.expect_download() as download:
        chat.button("Save as a text file").click()
    saved = download.value.path().read_text(encoding="utf-8")
    for words in (
        "28 November 2026",
        "What are the risks for me?",
        "https://www.aboutstemcells.org/",
        "not medical advice",
    ):
        assert words in saved
    assert "**" not in saved


def test_an_empty_summary_says_so(chat: Chat) -> None:
    chat.visit()
    chat.button("Options").click()
    chat.button("Print or save a summary").click()
    expect(chat.words("Please ask a question first.")).to_be_visible()
    expect(chat.button("Print")).to_have_count(0)


def test_the_host_page_neither_moves_nor_leaks_in(new_chat: Callable[..., Chat]) -> None:
    chat = new_chat()
    chat.page.add_init_script(KEEP_SHIFTS)
    chat.visit("")
    heading = chat.page.get_by_role("heading", name="A charity's page")
    before = heading.bounding_box()
    chat.button("Help: stem cells and stroke").click()
    chat.ask()
    assert heading.bounding_box() == before
    assert chat.page.evaluate("shift") < 0.01
    plain = chat.page.locator(".mine").last.evaluate("e => getComputedStyle(e).fontSize")
    chat.probe("intrude()")
    assert chat.page.locator(".mine").last.evaluate("e => getComputedStyle(e).fontSize") == plain
