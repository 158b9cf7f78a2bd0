"""What a message says about the search: answers, corrections, or nothing that is meant for it.

Inside the form the meaning of a short reply hangs on the question asked, not on its intent: "Leeds", "all of them"
and "a bleed" are answers. A message that does more than answer, such as a question about something else, is left to
the other rules of the assistant.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from actions.registries.model import Stage
from actions.trial_search.wishes import (
    ALL_OF,
    ANY_KIND,
    ANYWHERE,
    EVERY_STATUS,
    OPEN,
    SKIPPED,
    STAGE,
    Ask,
    place_value,
)
from content.countries import countries_in, country_name
from content.places import Context, Kind, Outcome, Place, PlaceResult, find_places
from content.trial_words import Meaning, Words, is_plain_answer, is_question, kind_searched_for, meant

# The rules for these end the form, so it must not take the message for an answer.
LEAVES_THE_FORM = frozenset({"emergency", "self_harm", "start_over", "goodbye", "delete_my_data"})
SEARCHES = "find_trials"
# Intents that say little about what was meant.
OPEN_INTENTS = frozenset({SEARCHES, "nlu_fallback", "affirm", "deny"})
# A stroke this many months ago counts as long ago, and up to this many as recent. For the order of the trials only;
# the registries' own sentences decide (F-ELI-01, F-ELI-02).
LATE_FROM, EARLY_UP_TO = 6.0, 2.0
# A longer reply to "Where?" is more than a place.
MOST_WORDS_OF_A_PLACE = 8

Entity = Mapping[str, Any]


class Choice(str, Enum):
    """What a button of the search says; the value of the entity `trial_choice`."""

    ANYWHERE = "anywhere"
    ANY_KIND = "any_kind"
    OPEN = "open"
    EVERY_STATUS = "every_status"
    LIVE = "live"
    SAVED = "saved"
    SKIP_THE_REST = "skip_the_rest"
    OTHER_PLACE = "other_place"
    OTHER_KIND = "other_kind"
    MORE = "more"
    STOP = "stop"


_SETS: Mapping[Choice, Mapping[str, Any]] = {
    Choice.ANYWHERE: {Ask.PLACE.value: ANYWHERE},
    Choice.ANY_KIND: {Ask.KIND.value: ANY_KIND},
    Choice.OPEN: {Ask.STATUS.value: OPEN},
    Choice.EVERY_STATUS: {Ask.STATUS.value: EVERY_STATUS},
    Choice.LIVE: {Ask.LIVE.value: True},
    Choice.SAVED: {Ask.LIVE.value: False},
    Choice.OTHER_PLACE: {Ask.PLACE.value: None},
    Choice.OTHER_KIND: {Ask.KIND.value: None},
    Choice.MORE: {},
    Choice.STOP: {},
    Choice.SKIP_THE_REST: {},
}


@dataclass(frozen=True)
class Asked:
    """Where the talk stands: the open question, the places to choose from, the home country if known."""

    question: Optional[Ask] = None
    choices: Tuple[Place, ...] = ()
    home: Optional[str] = None


@dataclass(frozen=True)
class Said:
    """What a message says. `slots` are to be set; `choices` are places of one name.

    `unknown_place`: it names a place that we do not know. `stop`: the search is to end. `skip_the_rest`: no more
    questions but the one about what leaves the machine.
    """

    slots: Mapping[str, Any] = field(default_factory=dict)
    choices: Tuple[Place, ...] = ()
    unknown_place: bool = False
    stop: bool = False
    skip_the_rest: bool = False


def read_message(message: Mapping[str, Any], asked: Asked) -> Optional[Said]:
    """What Rasa's parsed `message` says about the search; None if it is not meant for it."""
    intent = (message.get("intent") or {}).get("name") or ""
    text: str = message.get("text") or ""
    entities: Sequence[Entity] = message.get("entities") or ()
    if intent in LEAVES_THE_FORM and not (intent == "emergency" and _answers_plainly(text, entities, asked)):
        return None
    if text.startswith("/"):
        return _button(intent, entities, asked)
    return _Typed(text, intent, entities, asked).said()


