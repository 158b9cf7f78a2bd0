"""One browser and one fake server for all tests of the widget; a fresh page and an emptied server for each."""

import shutil
from typing import Any, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.widget.fake_server import FakeServer

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Missing is a failure, not a reason to skip."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "The tests of the widget need Chromium: apt-get install chromium."
    with sync_playwright() as playwright:
        yield (running := playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS)))
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
