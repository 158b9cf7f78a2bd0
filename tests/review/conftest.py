"""Small content to plant faults in, and a reader of the finished page."""

from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from content.answers import Answer, Button
from content.evidence import Fact, Source
from content.glossary import Term
from content.helplines import Helpline, Helplines
from content.topics import Topic
from review.material import Claim, Material, PhoneFact, Phones
from review.page import render
from review.sheet import build_sheet

TODAY = date(2026, 11, 23)
VOID = {"br", "input", "meta", "link", "img", "hr"}


class ReadPage(HTMLParser):
    """A page read tag by tag. `texts` holds the words within each `article`, by the id of its heading."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.unbalanced: list[str] = []
        self.text = ""
        self.texts: dict[str, str] = {}
        self._article: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag == "article":
            self._article = attributes["aria-labelledby"]
            self.texts[str(self._article)] = ""
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)
        if tag == "article":
            self._article = None

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            return
        self.text += data
        if self._article is not None:
            self.texts[self._article] += data

    def values(self, attribute: str) -> list[str]:
        """All values of an attribute, in the order of the page."""
        return [str(attributes[attribute]) for _, attributes in self.tags if attribute in attributes]


@pytest.fixture(scope="session")
def read_page() -> Callable[[Material, date], ReadPage]:
    """Build, render and read the sheet of some content on a day."""

    def read(material: Material, today: date = TODAY) -> ReadPage:
        return ReadPage(render(build_sheet(material, today)))

    return read


@pytest.fixture
def answer() -> Answer:
    return Answer(
        name="utter_ask_cure",
        level="standard",
        text="**No treatment** can cure a stroke.\n\nAsk:\n• your doctor\n• {emergency_number}",
        file=Path("/content/evidence/responses.yml"),
        buttons=(Button("Does it cure?", "/ask_cure"),),
        facts=("C-1",),
        evidence="not_known",
        checked="2026-11-23",
        next_check="2027-02-23",
    )


@pytest.fixture
def material(answer: Answer) -> Material:
    """Content without faults: one of everything."""
    return Material(
        topics={"ask_cure": Topic("ask_cure", "evidence", "Can it cure a stroke?", "whether it heals")},
        answers={"utter_ask_cure": (answer,)},
        facts={"C-1": Fact("C-1", "Nothing cures.", seen=False, source="s-1", numbers="0 of 9", limits="Old.")},
        sources={"s-1": Source("s-1", "A study", "A journal", "2024", "https://example.org/study?a=1&b=2")},
        terms=(Term("stroke", "A brain attack.", ("CVA",), ("stoke",), "ask_cure"),),
        claims=(Claim("ART-01", "It heals.", "contradicts", "It does not.", ("C-1",), ("ask_cure",)),),
        phones=Phones(
            countries={"GB": Helplines("GB", "999", "G-1", crisis=Helpline("116 123", "G-2", "Samaritans"))},
            facts={"G-1": PhoneFact("G-1", "Call 999.", True, "high"), "G-2": PhoneFact("G-2", "116 123.", False)},
            default_emergency="112",
            default_crisis="988",
            checked="2026-11-23",
            next_check="2027-02-23",
        ),
        editorial={"funding": "Nobody pays."},
    )
