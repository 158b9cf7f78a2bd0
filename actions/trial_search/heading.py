"""The sentences above the cards: what was searched for, what was relaxed, where the trials come from."""

from typing import Iterable

from actions.registries.model import Origin, SearchResult
from actions.trial_search.wishes import Wishes
from content.card_wording import joined, wording
from content.countries import countries
from content.plain_dates import plain_date
from content.registries import registries


def search_words(wishes: Wishes) -> str:
    """What was searched for: "near Leeds, England, United Kingdom, for a stroke from a clot"."""
    place = wishes.place
    if place is None:
        words = wording("search", "everywhere")
    elif place.latitude is None:
        words = wording("search", "in_country", country=countries()[place.country].in_sentence)
    else:
        words = wording("search", "near", place=place.name)
    if wishes.kind:
        words += wording("search", "kinds", wishes.kind.value)
    return words + (wording("search", "open") if wishes.recruiting_only else "")


def count_words(count: int, most: int) -> str:
    """How many trials were found, and how many of them are shown if there are too many."""
    return str(count) if count <= most else wording("count_cut", count=count, most=most)


def relaxed_words(result: SearchResult) -> str:
    """A sentence for each wish that was dropped."""
    return " ".join(wording("relaxed", relaxation.value) for relaxation in result.relaxed)


def source_words(result: SearchResult, live: bool) -> str:
    """Whether this is live or saved, and of what date. `live` tells whether the registries were to be asked."""
    date = plain_date(result.as_of.isoformat()) if result.as_of else wording("source", "no_date")
    origin = result.origin or Origin.SNAPSHOT
    if origin is Origin.SNAPSHOT and not live:
        return wording("source", "snapshot_chosen", date=date)
    words = wording("source", origin.value, registries=_names(result.asked_live), date=date)
    silent = _names(result.unreachable)
    return words + (wording("source", "not_answered", registries=silent) if silent else "")


def _names(ids: Iterable[str]) -> str:
    return joined(tuple(registries()[id].name for id in ids if id in registries()))
