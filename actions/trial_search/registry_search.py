"""Asks the registries, within the time that a person waits."""

import asyncio
from functools import cache
from typing import Awaitable, Optional, TypeVar

from actions.registries.finder import TrialFinder
from actions.registries.model import LookupResult, Outcome, Query, SearchResult, TrialSearch

# Under the 10 seconds within which every message is answered.
SECONDS = 9.0

Result = TypeVar("Result")


async def search(query: Query, registries: Optional[TrialSearch] = None) -> SearchResult:
    """The trials that fit; UNAVAILABLE if nobody answers in time."""
    asked = (registries or shared()).search(query)
    return await _in_time(asked, SearchResult(Outcome.UNAVAILABLE))


async def look_up(trial_id: str, saved_only: bool, registries: Optional[TrialSearch] = None) -> LookupResult:
    """One trial; UNAVAILABLE if nobody answers in time."""
    asked = (registries or shared()).look_up(trial_id, saved_only=saved_only)
    return await _in_time(asked, LookupResult(Outcome.UNAVAILABLE, trial_id))


@cache
def shared() -> TrialSearch:
    """The one search of this process, so that its cache and its rest after faults serve everybody."""
    return TrialFinder()


async def _in_time(asked: Awaitable[Result], otherwise: Result) -> Result:
    try:
        return await asyncio.wait_for(asked, SECONDS)
    except asyncio.TimeoutError:
        return otherwise
