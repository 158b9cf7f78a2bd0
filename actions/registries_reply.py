"""Replies about trial registries: which there are for a country, with a search already filled in."""

from typing import Optional, Sequence, Tuple

from rasa_sdk import Tracker

from actions.reply import Reply
from content.countries import countries_in, country_name
from content.registries import Registry, registries_for

MOST_REGISTRIES = 4
# "Malaysia and Thailand"; whoever names more asks about a part of the world.
MOST_COUNTRIES = 2


def find_trials_reply(tracker: Tracker) -> Reply:
    """Where to look for trials, the person's own country first."""
    return Reply("utter_find_trials", {"links": registry_links(tracker.get_slot("country"))})


def registries_reply(tracker: Tracker) -> Reply:
    """What a registry is and the official ones, one sentence each: of the country asked about, else of the person's."""
    asked = countries_in(tracker.latest_message.get("text") or "")[:MOST_COUNTRIES]
    home = tracker.get_slot("country")
    codes = asked or ((home,) if home else ())
    shown = _shown(codes)
    lines = "\n".join(f"• {registry.name}: {registry.home} {registry.about}" for registry in shown)
    if codes and all(registry.worldwide for registry in shown):
        country = country_name(codes[0])
        if country:
            return Reply("utter_ask_registries_worldwide", {"country": country, "registries": lines})
    return Reply("utter_ask_registries", {"registries": lines})


def registry_links(country: Optional[str]) -> str:
    """The official registries for a country, one a line, each with a search already filled in."""
    return "\n".join(
        f"• {registry.name}: {registry.search_link(country=country_name(country) or '')}"
        for registry in _shown((country,) if country else ())
    )


def _shown(codes: Sequence[str]) -> Tuple[Registry, ...]:
    """The national ones of all these countries, then those that serve all. The last searches all the others."""
    lists = [registries_for(code) for code in codes] or [registries_for(None)]
    national = [registry for found in lists for registry in found if not registry.worldwide]
    found = tuple(dict.fromkeys((*national, *(registry for registry in lists[0] if registry.worldwide))))
    # The last one searches all the others, so it is never cut off.
    return (*found[: MOST_REGISTRIES - 1], found[-1]) if len(found) > MOST_REGISTRIES else found
