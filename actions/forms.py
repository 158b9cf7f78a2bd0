"""How a talk with questions of its own begins from another action, such as an offer that was accepted.

`docs/forms.md` says how a form lives among the other topics.
"""

from typing import Callable, Mapping, Optional

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_check.form import begin_clinic_check
from actions.history import FORMS
from actions.reply import Events
from actions.trial_search.wishes import open_questions

_BEGINS: Mapping[str, Callable[[CollectingDispatcher, Tracker], Events]] = {
    "check_clinic": begin_clinic_check,
    # Its first question says all there is to say.
    "find_trials": lambda dispatcher, tracker: [],
}
# A form with nothing left to ask ends at once, and after an offer no rule says what follows: this does.
_AFTER_THE_FORM = "action_find_trials"


def begin_form(topic: str, dispatcher: CollectingDispatcher, tracker: Tracker) -> Optional[Events]:
    """Utter what comes before the first question and let Rasa run the form next. None for a topic without a form."""
    if topic == "find_trials" and not open_questions(tracker):
        return [FollowupAction(_AFTER_THE_FORM)]
    begins = _BEGINS.get(topic)
    return [*begins(dispatcher, tracker), FollowupAction(FORMS[topic])] if begins else None
