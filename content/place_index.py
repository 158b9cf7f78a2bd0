"""Looks places up by name in `data/places.tsv.gz`, exactly or with a slip of the keyboard mended."""

import gzip
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import Dict, List, Mapping, Tuple

from rapidfuzz.distance import OSA

from content.countries import ambiguous, countries
from content.files import DATA, ContentError
from content.place_words import place_words

FILE = "places.tsv.gz"
# A slip is mended only towards places that many people may mean, and only in words long enough to be sure.
FEWEST_PEOPLE_TO_MEND = 50_000
FEWEST_LETTERS_TO_MEND = 5
LETTERS_FOR_TWO_SLIPS = 9


class Kind(str, Enum):
    """How big a place is."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"


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
            return place_words().country_among_namesakes.format(country) if country in ambiguous() else country
        between = [self.region] if self.region and self.region != self.name else []
        return ", ".join([self.name, *between, country])


@dataclass(frozen=True)
class Candidate:
    """A place that bears the name looked for. `usual`: it is commonly called so ("Leeds", but not "Lids")."""

    place: Place
    usual: bool


def candidates(name_key: str) -> Tuple[Candidate, ...]:
    """All places of that name, the biggest first."""
    found = (
        Candidate(_place(number >> 1), not number & 1) for number in dict.fromkeys(_tables().index.get(name_key, ()))
    )
    return tuple(sorted(found, key=lambda candidate: -candidate.place.population))


def abbreviated(name_key: str) -> Tuple[Candidate, ...]:
    """The places with that abbreviation, such as "tx"; it counts only where the person wrote it in capitals."""
    return candidates(f"={name_key}")


def load() -> None:
    """Read the places now, so that no person waits for it. Takes half a second and is done once."""
    _tables()


def longest_name(first_word: str) -> int:
    """The number of words of the longest name that begins with `first_word`; 0 if none does."""
    return _tables().lengths.get(first_word, 0)


def mended(name_key: str) -> Tuple[Candidate, ...]:
    """The places whose name is one slip away (two in long names); of several names the nearest, then the biggest."""
    if len(name_key) < FEWEST_LETTERS_TO_MEND or name_key.isdigit():
        return ()
    most = 2 if len(name_key) >= LETTERS_FOR_TWO_SLIPS else 1
    near: List[Tuple[int, float, str]] = []
    for length in range(len(name_key) - most, len(name_key) + most + 1):
        for known in _tables().targets.get((name_key[0], length), ()):
            slips = OSA.distance(name_key, known, score_cutoff=most)
            if 0 < slips <= most:
                near.append((slips, -candidates(known)[0].place.population, known))
    return candidates(min(near)[2]) if near else ()


@lru_cache(maxsize=4096)
def _place(row: int) -> Place:
    kind, name, country, region, latitude, longitude, people, *_ = _rows()[row].split("\t")
    return Place(Kind(kind), name, country, region, float(latitude), float(longitude), int(people))


@cache
def _rows() -> Tuple[str, ...]:
    """The lines of the file without the credit.

    Raises:
        ContentError: the file is missing or not what `make refresh-places` writes.
    """
    try:
        text = gzip.decompress((DATA / FILE).read_bytes()).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise ContentError(f"{FILE}: {error}") from error
    return tuple(line for line in text.split("\n") if line and not line.startswith("#"))


@dataclass(frozen=True)
class _Tables:
    """`index`: numbers of rows by key, doubled, and one more where the key is not the usual name.

    `lengths`: the most words of a name by its first word. `targets`: the names towards which slips are mended, by first
    letter and length.
    """

    index: Mapping[str, Tuple[int, ...]]
    lengths: Mapping[str, int]
    targets: Mapping[Tuple[str, int], List[str]]


@cache
def _tables() -> _Tables:
    index: Dict[str, Tuple[int, ...]] = {}
    lengths: Dict[str, int] = {}
    targets: Dict[Tuple[str, int], List[str]] = {}
    for row, line in enumerate(_rows()):
        kind, _, _, _, _, _, population, names, others = line.split("\t")
        # Whoever names a county or a country means it, however few live there.
        to_mend = kind != Kind.CITY.value or int(population) >= FEWEST_PEOPLE_TO_MEND
        for odd, keys in ((0, names), (1, others)):
            for name in keys.split("|") if keys else ():
                before = index.get(name)
                index[name] = (row * 2 + odd,) if before is None else (*before, row * 2 + odd)
                first, spaces = name.partition(" ")[0].lstrip("="), name.count(" ")
                if lengths.get(first, 0) <= spaces:
                    lengths[first] = spaces + 1
                if to_mend and not odd and len(name) >= FEWEST_LETTERS_TO_MEND and name.isascii():
                    targets.setdefault((name[0], len(name)), []).append(name)
    return _Tables(index, lengths, targets)
