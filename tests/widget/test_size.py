"""How much a page has to load."""

import re

from playwright.sync_api import expect

from bench.widget_bundle import gzip_bytes, make_bundle, modules_gzip_bytes
from tests.widget.chat import Chat
from tests.widget.fake_server import WIDGET, FakeServer

BUDGET = 12 * 1024
MODULES_BUDGET = 18 * 1024


def test_the_one_file_edition_keeps_its_budget_and_works(chat: Chat, server: FakeServer) -> None:
    bundle = make_bundle().read_bytes()
    assert gzip_bytes(bundle) <= BUDGET
    chat.page.route(
        "**/widget/stroke-assistant.js", lambda route: route.fulfill(body=bundle, content_type="text/javascript")
    )
    loaded = []
    chat.page.on("request", lambda request: loaded.append(request.url))
    chat.visit()
    chat.ask()
    expect(chat.answers.last).to_contain_text("Nobody knows yet")
    assert [url for url in loaded if url.endswith(".js")] == [f"{chat.url}/widget/stroke-assistant.js"]


def test_the_demo_page_asks_for_all_modules_at_once() -> None:
    """So a slow connection waits once, not once for each level of imports."""
    page = (WIDGET / "index.html").read_text(encoding="utf-8")
    modules = {f"widget/{path.relative_to(WIDGET).as_posix()}" for path in WIDGET.rglob("*.js")}
    assert set(re.findall(r'(?:modulepreload" href|module" src)="([^"]+)"', page)) == modules


def test_the_readable_modules_keep_theirs() -> None:
    assert modules_gzip_bytes() <= MODULES_BUDGET
