"""Q8 promises, A9 bold words and short forms, IDIOMS."""

import re
from collections.abc import Iterator
from functools import cache
from re import Pattern

from content.answers import SIMPLE
from validation.corpus import Page
from validation.lexicon import entries, phrases, unexcused
from validation.rules import answer_rule
from validation.text import FILLED

_QUOTED = re.compile(r'"[^"]+"|“[^”]+”|‘[^’\']+[’\']')
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
# A greeting or a one-line reply has no key words.
_SMALL_TALK_WITHOUT_BOLD = 12


@answer_rule("Q8")
def promises(page: Page) -> Iterator[str]:
    """No word of promise, unless denied before it in the sentence or quoted."""
    for sentence in page.text.sentences:
        quoted = [match.span() for match in _QUOTED.finditer(sentence.text)]
        for match in unexcused(sentence.text, phrases("banned", "words"), phrases("banned", "allowed")):
            denied = phrases("banned", "negations").search(sentence.text, 0, match.start())
            if not denied and not any(start < match.start() < end for start, end in quoted):
                yield f'"{match[0]}" promises; leave it out or deny it before the word: "{sentence.text}"'


@answer_rule("IDIOMS")
def idioms(page: Page) -> Iterator[str]:
    """No idiom and no metaphor."""
    for sentence in page.text.sentences:
        for match in phrases("idioms", "idioms").finditer(sentence.text):
            yield f'"{match[0]}" is an idiom or a metaphor; say what you mean in plain words.'


@cache
def _short_forms() -> Pattern[str]:
    endings, before_s, whole = (
        "|".join(map(re.escape, entries("contractions", key))) for key in ("endings", "before_s", "whole")
    )
    return re.compile(rf"\b(?:\w+(?:{endings})|(?:{before_s})'s)\b|(?<!\w)(?:{whole})\b", re.IGNORECASE)


@answer_rule("A9")
def contractions(page: Page) -> Iterator[str]:
    """No short forms (Stroke Association, aphasia-friendly content)."""
    for match in _short_forms().finditer(page.text.plain):
        yield f'"{match[0]}" is a short form; write it out ("do not", "it is").'


@answer_rule("A9", wholes_only=True)
def bold(page: Page) -> Iterator[str]:
    """Key words are bold: some in each bubble; at the simple level some in each sentence."""
    if page.answer.text.count("**") % 2:
        yield "A ** has no partner; every bold phrase needs ** before and after."
        return
    if page.answer.level == SIMPLE:
        for sentence in page.text.sentences:
            if not sentence.bold and sentence.text != FILLED:
                yield f'The simple text needs a **bold** key word in every sentence: "{sentence.text}"'
        return
    for number, bubble in enumerate(page.text.bubbles, start=1):
        spared = page.topic is None and len(bubble.words) <= _SMALL_TALK_WITHOUT_BOLD
        if not _BOLD.search(bubble.raw) and not spared:
            yield f"Bubble {number} has no **bold** key words; mark 1 to 3."
