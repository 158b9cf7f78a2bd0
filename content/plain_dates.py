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
