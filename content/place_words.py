"""The words around names of places, compiled: `data/place_words.yml`."""

import re
from dataclasses import dataclass
from functools import cache
from typing import FrozenSet, Iterable, Pattern

from content.files import read_content
from content.place_keys import key


@dataclass(frozen=True)
class PlaceWords:
    """`near`, `inside`, `lives`, `stays` and `unwanted` end where a name may begin.

    `ordinary` words need a capital, `never` are no place, `never_alone` only beside a town, names of `people` need more
    than a "from", `titles` stand before such a name, `never_mended` are English words that only look like a misspelt
    town, and `no_places` hold the name of a country but are none ("guinea pig").
    """

    near: Pattern[str]
    inside: Pattern[str]
    lives: Pattern[str]
    stays: Pattern[str]
    unwanted: Pattern[str]
    before: Pattern[str]
    after: Pattern[str]
    ordinary: FrozenSet[str]
    never: FrozenSet[str]
    never_alone: FrozenSet[str]
    people: FrozenSet[str]
    never_mended: FrozenSet[str]
    of_people: FrozenSet[str]
    titles: FrozenSet[str]
    no_places: FrozenSet[str]
    country_among_namesakes: str


@cache
def place_words() -> PlaceWords:
    """The lists of the file."""
    lists = read_content("place_words.yml")
    distance = (
        rf"(?:within|about|up to)?\s*(?:\d+|an?|one|two|half an)\s*(?:{_any(lists['distance_units'])})\s+(?:of|from)"
    )
    before, after = _any(lists["before"]), _any(lists["after"])
    return PlaceWords(
        near=_cue(f"{_any(lists['near'])}|{distance}"),
        inside=_cue(_any(lists["in"])),
        lives=_cue(_any(lists["lives"])),
        stays=_cue(_any(read_content("entities.yml")["lives_in"])),
        unwanted=re.compile(rf"(?<!\w)(?:{_any(lists['not'])})\s+(?:the\s+)?$", re.IGNORECASE),
        before=re.compile(rf"^(?:(?:{before})(?![\w'’])[\s,.:]*)+", re.IGNORECASE),
        after=re.compile(rf"(?:[\s,.]*(?<![\w'’])(?:{after}))+\W*$", re.IGNORECASE),
        **{
            name: frozenset(map(key, lists[name]))
            for name in ("ordinary", "never", "never_alone", "people", "never_mended", "of_people", "titles")
        },
        no_places=frozenset(map(key, read_content("countries.yml")["no_country"])),
        country_among_namesakes=lists["country_among_namesakes"],
    )


def _any(words: Iterable[str]) -> str:
    escaped = (re.escape(str(word)).replace("'", "['’]").replace(r"\ ", r"\s+") for word in words)
    return "|".join(sorted(escaped, key=len, reverse=True))


def _cue(words: str) -> Pattern[str]:
    return re.compile(rf"(?<![\w'’])(?:{words})(?![\w'’])[\s:]*", re.IGNORECASE)
