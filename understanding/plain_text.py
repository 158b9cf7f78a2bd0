"""What is left of a message once its looks are taken away."""

import re
import unicodedata

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})
_UNREADABLE = re.compile(r"[^\w\s'\"?!.,:;/()%$€£+&@#-]+")
_SPACES = re.compile(r"\s+")
# Only letters: a price keeps its noughts.
_STRETCHED = re.compile(r"([^\W\d_])\1{3,}|([!?.,])\2+")

# A person's message is never this long on purpose; what is dropped is the middle.
MAXIMUM_CHARACTERS = 4000


def readable(text: object) -> bool:
    """Whether `text` is a string with at least one letter or figure in it."""
    return isinstance(text, str) and any(character.isalnum() for character in text)


def plain_text(text: str) -> str:
    """`text` with one kind of quote, dash and space, without emoji, controls, marks of direction or surrogates.

    Works for any string; the result holds at most `MAXIMUM_CHARACTERS` characters and may be empty.
    """
    text = _without_middle(text).encode("utf-8", "ignore").decode("utf-8")
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    text = _UNREADABLE.sub(" ", text)
    text = _STRETCHED.sub(lambda match: match.group(1) or match.group(2), text)
    # One character can become several above.
    return _without_middle(_SPACES.sub(" ", text).strip())


def _without_middle(text: str) -> str:
    if len(text) <= MAXIMUM_CHARACTERS:
        return text
    half = MAXIMUM_CHARACTERS // 2
    return f"{text[: half - 1]} {text[-half:]}"
