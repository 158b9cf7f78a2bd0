"""`make screenshots`: pictures of the main states of the page, of the real assistant, in docs/img."""

import io
import sys
from typing import Any, Callable, Dict, Tuple

from PIL import Image
from playwright.sync_api import Page

from bench.live_page import assistant, chromium
from bench.messages import ROOT

IMAGES = ROOT / "docs" / "img"
DESKTOP: Dict[str, Any] = {"viewport": {"width": 1360, "height": 900}}
PHONE: Dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
QUESTION = "Does it work?"


def answered(page: Page) -> None:
    """A question and its answer."""
    page.get_by_role("button", name=QUESTION, exact=True).click()
    page.get_by_role("button", name="This helped").last.wait_for()


def with_sources(page: Page) -> None:
    """The answer's sources, opened."""
    answered(page)
    page.get_by_role("button", name="Where is this from?").last.click()
    page.locator(".evidence").last.scroll_into_view_if_needed()


def emergency(page: Page) -> None:
    """The reply to a sign of danger."""
    page.get_by_label("Type your question").fill("My husband's face droops")
    page.get_by_role("button", name="Send").click()
    page.locator(".msg.emergency").wait_for()


def options(page: Page) -> None:
    """The options."""
    page.get_by_role("button", name="Options").click()


def large_text(page: Page) -> None:
    """Text at 150 % in high contrast."""
    answered(page)
    options(page)
    for _ in range(2):
        page.get_by_role("button", name="Larger").click()
    page.get_by_label("High contrast").check()
    page.get_by_role("button", name="Back to the chat").click()
    page.locator(".mine").last.scroll_into_view_if_needed()


def summary(page: Page) -> None:
    """The page to print."""
    answered(page)
    options(page)
    page.get_by_role("button", name="Print or save a summary").click()
    page.get_by_role("button", name="Print", exact=True).wait_for()


def unavailable(page: Page) -> None:
    """The server does not answer."""
    page.route("**/api/v1/messages", lambda route: route.abort())
    page.get_by_role("button", name=QUESTION, exact=True).click()
    page.get_by_role("region", name="In an emergency").last.wait_for()


def start(page: Page) -> None:
    """The page as it opens."""


Shot = Tuple[str, str, Dict[str, Any], Callable[[Page], None]]
# Name, address on the server, device, what is done first.
SHOTS: Tuple[Shot, ...] = (
    ("desktop-light", "/", DESKTOP, answered),
    ("desktop-dark", "/", {**DESKTOP, "color_scheme": "dark"}, answered),
    ("phone-page", "/", PHONE, start),
    ("phone-answer", "/#chat", PHONE, answered),
    ("phone-sources-dark", "/#chat", {**PHONE, "color_scheme": "dark"}, with_sources),
    ("phone-emergency", "/#chat", PHONE, emergency),
    ("phone-options", "/#chat", PHONE, options),
    ("phone-large-contrast", "/#chat", PHONE, large_text),
    ("phone-summary", "/#chat", PHONE, summary),
    ("phone-unavailable", "/#chat", PHONE, unavailable),
)


def main() -> int:
    """Write all pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with assistant() as url, chromium() as browser:
        for name, address, device, act in SHOTS:
            page = browser.new_page(**device, reduced_motion="reduce")
            page.goto(url + address)
            page.get_by_role("button", name=QUESTION, exact=True).wait_for()
            act(page)
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            picture.quantize(128, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)
            page.close()
    print(f"{len(SHOTS)} pictures, {sum(path.stat().st_size for path in IMAGES.glob('*.png')) // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
