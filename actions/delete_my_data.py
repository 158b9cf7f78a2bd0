"""The person wants this chat deleted."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.reply import CarefulAction, Events, Reply


class ActionDeleteMyData(CarefulAction):
    """Asks once whether to delete; a yes is taken by `action_accept_offer`."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_delete_my_data"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the question and remember what a yes will mean."""
        Reply("utter_delete_confirm").utter(dispatcher)
        return [SlotSet("offer", "delete_my_data")]
