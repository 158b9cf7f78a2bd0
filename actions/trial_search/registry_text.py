"""Texts of a registry made fit for a card. They are cleaned when read; what a card holds is bounded here once more."""

import re

from content.card_wording import wording

# Registries know titles of thousands of characters. These are whole for nearly all real entries.
TITLE, QUOTE, NAME = 160, 320, 90

_MARKS = re.compile(r"[*_`{}<>|\\\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


def plain(text: str, most: int) -> str:
    """One line of at most `most` characters, without marks that a channel could take for its own, cut at a word."""
    line = " ".join(_MARKS.sub(" ", text).split())
    if len(line) <= most:
        return line
    return wording("cut", words=line[: most - 2].rpartition(" ")[0] or line[: most - 2])
