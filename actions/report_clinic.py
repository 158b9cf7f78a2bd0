"""Where to report a clinic or a harm."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.reply import CarefulAction, Events
from actions.report_clinic_reply import report_clinic_reply


class ActionReportClinic(CarefulAction):
    """Names the bodies that take reports, by country."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_report_clinic"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the bodies."""
        report_clinic_reply(tracker).utter(dispatcher)
        return []
