"""Trials and a search made up for tests. Ids NCT99999xxx belong to no trial."""

import asyncio
from datetime import date
from typing import Any, List

from actions.registries.model import (
    Age,
    Allocation,
    Cells,
    Donor,
    LookupResult,
    Match,
    Origin,
    Outcome,
    PartialDate,
    Phase,
    Query,
    Route,
    SearchResult,
    Sex,
    Site,
    SponsorClass,
    Status,
    StrokeKind,
    StudyType,
    Trial,
)

DAY = date(2026, 11, 20)


def trial(number: int = 1, **changes: Any) -> Trial:
    """A trial with every field that a card shows."""
    values: dict[str, Any] = {
        "id": f"NCT99999{number:03d}",
        "registry": "nct",
        "url": "https://evil.example/",
        "as_of": PartialDate(2026, 11, 20),
        "title": f"Marrow cells after stroke {number}",
        "status": Status.RECRUITING,
        "status_as_of": PartialDate(2026, 11, 20),
        "phases": (Phase.PHASE_1, Phase.PHASE_2),
        "study_type": StudyType.INTERVENTIONAL,
        "allocation": Allocation.RANDOMIZED,
        "enrolment": 1200,
        "sex": Sex.ALL,
        "min_age": Age(18),
        "max_age": Age(75),
        "time_since_stroke": "Ischemic stroke 6 to 60 months ago.",
        "stroke_kinds": (StrokeKind.ISCHAEMIC,),
        "cells": (Cells.BONE_MARROW,),
        "donor": Donor.OWN,
        "routes": (Route.VEIN,),
        "sites": (LEEDS, LYON),
        "sponsor": "Made-up University",
        "sponsor_class": SponsorClass.OTHER,
    }
    return Trial(**{**values, **changes})


LEEDS = Site("General Hospital", "Leeds", None, "United Kingdom", "GB", latitude=53.8, longitude=-1.5)
LYON = Site("Hôpital", "Lyon", None, "France", "FR")


def match(number: int = 1, origin: Origin = Origin.LIVE, **changes: Any) -> Match:
    """A match of `trial`, 12 km away."""
    found = trial(number, **changes)
    return Match(found, origin, nearest=found.sites[0] if found.sites else None, distance_km=12)


def found(count: int, **changes: Any) -> SearchResult:
    """So many trials, live."""
    values: dict[str, Any] = {
        "outcome": Outcome.FOUND,
        "origin": Origin.LIVE,
        "matches": tuple(match(number) for number in range(1, count + 1)),
        "as_of": DAY,
        "asked_live": ("nct", "isrctn"),
    }
    return SearchResult(**{**values, **changes})


class Registries:
    """A `TrialSearch` that gives what it was told to, and remembers what it was asked."""

    def __init__(self, *results: Any, seconds: float = 0.0) -> None:
        self._results: List[Any] = list(results)
        self._seconds = seconds
        self.queries: List[Query] = []
        self.numbers: List[tuple[str, bool]] = []

    async def search(self, query: Query) -> SearchResult:
        self.queries.append(query)
        return await self._next()

    async def look_up(self, trial_id: str, saved_only: bool = False) -> LookupResult:
        self.numbers.append((trial_id, saved_only))
        return await self._next()

    async def _next(self) -> Any:
        await asyncio.sleep(self._seconds)
        result = self._results.pop(0)
        if isinstance(result, Exception):
            raise result
        return result
