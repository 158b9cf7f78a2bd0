"""One browser and one fake server for all tests of the widget; a fresh page and an emptied server for each."""

import shutil
from typing import Any, Callable, Dict, Iterator, List

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, sync_playwright

from tests.widget.chat import Chat
from tests.widget.fake_server import FakeServer

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 10_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Missing is a failure, not a reason to skip."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "The tests of the widget need Chromium: apt-get install chromium."
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def running_server() -> Iterator[FakeServer]:
    """The fake server, listening."""
    server = FakeServer()
    yield server
    server.close()


@pytest.fixture
def server(running_server: FakeServer) -> FakeServer:
    """The fake server, emptied and without faults."""
    running_server.reset()
    return running_server


@pytest.fixture
def new_chat(browser: Browser, server: FakeServer) -> Iterator[Callable[..., Chat]]:
    """Makes a page of its own; the options are those of a Playwright context. Fails on any error of a script or of the policy."""
    contexts: List[BrowserContext] = []
    errors: List[str] = []

    def heard(message: ConsoleMessage) -> None:
        if any(word in message.text for word in ("Content Security", "TrustedHTML", "TrustedScript", "Refused")):
            errors.append(message.text)

    def make(**options: Any) -> Chat:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", heard)
        return Chat(page, server.url, server.pages)

    yield make
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def chat(new_chat: Callable[..., Chat]) -> Chat:
    """A page on a desktop."""
    return new_chat()


PHONE: Dict[str, Any] = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def phone(new_chat: Callable[..., Chat]) -> Chat:
    """A page on the narrowest phone, by touch."""
    return new_chat(**PHONE)
