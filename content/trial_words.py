"""How people answer the questions of the trial search: `data/trials/search_words.yml`."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Mapping, Optional, Pattern, Sequence, Tuple

from content.files import read_content

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Meaning(str, Enum):
    """What a phrase means. The values are the lists of the file."""

    SKIP = "skip"
    ALL = "all"
    ANYWHERE = "anywhere"
    HERE = "here"
    OPEN = "open"
    EVERY_STATUS = "every_status"
    LIVE = "live"
    SAVED = "saved"
    STOP = "stop"
    NO = "plain_no"
    NEGATION = "negation"
    LATE = "late"
    EARLY = "early"


@dataclass(frozen=True)
class Words:
    """A message as words in small letters, some of which may be struck out as accounted for."""

    text: str

    @classmethod
    def of(cls, message: str) -> "Words":
        """The words of a message; everything else is dropped."""
        return cls(" ".join(word.replace("’", "'").casefold() for word in _WORD.findall(message)))

    def has(self, meaning: Meaning) -> bool:
        """Whether a phrase of this meaning stands among the words."""
        return bool(_phrases()[meaning].search(self.text))

    def without(self, *meanings: Meaning) -> "Words":
        """The words that no phrase of these meanings accounts for."""
        text = self.text
        for meaning in meanings:
            text = _phrases()[meaning].sub(" ", text)
        return Words(" ".join(text.split()))

    @property
    def left_over(self) -> Tuple[str, ...]:
        """The words that do more than stand around an answer."""
        return tuple(word for word in self.text.split() if word not in _around())


def is_plain_answer(rest: str) -> bool:
    """Whether a reply without the words for its kind of stroke is nothing but "I do not know", or "it was a"."""
    words = Words.of(rest).without(Meaning.SKIP).text.split()
    return all(word in _lists()["plain"] for word in words)


def meant(message: str) -> str:
    """The message with blanks for what it says is not meant, such as the end of "Leeds, not London"."""
    return _not_meant().sub(lambda match: " " * len(match[0]), message)


def is_question(message: str) -> bool:
    """Whether the message looks like a question rather than an answer."""
    words = Words.of(message).text.split()
    return "?" in message or bool(words and words[0] in _lists()["asks"])


def kind_searched_for(stroke_type: str) -> Optional[str]:
    """The kind of stroke to search for, by the value that `data/entities.yml` has for the person's words."""
    kinds: Mapping[str, Sequence[str]] = read_content("trials/search_words.yml")["kinds"]
    return next((kind for kind, values in kinds.items() if stroke_type in values), None)


@cache
def _lists() -> Mapping[str, Tuple[str, ...]]:
    lists: Mapping[str, Sequence[str]] = read_content("trials/search_words.yml")
    return {name: tuple(map(str, words)) for name, words in lists.items() if name != "kinds"}


@cache
def _phrases() -> Mapping[Meaning, Pattern[str]]:
    return {meaning: _any_of(_lists()[meaning.value]) for meaning in Meaning}


@cache
def _around() -> frozenset[str]:
    return frozenset(_lists()["around"])


@cache
def _not_meant() -> Pattern[str]:
    begins, ends = (_alternatives(_lists()[name]) for name in ("not_meant", "but"))
    # At most 4 words, to the next mark or to the word that names what is meant instead.
    return re.compile(rf"\b(?:{begins})\b\s+(?:(?!(?:{ends})\b)[^\s,.;:!?]+[ ]?){{1,4}}", re.IGNORECASE)


def _any_of(phrases: Tuple[str, ...]) -> Pattern[str]:
    plain = tuple(Words.of(phrase).text for phrase in phrases)
    return re.compile(rf"(?<!\S)(?:{_alternatives(plain)})(?!\S)")


def _alternatives(phrases: Tuple[str, ...]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
