"""The word lists of `data/wording/`, and how their entries are looked for in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from re import Match, Pattern

from content.files import ContentError, read_content


@cache
def entries(name: str, key: str) -> tuple[str, ...]:
    """The list `key` of `data/wording/<name>.yml`.

    Raises:
        ContentError: the list is missing, or YAML takes an entry such as `no` for something else than text.
    """
    document = read_content(f"wording/{name}.yml")
    found = document.get(key) if isinstance(document, dict) else None
    if not isinstance(found, list) or not found or not all(isinstance(entry, str) for entry in found):
        raise ContentError(f"wording/{name}.yml: {key} must be a list of words (put words such as no and on in quotes)")
    return tuple(found)


@cache
def table(name: str, key: str) -> Mapping[str, str]:
    """The table `key` of `data/wording/<name>.yml`: one text for another.

    Raises:
        ContentError: the table is missing or holds something else than texts.
    """
    document = read_content(f"wording/{name}.yml")
    found = document.get(key) if isinstance(document, dict) else None
    if not isinstance(found, dict) or not all(isinstance(text, str) for pair in found.items() for text in pair):
        raise ContentError(f"wording/{name}.yml: {key} must be a table of words (put words such as no in quotes)")
    return found


@cache
def members(name: str, key: str) -> frozenset[str]:
    """The list `key` of `data/wording/<name>.yml` in small letters, to look single words up."""
    return frozenset(entry.lower() for entry in entries(name, key))


@cache
def phrases(name: str, key: str) -> Pattern[str]:
    """The pattern that finds any entry of the list `key` of `data/wording/<name>.yml`."""
    return pattern(entries(name, key))


def pattern(listed: Iterable[str]) -> Pattern[str]:
    """One pattern for all entries: whole words in any case, the longest entry first.

    In an entry, `*` stands for the rest of a word and a blank for a blank or a hyphen.
    """
    found = (re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+") for entry in listed)
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(found, key=len, reverse=True))})(?!\w)", re.IGNORECASE)


def unexcused(text: str, banned: Pattern[str], excused: Pattern[str]) -> Iterator[Match[str]]:
    """What is banned in a text and no part of an excused phrase."""
    excuses = [match.span() for match in excused.finditer(text)]
    for match in banned.finditer(text):
        if not any(start <= match.start() and match.end() <= end for start, end in excuses):
            yield match
