"""The words on the card of a trial and above the cards: `data/trials/card_wording.yml`."""

from typing import Any, Mapping, Tuple

from content.answers import SIMPLE
from content.files import ContentError, read_content

FILE = "trials/card_wording.yml"


def wording(*path: str, **values: object) -> str:
    """The words at this place of the file, with `values` filled in: `wording("status", "RECRUITING")`.

    Raises:
        ContentError: there is nothing at this place, or a value that the words need is missing.
    """
    try:
        return str(_at(path)).format(**values)
    except (KeyError, IndexError, ValueError) as error:
        raise ContentError(f"{FILE}: {'.'.join(path)} has no words that can be filled in") from error


def has_wording(*path: str) -> bool:
    """Whether there are words at this place of the file."""
    try:
        return isinstance(_at(path), str)
    except KeyError:
        return False


def card_rows(level: str) -> Tuple[str, ...]:
    """The names of the rows of a card at a reading level, in order."""
    return tuple(read_content(FILE)["rows_simple" if level == SIMPLE else "rows"])


def joined(words: Tuple[str, ...], by: str = "and") -> str:
    """Several words as one phrase: "Canada, France and Spain". `by` is `and` or `or`. Empty for none."""
    if len(words) < 2:
        return "".join(words)
    return wording(by, first=wording("separator").join(words[:-1]), last=words[-1])


def _at(path: Tuple[str, ...]) -> Any:
    found: Any = read_content(FILE)
    for name in path:
        if not isinstance(found, Mapping):
            raise KeyError(name)
        found = found[name]
    return found
