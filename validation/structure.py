"""STRUCT: what may stand in the text of one answer, and nothing else."""

import re
import unicodedata
from collections.abc import Iterator

from content.answers import READING_LEVELS
from validation.corpus import Page
from validation.lexicon import entries
from validation.rules import answer_rule
from validation.text import broken_lines

_URL = re.compile(
    r"https?:\S+|\bwww\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|int|info|uk|eu|de|jp|au|ca|io|ai)\b(?:/\S*)?",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"\S+@\w\S*")
# Long numbers; short ones after "call" and the like; and the emergency numbers that count nothing else.
_COUNTED = r"(?! (?:of|people|patients|adults|survivors|studies|days|hours|weeks|months|years|minutes|times)\b)"
_PHONE = re.compile(
    r"\+\d[\d ()-]{6,}\d|\b0\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}\b|\b\d{3}(?:[ -]\d{3,4}){1,3}\b|\b1[- ]8\d\d[- ]\d{3}"
    rf"|\b(?:call|dial|ring|phone|text|number|tel\.?:?) (?:[a-z]+ )?\d{{2,6}}\b{_COUNTED}"
    rf"|(?<!of )(?<!in )(?<![\d,.])\b(?:999|911|000)\b(?![,.]\d){_COUNTED}",
    re.IGNORECASE,
)
_BRACES = re.compile(r"\{(\w*)[^}]*\}?|\}")
_CLICK = re.compile(r"\bclick\w*", re.IGNORECASE)
_MARKUP = re.compile(
    r"^\s{0,3}(?:#{1,6} |•\S|[-*+] |\d{1,2}[.)] |> )|`|\]\(|(?<![\w*])[_*](?![\s*_])[^_*\n]+[_*](?![\w*])|<\w+[^>]*>",
    re.MULTILINE,
)
# Symbols that are words in print and no pictures.
_PLAIN_SYMBOLS = "°©®™"


@answer_rule("STRUCT")
def addresses(page: Page) -> Iterator[str]:
    """No address of any kind: sources come from the facts, telephone numbers from slots."""
    names = entries("known_slots", "names")
    text = page.answer.text.replace("**", "")
    for match in _EMAIL.finditer(text):
        yield f'"{match[0]}" is an e-mail address; leave it out.'
    for match in _URL.finditer(_EMAIL.sub("", text)):
        if match[0] not in names:
            yield f'"{match[0]}" is a web address; leave it out, the facts bring their sources.'
    for match in _PHONE.finditer(text):
        number = match[0].strip()
        yield f'"{number}" is a telephone number; use {{emergency_number}} or {{crisis_line}}, or leave it out.'


@answer_rule("STRUCT")
def braces(page: Page) -> Iterator[str]:
    """No braces but those of a slot that is always filled, or that the action fills which sends this small talk."""
    slots = entries("known_slots", "slots")
    filled = () if page.topic else entries("known_slots", "filled_by_actions")
    known = [f"{{{slot}}}" for slot in (*slots, *filled)]
    for match in _BRACES.finditer(page.answer.text):
        if match[0] not in known:
            yield f'"{match[0]}" is no known slot; only {" and ".join(known)} may stand in braces.'


@answer_rule("STRUCT")
def characters(page: Page) -> Iterator[str]:
    """No emoji, no exclamation mark, no "click", no markup but bold."""
    text = page.answer.text
    for character in dict.fromkeys(text):
        if unicodedata.category(character) == "So" and character not in _PLAIN_SYMBOLS:
            yield f'"{character}" is a picture; leave it out, screen readers read its name.'
    if "!" in text:
        yield "There is an exclamation mark; end the sentence with a full stop."
    for match in _CLICK.finditer(text):
        yield f'"{match[0]}" needs a mouse; say "choose".'
    for match in _MARKUP.finditer(text):
        yield f'"{match[0].strip()}" is markup; only **bold** is allowed, and lists begin with "• ".'


@answer_rule("STRUCT")
def blanks(page: Page) -> Iterator[str]:
    """No blanks or line breaks that nobody means."""
    text = page.answer.text
    if not text.strip():
        yield "The text is empty; write it."
        return
    if "\n\n\n" in text:
        yield "There are 2 blank lines together; bubbles are separated by 1."
    if text != text.strip() or re.search(r"[ \t]+$", text, re.MULTILINE):
        yield 'A line ends, or the text begins or ends, in a blank or line break; remove it ("text: |-").'
    if re.search(r"\S {2,}\S", text):
        yield "There are 2 blanks together; leave 1."
    for line in broken_lines(text.replace("\n\n", "\n.\n")):
        yield f'A line breaks off within a sentence; write it in one line: "{line}"'


@answer_rule("STRUCT")
def reading_level(page: Page) -> Iterator[str]:
    """The reading level is one that people can choose."""
    if page.answer.level not in READING_LEVELS:
        yield f'"{page.answer.level}" is no reading level; use {", ".join(READING_LEVELS)}.'
