"""Dates as people read them."""

from datetime import date
from typing import Optional


def plain_date(iso: Optional[str]) -> str:
    """`2026-11-23` as `23 November 2026`; an empty string for None.

    Raises:
        ValueError: not an ISO date.
    """
    if iso is None:
        return ""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def plain_partial_date(iso: str) -> str:
    """A date of which only the year, or year and month, may be known: `2026`, `November 2026`, `23 November 2026`.

    Raises:
        ValueError: no ISO date.
    """
    if len(iso) == len("2026"):
        return str(date(int(iso), 1, 1).year)
    if len(iso) == len("2026-11"):
        return f"{date.fromisoformat(f'{iso}-01'):%B %Y}"
    return plain_date(iso)
