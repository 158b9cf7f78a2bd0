"""What a short reply to a question of yes and no says: `data/conversation/short_answers.yml`.

Read by lists and not by the intent, because the meaning hangs on there being a question. Nothing is guessed: a message
that may be a question of the person's own, or that says both yes and no, is no answer.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, FrozenSet, Mapping, Optional, Pattern, Tuple

from content.files import read_content

# A longer message tells a story; it is more than an answer.
MOST_WORDS = 25

_WORD = re.compile(r"[^\W_]+(?:['/-][^\W_]+)*")
_CLAUSE = re.compile(r"[.,;:!…—]+|\s-+\s")
# What a message may consist of and still be nothing but a reply. The longest phrases go first.
_LISTED = ("correction", "hesitation", "stop", "not_sure", "no", "yes", "back", "around")
_SIGNS = {"👍": " yes ", "👌": " yes ", "👎": " no ", "🤷": " not sure "}


class Answer(str, Enum):
    """An answer; the values are the lists of the file and what slots hold."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class Kind(str, Enum):
    """What a reply does: answers, corrects an earlier answer, goes back to a question, or ends the questions."""

    ANSWER = "answer"
    CORRECTION = "correction"
    BACK = "back"
    STOP = "stop"


@dataclass(frozen=True)
class ShortReply:
    """A reply that was understood. `answer` is set for ANSWER and CORRECTION, `number` if a question was named.

    `sure` is False where the intent must allow it: a statement ("they want it up front"), or words to stop that can
    also come from despair. `whole` tells that there is nothing in the message but listed words.
    """

    kind: Kind
    answer: Optional[Answer] = None
    number: Optional[int] = None
    sure: bool = True
    whole: bool = False


def read_short_reply(message: str) -> Optional[ShortReply]:
    """What the reply says, or None if it is not one. Takes any string."""
    for sign, word in _SIGNS.items():
        message = message.replace(sign, word)
    text = _plain(message)
    if not text or len(text.split()) > MOST_WORDS or _has("not_understood", text):
        return None
    said = _stop(text) or _correction(text) or _back(text) or _answer(text, message)
    return replace(said, whole=_only(_numbered().sub(" ", text), *_LISTED)) if said else None


def looks_like_a_question(message: str) -> bool:
    """Whether the message, or a part of it, asks something."""
    parts = [_plain(part) for part in _CLAUSE.split(message)]
    return "?" in message or any(_asks(part) for part in parts)


def _stop(text: str) -> Optional[ShortReply]:
    for name, sure in (("stop", True), ("stop_perhaps", False)):
        left = _without(name, text)
        if left != text and _only(left, "around", "yes", "no"):
            return ShortReply(Kind.STOP, sure=sure)
    return None


def _correction(text: str) -> Optional[ShortReply]:
    number = _number(text)
    plain = _numbered().sub(" ", text)
    cue = _pattern("correction").search(plain) or _pattern("hesitation").search(plain)
    if not cue and number is None:
        return None
    after = plain[cue.end() :] if cue and number is None else plain
    answer = _last_answer(_without("correction", after))
    if answer:
        return ShortReply(Kind.CORRECTION, answer, number)
    if _has("correction", plain) and _only(plain, "correction", "hesitation", "around", "yes", "no", "back"):
        return ShortReply(Kind.BACK, number=number)
    return None


def _back(text: str) -> Optional[ShortReply]:
    without_number = _numbered().sub(" question ", text)
    left = _without("back", without_number)
    if left == without_number or not _only(left, "around"):
        return None
    return ShortReply(Kind.BACK, number=_number(text))


