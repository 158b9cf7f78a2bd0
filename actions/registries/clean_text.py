"""Makes text from a registry safe to show: anybody can write into a registry."""

import html
import re
import unicodedata
from functools import lru_cache
from typing import Any, Dict, Optional, Union

TITLE = 300
SENTENCE = 400
SUMMARY = 1200
WORDS = 120

# A record may hold a whole book; nothing beyond this is looked at.
_MOST_READ = 20_000
_SHORT = 100
_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_TAG_START = re.compile(r"<(?=[/!?a-zA-Z])")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()]{0,300}(?:\([^()]{0,300}\)[^()]{0,300})?\)")
_ADDRESS = re.compile(r"\b(?:(?:https?|ftp|javascript|data|file)\s*:\s*|www\.)\S+", re.IGNORECASE)
_ADDRESS_STARTS = ("http", "ftp", "javascript", "www.", "data", "file")
_MAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")
_FOREIGN_NUMBER = re.compile(r"\+\d[\d\s().-]{5,25}\d")
_LONG_NUMBER = re.compile(r"\d[\d\s().-]{5,25}\d")
_PHONE_WORD = re.compile(r"(?:tel(?:ephone)?|phone|mobile|fax|whatsapp|call)\W{0,3}\Z", re.IGNORECASE)
_BEFORE_NUMBER = 15
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~^|&\"'=:;,/?@$%])")
_EMPHASIS = str.maketrans("", "", "*`")
_UNDERSCORES = re.compile(r"(?<!\w)_+|_+(?!\w)")
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_PILED_ACCENTS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{2})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


class _Shown(Dict[int, Union[int, str]]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> Union[int, str]:
        character = chr(code)
        self[code] = "" if unicodedata.category(character) in _HIDDEN else character
        return self[code]


_SHOWN = _Shown({ord("\t"): " ", **{ord(end): "\n" for end in "\n\r\x0b\x0c\x85\u2028\u2029"}})


def clean(value: Any, limit: int = TITLE) -> Optional[str]:
    """One line of plain text, at most `limit` characters, or None if nothing readable is left.

    Takes out markup, addresses, e-mails, phone numbers, and marks that hide text or turn its direction.
    """
    if not isinstance(value, str):
        return None
    # What lies far beyond the limit is never shown; marks taken out leave room for three times as much.
    return (_clean_often if len(value) <= _SHORT else _clean)(value[: 3 * limit], limit)


def _clean(value: str, limit: int) -> Optional[str]:
    lines = clean_lines(value)
    return shorten(" ".join(lines), limit) if lines else None


# The same towns, countries and conditions come again and again.
_clean_often = lru_cache(maxsize=4096)(_clean)


def clean_lines(value: Any) -> list[str]:
    """The cleaned lines of a text, none of them empty. Nothing for what is no text."""
    if not isinstance(value, str):
        return []
    text = html.unescape(value[:_MOST_READ])
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    text = text.translate(_SHOWN)
    if not text.isascii():
        text = _PILED_ACCENTS.sub(r"\1", unicodedata.normalize("NFC", text))
    return [line for line in (" ".join(raw.split()) for raw in _plain(text).split("\n")) if line]


def _plain(text: str) -> str:
    """Without markup and ways to reach somebody. The looks into the text before spare most texts the slow patterns."""
    if "<" in text:
        text = _TAG_START.sub("", _TAG.sub(" ", text))
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    lowered = text.casefold()
    if any(start in lowered for start in _ADDRESS_STARTS):
        text = _ADDRESS.sub("", text)
    if "@" in text:
        text = _MAIL.sub("", text)
    text = text.translate(_EMPHASIS).replace("~~", "")
    if "_" in text:
        text = _UNDERSCORES.sub("", text)
    if "#" in text:
        text = _HEADING.sub("", text)
    if "+" in text:
        text = _FOREIGN_NUMBER.sub("", text)
    return _LONG_NUMBER.sub(_without_phone, text)


def _without_phone(number: "re.Match[str]") -> str:
    before = number.string[max(0, number.start() - _BEFORE_NUMBER) : number.start()]
    return "" if _PHONE_WORD.search(before) else number[0]


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut after a whole word and marked as cut."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, space, _ = cut.rpartition(" ")
    return f"{head if space and len(head) > limit // 2 else cut}…"
