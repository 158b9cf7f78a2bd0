"""One answer's text, parsed once: bubbles, lines, sentences and words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Span
from spacy.util import compile_suffix_regex

BULLET = "• "

# Stands for what an action or a slot fills in.
FILLED = "number"

_SLOT = re.compile(r"\{\w+\}")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_WORD = re.compile(r"[^\W_]+(?:['’.,/-][^\W_]+)*")
_CONTINUES = re.compile(r"[^.!?:;]\**$")


@cache
def language() -> Language:
    """English tokens and sentences; no trained model, so nothing to download."""
    nlp = spacy.blank("en")
    # "Take vitamin D. Ask first." are two sentences: the full stop is no part of a single capital.
    suffixes = compile_suffix_regex([*(nlp.Defaults.suffixes or ()), r"(?<=^[A-Z])\."])
    nlp.tokenizer.suffix_search = suffixes.search  # type: ignore[union-attr]
    nlp.add_pipe("sentencizer")
    return nlp


def words(text: str) -> tuple[str, ...]:
    """The words of a text; `blood-brain`, `1.5` and `and/or` are one word each, as a reader counts."""
    return tuple(_WORD.findall(text))


@dataclass(frozen=True)
class Sentence:
    """One sentence without markup. `bold` tells whether any of it is bold; `line` is its line in the text."""

    span: Span
    bold: bool
    line: int

    @cached_property
    def text(self) -> str:
        return self.span.text

    @cached_property
    def words(self) -> tuple[str, ...]:
        return words(self.text)


@dataclass(frozen=True)
class Bubble:
    """One message of an answer: what stands between two blank lines."""

    raw: str
    sentences: tuple[Sentence, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(word for sentence in self.sentences for word in sentence.words)


@dataclass(frozen=True)
class Text:
    """An answer's text. `raw` is what Rasa sends; everything else is free of `**`, bullets and slots."""

    raw: str

    @cached_property
    def bubbles(self) -> tuple[Bubble, ...]:
        line = 0
        found = []
        for raw in (part for part in self.raw.strip().split("\n\n") if part.strip()):
            sentences: list[Sentence] = []
            for block in _blocks(raw):
                sentences.extend(_sentences(block, line))
                line += 1
            found.append(Bubble(raw, tuple(sentences)))
        return tuple(found)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentence for bubble in self.bubbles for sentence in bubble.sentences)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(word for bubble in self.bubbles for word in bubble.words)

    @cached_property
    def plain(self) -> str:
        """All sentences, one a line."""
        return "\n".join(sentence.text for sentence in self.sentences)

    @cached_property
    def measured(self) -> str:
        """The text as readability formulas want it: each sentence or bullet ends in its only full stop."""
        return " ".join(re.sub(r"[.!?]", "", sentence.text).rstrip(" :;,") + "." for sentence in self.sentences)


@cache
def parsed(raw: str) -> Text:
    """The text, shared by all who ask for the same."""
    return Text(raw)


def broken_lines(raw: str) -> Iterator[str]:
    """Lines that break off in the middle of a sentence."""
    for line, following in pairwise(raw.splitlines()):
        if _continues(line, following):
            yield line.strip()


def _continues(line: str, following: str) -> bool:
    return bool(_CONTINUES.search(line.rstrip())) and following.lstrip(" *")[:1].islower()


def _blocks(bubble: str) -> Iterator[str]:
    """The lines of a bubble, a line broken within a sentence joined to the next."""
    block = ""
    for line in bubble.splitlines():
        if block and _continues(block, line):
            block = f"{block.rstrip()} {line.strip()}"
            continue
        if block:
            yield block
        block = line
    if block:
        yield block


def _sentences(block: str, line: int) -> Iterator[Sentence]:
    block = _SLOT.sub(FILLED, block.strip()).replace("’", "'")
    block = block.removeprefix(BULLET)
    plain, bold = _without_bold(block)
    for span in language()(plain).sents:
        if words(span.text):
            marked = any(start < span.end_char and span.start_char < end for start, end in bold)
            yield Sentence(span, marked, line)


def _without_bold(block: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without `**`, and where its bold parts begin and end."""
    plain, bold, last = "", [], 0
    for match in _BOLD.finditer(block):
        plain += block[last : match.start()]
        bold.append((len(plain), len(plain) + len(match[1])))
        plain += match[1]
        last = match.end()
    return (plain + block[last:]).replace("**", ""), bold
