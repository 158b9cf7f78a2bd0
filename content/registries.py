"""Trial registries: which to show for a country and which one an id belongs to: `data/registries.yml`."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Mapping, Optional, Tuple
from urllib.parse import quote

from content.files import read_content

ALL = "all"

_SPACES = re.compile(r"\s+")
_LITERAL_START = re.compile(r"^\^([A-Za-z-]*)")
_EMPTY_PARAMETER = re.compile(r"(?<=[?&])\w+=(?:&|$)")


@dataclass(frozen=True)
class Registry:
    """One registry. `countries` are ISO codes; empty for one that serves all.

    `search` and `record` are forms of an address, None where only `home` is safe.
    `id_pattern` matches a whole id, as the registry writes it.
    `also_written` are words that people put before the figures instead of the registry's letters;
    an id that is `written_exactly` counts only with its hyphens, since its letters are a word ("per").
    An `old` registry takes no new trials. `fact` is a row id.
    """

    id: str
    name: str
    home: str
    about: str
    fact: str
    countries: Tuple[str, ...] = ()
    old: bool = False
    search: Optional[str] = None
    record: Optional[str] = None
    id_pattern: Optional[str] = None
    example_id: Optional[str] = None
    also_written: Tuple[str, ...] = ()
    written_exactly: bool = False

    @property
    def worldwide(self) -> bool:
        """Whether it serves every country."""
        return not self.countries

    def normalised(self, trial_id: str) -> Optional[str]:
        """An id as this registry writes it, whatever its capitals and spaces; None if it has another form."""
        if not self.id_pattern:
            return None
        given = _SPACES.sub("", trial_id)
        if not re.fullmatch(self.id_pattern, given, re.IGNORECASE | re.ASCII):
            return None
        head = _LITERAL_START.findall(self.id_pattern)[0]
        rest = given[len(head) :]
        forms = (head + rest.upper(), head + rest.lower())
        return next((form for form in forms if re.fullmatch(self.id_pattern, form)), None)

    def search_link(
        self, condition: str = "stroke", treatment: str = "stem cells", country: str = "", place: str = ""
    ) -> str:
        """The address of a search for these words, or the home page.

        `country` is the English name as registries write it. What a registry cannot search for is left out.
        """
        if not self.search:
            return self.home
        words = {
            "condition": condition,
            "treatment": treatment,
            "words": f"{condition} {treatment}".strip(),
            "country": country,
            "place": place,
        }
        link = self.search.format(**{key: quote(value, safe="") for key, value in words.items()})
        return _EMPTY_PARAMETER.sub("", link).rstrip("?&")

    def record_link(self, trial_id: str) -> str:
        """The address of one trial's record, or the home page where its id does not lead there."""
        if not self.record:
            return self.home
        return self.record.format(id=quote(self.normalised(trial_id) or _SPACES.sub("", trial_id), safe=""))


@dataclass(frozen=True)
class Caution:
    """What must stand beside every list of registries."""

    text: str
    facts: Tuple[str, ...]


@cache
def registries() -> Mapping[str, Registry]:
    """All registries by id, in the order of the file."""
    return {row["id"]: _registry(row) for row in read_content("registries.yml")["registries"]}


@cache
def known_slips() -> Mapping[str, str]:
    """Numbers as articles print them wrongly, with the right ones."""
    return {str(wrong): right for wrong, right in read_content("registries.yml")["known_slips"].items()}


@cache
def caution() -> Caution:
    """That a listed trial is not thereby safe or proven."""
    row = read_content("registries.yml")["caution"]
    return Caution(row["text"], tuple(row["facts"]))


@cache
def registries_for(country: Optional[str]) -> Tuple[Registry, ...]:
    """The registries to show, by ISO code: the country's own, then those that serve all, the WHO search last.

    For no country or an unknown one only those that serve all. Old registries are never among them.
    """
    document = read_content("registries.yml")
    code = (country or "").upper()
    first = document["first"].get(code, [])
    national = [r for r in registries().values() if code in r.countries and not r.old]
    national.sort(key=lambda registry: first.index(registry.id) if registry.id in first else len(first))
    worldwide = [r for r in registries().values() if r.worldwide and not r.old]
    worldwide.sort(key=lambda registry: registry.id == document["catch_all"])
    return (*national, *worldwide)


def registry_of(trial_id: str) -> Optional[Registry]:
    """The registry whose ids have this form, whatever their capitals and spaces; None if none has."""
    return next((registry for registry in registries().values() if registry.normalised(trial_id)), None)


def _registry(row: Mapping[str, Any]) -> Registry:
    codes = row["countries"]
    lists = {"countries": () if codes == ALL else tuple(codes), "also_written": tuple(row.get("also_written", ()))}
    return Registry(**{**row, **lists})
