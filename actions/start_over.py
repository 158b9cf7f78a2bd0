"""A fresh start within the same chat."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_check.form import forgotten_answers
from actions.reply import CarefulAction, Events, Reply
from actions.trial_search.slots import forgotten


class ActionStartOver(CarefulAction):
    """Forgets the chosen level, any open offer and what both forms were told; the country stays for emergencies."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_start_over"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the menu and reset the choices."""
        Reply("utter_start_over").utter(dispatcher)
        return [SlotSet("reading_level", "standard"), SlotSet("offer", None), *forgotten(), *forgotten_answers()]
