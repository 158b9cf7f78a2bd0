"""The words of a message as a voice should read them."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from content.web import spoken_link

_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"]+")
_BULLET = re.compile(r"^• *", re.MULTILINE)
_LINE_END = re.compile(r"(?<![.!?:;,\s])\s*\n+")
_SPACES = re.compile(r"\s+")
_NUMBER_TO_CALL = re.compile(r"\b\d{3,4}\b")
_CLOSING_MARKS = ".,;:!?)"
# Answers are few and said again and again.
TEXTS_REMEMBERED = 512


@lru_cache(TEXTS_REMEMBERED)
def speak(text: str, digits_apart: bool = False) -> str:
    """`text` without markup, each line a sentence, addresses named by their site.

    With `digits_apart` a short number is spelt digit by digit, as one dials it: "9 9 9".
    """
    plain = _ADDRESS.sub(_link, text).replace("**", "")
    plain = _BULLET.sub("", plain)
    plain = _LINE_END.sub(". ", plain)
    if digits_apart:
        plain = _NUMBER_TO_CALL.sub(lambda match: " ".join(match.group()), plain)
    return _SPACES.sub(" ", plain).strip()


def _link(match: "re.Match[str]") -> str:
    address = match.group()
    rest = address[len(address.rstrip(_CLOSING_MARKS)) :]
    if address.startswith(("tel:", "mailto:")):
        return address.split(":", 1)[1]
    try:
        site = urlsplit(address).hostname or ""
    except ValueError:
        site = ""
    return spoken_link(site=site.removeprefix("www.")) + rest
