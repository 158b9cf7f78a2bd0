"""Settings and the chat stay on the device only if the person says so."""

from playwright.sync_api import expect

from tests.widget.chat import Chat
from tests.widget.fake_server import FakeServer

BLOCKED = """for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, {get() { throw new DOMException('blocked') }})"""


def test_without_consent_nothing_stays_on_the_device(chat: Chat) -> None:
    chat.visit()
    chat.ask()
    chat.button("Options").click()
    chat.button("Larger").click()
    chat.page.get_by_label("Dark").check()
    stored = chat.stored()
    assert stored["device"] == [] and len(stored["tab"]) == 1
    words = chat.page.evaluate("JSON.stringify({...sessionStorage})")
    assert "Does it work" not in words, "sent words are not kept in the browser"


def test_settings_are_kept_by_consent_and_dropped_again(chat: Chat) -> None:
    chat.visit()
    chat.button("Options").click()
    chat.button("Larger").click()
    chat.page.get_by_label("Dark").check()
    chat.page.get_by_label("Keep my settings on this device").check()
    chat.page.reload()
    chat.button("Options").click()
    expect(chat.page.get_by_text("125 %")).to_be_visible()
    expect(chat.page.get_by_label("Dark")).to_be_checked()
    expect(chat.page.locator(".root")).to_have_attribute("data-theme", "dark")
    chat.page.get_by_label("Keep my settings on this device").uncheck()
    assert chat.stored()["device"] == []


def test_the_chat_is_kept_for_another_tab_by_consent_only(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    chat.ask()
    other = chat.page.context.new_page()
    other.goto(f"{chat.url}/host.html")
    expect(other.locator(".bot")).to_have_count(1)
    chat.button("Options").click()
    chat.page.get_by_label("Keep this chat on this device").check()
    other.close()
    other = chat.page.context.new_page()
    other.goto(f"{chat.url}/host.html")
    expect(other.locator(".bot")).to_have_count(2)
    chat.button("Forget this chat").click()
    chat.button("Yes, forget it").click()
    expect(chat.words("The chat is deleted.")).to_be_visible()
    assert chat.stored() == {"device": [], "tab": []}


def test_a_browser_without_storage_can_chat(chat: Chat) -> None:
    chat.page.add_init_script(BLOCKED)
    chat.visit()
    chat.ask()
    expect(chat.answers.last).to_contain_text("Nobody knows yet")


def test_the_page_chooses_a_theme_and_the_person_overrules_it(chat: Chat) -> None:
    chat.visit('inline theme="contrast"')
    root = chat.page.locator(".root")
    expect(root).to_have_attribute("data-theme", "contrast")
    chat.button("Options").click()
    chat.page.get_by_label("Light").check()
    expect(root).to_have_attribute("data-theme", "light")
    chat.page.evaluate("document.querySelector('stroke-assistant').setAttribute('theme', 'dark')")
    expect(root).to_have_attribute("data-theme", "light")
