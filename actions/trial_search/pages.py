"""Trials three at a time. The cards wait in the conversation, so that "more" asks no registry again."""

from typing import List, Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.history import replies_before
from actions.reply import Events, Reply
from actions.trial_search.card import Card, shows_cards
from actions.trial_search.slots import CARDS, SHOWN

A_PAGE = 3
# More than anybody reads in a chat; the registries' own pages show the rest.
MOST_CARDS = 30
# What ends a page of trials.
MORE_TO_COME, LAST = "utter_trials_more", "utter_trials_last"
ENDS_A_PAGE = frozenset({MORE_TO_COME, LAST, "utter_trials_no_more"})


def first_page(cards: Sequence[Card], dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Utter the first cards and put all away."""
    kept = [card.for_slot() for card in cards[:MOST_CARDS]]
    _utter(kept[:A_PAGE], len(kept) - A_PAGE, dispatcher, tracker)
    return [SlotSet(CARDS, kept), SlotSet(SHOWN, min(A_PAGE, len(kept)))]


def next_page(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Utter the next cards, or that these were all."""
    kept, shown = _kept(tracker), int(tracker.get_slot(SHOWN) or 0)
    page = kept[shown : shown + A_PAGE]
    if not page:
        Reply("utter_trials_no_more").utter(dispatcher)
        return []
    _utter(page, len(kept) - shown - len(page), dispatcher, tracker)
    return [SlotSet(SHOWN, shown + len(page))]


def same_page(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Utter the cards of the last page again, such as in simpler words."""
    kept, shown = _kept(tracker), int(tracker.get_slot(SHOWN) or 0)
    begins = max(0, (shown - 1) // A_PAGE * A_PAGE)
    _utter(kept[begins:shown], len(kept) - shown, dispatcher, tracker)
    return []


def has_cards(tracker: Tracker) -> bool:
    """Whether a search has left cards in the conversation."""
    return bool(_kept(tracker))


def shows_trials(tracker: Tracker) -> bool:
    """Whether the last reply was a page of trials, so that "more" means more trials."""
    return has_cards(tracker) and any(name in ENDS_A_PAGE for name in next(iter(replies_before(tracker)), ()))


def _kept(tracker: Tracker) -> List[dict]:
    return tracker.get_slot(CARDS) or []


def _utter(page: Sequence[dict], left: int, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    level = tracker.get_slot("reading_level")
    for value in page:
        Card.from_slot(value).reply(level, in_parts=shows_cards(tracker)).utter(dispatcher)
    (Reply(MORE_TO_COME, {"left": str(left)}) if left > 0 else Reply(LAST)).utter(dispatcher)
