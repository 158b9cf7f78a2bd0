"""The widget and the real server together: the whole way of one person, on the demo page."""

from playwright.sync_api import expect

from tests.widget.chat import Chat
from tests.widget.test_accessibility import violations

PATIENCE_MS = 30_000


def test_the_whole_way(chat: Chat, real_url: str) -> None:
    chat.page.set_default_timeout(PATIENCE_MS)
    chat.page.goto(real_url)
    expect(chat.answers.first).to_contain_text("machine", timeout=PATIENCE_MS)
    choices = chat.page.get_by_role("group", name="Choose an answer").get_by_role("button")
    expect(choices.first).to_be_visible()

    answer = chat.ask("What are the dangers of such a treatment?")
    expect(answer).to_contain_text("How sure is this?")
    answer.get_by_role("button", name="Where is this from?").click()
    expect(answer.get_by_role("link").first).to_contain_text("web link, opens a new page")
    answer.get_by_role("button", name="This helped").click()
    expect(answer).to_contain_text("Thank you.")

    before = chat.answers.count()
    chat.button("Simpler").click()
    expect(chat.answers).not_to_have_count(before)
    choices.first.click()
    expect(chat.page.get_by_text("Looking for the answer")).to_have_count(0)
    assert violations(chat.page) == []

    shown = chat.page.locator(".msg").count()
    chat.page.reload()
    expect(chat.page.locator(".msg")).to_have_count(shown)

    chat.ask("My face droops on one side and my arm is weak")
    expect(chat.answers.last).to_contain_text("In an emergency")

    chat.button("Options").click()
    chat.button("Print or save a summary").click()
    expect(chat.button("Print")).to_be_visible()
    expect(chat.words("Where this is from")).to_be_visible()
    chat.button("Back to the chat").click()
    chat.button("Options").click()
    chat.button("Forget this chat").click()
    chat.button("Yes, forget it").click()
    expect(chat.words("The chat is deleted.")).to_be_visible()
    assert chat.stored() == {"device": [], "tab": []}
