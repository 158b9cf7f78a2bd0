"""What has been said so far, read from the events of a conversation."""

from typing import Any, Iterator, List, Mapping, Optional, Sequence

from rasa_sdk import Tracker

from content.answers import answers
from content.topics import topics

# The topics that are talks with questions of their own, and the form that asks them.
FORMS: Mapping[str, str] = {"check_clinic": "clinic_check_form", "find_trials": "trial_search_form"}

NOT_UNDERSTOOD = frozenset(
    {"utter_did_you_mean", "utter_did_you_mean_one", "utter_rephrase", "utter_menu", "utter_still_lost"}
)
OFFERS = frozenset({"utter_did_you_mean_one", "utter_also_asked", "utter_delete_confirm"})

Event = Mapping[str, Any]


def replies_before(tracker: Tracker) -> Iterator[List[str]]:
    """The response names of each earlier turn, the latest turn first. A turn without a reply gives an empty list."""
    turn: List[str] = []
    seen_current = False
    for event in reversed(tracker.events):
        if event.get("event") == "bot":
            name = (event.get("metadata") or {}).get("utter_action")
            if name:
                turn.append(name)
        elif event.get("event") == "user":
            if seen_current:
                yield turn
            turn, seen_current = [], True


def replied_this_turn(tracker: Tracker) -> bool:
    """Whether something has been uttered since the present message."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "bot":
            return True
    return False


def last_reply(tracker: Tracker) -> Optional[str]:
    """The last response uttered before the present message, or None."""
    return next((turn[0] for turn in replies_before(tracker) if turn), None)


def topics_answered(tracker: Tracker) -> Sequence[str]:
    """Ids of the topics answered so far from checked content, each once, the earliest first."""
    found = dict.fromkeys(
        topic
        for event in tracker.events
        if event.get("event") == "bot"
        for topic in [_topic_of(event)]
        if topic is not None
    )
    return tuple(found)


def last_topic(tracker: Tracker) -> Optional[str]:
    """Id of the topic answered last, or None.

    After a question in the middle of a form it is the topic of that question, not of the form that came back.
    """
    latest = None
    for event in reversed(tracker.events):
        if event.get("event") == "bot":
            topic = _topic_of(event)
            if topic is not None and topic not in FORMS:
                return topic
            latest = latest or topic
        elif event.get("event") == "user" and latest:
            return latest
    return latest


def last_named(tracker: Tracker, entity: str) -> Optional[str]:
    """The value of this kind of entity that the person named last, in any message; or None."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            for found in (event.get("parse_data") or {}).get("entities") or ():
                if found.get("entity") == entity:
                    return str(found["value"])
    return None


def times_not_understood(tracker: Tracker) -> int:
    """How many turns running, up to the present message, were answered with a question back or the menu."""
    count = 0
    for turn in replies_before(tracker):
        if not any(name in NOT_UNDERSTOOD for name in turn):
            break
        count += 1
    return count


def open_offer(tracker: Tracker) -> Optional[str]:
    """What a yes would accept: a topic id, if the last reply offered one; else None."""
    if last_reply(tracker) not in OFFERS:
        return None
    return tracker.get_slot("offer")


def _topic_of(event: Event) -> Optional[str]:
    name = (event.get("metadata") or {}).get("utter_action") or ""
    variants = answers().get(name)
    if not variants or variants[0].evidence is None:
        return None
    topic = variants[0].topic
    return topic if topic in topics() else None
