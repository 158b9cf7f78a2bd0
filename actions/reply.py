"""A reply as a value, and the base of all our actions: one that never raises and never stays silent."""

import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Sequence

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

logger = logging.getLogger(__name__)

Events = List[Dict[str, Any]]


@dataclass(frozen=True)
class Reply:
    """A response of `data/` to utter, with the values of its placeholders and extra buttons.

    `card` is the same content in parts, for channels that can lay it out; the text is complete without it.
    """

    response: str
    values: Mapping[str, str] = field(default_factory=dict)
    buttons: Sequence[Mapping[str, str]] = ()
    card: Optional[Mapping[str, Any]] = None

    def utter(self, dispatcher: CollectingDispatcher) -> None:
        """Hand the reply to Rasa, which fills it in for the person's reading level."""
        custom = {"card": dict(self.card)} if self.card else None
        dispatcher.utter_message(response=self.response, buttons=list(self.buttons), json_message=custom, **self.values)


class CarefulAction(Action, ABC):
    """An action whose faults reach the person as a kind sentence and the log as a class name only."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> Events:
        """Utter what `reply` gives. Never raises."""
        try:
            return await self.reply(dispatcher, tracker)
        except Exception as error:  # noqa: BLE001 - the last line of defence, see the class
            # The message of the error could quote the person's words.
            logger.error("%s failed with %s", self.name(), type(error).__name__)
            dispatcher.messages.clear()
            return self.after_fault(dispatcher)

    def after_fault(self, dispatcher: CollectingDispatcher) -> Events:
        """What the person gets when `reply` has failed: an apology, unless an action knows better."""
        Reply("utter_action_failed").utter(dispatcher)
        return []

    @abstractmethod
    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter one or more replies and return the events of the turn."""

    @abstractmethod
    def name(self) -> str:
        """The action's name in the domain."""
