"""The reply that only says where the entry of a trial number is. It asks no registry."""

from typing import Optional

from actions.registries_reply import registry_links
from actions.reply import Reply
from content.registries import registry_of


def lookup_trial_reply(trial_id: str, country: Optional[str]) -> Reply:
    """The registry of a trial number and the entry's address, or how to search if it is the number of none."""
    registry = registry_of(trial_id)
    if registry is None:
        return Reply("utter_lookup_trial_unknown", {"links": registry_links(country)})
    number, link = registry.normalised(trial_id) or trial_id, registry.record_link(trial_id)
    return Reply("utter_lookup_trial", {"id": number, "registry": registry.name, "link": link})
