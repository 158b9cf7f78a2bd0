"""Replies about trial registries: which there are, and which one a trial number belongs to."""

from typing import Optional, Tuple

from rasa_sdk import Tracker

from actions.reply import Reply
from content.countries import country_name
from content.registries import Registry, registries_for, registry_of

MOST_REGISTRIES = 4


def find_trials_reply(tracker: Tracker) -> Reply:
    """Where to look for trials, the person's own country first."""
    return Reply("utter_find_trials", {"links": registry_links(tracker)})


def registries_reply(tracker: Tracker) -> Reply:
    """What a registry is, and the official ones with a sentence each."""
    lines = [f"• {r.name}: {r.home} {r.about}" for r in _shown(tracker.get_slot("country"))]
    return Reply("utter_ask_registries", {"registries": "\n".join(lines)})


def lookup_trial_reply(trial_id: str, tracker: Tracker) -> Reply:
    """Where the entry of a trial number is, or how to search if it is the number of no registry."""
    registry = registry_of(trial_id)
    if registry is None:
        return Reply("utter_lookup_trial_unknown", {"links": registry_links(tracker)})
    number, link = registry.normalised(trial_id) or trial_id, registry.record_link(trial_id)
    return Reply("utter_lookup_trial", {"id": number, "registry": registry.name, "link": link})


def registry_links(tracker: Tracker) -> str:
    """The official registries for the person's country, one a line, each with a search already filled in."""
    country = tracker.get_slot("country")
    return "\n".join(
        f"• {registry.name}: {registry.search_link(country=country_name(country) or '')}"
        for registry in _shown(country)
    )


def _shown(country: Optional[str]) -> Tuple[Registry, ...]:
    # The last one searches all the others, so it is never cut off.
    found = registries_for(country)
    return (*found[: MOST_REGISTRIES - 1], found[-1]) if len(found) > MOST_REGISTRIES else found
