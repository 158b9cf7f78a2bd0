"""The form in which names of places are compared: no capitals, accents, hyphens or dots; "St" is "Saint"."""

import re
import unicodedata
from typing import Tuple

# Letters that Unicode does not take apart, and Arabic letters that are typed one for the other.
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e", "ħ": "h", "ŀ": "l",
        "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ʻ": "", "ʼ": "", "'": "", "’": "", "‘": "", "`": "", "´": "", ".": "",
    }
)  # fmt: skip
_BETWEEN = re.compile(r"[\s\-‐-―_/,;:()\[\]・]+")
_WRITTEN_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "&": "and"}


def key(name: str) -> str:
    """The words of `name` for comparing, one space between; "" for a name of marks alone."""
    plain = name if name.isascii() else _without_accents(name)
    words = [word for word in _BETWEEN.split(plain.casefold().translate(_LETTERS)) if word]
    return " ".join(_written_out(words))


def _written_out(words: list[str]) -> Tuple[str, ...]:
    # "St" at the end is a street, not a saint.
    return tuple(_WRITTEN_SHORT.get(word, word) if index < len(words) - 1 else word for index, word in enumerate(words))


def _without_accents(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    return unicodedata.normalize("NFC", "".join(letter for letter in decomposed if not unicodedata.combining(letter)))
