"""Numbers to call in an emergency, in a crisis and after a stroke: `data/helplines.yml`."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Mapping, Optional, Tuple

from content.files import read_content

_NUMBER_OF_PLACE = re.compile(r"([\d][\d ]*\d) \(([^)]+)\)")


@dataclass(frozen=True)
class Helpline:
    """One line to call. `fact` is a row id; `careful` is for reviewers only, never for the person.

    `hours` tells how and when to reach it and the price; `also` is a further number. Any text may be empty.
    """

    number: str
    fact: str
    service: str = ""
    hours: str = ""
    also: str = ""
    careful: str = ""

    @property
    def in_sentence(self) -> str:
        """What stands after "Call": "Samaritans, 116 123 (free, day and night)"."""
        named = f"{self.service}, {self.number}" if self.service else self.number
        return f"{named} ({self.hours})" if self.hours else named


@dataclass(frozen=True)
class PhoneNumber:
    """One number to dial and what it is for."""

    label: str
    number: str


@dataclass(frozen=True)
class Helplines:
    """The lines of one country. `emergency` stands after "Call": "999 or 112".

    `emergency_also` is a further number under a condition, such as "112 from a mobile"; it may be empty.
    """

    country: str
    emergency: str
    emergency_fact: str
    emergency_also: str = ""
    crisis: Optional[Helpline] = None
    stroke_help: Tuple[Helpline, ...] = ()
    careful: str = ""


@cache
def helplines() -> Mapping[str, Helplines]:
    """The lines of every country for which we have a sure emergency number, by ISO code."""
    return {code: _helplines(code, row) for code, row in read_content("helplines.yml")["countries"].items()}


def helplines_of(country: Optional[str]) -> Optional[Helplines]:
    """The lines of one country by ISO code; None for no country or one without sure numbers."""
    return helplines().get((country or "").upper())


def emergency_number(country: Optional[str]) -> str:
    """What to say after "Call": the country's number, or the numbers of several countries if we have none."""
    lines = helplines_of(country)
    return lines.emergency if lines else str(read_content("helplines.yml")["default_emergency"])


def emergency_numbers(country: Optional[str], label: str) -> Tuple[PhoneNumber, ...]:
    """The emergency numbers of a country, one by one; those of several countries if we have none.

    `label` says what they are for; where several countries are listed, theirs follows it.
    """
    lines = helplines_of(country)
    if lines:
        return tuple(PhoneNumber(label, number) for number in lines.emergency.split(" or "))
    several = _NUMBER_OF_PLACE.findall(read_content("helplines.yml")["default_emergency"])
    return tuple(PhoneNumber(f"{label}, {place}", number) for number, place in several)


def crisis_number(country: Optional[str], label: str) -> Optional[PhoneNumber]:
    """The crisis line of a country as one number to dial, its service behind the label; None if there is none."""
    lines = helplines_of(country)
    if lines is None or lines.crisis is None:
        return None
    first = lines.crisis.number.split(" or ")[0]
    return PhoneNumber(f"{label}: {lines.crisis.service}" if lines.crisis.service else label, first)


def crisis_line(country: Optional[str]) -> str:
    """What to say after "Call" to a person who may harm themselves.

    The country's crisis line; without one its emergency number; without that the lines of several countries.
    """
    lines = helplines_of(country)
    if lines is None:
        return str(read_content("helplines.yml")["default_crisis"])
    return lines.crisis.in_sentence if lines.crisis else f"the emergency number, {lines.emergency}"


def stroke_helplines(country: Optional[str]) -> Tuple[Helpline, ...]:
    """The helplines of stroke charities in a country; often none."""
    lines = helplines_of(country)
    return lines.stroke_help if lines else ()


def _helplines(code: str, row: Mapping[str, Any]) -> Helplines:
    crisis = row.get("crisis")
    return Helplines(
        country=code,
        emergency=row["emergency"],
        emergency_fact=row["emergency_fact"],
        emergency_also=row.get("emergency_also", ""),
        crisis=Helpline(fact=row["crisis_fact"], **crisis) if crisis else None,
        stroke_help=tuple(Helpline(**line) for line in row.get("stroke_help", ())),
        careful=row.get("careful", ""),
    )
