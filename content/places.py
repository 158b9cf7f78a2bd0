"""Which place a message names: a country, a region or a city, or several of that name to ask about.

This is the whole interface: `find_places` never raises and returns one of three outcomes.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import Iterator, List, Optional, Pattern, Tuple

from content.countries import code_of, countries
from content.place_choice import meant, people
from content.place_index import Kind, Place, candidates, mended
from content.place_keys import key
from content.place_reading import Named, Reader
from content.place_words import place_words

__all__ = ["Context", "Kind", "Outcome", "Place", "PlaceResult", "country_place", "find_places"]

# Read at most so much of a message: a person writes a place near its start or its end.
MOST_CHARACTERS = 600
# A longer reply to "Where?" is a sentence, in which a place must stand out by itself.
MOST_WORDS_OF_A_REPLY = 8
# Without a word such as "near" before it a town must be known to many.
PEOPLE_TO_STAND_ALONE = 100_000
# Edinburg in Texas may be Edinburgh, written with one letter less: then we ask.
# With a letter changed, as from Bolton to Boston, the town itself is meant unless it is tiny beside the city.
SMALL, BIG, MUCH_BIGGER, FAR_BIGGER = 150_000, 250_000, 3, 20
# Names of two or three letters are words first, unless millions live there (NYC).
LETTERS_OF_A_WORD, PEOPLE_OF_A_METROPOLIS = 3, 5_000_000

_END_OF_NAME = re.compile(r", | \(")
_JOINT = re.compile(r"\s*(?:,|/|&|\+|\bor\b|\band\b)\s*(?:(?:in|near|maybe|the)\s+)?", re.IGNORECASE)


class Context(str, Enum):
    """Where the words stand, which decides how much is needed to take them for a place.

    ANSWER: the whole reply to "Where?"; typos and small letters are fine.
    SEARCH: a message that is known to ask for trials; a clear name is enough.
    MESSAGE: any other; only after words that look for something near a place, or say where somebody lives.
    """

    ANSWER = "answer"
    SEARCH = "search"
    MESSAGE = "message"


class Mending(Enum):
    """The steps by which a reply is read: as it stands, as one misspelt name, as a misspelt town with its country."""

    NONE, WHOLE, PARTS = range(3)


class Outcome(str, Enum):
    """What became of the search for a place."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


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


NOWHERE = PlaceResult(Outcome.NONE)


def find_places(text: str, context: Context = Context.MESSAGE, home: Optional[str] = None) -> PlaceResult:
    """The place that `text` names, in any case and any script.

    `home` is the country code where the person lives, if known: of several places of a name, one at home is meant.
    """
    if context is Context.ANSWER:
        return _in_reply(text, home)
    half = MOST_CHARACTERS // 2
    parts = [text] if len(text) <= MOST_CHARACTERS else [text[:half], text[-half:]]
    for part, offset in zip(parts, (0, len(text) - half)):
        for named, reader in _in_message(part, context):
            result = _result(named, reader, home)
            return replace(result, start=result.start + offset, end=result.end + offset)
    return NOWHERE


def country_place(code: str) -> Optional[Place]:
    """The country with this ISO 3166 code, in any case; None for an unknown one."""
    country = countries().get(code.upper())
    found = candidates(key(country.name)) if country else ()
    return next(
        (one.place for one in found if one.place.kind is Kind.COUNTRY and one.place.country == code.upper()), None
    )


def _in_reply(text: str, home: Optional[str]) -> PlaceResult:
    if len(text) > MOST_CHARACTERS:
        return find_places(text, Context.SEARCH, home)
    labelled = _labelled(text)
    if labelled:
        return PlaceResult(Outcome.FOUND, labelled, start=0, end=len(text))
    for step in Mending if len(text.split()) <= MOST_WORDS_OF_A_REPLY else ():
        for start, end in _cores(text):
            reader = Reader(text[:end], any_capitals=True)
            first = reader.word_at(start)
            named = reader.whole(first) if step is Mending.WHOLE else reader.named(first, step is Mending.PARTS)
            if named and reader.follower(named) >= len(reader.words):
                return _result(named, reader, home)
    found = find_places(text, Context.SEARCH, home)
    people_of = country_place(code_of(text.strip(" .!?")) or "") if found is NOWHERE else None
    return PlaceResult(Outcome.FOUND, people_of, start=0, end=len(text)) if people_of else found


def _labelled(text: str) -> Optional[Place]:
    """The place whose label the reply is, as when one of several was chosen by a button."""
    named = candidates(key(_END_OF_NAME.split(text)[0])) if _END_OF_NAME.search(text) else ()
    return next((one.place for one in named if one.place.label == text), None)


