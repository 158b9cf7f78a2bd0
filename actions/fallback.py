"""What is said when a message was not understood: a ladder that never repeats itself and always leads on."""

from typing import Any, List, Mapping, Optional, Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.history import last_reply, times_not_understood
from actions.lookup_trial import ActionLookupTrial
from actions.reply import CarefulAction, Events, Reply
from actions.report_clinic_reply import ASKS_WHERE, report_clinic_reply
from content.topics import Topic, topics

# Chosen on the tuning set, see bench/RESULTS.md: below, the guess is no better than none.
NEAR_CONFIDENCE = 0.08
# A guess this many times less probable than the best one is not offered.
NEAR_RATIO = 4.0
MOST_GUESSES = 3
EXAMPLES = 3

_CONTENT_AREAS = frozenset({"how_it_works", "evidence", "risks", "trials", "clinics", "stroke"})


class ActionFallback(CarefulAction):
    """Asks back with the nearest topics, then for other words, then shows the menu and who else can help."""

    def __init__(self, look_up: Optional[CarefulAction] = None) -> None:
        """`look_up` takes messages with a trial number; by default the action of that topic."""
        self._look_up = look_up or ActionLookupTrial()

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_fallback"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the next rung of the ladder.

        Two things need no topic: a country alone after the question where the person lives, and a trial number.
        """
        if last_reply(tracker) == ASKS_WHERE and next(tracker.get_latest_entity_values("country"), None):
            report_clinic_reply(tracker).utter(dispatcher)
            return []
        if next(tracker.get_latest_entity_values("trial_id"), None):
            return await self._look_up.reply(dispatcher, tracker)
        ranking = tracker.latest_message.get("intent_ranking") or []
        guesses = _known(ranking)
        if not guesses:
            Reply("utter_unreadable").utter(dispatcher)
            return []
        missed, before = times_not_understood(tracker), last_reply(tracker)
        near = _near(guesses)
        if missed == 0 or (missed == 1 and before == "utter_rephrase"):
            if len(near) == 1:
                Reply("utter_did_you_mean_one", {"title": near[0].title}).utter(dispatcher)
                return [SlotSet("offer", near[0].id)]
            if near:
                Reply("utter_did_you_mean", buttons=[topic_button(topic) for topic in near]).utter(dispatcher)
                return []
        if missed == 0 or (missed == 1 and before != "utter_rephrase"):
            Reply("utter_rephrase", {"examples": _examples(guesses)}).utter(dispatcher)
            return []
        Reply("utter_still_lost" if before == "utter_menu" else "utter_menu").utter(dispatcher)
        return []


def _known(ranking: Sequence[Mapping[str, Any]]) -> List[Mapping[str, Any]]:
    return [guess for guess in ranking if guess.get("name") in topics()]


def _near(guesses: Sequence[Mapping[str, Any]]) -> List[Topic]:
    best = guesses[0]["confidence"]
    return [
        topics()[guess["name"]]
        for guess in guesses
        if guess["confidence"] >= max(NEAR_CONFIDENCE, best / NEAR_RATIO)
        and topics()[guess["name"]].area in _CONTENT_AREAS
    ][:MOST_GUESSES]


def _examples(guesses: Sequence[Mapping[str, Any]]) -> str:
    nearest = [topics()[guess["name"]] for guess in guesses]
    titles = dict.fromkeys(
        topic.title
        for topic in (*nearest, *topics().values())
        if topic.area in _CONTENT_AREAS and topic.title.endswith("?")
    )
    return " ".join(f"“{title}”" for title in list(titles)[:EXAMPLES])


def topic_button(topic: Topic) -> Mapping[str, str]:
    """The button that leads to a topic."""
    return {"title": topic.title, "payload": f"/{topic.id}"}
