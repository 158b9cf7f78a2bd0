"""A talk in readable steps, and what an action answers to it."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Dict, List, Mapping, Optional, Sequence

import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.reply import CarefulAction
from content.answers import answers
from content.files import DATA

Ranking = Sequence[Mapping[str, Any]]

_PLACEHOLDER = re.compile(r"{(\w+)}")


@dataclass(frozen=True)
class Result:
    """What an action uttered and set: response names, slots, payloads of extra buttons, values of placeholders.

    `next_action` is the action that Rasa is told to run next, if any.
    """

    responses: List[str]
    slots: Dict[str, Any]
    buttons: List[str]
    values: Dict[str, Any]
    next_action: Optional[str] = None


@cache
def slots_of_domain() -> Mapping[str, Any]:
    """The first values of all slots by name."""
    slots = yaml.safe_load((DATA.parent / "domain.yml").read_text(encoding="utf-8"))["slots"]
    return {name: slot.get("initial_value") for name, slot in slots.items()}


def placeholders(response: str) -> set[str]:
    """What an action must fill in the response, in any of its variants: placeholders that are no slots."""
    named = {name for answer in answers()[response] for name in _PLACEHOLDER.findall(answer.text)}
    return named - set(slots_of_domain())


class Conversation:
    """A talk so far. `user` and `bot` add what was said; `run` adds what the action makes of it, as Rasa does.

        Conversation().user("ask_risks").bot("utter_ask_risks").user("tell_me_more")

    Slots are given by name: `Conversation(reading_level="simple")`; `loop` is the form that is open.
    """

    def __init__(self, loop: Optional[str] = None, **slots: Any) -> None:
        self.loop = loop
        assert set(slots) - {"requested_slot"} <= set(slots_of_domain())
        self.slots: Dict[str, Any] = {**slots_of_domain(), **slots}
        self.events: List[Dict[str, Any]] = []
        self.latest: Dict[str, Any] = {}

    @property
    def tracker(self) -> Tracker:
        """The talk as an action sees it."""
        loop = {"name": self.loop} if self.loop else {}
        return Tracker("person", self.slots, self.latest, self.events, False, None, loop, None)

    def user(self, intent: str, text: str = "", *, ranking: Ranking = (), **entities: Any) -> "Conversation":
        """The person's message: what it means, and the entities read in it."""
        found = [{"entity": kind, "value": value} for kind, value in entities.items()]
        self.latest = {"text": text, "intent": {"name": intent}, "intent_ranking": ranking, "entities": found}
        self.events.append({"event": "user", "text": text, "parse_data": self.latest})
        return self

    def bot(self, *responses: str) -> "Conversation":
        """The assistant's reply, by response names."""
        for response in responses:
            assert response in answers(), f"{response} is not in data/"
            self.events.append({"event": "bot", "text": "…", "metadata": {"utter_action": response}})
        return self

    async def run(self, action: CarefulAction) -> Result:
        """Run an action. Whatever it utters must exist in `data/` and have all its placeholders filled."""
        dispatcher = CollectingDispatcher()
        events = await action.run(dispatcher, self.tracker, {})
        assert all(event["event"] in ("slot", "followup") for event in events)
        result = Result(
            responses=[message["response"] for message in dispatcher.messages],
            slots={event["name"]: event["value"] for event in events if event["event"] == "slot"},
            buttons=[button["payload"] for message in dispatcher.messages for button in message["buttons"]],
            values={key: value for message in dispatcher.messages for key, value in message.items()},
            next_action=next((event["name"] for event in events if event["event"] == "followup"), None),
        )
        self.bot(*result.responses)
        for message in dispatcher.messages:
            empty = {name for name in placeholders(message["response"]) if not message.get(name)}
            assert not empty, f"{action.name()} leaves {empty} of {message['response']} empty"
        assert set(result.slots) <= set(slots_of_domain())
        self.slots.update(result.slots)
        return result
