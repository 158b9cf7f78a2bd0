"""Reads what a registry sent without trusting any of it: every key may be missing, every value of another type."""

import re
from datetime import date
from enum import Enum
from typing import Any, Iterator, Optional, Tuple, Type, TypeVar

from actions.registries.clean_text import TITLE, clean
from actions.registries.model import Age, PartialDate

Member = TypeVar("Member", bound=Enum)

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?\Z", re.ASCII | re.DOTALL)
_AGE = re.compile(r"\s*(\d{1,6})(?:\.0+)?\s*(year|month|week|day|hour|minute)s?\s*\Z", re.ASCII | re.IGNORECASE)
_UNKNOWN_COUNT = 99_999_999
_OLDEST, _LATEST = 1950, 2100


class Field:
    """A value somewhere in a JSON document, or nothing. Asking it for what it is not gives nothing, never an error."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def __getitem__(self, key: str) -> "Field":
        return Field(self._raw.get(key)) if isinstance(self._raw, dict) else Field(None)

    def __iter__(self) -> Iterator["Field"]:
        return iter([Field(item) for item in self._raw] if isinstance(self._raw, list) else [])

    def __bool__(self) -> bool:
        return bool(self._raw)

    @property
    def raw(self) -> Any:
        """The value as it came."""
        return self._raw

    def text(self, limit: int = TITLE) -> Optional[str]:
        """The cleaned text, or None."""
        return clean(self._raw, limit)

    def texts(self, limit: int = TITLE) -> Tuple[str, ...]:
        """The cleaned texts of a list, each once."""
        found = (item.text(limit) for item in self)
        return tuple(dict.fromkeys(text for text in found if text))

    def is_true(self) -> bool:
        """Whether it is the value true."""
        return self._raw is True

    def number(self, least: float, most: float) -> Optional[float]:
        """A number within these bounds, or None."""
        if isinstance(self._raw, bool) or not isinstance(self._raw, (int, float)):
            return None
        return float(self._raw) if least <= self._raw <= most else None

    def count(self) -> Optional[int]:
        """How many people, or None. 99999999 is the registry's way to say unknown."""
        number = self.number(0, _UNKNOWN_COUNT - 1)
        return int(number) if number is not None else None

    def word(self, words: Type[Member], otherwise: Member) -> Member:
        """The member of an enum with this value."""
        return member(words, self._raw) or otherwise

    def words(self, words: Type[Member]) -> Tuple[Member, ...]:
        """The members of an enum in a list, unknown ones left out."""
        found = (member(words, item.raw) for item in self)
        return tuple(dict.fromkeys(word for word in found if word))

    def date(self) -> Optional[PartialDate]:
        """A whole or partial date, or None."""
        return partial_date(self._raw)

    def age(self) -> Optional[Age]:
        """An age such as "18 Years" or "6 Months", or None for no limit."""
        return age(self._raw)


def member(words: Type[Member], raw: Any) -> Optional[Member]:
    """The member of an enum with this value, or None."""
    try:
        return words(raw)
    except ValueError:
        return None


def partial_date(raw: Any) -> Optional[PartialDate]:
    """`2024`, `2024-03`, `2024-03-09` or a date with a time; None for anything else or a day that never was."""
    found = _DATE.match(raw) if isinstance(raw, str) else None
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(year, month, day) if year and _OLDEST <= year <= _LATEST else None


def age(raw: Any) -> Optional[Age]:
    """`18 Years`, `6 Months` or `10 Days`; None for anything else."""
    found = _AGE.match(raw) if isinstance(raw, str) else None
    return Age(int(found[1]), found[2].casefold()) if found else None
