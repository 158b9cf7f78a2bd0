"""The chat as a person meets it: by what it says and shows, not by how it is built."""

from typing import Any, Dict, List

from playwright.sync_api import Locator, Page

HOST_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A charity's page</title>
<script type="module" src="/widget/stroke-assistant.js"></script>
</head>
<body><h1>A charity's page</h1><main><p><a href="#x">A link of the page</a></p>{element}</main></body>
</html>"""


class Chat:
    """One page with the chat element."""

    def __init__(self, page: Page, url: str, pages: Dict[str, str]) -> None:
        self.page = page
        self.url = url
        self._pages = pages

    def visit(self, attributes: str = "inline", wait: bool = True) -> "Chat":
        """Loads a page of somebody else's with the element in it."""
        self._pages["/host.html"] = HOST_PAGE.format(element=f"<stroke-assistant {attributes}></stroke-assistant>")
        self.page.goto(f"{self.url}/host.html")
        if wait and "inline" in attributes.split():
            self.button("Does it work?").wait_for()
        return self

    def visit_demo(self) -> "Chat":
        """Loads the demo page."""
        self.page.goto(self.url)
        self.button("Does it work?").wait_for()
        return self

    def button(self, name: str, last: bool = False) -> Locator:
        """The button with exactly this name."""
        found = self.page.get_by_role("button", name=name, exact=True)
        return found.last if last else found

    @property
    def box(self) -> Locator:
        """Where the question is typed."""
        return self.page.get_by_label("Type your question")

    @property
    def answers(self) -> Locator:
        """The assistant's messages and notices."""
        return self.page.locator(".bot")

    @property
    def questions(self) -> Locator:
        """The person's messages."""
        return self.page.locator(".mine")

    def words(self, text: str) -> Locator:
        """What can be seen in the chat, apart from what only screen readers are told."""
        return self.page.locator(".scroll").get_by_text(text)

    def say(self, text: str) -> None:
        """Types and sends."""
        self.box.fill(text)
        self.button("Send").click()

    def ask(self, text: str = "Does it work?") -> Locator:
        """Types, sends and waits for the answer."""
        before = self.answers.count()
        self.say(text)
        self.page.wait_for_function("before => probes.count('.bot') > before", arg=before)
        return self.answers.last

    def probe(self, call: str) -> Any:
        """The value of a function of `probes.js`, such as `clipped()`."""
        return self.page.evaluate(f"probes.{call}")

    def focused(self) -> str:
        """The words of what has the focus, inside the element if it is there."""
        return str(self.probe("focused()"))

    def announced(self) -> List[str]:
        """What screen readers were told since `recordAnnouncements()`."""
        said: List[str] = self.page.evaluate("announced")
        return said

    def stored(self) -> Dict[str, Any]:
        """All keys kept on the device and in the tab."""
        kept: Dict[str, Any] = self.page.evaluate(
            "({device: Object.keys(localStorage), tab: Object.keys(sessionStorage)})"
        )
        return kept
