"""One browser and one fake server for all tests of the widget; a fresh page and an emptied server for each."""

from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage

from bench.live_page import assistant, chromium
from tests.widget.chat import Chat
from tests.widget.fake_server import FakeServer

PATIENCE_MS = 10_000
PROBES = Path(__file__).with_name("probes.js")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all tests of the widget. It is closed after them, because its event loop would stop others."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def running_server() -> Iterator[FakeServer]:
    """The fake server, listening."""
    server = FakeServer()
    yield server
    server.close()


@pytest.fixture(scope="package")
def real_url() -> Iterator[str]:
    """The address of the real assistant, in a process of its own."""
    with assistant() as url:
        yield url


@pytest.fixture
def server(running_server: FakeServer) -> FakeServer:
    """The fake server, emptied and without faults."""
    running_server.reset()
    return running_server


@pytest.fixture
def new_chat(browser: Browser, server: FakeServer) -> Iterator[Callable[..., Chat]]:
    """Makes pages, with the options of a Playwright context. Fails on any error of a script or the policy."""
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
        context.add_init_script(path=PROBES)
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
