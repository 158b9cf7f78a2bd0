"""Yes and no after an offer, and two questions in one message."""

from typing import Optional

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.fallback import topic_button
from actions.forms import begin_form
from actions.history import FORMS, last_reply, open_offer
from actions.reply import CarefulAction, Events, Reply
from actions.topic_reply import reply_to_topic
from content.topics import topics


class ActionAcceptOffer(CarefulAction):
    """Does what was offered last."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_accept_offer"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Answer the offered topic, or delete the chat if that was asked, or say that nothing was offered."""
        offer = open_offer(tracker)
        if offer is None:
            Reply("utter_nothing_offered").utter(dispatcher)
            return []
        if offer == "delete_my_data":
            Reply("utter_deleted").utter(dispatcher)
            return [SlotSet("offer", None), SlotSet("forget_me", True)]
        begun = begin_form(offer, dispatcher, tracker)
        if begun is not None:
            return [SlotSet("offer", None), *begun]
        reply_to_topic(offer, tracker).utter(dispatcher)
        return [SlotSet("offer", None)]


class ActionDeclineOffer(CarefulAction):
    """Takes a no."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_decline_offer"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Ask what the person would like instead."""
        cancelled = last_reply(tracker) == "utter_delete_confirm"
        Reply("utter_delete_cancelled" if cancelled else "utter_deny").utter(dispatcher)
        return [SlotSet("offer", None)]


class ActionAnswerFirstQuestion(CarefulAction):
    """Answers the first of two questions and offers the second."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer_first_question"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the first answer, then the offer. A talk with questions of its own comes last and begins at once.

        While such a talk is open a yes belongs to it, so the second topic is offered by a button only.
        """
        first, second = _topic(tracker, "first_topic"), _topic(tracker, "second_topic")
        if first is None or second is None:
            Reply("utter_menu").utter(dispatcher)
            return []
        if first in FORMS:
            first, second = second, first
        reply_to_topic(first, tracker).utter(dispatcher)
        if tracker.active_loop_name:
            if FORMS.get(second) != tracker.active_loop_name:
                Reply("utter_also_asked_in_between", buttons=[topic_button(topics()[second])]).utter(dispatcher)
            return []
        begun = begin_form(second, dispatcher, tracker)
        if begun is not None:
            return begun
        Reply("utter_also_asked", {"title": topics()[second].title}).utter(dispatcher)
        return [SlotSet("offer", second)]


def _topic(tracker: Tracker, entity: str) -> Optional[str]:
    value = next(tracker.get_latest_entity_values(entity), None)
    return value if value in topics() else None
