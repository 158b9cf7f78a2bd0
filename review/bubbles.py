"""An answer's text cut into what a page can mark up: bubbles, lists, lines, bold words and blanks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

BULLET = "• "

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_BLANK = re.compile(r"(\{\w+\})")


@dataclass(frozen=True)
class Piece:
    """Some words of a line. `blank` marks a {placeholder} that the assistant fills in."""

    text: str
    bold: bool = False
    blank: bool = False


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Block:
    """Lines that belong together: the entries of a list, or lines one below the other."""

    lines: tuple[Line, ...]
    is_list: bool = False


Bubble = tuple[Block, ...]


def bubble_of(raw: str) -> Bubble:
    """One message of the chat as blocks."""
    lines = (line.strip() for line in raw.splitlines() if line.strip())
    return tuple(
        Block(tuple(_line(line.removeprefix(BULLET)) for line in group), is_list)
        for is_list, group in groupby(lines, key=lambda line: line.startswith(BULLET))
    )


def _line(text: str) -> Line:
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    # Splitting at one group gives the text outside it at even places and the group at odd ones.
    for place, part in enumerate(_BOLD.split(text)):
        for inner, words in enumerate(_BLANK.split(part)):
            if words:
                yield Piece(words, bold=place % 2 == 1, blank=inner % 2 == 1)
