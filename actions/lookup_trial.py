"""Looking up the number of a trial: what its registry says, or where to read it."""

import json
from enum import Enum
from typing import List, Mapping, Optional, Sequence, Tuple

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.lookup_trial_reply import lookup_trial_reply
from actions.registries.model import LookupResult, Origin, Outcome, SearchResult, TrialSearch
from actions.registries_reply import registry_links
from actions.reply import CarefulAction, Events, Reply
from actions.trial_search.card import Card, shows_cards
from actions.trial_search.heading import source_words
from actions.trial_search.message import Choice, choice_of
from actions.trial_search.registry_search import look_up
from actions.trial_search.wishes import Ask
from content.card_wording import wording
from content.registries import Registry, registries, registry_of
from content.topics import topics
from content.trial_ids import MalformedTrialId, TrialIds, read_trial_ids

# The registries that can be asked live for their own numbers; any other is only linked to.
ASKED_LIVE = frozenset({"nct", "isrctn"})
MOST_BUTTONS = 3


class Ending(str, Enum):
    """How a look-up ends; each value is the response that says so."""

    FOUND = "utter_lookup_trial_found"
    MERGED = "utter_lookup_trial_merged"
    OTHER_SUBJECT = "utter_lookup_trial_other_subject"
    LINK = "utter_lookup_trial"
    MAY_I_ASK = "utter_lookup_trial_may_i_ask"
    NOT_THERE = "utter_lookup_trial_not_there"
    UNAVAILABLE = "utter_lookup_trial_unavailable"
    DID_YOU_MEAN = "utter_lookup_trial_did_you_mean"
    MALFORMED = "utter_lookup_trial_malformed"
    NO_NUMBER = "utter_lookup_trial_unknown"


class ActionLookupTrial(CarefulAction):
    """Shows the trial with the number in the message; asks before a number leaves the machine."""

    def __init__(self, registries: Optional[TrialSearch] = None) -> None:
        """`registries` answers the look-up; by default the one that all actions share."""
        self._registries = registries

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_lookup_trial"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter what is known of the first number, and offer the others."""
        numbers = _numbers(tracker)
        if not numbers.valid:
            _not_readable(numbers.malformed, tracker).utter(dispatcher)
            return []
        first, *others = dict.fromkeys(number.id for number in numbers.valid)
        await self._look_up(first, dispatcher, tracker)
        if others:
            buttons = [_button(number) for number in others[:MOST_BUTTONS]]
            Reply("utter_lookup_trial_others", buttons=[*buttons, _topic("ask_questions_for_doctor")]).utter(dispatcher)
        return []

    async def _look_up(self, number: str, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        choice, allowed = choice_of(tracker.latest_message), tracker.get_slot(Ask.LIVE.value)
        live = choice is Choice.LIVE or (allowed is True and choice is not Choice.SAVED)
        result = await look_up(number, not live, self._registries)
        ending = _ending(result, number, live, asked=allowed is False or choice is Choice.SAVED)
        country = tracker.get_slot("country")
        if result.match:
            found = {"asked": number, "id": result.match.trial.id, "source": _source(result, live)}
            Reply(ending.value, found).utter(dispatcher)
            card = Card.of(result.match)
            card.reply(tracker.get_slot("reading_level"), in_parts=shows_cards(tracker)).utter(dispatcher)
            _next_step(number, result, live).utter(dispatcher)
        elif ending is Ending.LINK:
            lookup_trial_reply(number, country).utter(dispatcher)
        else:
            buttons = _leave_to_ask(number) if ending is Ending.MAY_I_ASK else []
            registry = registry_of(number)
            values = {
                "id": number,
                "registry": registry.name if registry else "",
                "link": registry.record_link(number) if registry else "",
                "links": registry_links(country),
            }
            Reply(ending.value, values, buttons).utter(dispatcher)


def _numbers(tracker: Tracker) -> TrialIds:
    """The numbers in the person's words; of a button, the number that it carries."""
    text: str = tracker.latest_message.get("text") or ""
    written = TrialIds() if text.startswith("/") else read_trial_ids(text)
    if written.valid or written.malformed:
        return written
    carried = [read_trial_ids(str(value)) for value in tracker.get_latest_entity_values("trial_id")]
    return TrialIds(tuple(number for ids in carried for number in ids.valid))


def _not_readable(malformed: Sequence[MalformedTrialId], tracker: Tracker) -> Reply:
    """What to say when no number can be looked up as it is written."""
    suggestions = dict.fromkeys(fault.suggestion for fault in malformed if fault.suggestion)
    if suggestions:
        buttons = [_button(number) for number in list(suggestions)[:MOST_BUTTONS]]
        return Reply(Ending.DID_YOU_MEAN.value, buttons=[*buttons, _topic("ask_registries")])
    meant: Tuple[Registry, ...] = tuple(
        registries()[fault.registry] for fault in malformed if fault.registry in registries()
    )
    if meant and meant[0].example_id:
        return Reply(Ending.MALFORMED.value, {"registry": meant[0].name, "example": meant[0].example_id})
    return Reply(Ending.NO_NUMBER.value, {"links": registry_links(tracker.get_slot("country"))})


def _ending(result: LookupResult, number: str, live: bool, asked: bool) -> Ending:
    """`asked` tells that the person has said that nothing is to leave."""
    if result.outcome is Outcome.FOUND and result.match:
        if not result.is_relevant:
            return Ending.OTHER_SUBJECT
        return Ending.FOUND if number == result.match.trial.id else Ending.MERGED
    if result.outcome is Outcome.INVALID or result.registry not in ASKED_LIVE:
        return Ending.LINK
    if not live:
        return Ending.LINK if asked else Ending.MAY_I_ASK
    return Ending.NOT_THERE if result.outcome is Outcome.NONE else Ending.UNAVAILABLE


def _next_step(number: str, result: LookupResult, live: bool) -> Reply:
    """After an entry: to the doctor; and for a saved one the offer to read it anew."""
    if result.origin is Origin.SNAPSHOT and not live:
        further = [_topic("ask_how_to_join"), _topic("ask_questions_for_doctor")]
        return Reply("utter_lookup_trial_next_saved", buttons=[*_leave_to_ask(number)[:1], *further])
    return Reply("utter_lookup_trial_next")


def _source(result: LookupResult, live: bool) -> str:
    registry = (result.registry,) if result.registry else ()
    return source_words(SearchResult(result.outcome, result.origin, as_of=result.as_of, asked_live=registry), live)


def _button(number: str) -> Mapping[str, str]:
    return {"title": number, "payload": f"/lookup_trial{json.dumps({'trial_id': number})}"}


def _topic(id: str) -> Mapping[str, str]:
    return {"title": topics()[id].title, "payload": f"/{id}"}


def _leave_to_ask(number: str) -> List[Mapping[str, str]]:
    return [
        {
            "title": wording("buttons", choice.value),
            "payload": f"/lookup_trial{json.dumps({'trial_id': number, 'trial_choice': choice.value})}",
        }
        for choice in (Choice.LIVE, Choice.SAVED)
    ]