def _cores(text: str) -> Iterator[Tuple[int, int]]:
    """The bounds of what may be the name: the whole reply, then without the words around a name."""
    words = place_words()
    before, after = words.before.match(text), words.after.search(text)
    start, end = before.end() if before else 0, after.start() if after else len(text)
    cores = ((0, len(text)), (start, len(text)), (0, end), (start, end))
    return iter(dict.fromkeys(core for core in cores if core[0] < core[1]))


def _in_message(text: str, context: Context) -> Iterator[Tuple[Named, Reader]]:
    """The names of a message that count in this context, the surest first."""
    reader, words = Reader(text), place_words()
    cues: List[Tuple[Pattern[str], bool]] = [(words.near, True), (words.lives, True), (words.stays, False)]
    if context is Context.SEARCH:
        cues.append((words.inside, True))
    for cue, mend in cues:
        for match in cue.finditer(text):
            named = reader.named(reader.word_at(match.end()), mend)
            if named and _counts_after(match[0].strip(" :").lower(), named, reader):
                yield named, reader
    if context is Context.SEARCH:
        yield from ((named, reader) for named in _standing_alone(reader))


def _counts_after(cue: str, named: Named, reader: Reader) -> bool:
    words = place_words()
    if words.unwanted.search(reader.text[: named.start]):
        return False
    if named.key in words.people and not named.qualified and cue in words.of_people:
        return False
    return named.qualified or reader.capital(named) or not _everyday(named)


def _everyday(named: Named) -> bool:
    """Whether in small letters the name is rather a word."""
    biggest = named.found[0].place
    short = (
        len(named.key) <= LETTERS_OF_A_WORD and biggest.kind is Kind.CITY and people(biggest) < PEOPLE_OF_A_METROPOLIS
    )
    return named.key in place_words().ordinary or short and named.key.isascii()


def _standing_alone(reader: Reader) -> Iterator[Named]:
    """Well-known names without a word such as "near" before them: "trial leeds"."""
    words, number = place_words(), 0
    while number < len(reader.words):
        named = reader.named(number)
        number = max(number + 1, reader.follower(named)) if named else number + max(1, reader.no_place(number))
        if (
            named
            and not reader.titled(named)
            and (named.qualified or not _everyday(named) and named.key not in words.people)
            and any(one.usual and _well_known(one.place) or one.place.kind is Kind.COUNTRY for one in named.found)
            and not words.unwanted.search(reader.text[: named.start])
        ):
            yield named


def _well_known(place: Place) -> bool:
    return place.kind is not Kind.CITY or place.population >= PEOPLE_TO_STAND_ALONE


def _result(named: Named, reader: Reader, home: Optional[str]) -> PlaceResult:
    places, end = meant(named.found, home), named.end
    second = _second(named, reader)
    if second:
        # "Birmingham or Manchester" are two of one country.
        others = meant(second.found, home or places[0].country)
        firsts = meant(named.found, home or others[0].country)
        places, end = tuple(dict.fromkeys((firsts[0], others[0]))), second.end
    elif len(places) == 1 and not named.qualified and not named.guessed:
        places = (*_rather_meant(named, places[0], home), *places)
    if len(places) == 1:
        return PlaceResult(Outcome.FOUND, places[0], (), named.guessed, named.start, end)
    return PlaceResult(Outcome.AMBIGUOUS, None, places, named.guessed, named.start, end)


def _second(named: Named, reader: Reader) -> Optional[Named]:
    """The other place of "Leeds or Manchester" and "Leeds, Manchester"."""
    joint = _JOINT.match(reader.text, named.end)
    first = reader.word_at(joint.end()) if joint else len(reader.words)
    if not joint or first >= len(reader.words):
        return None
    second = reader.named(first)
    if not second or second.start != joint.end() or _everyday(second):
        return None
    at_end = reader.follower(second) >= len(reader.words)
    return second if at_end or joint[0].strip() != "," else None


def _rather_meant(named: Named, place: Place, home: Optional[str]) -> Tuple[Place, ...]:
    """A city that has nearly the name of a small town, and many more people."""
    if place.kind is not Kind.CITY or place.population >= SMALL or place.country == home:
        return ()
    near = [one.place for one in mended(named.key)][:1]
    return tuple(
        one
        for one in near
        if one.kind is Kind.CITY
        and one.population
        >= max(BIG, (FAR_BIGGER if len(key(one.name)) == len(named.key) else MUCH_BIGGER) * place.population)
    )