def _answers_plainly(text: str, entities: Sequence[Entity], asked: Asked) -> bool:
    """Whether a message that was taken for an emergency is only the answer to what was just asked.

    "A bleed" and "I do not know" are what people answer to "What kind of stroke was it?", and nothing else in them
    speaks of danger. Any further word, such as "now", leaves them to the reply with the number to call.
    """
    kinds = [entity for entity in entities if entity.get("entity") == "stroke_type"]
    rest = text
    for entity in kinds if asked.question is Ask.KIND else ():
        rest = _blanked(rest, entity["start"], entity["end"])
    answers = bool(kinds) or Words.of(text).has(Meaning.SKIP)
    return asked.question is not None and answers and is_plain_answer(rest)


def choice_of(message: Mapping[str, Any]) -> Optional[Choice]:
    """Which button of the search the message is, if any."""
    values = [entity.get("value") for entity in message.get("entities") or () if entity.get("entity") == "trial_choice"]
    return next((choice for choice in Choice if choice.value in values), None)


def _button(intent: str, entities: Sequence[Entity], asked: Asked) -> Optional[Said]:
    if intent != SEARCHES:
        return None
    choice = choice_of({"entities": entities})
    slots: Dict[str, Any] = dict(_SETS[choice]) if choice else {}
    for entity in entities:
        if entity.get("entity") == "stroke_type":
            slots[Ask.KIND.value] = kind_searched_for(str(entity.get("value"))) or ANY_KIND
        if entity.get("entity") == "place":
            found = find_places(str(entity.get("value")), Context.ANSWER, asked.home)
            place = _labelled(str(entity.get("value")), asked.choices) or found.place
            slots[Ask.PLACE.value] = place_value(place) if place else None
    return Said(slots, stop=choice is Choice.STOP, skip_the_rest=choice is Choice.SKIP_THE_REST)


