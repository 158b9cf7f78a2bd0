"""The search itself: asks the registries for what the person wants and utters what comes of it."""

from enum import Enum
from typing import Optional

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.registries.model import Outcome, SearchResult, TrialSearch
from actions.registries_reply import registry_links
from actions.reply import CarefulAction, Events, Reply
from actions.trial_search.card import Card
from actions.trial_search.heading import count_words, relaxed_words, search_words, source_words
from actions.trial_search.message import Choice, choice_of
from actions.trial_search.pages import MOST_CARDS, first_page, has_cards, next_page
from actions.trial_search.registry_search import search
from actions.trial_search.slots import ENDED_BY, STOPPED
from actions.trial_search.wishes import Wishes


class Ending(str, Enum):
    """How a search ends; each value is the response that says so."""

    FOUND = "utter_trials_found"
    RELAXED = "utter_trials_found_relaxed"
    NONE = "utter_trials_none"
    UNAVAILABLE = "utter_trials_unavailable"
    STOPPED = "utter_trials_stopped"
    FAILED = "utter_action_failed"


class ActionFindTrials(CarefulAction):
    """Follows the form: searches and shows the first trials, or shows the next ones of the last search."""

    def __init__(self, registries: Optional[TrialSearch] = None) -> None:
        """`registries` answers the search; by default the one that all actions share."""
        self._registries = registries

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_find_trials"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the trials, or why there are none and where to look instead."""
        ended = tracker.get_slot(ENDED_BY)
        if ended:
            Reply((Ending.STOPPED if ended["how"] == STOPPED else Ending.FAILED).value).utter(dispatcher)
            return [SlotSet(name, None) for name in (ENDED_BY, *ended["unasked"])]
        if choice_of(tracker.latest_message) is Choice.MORE and has_cards(tracker):
            return next_page(dispatcher, tracker)
        wishes = Wishes.of(tracker)
        result = await search(wishes.query, self._registries)
        ending = _ending(result)
        if ending in (Ending.NONE, Ending.UNAVAILABLE):
            values = {"search": search_words(wishes), "links": registry_links(_country(wishes, tracker))}
            if ending is Ending.NONE:
                values["source"] = source_words(result, wishes.live)
            Reply(ending.value, values).utter(dispatcher)
            return []
        values = {
            "count": count_words(len(result.matches), MOST_CARDS),
            "search": search_words(wishes),
            "source": source_words(result, wishes.live),
        }
        if ending is Ending.RELAXED:
            values["relaxed"] = relaxed_words(result)
        Reply(ending.value, values).utter(dispatcher)
        return first_page([Card.of(match) for match in result.matches], dispatcher, tracker)


def _ending(result: SearchResult) -> Ending:
    if result.outcome is Outcome.UNAVAILABLE:
        return Ending.UNAVAILABLE
    if not result.matches:
        return Ending.NONE
    return Ending.RELAXED if result.relaxed else Ending.FOUND


def _country(wishes: Wishes, tracker: Tracker) -> Optional[str]:
    """The country whose registries help: where the person looks, else where they live."""
    return wishes.place.country if wishes.place else tracker.get_slot("country")
