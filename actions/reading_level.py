"""More detail, simpler words, the same again: of an answer, or of the trials shown last."""

from abc import abstractmethod
from typing import Mapping

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.history import FORMS, last_topic, replied_this_turn
from actions.reply import CarefulAction, Events, Reply
from actions.topic_reply import reply_to_topic
from actions.trial_search.pages import next_page, same_page, shows_trials
from content.answers import MORE, SIMPLE, STANDARD, answers

_MORE_THAN: Mapping[str, str] = {SIMPLE: STANDARD, STANDARD: MORE}
_SIMPLER_THAN: Mapping[str, str] = {MORE: STANDARD, STANDARD: SIMPLE}


class ActionAnswerAgain(CarefulAction):
    """Answers the last topic once more, at the chosen level."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer_again"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the last topic's answer; say so if there is none.

        Silent if this turn has its reply already, and in a form, which asks its own question again.
        """
        if replied_this_turn(tracker):
            return []
        if tracker.active_loop_name and tracker.active_loop_name == FORMS.get(last_topic(tracker) or ""):
            return []
        if shows_trials(tracker):
            return same_page(dispatcher, tracker)
        topic = last_topic(tracker)
        (reply_to_topic(topic, tracker) if topic else Reply("utter_nothing_yet")).utter(dispatcher)
        return []


class _ActionChangeLevel(CarefulAction):
    """Moves the reading level one step and answers again; at the end of the scale says so."""

    steps: Mapping[str, str]
    at_the_end: str

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Set the slot for the next action to use, or say that there is no further level."""
        if shows_trials(tracker):
            return self.change_trials(dispatcher, tracker)
        topic = last_topic(tracker)
        shown = tracker.get_slot("reading_level") or STANDARD
        if topic and not _has_level(topic, shown):
            shown = STANDARD
        level = self.steps.get(shown)
        if topic is None:
            Reply("utter_nothing_yet").utter(dispatcher)
            return [SlotSet("reading_level", level)] if level else []
        if level is None or not _has_level(topic, level):
            Reply(self.at_the_end).utter(dispatcher)
            return []
        # The new level counts only for what later actions utter: action_answer_again follows in the rule.
        return [SlotSet("reading_level", level)]

    @abstractmethod
    def change_trials(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """What the person means by it while trials are on show."""


class ActionMoreDetail(_ActionChangeLevel):
    """One step towards more detail; the next trials while trials are on show."""

    steps = _MORE_THAN
    at_the_end = "utter_no_more_detail"

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_more_detail"

    def change_trials(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the next trials."""
        return next_page(dispatcher, tracker)


class ActionSimpler(_ActionChangeLevel):
    """One step towards simpler words."""

    steps = _SIMPLER_THAN
    at_the_end = "utter_no_simpler"

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_simpler"

    def change_trials(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Set the simple level, at which the next action shows the same trials; say so if it is that already."""
        if tracker.get_slot("reading_level") == SIMPLE:
            Reply(self.at_the_end).utter(dispatcher)
            return []
        return [SlotSet("reading_level", SIMPLE)]


def _has_level(topic: str, level: str) -> bool:
    return any(answer.level == level for answer in answers().get(f"utter_{topic}", ()))
