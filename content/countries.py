"""Countries, what people call them, and which one a sentence names: `data/countries.yml`."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Mapping, Optional, Tuple

from content.files import ContentError, read_content

# Strength of a place: in "Perth, Scotland" the country outweighs the city. "American" tells least.
NAME, REGION, CITY, DEMONYM = range(4)

_WORD = re.compile(r"\w+(?:[.']\w+)*")
_POSSESSIVE = re.compile(r"'s\b", re.IGNORECASE)
_BESIDE = re.compile(r",?\s*\(?")


@dataclass(frozen=True)
class Country:
    """One country or territory. `code` is ISO 3166 alpha-2; `the` tells whether a sentence needs the article.

    Those of the names in `case_sensitive` count in a sentence only as they are written ("US", not "us").
    """

    code: str
    name: str
    the: bool = False
    names: Tuple[str, ...] = ()
    demonyms: Tuple[str, ...] = ()
    regions: Tuple[str, ...] = ()
    cities: Tuple[str, ...] = ()
    case_sensitive: Tuple[str, ...] = ()

    @property
    def in_sentence(self) -> str:
        """The name as it stands after "in": "the United Kingdom", "Ireland"."""
        return f"the {self.name}" if self.the else self.name

    @property
    def places(self) -> Iterator[Tuple[str, int]]:
        """Every word for the country, its people and places, with its strength."""
        yield self.name, NAME
        for words, strength in (
            (self.names, NAME),
            (self.regions, REGION),
            (self.cities, CITY),
            (self.demonyms, DEMONYM),
        ):
            for word in words:
                yield word, strength


@dataclass(frozen=True)
class _Place:
    """What a key stands for: no country, one, or several that another word must settle."""

    codes: Tuple[str, ...]
    strength: int
    written: Optional[str] = None


@cache
def countries() -> Mapping[str, Country]:
    """All countries by code, in the order of the file."""
    rows: Mapping[str, Mapping[str, Any]] = read_content("countries.yml")["countries"]
    return {code: _country(code, row) for code, row in rows.items()}


def _country(code: str, row: Mapping[str, Any]) -> Country:
    lists = {key: tuple(row.get(key, ())) for key in ("names", "demonyms", "regions", "cities", "case_sensitive")}
    return Country(code, str(row["name"]), bool(row.get("the")), **lists)


@cache
def ambiguous() -> Mapping[str, Tuple[str, ...]]:
    """Places that stand in more than one country, such as Georgia, with the codes of these."""
    return {name: tuple(codes) for name, codes in read_content("countries.yml")["ambiguous"].items()}


def country_name(code: Optional[str]) -> Optional[str]:
    """The name we write for a code, such as "United Kingdom" for GB; None for no code or an unknown one."""
    country = countries().get((code or "").upper())
    return country.name if country else None


def code_of(name: str) -> Optional[str]:
    """The code of a name that stands alone, such as the reply to "Which country?"; "us" is the USA here.

    None if it is no place we know or stands in several countries.
    """
    place = _in_one_country(name)
    return place.codes[0] if place else None


def is_country(name: str) -> bool:
    """Whether a name that stands alone is that of one country itself, not of a region, a town or a people."""
    place = _in_one_country(name)
    return place is not None and place.strength == NAME


def _in_one_country(name: str) -> Optional[_Place]:
    place = _index().get(_key(name))
    return place if place and len(place.codes) == 1 else None


def countries_in(text: str) -> Tuple[str, ...]:
    """The codes of the countries that a sentence names, each once, as they come.

    One code is sure. Several mean that the sentence names several, or one place that stands in several.
    It says only what is named, not where the person lives ("my cousin went to Mexico").
    """
    alone = code_of(text)
    if alone:
        return (alone,)
    found = _without_outweighed(_mentions(text))
    if any(strength != DEMONYM for _, strength in found):
        found = [(codes, strength) for codes, strength in found if strength != DEMONYM]
    sure = {codes[0] for codes, _ in found if len(codes) == 1}
    settled = (codes for codes, _ in found if len(codes) == 1 or not sure.intersection(codes))
    return tuple(dict.fromkeys(code for codes in settled for code in codes))


def _without_outweighed(
    mentions: list[Tuple[_Place, bool]],
) -> list[Tuple[Tuple[str, ...], int]]:
    """Without each place that a stronger one follows at once: "Perth, Scotland", "Paris, Texas"."""
    return [
        (place.codes, place.strength)
        for (place, _), following in zip(mentions, [*mentions[1:], None])
        if not (
            following
            and following[1]
            and len(following[0].codes) == 1
            and following[0].strength < place.strength < DEMONYM
        )
    ]


def _mentions(text: str) -> list[Tuple[_Place, bool]]:
    """The places in a text, the longest from each word on, and whether each stands beside the one before."""
    plain = _plain(text)
    words = list(_WORD.finditer(plain))
    index, longest = _index(), _longest()
    found: list[Tuple[_Place, bool]] = []
    start, end = 0, -1
    while start < len(words):
        most = longest.get(words[start][0].casefold(), 0)
        for count in range(min(most, len(words) - start), 0, -1):
            written = " ".join(word[0] for word in words[start : start + count])
            place = index.get(written.casefold())
            if place and (place.written is None or (place.written == written and not plain.isupper())):
                if place.codes:
                    beside = end >= 0 and bool(_BESIDE.fullmatch(plain, end, words[start].start()))
                    found.append((place, beside))
                    end = words[start + count - 1].end()
                start += count
                break
        else:
            start += 1
    return found


@cache
def _index() -> Mapping[str, _Place]:
    """Every place by its key.

    Raises:
        ContentError: a place stands for two countries and is not listed as ambiguous.
    """
    document = read_content("countries.yml")
    index = {_key(name): _Place((), NAME) for name in document["no_country"]}
    index.update({_key(name): _Place(codes, REGION) for name, codes in ambiguous().items()})
    shared = {_key(name) for name in ambiguous()}
    for country in countries().values():
        sensitive = {_key(name) for name in country.case_sensitive}
        for name, strength in country.places:
            key = _key(name)
            if key in shared:
                continue
            known = index.get(key)
            if known and known.codes != (country.code,):
                raise ContentError(f"countries.yml: {name} stands for {known.codes} and {country.code}")
            if not known:
                written = " ".join(_WORD.findall(_plain(name))) if key in sensitive else None
                index[key] = _Place((country.code,), strength, written)
    return index


@cache
def _longest() -> Mapping[str, int]:
    """The number of words of the longest key that begins with a word."""
    found: dict[str, int] = {}
    for key in _index():
        words = key.split(" ")
        found[words[0]] = max(len(words), found.get(words[0], 0))
    return found


def _key(name: str) -> str:
    return " ".join(_WORD.findall(_plain(name))).casefold()


def _plain(text: str) -> str:
    """Without accents, hyphens, "&" and possessive 's."""
    text = text.replace("’", "'").replace("&", " and ").replace("-", " ")
    decomposed = unicodedata.normalize("NFKD", text)
    plain = unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))
    return _POSSESSIVE.sub("", plain)
