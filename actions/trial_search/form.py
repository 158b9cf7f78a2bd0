"""The form that asks what to search for: reads each message, and asks for a place in three ways."""

import json
from typing import Any, Dict, List, Mapping, Optional, Tuple

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import REQUESTED_SLOT

from actions.registries.settings import settings_from_environment
from actions.reply import CarefulAction, Events, Reply
from actions.trial_search.message import Asked, Choice, Said, read_message
from actions.trial_search.slots import ENDED_BY, FAILED, PLACE_QUESTION, STOPPED
from actions.trial_search.wishes import SKIPPED, Ask, open_questions
from content.card_wording import wording
from content.countries import country_name
from content.places import Context, Place, find_places

# A turn offers at most five choices; the last is to stop.
MOST_PLACES = 4


class ActionReadTrialAnswer(CarefulAction):
    """Fills the slots of the search from a message, whatever was asked; leaves messages about other things alone.

    Rasa runs it for each message while the form is active (the mapping of `trial_place` in `domain.yml`). Without an
    event Rasa answers the message by the ordinary rules and asks the open question again: see `docs/forms.md`.
    """

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_read_trial_answer"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Give the slots that the message sets. What it utters would not be heard: Rasa takes slots only."""
        asked = _asked(tracker)
        said = read_message(tracker.latest_message, asked)
        if said is None:
            return []
        if said.stop:
            return _ended(STOPPED, open_questions(tracker))
        slots = _slots(said, tracker)
        if asked.question is None and settings_from_environment().offline:
            # Nothing can leave this machine, so there is no leave to ask for.
            slots[Ask.LIVE.value] = False
        events: Events = [SlotSet(name, value) for name, value in slots.items()]
        if not events and asked.question:
            # An event of a slot of the form tells Rasa that the message was for the form.
            events.append(SlotSet(asked.question.value, None))
        return events

    def after_fault(self, dispatcher: CollectingDispatcher) -> Events:
        """End the form, or nobody could get out of it; the search that follows says that something went wrong."""
        return _ended(FAILED, list(Ask))


class ActionAskTrialPlace(CarefulAction):
    """Asks where to look; which of several places of one name; or again after a place that we do not know."""

    def name(self) -> str:
        """The name by which Rasa finds the question for the slot."""
        return "action_ask_trial_place"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the question with the places to choose from as buttons."""
        question: Mapping[str, Any] = tracker.get_slot(PLACE_QUESTION) or {}
        labels: List[str] = question.get("choices") or []
        home = country_name(tracker.get_slot("country"))
        if labels:
            buttons = [*map(_place_button, labels[:MOST_PLACES]), _stop_button()]
            Reply("utter_trial_place_which", buttons=buttons).utter(dispatcher)
            return []
        response = "utter_trial_place_unknown" if question.get("unknown") else "utter_ask_trial_place"
        Reply(response, buttons=[_place_button(home)] if home else []).utter(dispatcher)
        return [SlotSet(PLACE_QUESTION, None)]


def _ended(how: str, unasked: List[Ask]) -> Events:
    """The events that end the form early: a form ends when all is filled, so the rest is filled and noted down."""
    note = {"how": how, "unasked": [ask.value for ask in unasked]}
    return [SlotSet(ENDED_BY, note), *(SlotSet(ask.value, SKIPPED[ask]) for ask in unasked)]


def _asked(tracker: Tracker) -> Asked:
    requested = tracker.get_slot(REQUESTED_SLOT) if tracker.active_loop_name else None
    return Asked(
        question=next((ask for ask in Ask if ask.value == requested), None),
        choices=_choices(tracker.get_slot(PLACE_QUESTION)),
        home=tracker.get_slot("country"),
    )


def _choices(question: Optional[Mapping[str, Any]]) -> Tuple[Place, ...]:
    labels = (question or {}).get("choices") or ()
    found = (find_places(label, Context.ANSWER).place for label in labels)
    return tuple(place for place in found if place)


def _slots(said: Said, tracker: Tracker) -> Dict[str, Any]:
    slots: Dict[str, Any] = dict(said.slots)
    if said.skip_the_rest:
        missing = (ask for ask in open_questions(tracker) if ask is not Ask.LIVE)
        slots = {**{ask.value: SKIPPED[ask] for ask in missing}, **slots}
    if said.unknown_place:
        slots.update({Ask.PLACE.value: None, PLACE_QUESTION: {"unknown": True}})
    elif said.choices:
        slots[PLACE_QUESTION] = {"choices": [place.label for place in said.choices]}
    elif Ask.PLACE.value in slots:
        slots[PLACE_QUESTION] = None
    return slots


def _stop_button() -> Mapping[str, str]:
    payload = json.dumps({"trial_choice": Choice.STOP.value})
    return {"title": wording("buttons", Choice.STOP.value), "payload": f"/find_trials{payload}"}


def _place_button(label: str) -> Mapping[str, str]:
    return {"title": label, "payload": f"/find_trials{json.dumps({'place': label})}"}
