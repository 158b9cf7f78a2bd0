"""What trial registries are and which there are."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.registries_reply import registries_reply
from actions.reply import CarefulAction, Events


class ActionListRegistries(CarefulAction):
    """Explains registries and lists those of the country asked about, or of the person's."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_list_registries"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the explanation and the list."""
        registries_reply(tracker).utter(dispatcher)
        return []
