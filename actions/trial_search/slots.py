"""The slots that the trial search keeps in a conversation. Those that the form asks for are in `wishes.Ask`."""

from rasa_sdk.events import SlotSet

from actions.reply import Events
from actions.trial_search.wishes import STAGE, Ask

# What the question about the place has to say first: {"unknown": true} or {"choices": [labels]}.
PLACE_QUESTION = "trial_place_question"
# How the form ended if not with all answers, and the slots nobody was asked for: {"how": …, "unasked": [names]}.
ENDED_BY = "trial_search_ended_by"
STOPPED, FAILED = "stopped", "failed"
# The trials found last, and how many of them were shown.
CARDS, SHOWN = "trial_cards", "trial_cards_shown"


def forgotten() -> Events:
    """The events after which nothing of a search is left, the leave to search live included."""
    names = (*(ask.value for ask in Ask), STAGE, PLACE_QUESTION, ENDED_BY, CARDS, SHOWN)
    return [SlotSet(name, None) for name in names]
