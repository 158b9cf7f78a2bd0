"""Where to report harm, false adverts or fraud after an offer of stem cells: `data/reporting.yml`."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Mapping, Optional, Tuple

from content.files import read_content

HARM, ADVERT, FRAUD = "harm", "advert", "fraud"
MATTERS = (HARM, ADVERT, FRAUD)


@dataclass(frozen=True)
class Report:
    """One body to report to. `text` is what the person reads; `covers` holds some of `MATTERS`.

    `countries` are ISO codes, empty for advice that fits any country. `facts` are row ids.
    `careful` is for reviewers only, never for the person.
    """

    body: str
    what_for: str
    text: str
    covers: Tuple[str, ...] = ()
    facts: Tuple[str, ...] = ()
    countries: Tuple[str, ...] = ()
    address: Optional[str] = None
    phone: Optional[str] = None
    always: bool = False
    careful: str = ""


@dataclass(frozen=True)
class Advice:
    """What to do before any report."""

    text: str
    facts: Tuple[str, ...]


@cache
def reports() -> Tuple[Report, ...]:
    """The bodies of single countries, in the order of the file."""
    return tuple(_report(row) for row in read_content("reporting.yml")["reports"])


@cache
def default_reports() -> Tuple[Report, ...]:
    """Whom to tell in a country of which we know no body."""
    return tuple(_report(row) for row in read_content("reporting.yml")["default"])


@cache
def before_reporting() -> Tuple[Advice, ...]:
    """What to do before any report: medical help first."""
    return tuple(Advice(row["text"], tuple(row["facts"])) for row in read_content("reporting.yml")["before"])


@cache
def countries_to_ask() -> Tuple[str, ...]:
    """The codes of the countries to choose from, where the person's country is not known."""
    return tuple(read_content("reporting.yml")["ask"])


@cache
def reporting_for(country: Optional[str]) -> Tuple[Report, ...]:
    """Whom to tell, by ISO code: the country's own bodies, general advice for the rest, the doctor last."""
    own = tuple(report for report in reports() if (country or "").upper() in report.countries)
    covered = {matter for report in own for matter in report.covers}
    filling = (report for report in default_reports() if report.always or not covered.issuperset(report.covers))
    return (*own, *filling)


def _report(row: Mapping[str, Any]) -> Report:
    lists = {key: tuple(row.get(key, ())) for key in ("covers", "facts", "countries")}
    return Report(**{**row, **lists})
