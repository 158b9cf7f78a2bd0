"""What a person with low vision, one hand, a keyboard, or a screen reader needs. Register A1 to A6 of the standards."""

from typing import Any, Callable, Dict, List

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.widget.chat import Chat
from tests.widget.conftest import PHONE
from tests.widget.fake_server import FakeServer

NewChat = Callable[..., Chat]
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
}
SMALLEST_TARGET = 48
KEEP_SPOKEN = """
window.spoken = [];
const plain = Element.prototype.append;
Element.prototype.append = function (...all) {
    if (this.getAttribute('role') === 'log') spoken.push(...all.map(one => one.textContent));
    return plain.apply(this, all);
}"""


def violations(page: Page) -> List[str]:
    """What axe-core finds, each with the place."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')}" for rule in found for node in rule["nodes"]
    ]


def test_axe_would_find_pale_words_and_a_missing_name(chat: Chat) -> None:
    """The rules really run: they must see what we break on purpose."""
    chat.visit()
    chat.probe("spoil()")
    assert {line.split(":")[0] for line in violations(chat.page)} == {"color-contrast-enhanced", "label"}


def closed(chat: Chat, server: FakeServer) -> None:
    chat.visit("")
    chat.button("Help: stem cells and stroke").wait_for()


def opened(chat: Chat, server: FakeServer) -> None:
    closed(chat, server)
    chat.button("Help: stem cells and stroke").click()
    chat.button("Does it work?").wait_for()


def answered_with_sources(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    chat.ask()
    chat.button("Where is this from?", last=True).click()
    chat.button("This helped", last=True).click()
    expect(chat.answers.last).to_contain_text("Thank you.")


def typing(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    server.slow = 1.5
    chat.say("Does it work?")
    expect(chat.page.get_by_role("status").first).to_contain_text("Looking for the answer")


def many_choices(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    chat.ask("many ways")


def trial_cards(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    chat.ask("Find a trial")


def emergency(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    chat.ask("Her face droops")


def failing(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    server.fault = 503
    chat.say("Does it work?")
    chat.button("Try again now").wait_for()


def options(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    chat.button("Options").click()


def summary(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    chat.ask()
    chat.button("Options").click()
    chat.button("Print or save a summary").click()
    chat.button("Print").wait_for()


def forgetting(chat: Chat, server: FakeServer) -> None:
    options(chat, server)
    chat.button("Forget this chat").click()


def demo(chat: Chat, server: FakeServer) -> None:
    chat.visit_demo()
    chat.ask()


STATES = [
    closed,
    opened,
    answered_with_sources,
    typing,
    many_choices,
    trial_cards,
    emergency,
    failing,
    options,
    summary,
    forgetting,
    demo,
]
LARGE = {"viewport": {"width": 320, "height": 640}}
ZOOMED = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(new_chat: NewChat, server: FakeServer, state: Callable[[Chat, FakeServer], None]) -> None:
    chat = new_chat()
    state(chat, server)
    assert violations(chat.page) == []


@pytest.mark.parametrize("state", [answered_with_sources, failing, options, demo])
def test_axe_finds_nothing_in_the_dark_and_in_high_contrast(
    new_chat: NewChat, server: FakeServer, state: Callable[[Chat, FakeServer], None]
) -> None:
    chat = new_chat()
    state(chat, server)
    for scheme in ({"color_scheme": "dark"}, {"color_scheme": "light", "contrast": "more"}):
        chat.page.emulate_media(**scheme)  # type: ignore[arg-type]
        assert violations(chat.page) == [], scheme


@pytest.mark.parametrize("device", [PHONE, ZOOMED], ids=["phone 320 px", "400 % zoom"])
@pytest.mark.parametrize("state", [opened, trial_cards, failing, summary, demo])
def test_nothing_overflows_on_a_narrow_screen(
    new_chat: NewChat, server: FakeServer, device: Dict[str, Any], state: Callable[[Chat, FakeServer], None]
) -> None:
    chat = new_chat(**device)
    state(chat, server)
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert chat.probe("overflowing()") == []
    assert violations(chat.page) == []


@pytest.mark.parametrize(
    "state",
    [closed, opened, answered_with_sources, many_choices, trial_cards, failing, options, summary, forgetting, demo],
)
def test_every_control_is_large_enough(
    phone: Chat, server: FakeServer, state: Callable[[Chat, FakeServer], None]
) -> None:
    state(phone, server)
    small = [control for control in phone.probe("controls()") if min(control[1:]) < SMALLEST_TARGET]
    assert small == []


@pytest.mark.parametrize("size", [100, 200])
def test_text_is_large_and_airy(chat: Chat, size: int) -> None:
    chat.visit()
    chat.ask()
    if size == 200:
        chat.button("Options").click()
        for _ in range(5):
            chat.button("Larger").click()
        expect(chat.page.get_by_text("200 %")).to_be_visible()
        chat.button("Back to the chat").click()
    sizes = chat.probe("fontSizes()")
    assert min(size_px for _, size_px in sizes) >= 19 * size / 100
    assert min(chat.probe("lineHeights()")) >= 1.5


@pytest.mark.parametrize("device", [{}, LARGE], ids=["desktop", "phone"])
def test_text_at_200_percent_with_wider_spacing_is_not_cut(new_chat: NewChat, device: Dict[str, Any]) -> None:
    chat = new_chat(**device)
    chat.visit()
    chat.ask("Find a trial")
    chat.probe("spread()")
    assert chat.probe("clipped()") == []
    chat.button("Options").click()
    for _ in range(4):
        chat.button("Larger").click()
    assert chat.probe("clipped()") == []
    chat.button("Back to the chat").click()
    assert chat.probe("clipped()") == []
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_at_400_percent_zoom_the_bottom_bar_hides_nothing(new_chat: NewChat) -> None:
    chat = new_chat(**ZOOMED)
    chat.visit("")
    chat.button("Help: stem cells and stroke").click()
    chat.button("Does it work?").click()
    chat.answers.nth(1).wait_for()
    assert chat.page.locator(".foot").evaluate("e => getComputedStyle(e).position") == "static"
    chat.box.scroll_into_view_if_needed()
    chat.say("Find a trial")
    expect(chat.page.get_by_role("article").first).to_be_visible()


def test_forced_colours_keep_every_edge(new_chat: NewChat) -> None:
    chat = new_chat(forced_colors="active")
    chat.visit()
    chat.ask()
    assert violations(chat.page) == []
    edges = chat.probe("borders()")
    assert [edge for edge in edges if edge[1] == "0px" or edge[2] != "solid"] == []


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_under_reduced_motion(new_chat: NewChat, server: FakeServer, motion: str, moves: bool) -> None:
    chat = new_chat(reduced_motion=motion)
    typing(chat, server)
    assert (
        chat.page.evaluate("document.querySelector('stroke-assistant').shadowRoot.getAnimations().length > 0") is moves
    )


def test_each_message_is_announced_once_and_the_focus_stays(chat: Chat) -> None:
    chat.visit()
    chat.probe("recordAnnouncements()")
    chat.box.fill("Does it work?")
    chat.box.press("Enter")
    expect(chat.answers).to_have_count(2)
    assert chat.focused() == "Type your question"
    said = chat.announced()
    assert len([line for line in said if "Nobody knows yet" in line]) == 1
    assert "How sure is this? Larger studies, no clear benefit." in said[0] and "**" not in said[0]
    assert said[1:] == ["3 choices below."]
    chat.page.wait_for_timeout(2500)
    assert chat.announced() == said
    assert chat.probe("liveRegionsWithControls()") == 0, "no live region holds controls"


def test_the_history_is_not_read_out_again(chat: Chat) -> None:
    chat.visit()
    chat.ask()
    chat.page.add_init_script(KEEP_SPOKEN)
    chat.page.reload()
    expect(chat.answers).to_have_count(2)
    expect(chat.button("What helps recovery?")).to_be_visible()
    assert chat.page.evaluate("spoken") == ["Your earlier chat is back."]


def test_the_beginning_of_an_answer_is_in_view(chat: Chat) -> None:
    chat.visit("")
    chat.button("Help: stem cells and stroke").click()
    for _ in range(3):
        chat.ask()
    # A busy processor may be late with the scrolling: it fails if the place is never reached.
    chat.page.wait_for_function("() => probes.depth('.mine') >= 0 && probes.depth('.mine') < 60")


def test_a_phone_reaches_everything_without_the_page_behind(phone: Chat) -> None:
    phone.visit("")
    phone.button("Help: stem cells and stroke").tap()
    expect(phone.button("Does it work?")).to_be_visible()
    for _ in range(30):
        phone.page.keyboard.press("Tab")
        assert phone.focused() != "A link of the page", "the page behind the full-screen chat is out of reach"
