"""A message of Rasa made into one of the API: what a page needs to show and say it, and nothing of Rasa."""

import re
from typing import Any, Dict, List, Mapping, Optional, Sequence

from channels.web.choices import Choices
from channels.web.speech import speak
from content.answers import STANDARD, answers
from content.evidence import Source, sources_of
from content.web import evidence_label

MOST_SOURCES = 8
LANGUAGE = "en"
ANSWER, EMERGENCY, NOTICE = "answer", "emergency", "notice"

# Replies to a person in danger.
_EMERGENCIES = frozenset({"utter_emergency", "utter_self_harm"})
# Talk about the talk: nothing in it is worth a vote or a place among the answers.
_NOTICE_AREA = "conversation"
_PREFIXES = re.compile(r"^(utter_)?(ask_)?")
_NAMELESS = "message"

RasaMessage = Mapping[str, Any]


class Renderer:
    """Renders the messages of one session. Ids and choices come out the same however often a message is rendered."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices

    def render(self, message: RasaMessage, session: str, turn: str, index: int) -> Dict[str, Any]:
        """The API's message for the one that Rasa uttered at place `index` of a turn. `session` is the session's id."""
        response = str(message.get("utter_action") or "")
        about: Mapping[str, Any] = message.get("metadata") or {}
        text = _text(message)
        kind = _kind(response)
        return {
            "id": f"{public_name(response)}.{_level(message)}.{turn}-{index}",
            "kind": kind,
            "text": text,
            "speak": speak(text, digits_apart=kind == EMERGENCY),
            "language": LANGUAGE,
            "evidence": _evidence(about),
            "checked": about.get("checked"),
            "sources": [source_json(source) for source in sources_of(about.get("facts") or ())[:MOST_SOURCES]],
            "choices": [
                {"token": self._choices.token(session, title, payload), "title": title}
                for title, payload in buttons_of(message)
            ],
            "cards": _cards(message),
        }


def public_name(response: str) -> str:
    """What an answer is called outside: `utter_ask_risks` is `risks`."""
    return _PREFIXES.sub("", response) or _NAMELESS


def source_json(source: Source) -> Dict[str, str]:
    """A page that an answer rests on; `date` is a year, or empty where none is known."""
    date = source.year if source.year[:1].isdigit() else ""
    return {"title": f"{source.title} ({source.publisher})", "url": source.url, "date": date}


def buttons_of(message: RasaMessage) -> List[tuple[str, str]]:
    """Title and payload of each button that sends something."""
    buttons: Sequence[Mapping[str, Any]] = [*(message.get("buttons") or ()), *(message.get("quick_replies") or ())]
    return [(str(b["title"]), str(b["payload"])) for b in buttons if b.get("title") and b.get("payload")]


def _text(message: RasaMessage) -> str:
    parts = [str(message.get("text") or "").strip()]
    # A button that only leads to an address is a link.
    parts += [f"{b['title']}: {b['url']}" for b in message.get("buttons") or () if b.get("url") and b.get("title")]
    return "\n\n".join(part for part in parts if part)


def _kind(response: str) -> str:
    if response in _EMERGENCIES:
        return EMERGENCY
    variants = answers().get(response)
    return ANSWER if variants and variants[0].file.parent.name != _NOTICE_AREA else NOTICE


def _level(message: RasaMessage) -> str:
    for condition in message.get("condition") or ():
        if condition.get("name") == "reading_level":
            return str(condition["value"])
    return STANDARD


def _evidence(about: Mapping[str, Any]) -> Optional[Dict[str, str]]:
    level = about.get("evidence")
    label = evidence_label(level)
    return {"level": str(level), "label": label} if label else None


def _cards(message: RasaMessage) -> List[Any]:
    custom = message.get("custom") or {}
    cards = [custom["card"]] if custom.get("card") else []
    return [*cards, *(custom.get("cards") or ())]