class _Typed:
    """A message in the person's own words."""

    def __init__(self, text: str, intent: str, entities: Sequence[Entity], asked: Asked) -> None:
        self._text, self._intent, self._asked = text, intent, asked
        self._meant = meant(text)
        self._entities = [entity for entity in entities if self._is_meant(entity)]
        self._rest, self._whole_rest = self._meant, text
        for entity in self._entities:
            self._strike_out(entity["start"], entity["end"])
        self._words = Words.of(text)
        self._found = self._find_place()
        if self._found.outcome is not Outcome.NONE:
            self._strike_out(self._found.start, self._found.end)
        # Whether the message is an answer and nothing else. In "it does not matter" the not is part of the answer.
        self._only_answers = _accounted_for(self._rest) or _accounted_for(self._whole_rest)

    def said(self) -> Optional[Said]:
        question = self._asked.question
        if question and self._only_answers and not self._is_skipped() and self._words.has(Meaning.STOP):
            return Said(stop=True)
        choice = self._chosen()
        if choice:
            return Said({Ask.PLACE.value: place_value(choice)})
        slots = {**self._place_slot(), **self._other_slots(), **self._reply_to_question()}
        if question and not self._is_for_the_search(slots):
            return None
        if self._found.outcome is Outcome.AMBIGUOUS:
            return Said({**slots, Ask.PLACE.value: None}, choices=self._found.choices)
        if slots or not question:
            return Said(slots)
        if question is Ask.PLACE and self._tries_a_place():
            return Said(unknown_place=True)
        if self._intent == "deny":
            return Said(stop=True)
        # Asked to search while it is searching: the question is asked again.
        return Said() if self._intent == SEARCHES else None

    def _is_meant(self, entity: Entity) -> bool:
        read = entity.get("entity") in ("stroke_type", "time_since_stroke")
        return read and bool(self._meant[entity.get("start", 0) : entity.get("end", 0)].strip())

    def _strike_out(self, start: int, end: int) -> None:
        self._rest = _blanked(self._rest, start, end)
        self._whole_rest = _blanked(self._whole_rest, start, end)

    def _find_place(self) -> PlaceResult:
        # "Near us" is not the USA.
        if _accounted_for(self._rest) and (self._is_skipped() or self._words.has(Meaning.HERE)):
            return PlaceResult(Outcome.NONE)
        context = Context.SEARCH
        if self._asked.question is Ask.PLACE and not is_question(self._text):
            context = Context.ANSWER if len(self._rest.split()) <= MOST_WORDS_OF_A_PLACE else Context.SEARCH
        return find_places(self._rest, context, self._asked.home)

    def _is_skipped(self) -> bool:
        return self._words.has(Meaning.SKIP)

    def _chosen(self) -> Optional[Place]:
        """The place among those of one name that the reply points out: "the one in Canada"."""
        choices = self._asked.choices
        if self._asked.question is not Ask.PLACE or not choices:
            return None
        codes = countries_in(self._meant)
        by_country = [place for place in choices if place.country in codes]
        if len(by_country) == 1:
            return by_country[0]
        words = set(Words.of(self._meant).text.split())
        shared = set.intersection(*(set(Words.of(place.label).text.split()) for place in choices))
        points = [len(words & (set(Words.of(place.label).text.split()) - shared)) for place in choices]
        best = max(points)
        return choices[points.index(best)] if best and points.count(best) == 1 else None

    def _place_slot(self) -> Dict[str, Any]:
        if self._found.place:
            return {Ask.PLACE.value: place_value(self._found.place)}
        if self._words.has(Meaning.ANYWHERE):
            return {Ask.PLACE.value: ANYWHERE}
        home = country_name(self._asked.home)
        if home and self._asked.home and self._words.has(Meaning.HERE):
            return {Ask.PLACE.value: place_value(Place(Kind.COUNTRY, home, self._asked.home))}
        return {}

    def _other_slots(self) -> Dict[str, Any]:
        slots: Dict[str, Any] = {}
        kinds = {kind_searched_for(str(value)) for value in self._values("stroke_type")}
        if kinds:
            slots[Ask.KIND.value] = kinds.pop() or ANY_KIND if len(kinds) == 1 else ANY_KIND
        if self._words.has(Meaning.EVERY_STATUS):
            slots[Ask.STATUS.value] = EVERY_STATUS
        elif self._words.has(Meaning.OPEN):
            slots[Ask.STATUS.value] = OPEN
        stage = self._stage()
        if stage:
            slots[STAGE] = stage.value
        return slots

    def _stage(self) -> Optional[Stage]:
        for months in self._values("time_since_stroke"):
            if float(months) >= LATE_FROM:
                return Stage.LATE
            return Stage.EARLY if float(months) <= EARLY_UP_TO else None
        if self._words.has(Meaning.LATE):
            return Stage.LATE
        return Stage.EARLY if self._words.has(Meaning.EARLY) else None

    def _reply_to_question(self) -> Dict[str, Any]:
        """What depends on the question: "all of them", "I do not mind", yes and no."""
        question = self._asked.question
        if question is None or not self._only_answers or self._found.outcome is not Outcome.NONE:
            return {}
        if self._is_skipped():
            return {question.value: SKIPPED[question]}
        if question in ALL_OF and self._words.has(Meaning.ALL):
            return {question.value: ALL_OF[question]}
        if question is Ask.LIVE:
            return self._permission()
        return {question.value: OPEN} if question is Ask.STATUS and self._intent == "affirm" else {}

    def _permission(self) -> Dict[str, Any]:
        # Where both are heard nothing leaves the machine.
        if any(map(self._words.has, (Meaning.SAVED, Meaning.NO, Meaning.NEGATION))):
            return {Ask.LIVE.value: False}
        if self._words.has(Meaning.LIVE) or self._intent == "affirm":
            return {Ask.LIVE.value: True}
        return {}

    def _is_for_the_search(self, slots: Mapping[str, Any]) -> bool:
        if self._intent in OPEN_INTENTS or self._only_answers:
            return True
        answered = self._asked.question is not None and self._asked.question.value in slots
        return answered and not is_question(self._text)

    def _tries_a_place(self) -> bool:
        if self._words.has(Meaning.HERE):
            return True
        short = 0 < len(self._words.text.split()) <= MOST_WORDS_OF_A_PLACE
        return self._intent == "nlu_fallback" and short and not is_question(self._text)

    def _values(self, kind: str) -> List[Any]:
        return [entity["value"] for entity in self._entities if entity["entity"] == kind]


def _accounted_for(text: str) -> bool:
    return not Words.of(text).without(*Meaning).left_over


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _labelled(label: str, choices: Sequence[Place]) -> Optional[Place]:
    return next((place for place in choices if place.label == label), None)
