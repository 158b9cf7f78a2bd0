"""Every word of the element can be translated, and the numbers to call are those of data/helplines.yml."""

import json
import re
from typing import Any, Dict

import pytest
from playwright.sync_api import Page, expect

from content.files import read_content
from tests.widget.chat import Chat
from tests.widget.fake_server import ROOT, FakeServer

PSEUDO = "/pseudo.json"
CARD = {
    "kind": "trial",
    "title": "1",
    "lines": [{"label": "2", "text": "3"}],
    "cautions": ["4"],
    "note": "5",
    "link": {"title": "6", "url": "https://1.1.1.1/"},
}
SAID = {
    "id": "1",
    "kind": "answer",
    "text": "7",
    "speak": "7",
    "language": "en",
    "evidence": {"level": "not_known", "label": "8"},
    "checked": "9",
    "cards": [],
    "sources": [{"title": "10", "url": "https://1.1.1.1/", "date": "11"}],
    "choices": [{"token": "", "title": str(n)} for n in range(12, 20)],
}


def english(page: Page) -> Dict[str, Any]:
    """The strings that come with the element."""
    strings: Dict[str, Any] = page.evaluate("import('/widget/strings/en.js').then(module => module.default)")
    return strings


def pseudo(value: Any) -> Any:
    """The same strings with an accent on every vowel; placeholders stay."""
    if isinstance(value, list):
        return [{**row, "label": pseudo(row["label"]), "number": pseudo(row["number"])} for row in value]
    return re.sub(r"[^{}]+(?![^{]*\})", lambda part: part[0].translate(str.maketrans("aeiou", "åéîøü")), value)


@pytest.fixture
def pseudo_chat(chat: Chat, server: FakeServer) -> Chat:
    """The chat in a language that nobody speaks, from right to left; what the server says has no letters."""
    chat.page.goto(chat.url)
    server.greeting = [{**SAID, "text": "0", "choices": []}]
    strings = {name: pseudo(value) for name, value in english(chat.page).items()} | {"lang": "en", "dir": "rtl"}
    server.pages[PSEUDO] = json.dumps(strings)
    chat.page.evaluate("sessionStorage.clear()")
    chat.visit(f'inline strings="{PSEUDO}"', wait=False)
    return chat


def unmarked(page: Page) -> set:
    """What is on the page with a plain vowel, so not translated."""
    return {text for text in page.evaluate("probes.words()") if re.search("[aeiou]", text)}


def test_no_word_is_missed_in_another_language(pseudo_chat: Chat, server: FakeServer) -> None:
    page = pseudo_chat.page
    root = page.locator(".root")
    expect(root).to_have_attribute("dir", "rtl")

    def press(name: str) -> None:
        page.locator("button", has_text=pseudo(name)).last.click()

    server.answer = [SAID, {**SAID, "cards": [CARD]}, {**SAID, "kind": "emergency"}]
    for _ in range(2):
        page.get_by_role("textbox").fill("0")
        press("Send")
        press("Where is this from?")
        press("This helped")
    missed = unmarked(page)
    server.fault = "drop"
    page.get_by_role("textbox").fill("0")
    press("Send")
    page.locator(".safety").wait_for()
    missed |= unmarked(page)
    press("Options")
    missed |= unmarked(page)
    press("Print or save a summary")
    page.locator(".scroll").get_by_text(pseudo("This did not work. Please try again.")).wait_for()
    missed |= unmarked(page)
    server.fault = None
    press("Back to the chat")
    press("Options")
    press("Forget this chat")
    missed |= unmarked(page)
    press("Yes, forget it")
    page.locator(".scroll").get_by_text(pseudo("The chat is deleted.")).wait_for()
    missed |= unmarked(page)
    assert missed == set()


def test_every_string_is_used_and_every_used_string_exists(chat: Chat) -> None:
    chat.visit()
    names = set(english(chat.page))
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "widget").glob("*.js"))
    used = set(re.findall(r"strings\.(\w+)", code))
    indirect = {name for name in names if re.search(rf'"{name}"', code)}
    assert used - names == set()
    assert names - used - indirect == set()


def test_right_to_left_is_mirrored(pseudo_chat: Chat) -> None:
    page = pseudo_chat.page
    page.get_by_role("textbox").fill("שלום")
    page.locator("button", has_text=pseudo("Send")).click()
    question, log = page.locator(".mine").bounding_box(), page.locator(".log").bounding_box()
    assert question and log and abs(question["x"] - log["x"]) < 1, "the person's words stand at the left"


def test_the_numbers_to_call_are_those_of_the_helplines(chat: Chat) -> None:
    chat.visit()
    strings = english(chat.page)
    helplines = read_content("helplines.yml")
    for row in strings["emergencyNumbers"]:
        for code in ("DE", "PL", "RO", "SE") if row["country"] == "EU" else row["country"].split():
            assert row["number"] == helplines["countries"][code]["emergency"], row
    assert helplines["default_crisis"] in strings["crisisText"]


def test_the_demo_page_names_the_same_numbers(chat: Chat) -> None:
    chat.visit_demo()
    helplines = read_content("helplines.yml")["countries"]
    rows = chat.page.locator(".emergency li").all_inner_texts()
    shown = dict(re.fullmatch(r"(.+?)\s+Call (\d+)", " ".join(row.split())).groups() for row in rows)  # type: ignore[union-attr]
    codes = {
        "UK": ["GB"],
        "European Union": ["DE", "FR", "IT", "ES", "PL"],
        "USA, Canada": ["US", "CA"],
        "Australia": ["AU"],
        "New Zealand": ["NZ"],
        "India": ["IN"],
    }
    assert set(shown) == set(codes)
    for label, number in shown.items():
        for code in codes[label]:
            assert number in re.findall(r"\d+", helplines[code]["emergency"]), (label, code)


def test_the_demo_page_is_honest(chat: Chat) -> None:
    chat.visit_demo()
    words = chat.page.locator("main").inner_text()
    for sentence in (
        "A machine, not a doctor",
        "The answers have not yet been signed off by a clinician.",
        "In an emergency, call now",
        "Do not use this chat",
    ):
        assert sentence in words
    assert not re.search(r"\b\w+['’](t|s|re|ve|ll)\b", words), "no contractions"