def _answer(text: str, message: str) -> Optional[ShortReply]:
    if _pattern("doubts").match(text) and "?" not in message:
        return ShortReply(Kind.ANSWER, Answer.NO)
    found, left = _answers_in(text)
    agreed = _agreed(found)
    if found and _only(left, "around"):
        return ShortReply(Kind.ANSWER, agreed) if agreed else None
    if looks_like_a_question(_without_answers(message)):
        return None
    if Answer.NOT_SURE in found:
        return None if _has("asks_within", text) else ShortReply(Kind.ANSWER, Answer.NOT_SURE)
    bare = _without_leading("around", text)
    for answer, leads in ((Answer.YES, "leads_yes"), (Answer.NO, "leads_no")):
        if _pattern(leads).match(bare):
            return ShortReply(Kind.ANSWER, answer)
    if _pattern("statement").match(text):
        answer = Answer.NO if _has("negation", text) else Answer.YES
        return ShortReply(Kind.ANSWER, answer, sure=False)
    return None


def _answers_in(text: str) -> Tuple[FrozenSet[Answer], str]:
    """The answers that the text holds, the longest phrases first, and the rest."""
    found = frozenset(Answer(_owners()[match[0]]) for match in _any_answer().finditer(text))
    return found, " ".join(_any_answer().sub(" ", text).split())


def _last_answer(text: str) -> Optional[Answer]:
    matches = list(_any_answer().finditer(text))
    return Answer(_owners()[matches[-1][0]]) if matches else None


def _agreed(found: FrozenSet[Answer]) -> Optional[Answer]:
    if not found or {Answer.YES, Answer.NO} <= found:
        return None
    return Answer.NOT_SURE if Answer.NOT_SURE in found else next(iter(found))


def _without_answers(message: str) -> str:
    """The message without its answers, but with its marks: "no, is it bad" becomes ", is it bad"."""
    return _any_answer().sub(" ", message.replace("’", "'").casefold())


def _asks(part: str) -> bool:
    words = _without_leading("around", part)
    joined = _without_leading("joins", words)
    # "I" and "do" may stand around an answer, so the part is read as it is too.
    return any(_pattern("asks").match(text) for text in (part, words, joined)) or bool(_joined_question().search(part))


def _number(text: str) -> Optional[int]:
    match = _numbered().search(text)
    if not match:
        return None
    word = match[1]
    return int(word) if word.isdecimal() else _lists()["numbers"].index(word) + 1


def _has(name: str, text: str) -> bool:
    return bool(_pattern(name).search(text))


def _without(name: str, text: str) -> str:
    return " ".join(_pattern(name).sub(" ", text).split())


def _without_leading(name: str, text: str) -> str:
    while match := _pattern(name).match(text):
        text = text[match.end() :].lstrip()
    return text


def _only(text: str, *names: str) -> bool:
    """Whether nothing is left once the phrases of these lists are gone."""
    for name in names:
        text = _without(name, text)
    return not text


def _plain(message: str) -> str:
    return " ".join(word for word in _WORD.findall(message.replace("’", "'").casefold()))


@cache
def _lists() -> Mapping[str, Tuple[str, ...]]:
    document: Mapping[str, Any] = read_content("conversation/short_answers.yml")
    return {name: tuple(_plain(str(phrase)) for phrase in phrases) for name, phrases in document.items()}


@cache
def _pattern(name: str) -> Pattern[str]:
    return _any_of(_lists()[name])


@cache
def _owners() -> Mapping[str, str]:
    return {phrase: answer.value for answer in Answer for phrase in _lists()[answer.value]}


@cache
def _any_answer() -> Pattern[str]:
    return _any_of(tuple(_owners()))


@cache
def _numbered() -> Pattern[str]:
    before, words = _alternatives(_lists()["numbered"]), _alternatives(_lists()["numbers"])
    return re.compile(rf"(?<!\S)(?:{before}) ?(\d|{words})(?!\S)")


@cache
def _joined_question() -> Pattern[str]:
    joins, asks = _alternatives(_lists()["joins"]), _alternatives(_lists()["asks"])
    return re.compile(rf"(?<!\S)(?:{joins}) (?:{asks})(?!\S)")


def _any_of(phrases: Tuple[str, ...]) -> Pattern[str]:
    # Marks may follow a phrase where a message is read with its marks.
    return re.compile(rf"(?<![^\s.,;:!?…—(\"])(?:{_alternatives(phrases)})(?![^\s.,;:!?…—)\"])")


def _alternatives(phrases: Tuple[str, ...]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
