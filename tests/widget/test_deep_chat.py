"""A client that nobody here wrote can use the channel: deep-chat, through its request and response hooks."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bench.npm_packages import DEEP_CHAT
from tests.web_server import WebServer
from tests.widget.chat import Chat
from tests.widget.fake_server import FakeServer

PAGES = Path(__file__).parent / "pages"


def open_deep_chat(page: Page, url: str) -> Locator:
    """Loads deep-chat on a page of the server's own origin, without the policy that its styles would break."""
    files = {
        "deep-chat.html": (PAGES / "deep_chat.html", "text/html"),
        "deep-chat.js": (DEEP_CHAT.folder() / "dist" / "deepChat.bundle.js", "text/javascript"),
        "deep-chat-client.js": (PAGES / "deep_chat_client.js", "text/javascript"),
    }
    for name, (path, kind) in files.items():
        page.route(f"**/{name}", lambda route, path=path, kind=kind: route.fulfill(path=path, content_type=kind))
    page.goto(f"{url}/deep-chat.html")
    return page.locator("deep-chat")


def say(chat: Locator, text: str) -> None:
    """Types and sends, as a person does in deep-chat."""
    box = chat.locator("#text-input")
    box.click()
    box.press_sequentially(text)
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


@pytest.mark.parametrize("question", ["What are the risks?"])
def test_it_talks_to_the_real_assistant(chat: Chat, web: WebServer, question: str) -> None:
    other = open_deep_chat(chat.page, web.url)
    expect(other).to_contain_text("machine")
    say(other, question)
    expect(other).to_contain_text("risk")
    assert len(other.locator(".ai-message-text").all_inner_texts()) >= 2
