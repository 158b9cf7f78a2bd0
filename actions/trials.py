"""Finding trials, looking up a trial number, listing registries."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.registries_reply import find_trials_reply, lookup_trial_reply, registries_reply
from actions.reply import CarefulAction, Events


class ActionFindTrials(CarefulAction):
    """Shows where to look for trials."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_find_trials"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the official registries."""
        find_trials_reply(tracker).utter(dispatcher)
        return []


class ActionListRegistries(CarefulAction):
    """Explains registries and lists those of the person's country."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_list_registries"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the explanation and the list."""
        registries_reply(tracker).utter(dispatcher)
        return []


class ActionLookupTrial(CarefulAction):
    """Says which registry a trial number belongs to and where its entry is."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_lookup_trial"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the entry's address, or how to search if no number is recognised."""
        trial_id = next(tracker.get_latest_entity_values("trial_id"), None) or ""
        lookup_trial_reply(trial_id, tracker).utter(dispatcher)
        return []
