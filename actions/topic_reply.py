"""The reply to a topic, wherever it is asked for: directly, by a yes, or again."""

from typing import Callable, Mapping

from rasa_sdk import Tracker

from actions.clinic_check.ending import clinic_check_reply
from actions.history import last_named
from actions.lookup_trial_reply import lookup_trial_reply
from actions.registries_reply import find_trials_reply, registries_reply
from actions.reply import Reply
from actions.report_clinic_reply import report_clinic_reply

_MADE: Mapping[str, Callable[[Tracker], Reply]] = {
    "check_clinic": clinic_check_reply,
    "find_trials": find_trials_reply,
    "ask_registries": registries_reply,
    "lookup_trial": lambda tracker: lookup_trial_reply(
        last_named(tracker, "trial_id") or "", tracker.get_slot("country")
    ),
    "report_clinic": report_clinic_reply,
}


def reply_to_topic(topic: str, tracker: Tracker) -> Reply:
    """The reply to the topic with this id: the written answer, or the one filled in from data."""
    make = _MADE.get(topic)
    return make(tracker) if make else Reply(f"utter_{topic}")
