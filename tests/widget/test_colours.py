"""The contrast of every pair of colours in every theme, computed as WCAG 2.2 defines it."""

import re
from typing import Dict

import pytest

from tests.widget.chat import Chat
from tests.widget.fake_server import WIDGET

WORDS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "mine"),
    ("ink", "tint"),
    ("ink", "dangerPaper"),
    ("soft", "paper"),
    ("soft", "card"),
    ("soft", "tint"),
    ("soft", "mine"),
    ("accent", "paper"),
    ("accent", "card"),
    ("accent", "tint"),
    ("accent", "dangerPaper"),
    ("onAccent", "accent"),
    ("danger", "dangerPaper"),
]
EDGES = [
    ("line", "paper"),
    ("line", "card"),
    ("accent", "paper"),
    ("accent", "card"),
    ("danger", "paper"),
    ("danger", "dangerPaper"),
]


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb (WCAG 2.2, definition of terms)."""
    colour = colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture
def themes(chat: Chat) -> Dict[str, Dict[str, str]]:
    chat.visit()
    found: Dict[str, Dict[str, str]] = chat.page.evaluate("import('/widget/theme.js').then(module => module.THEMES)")
    return found


def test_words_have_7_to_1_and_edges_3_to_1(themes: Dict[str, Dict[str, str]]) -> None:
    assert set(themes) == {"light", "dark", "contrast"}
    for name, colours in themes.items():
        for text, ground in WORDS:
            assert contrast(colours[text], colours[ground]) >= 7, (name, text, ground)
        for edge, ground in EDGES:
            assert contrast(colours[edge], colours[ground]) >= 3, (name, edge, ground)


def test_the_demo_page_has_the_colours_of_the_themes(themes: Dict[str, Dict[str, str]]) -> None:
    blocks = re.findall(r":root \{(.*?)\}", (WIDGET / "demo.css").read_text(encoding="utf-8"), re.S)
    for name, block in zip(("light", "dark"), blocks):
        page = {
            key.replace("-p", "P").replace("-a", "A"): value for key, value in re.findall(r"--([\w-]+): (#\w+)", block)
        }
        glow = page.pop("glow")
        assert page.items() <= themes[name].items()
        assert min(contrast(page[text], glow) for text in ("ink", "soft", "accent")) >= 7
