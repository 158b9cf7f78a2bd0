"""The words of the take-away: `data/conversation/take_away.yml`."""

from typing import Any, Mapping

from content.files import read_content


def take_away_title() -> str:
    """What stands above the page."""
    return str(_words()["title"])


def take_away_note() -> str:
    """What the page is and what it is not."""
    return str(_words()["note"])


def take_away_line(name: str, **values: str) -> str:
    """A line of the page, filled in.

    Raises:
        KeyError: there is no line of this name, or a value is missing.
    """
    return str(_words()["lines"][name]).format(**values)


def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = read_content("conversation/take_away.yml")
    return words
