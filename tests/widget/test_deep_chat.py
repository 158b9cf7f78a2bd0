"""A client that nobody here wrote can use the channel: deep-chat, through its request and response hooks."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from bench.npm_packages import DEEP_CHAT
from tests.widget.chat import Chat
from tests.widget.fake_server import FakeServer

PAGES = Path(__file__).parent / "pages"


def open_deep_chat(page: Page, url: str) -> Locator:
    """Loads deep-chat on a page of the server's own origin, without the policy that its styles would break."""

    def serve(name: str, path: Path, kind: str) -> None:
        page.route(f"**/{name}", lambda route: route.fulfill(path=path, content_type=kind))

    serve("deep-chat.html", PAGES / "deep_chat.html", "text/html")
    serve("deep-chat.js", DEEP_CHAT.folder() / "dist" / "deepChat.bundle.js", "text/javascript")
    serve("deep-chat-client.js", PAGES / "deep_chat_client.js", "text/javascript")
    page.goto(f"{url}/deep-chat.html")
    return page.locator("deep-chat")


def say(chat: Locator, text: str) -> None:
    """Types and sends, as a person does in deep-chat."""
    box = chat.locator("#text-input")
    box.click()
    box.page.keyboard.insert_text(text)
    box.press("Enter")


def test_it_asks_chooses_and_shows_sources(chat: Chat, server: FakeServer) -> None:
    other = open_deep_chat(chat.page, server.url)
    expect(other).to_contain_text("I am a machine")
    say(other, "Is it any good?")
    expect(other).to_contain_text("Nobody knows yet")
    expect(other.get_by_role("link", name="A guide to stem cell treatments, ISSCR").first).to_be_visible()
    say(other, "What are the risks?")
    expect(other.locator(".user-message-text")).to_have_count(2)
    chat.page.wait_for_function(
        "document.querySelector('deep-chat').shadowRoot.querySelectorAll('.ai-message-text').length >= 3"
    )
    first, second = server.sent()
    assert first["body"] == {"text": "Is it any good?"}
    assert "choice" in second["body"]


def test_a_failure_is_said_in_plain_words(chat: Chat, server: FakeServer) -> None:
    other = open_deep_chat(chat.page, server.url)
    expect(other).to_contain_text("I am a machine")
    say(other, "word " * 210)
    expect(other).to_contain_text("Your message is too long")


def test_it_talks_to_the_real_assistant(chat: Chat, real_url: str) -> None:
    other = open_deep_chat(chat.page, real_url)
    expect(other).to_contain_text("machine")
    say(other, "What are the risks?")
    expect(other.locator(".ai-message-text")).to_have_count(2)
    expect(other.locator(".ai-message-text").last).to_contain_text("serious harm")
