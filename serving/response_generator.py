"""Chooses the words of a reply: introduces itself first, and does not say the same thing twice running."""

import copy
import time
from typing import Any, Dict, List, Optional

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

INTRODUCTION = "utter_introduction"
# In danger nothing stands before the number to call.
DANGER = frozenset({"utter_emergency", "utter_self_harm"})
# What only ever follows another message of the same turn, which has the introduction.
FOLLOWING = frozenset(
    {
        "utter_also_asked",
        "utter_trial_card",
        "utter_trials_more",
        "utter_trials_last",
        "utter_lookup_trial_next",
        "utter_lookup_trial_next_saved",
        "utter_lookup_trial_others",
    }
)
# A greeting's reply is the introduction already.
REPLACED_BY_INTRODUCTION = frozenset({"utter_greet"})
# After this long away the introduction comes again (Utah Code 13-72a-203 on disclosure, taken as a good model).
SECONDS_UNTIL_STRANGER = 7 * 24 * 3600


class CarefulResponseGenerator(TemplatedNaturalLanguageGenerator):
    """Rasa's own response generator with two manners added.

    Configured by its path as `nlg.type` in `endpoints.yml`, which is Rasa's way to bring a generator.
    """

    def __init__(self, endpoint_config: Optional[EndpointConfig] = None, domain: Optional[Domain] = None) -> None:
        """Take the responses of the domain."""
        super().__init__((domain or Domain.empty()).responses)

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> Optional[Dict[str, Any]]:
        """The response to utter, or None if there is none of that name."""
        said = [event for event in tracker.events if isinstance(event, BotUttered)]
        first = _is_first_reply(said, tracker.events)
        if first and utter_action in REPLACED_BY_INTRODUCTION:
            return await super().generate(INTRODUCTION, tracker, output_channel)
        response = await super().generate(utter_action, tracker, output_channel, **kwargs)
        if response is None:
            return None
        response = self._not_again(response, utter_action, tracker, output_channel, said, kwargs)
        if first and utter_action not in DANGER | FOLLOWING:
            introduction = await super().generate(INTRODUCTION, tracker, output_channel)
            if introduction:
                response["text"] = introduction["text"] + "\n\n" + response.get("text", "")
        return response

    def _not_again(
        self,
        response: Dict[str, Any],
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        said: List[BotUttered],
        values: Dict[str, Any],
    ) -> Dict[str, Any]:
        if not _just_said(said, response.get("text")):
            return response
        slots = tracker.current_slot_values()
        variants = ResponseVariationFilter(self.responses)
        for variant in variants.responses_for_utter_action(utter_action, output_channel, slots):
            other = self._fill_response(copy.deepcopy(variant), slots, **values)
            if other.get("text") != response.get("text"):
                return other
        return response


def _just_said(said: List[BotUttered], text: Optional[str]) -> bool:
    # The last reply may have had the introduction before it.
    return bool(said) and text is not None and f"\n\n{said[-1].text}".endswith(f"\n\n{text}")


def _is_first_reply(said: List[BotUttered], events: List[Event]) -> bool:
    # Who was first told to call for help has not met the introduction yet.
    if all(reply.metadata.get("utter_action") in DANGER for reply in said):
        return True
    messages = [event.timestamp for event in events if isinstance(event, UserUttered)]
    now = messages[-1] if messages else time.time()
    return now - said[-1].timestamp > SECONDS_UNTIL_STRANGER
