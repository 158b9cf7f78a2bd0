"""How the clinic check begins, reads a message, and ends. The questions themselves are responses that Rasa utters."""

from dataclasses import dataclass
from typing import Any, Mapping, Optional

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import REQUESTED_SLOT

from actions.clinic_check.answers import NOT_ASKED, ClinicAnswers
from actions.clinic_check.ending import FORM, ending_reply
from actions.reply import CarefulAction, Events, Reply
from content.answers import answers as content_answers
from content.clinic_check import Sign, answer_label, signs
from content.short_answers import Answer, Kind, ShortReply, looks_like_a_question, read_short_reply

# Nothing else in such a message matters: the rules for these end the form. Only a message that is nothing but a listed
# reply goes before: "I do not know" is a sign of confusion elsewhere, and here the answer that was asked for.
DANGER = frozenset({"emergency", "self_harm"})
# These end the form too, unless the message is a plain answer that the classifier took for one of them.
ENDS_THE_FORM = frozenset({"start_over", "goodbye", "delete_my_data"})
# Where the classifier sees one of these, a statement such as "they want it up front" is an answer.
ALLOWS_A_STATEMENT = frozenset({"affirm", "deny", "check_clinic", "nlu_fallback"})
BY_INTENT: Mapping[str, Answer] = {"affirm": Answer.YES, "deny": Answer.NO}
# The entity that a button sends: "stop", or the id of a sign and an answer, such as "payment:yes". So a button of an
# earlier question changes that answer, and pressing twice by mistake answers one question only.
PRESSED = "clinic_answer"
# What stands before the next question.
CHANGED = "clinic_changed"


@dataclass(frozen=True)
class Pressed:
    """The button that a message stands for: an answer to the question of `sign`, or the wish to stop."""

    sign: Optional[Sign] = None
    answer: Optional[Answer] = None


class ActionStartClinicCheck(CarefulAction):
    """Says what the check is, or that it goes on where it stood. The form with the questions follows in the rule."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_start_clinic_check"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter how it begins or goes on, or that an old button has changed an answer."""
        pressed = _pressed(tracker)
        if pressed and pressed.sign and pressed.answer and tracker.active_loop_name != FORM:
            answers = ClinicAnswers.of(tracker.slots)
            if answers.given.get(pressed.sign.slot) not in (None, pressed.answer):
                Reply("utter_clinic_check_corrected", _named(pressed.sign, pressed.answer)).utter(dispatcher)
            return [SlotSet(pressed.sign.slot, pressed.answer.value)]
        if tracker.active_loop_name == FORM:
            Reply("utter_clinic_check_going_on").utter(dispatcher)
            return []
        return begin_clinic_check(dispatcher, tracker)


def begin_clinic_check(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Utter what comes before the next question. A check that is over begins anew: there may be a second offer."""
    answers = ClinicAnswers.of(tracker.slots)
    if answers.given and not answers.complete:
        Reply("utter_clinic_check_resumed", {"answered": str(len(answers.given))}).utter(dispatcher)
        return [SlotSet(sign.slot, None) for sign in answers.open]
    Reply("utter_check_clinic").utter(dispatcher)
    return forgotten_answers()


def forgotten_answers() -> Events:
    """The events after which no answer is left."""
    return [*(SlotSet(sign.slot, None) for sign in signs()), SlotSet(CHANGED, "")]


class ActionReadClinicAnswer(CarefulAction):
    """Reads a message inside the form. Rasa calls it for the slots of the form; see `docs/forms.md`.

    No slot of a question means that the message was not for the form: its ordinary rule answers it, and the question
    comes again. What it utters would be lost; what has to be said stands before the next question (`CHANGED`).
    """

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_read_clinic_answer"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Give the slots that the message sets, and what the next question has to say first."""
        intent = (tracker.latest_message.get("intent") or {}).get("name")
        if tracker.active_loop_name != FORM:
            return []
        return [*_nothing_changed(tracker), *_read_message(tracker, intent)]

    def after_fault(self, dispatcher: CollectingDispatcher) -> Events:
        """Nothing: the form asks again, or the ordinary rule answers."""
        return []


class ActionFinishClinicCheck(CarefulAction):
    """Follows the form: says which signs were named and what to do, or that the check has stopped."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_finish_clinic_check"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the ending. The answers stay, so that a check that was stopped can go on."""
        answers = ClinicAnswers.of(tracker.slots)
        if answers.complete:
            ending_reply(answers, tracker).utter(dispatcher)
            return []
        if answers.named:
            ending_reply(answers, tracker).utter(dispatcher)
        Reply("utter_clinic_check_stopped").utter(dispatcher)
        return [SlotSet(sign.slot, None) for sign in answers.open]


def _read_message(tracker: Tracker, intent: Optional[str]) -> Events:
    asked = _sign(tracker.get_slot(REQUESTED_SLOT))
    answers = ClinicAnswers.of(tracker.slots)
    pressed = _pressed(tracker)
    if pressed:
        return _events_of_button(pressed, asked, answers)
    said = _read(tracker, intent) if asked else None
    return _events(said, asked, answers) if said and asked else []


def _read(tracker: Tracker, intent: Optional[str]) -> Optional[ShortReply]:
    text = str(tracker.latest_message.get("text") or "")
    said = read_short_reply(text)
    if intent in DANGER:
        return said if said and said.whole and said.sure else None
    if said and said.kind is Kind.ANSWER and intent in ENDS_THE_FORM and len(text.split()) > 1:
        return None
    if said and (said.sure or intent in ALLOWS_A_STATEMENT):
        return said
    meant = BY_INTENT.get(intent or "")
    if said is None and meant and not looks_like_a_question(text):
        return ShortReply(Kind.ANSWER, meant)
    return None


def _events(said: ShortReply, asked: Sign, answers: ClinicAnswers) -> Events:
    if said.kind is Kind.STOP:
        return _stop(answers)
    meant = _numbered(said.number) or answers.before(asked.slot)
    if said.kind is Kind.BACK:
        # A question without an answer is the open one: Rasa asks it again.
        return [SlotSet((meant or asked).slot, None)]
    if said.answer is None:
        return []
    changes = said.kind is Kind.CORRECTION and meant and meant.slot in answers.given
    if changes and meant and answers.given[meant.slot] is not said.answer:
        return _changed(meant, said.answer, answers)
    # "No wait, I meant yes" within one message, or before any other answer.
    return [SlotSet((_numbered(said.number) or asked).slot, said.answer.value)]


def _events_of_button(pressed: Pressed, asked: Optional[Sign], answers: ClinicAnswers) -> Events:
    if pressed.sign is None or pressed.answer is None:
        return _stop(answers)
    if asked and pressed.sign is not asked:
        return _changed(pressed.sign, pressed.answer, answers)
    return [SlotSet(pressed.sign.slot, pressed.answer.value)]


def _changed(sign: Sign, answer: Answer, answers: ClinicAnswers) -> Events:
    events = [SlotSet(sign.slot, answer.value)]
    if answers.given.get(sign.slot) not in (None, answer):
        text = content_answers()["utter_clinic_check_corrected"][0].text.format(**_named(sign, answer))
        events.append(SlotSet(CHANGED, f"{text}\n\n"))
    return events


def _nothing_changed(tracker: Tracker) -> Events:
    return [SlotSet(CHANGED, "")] if tracker.get_slot(CHANGED) else []


def _named(sign: Sign, answer: Answer) -> Mapping[str, str]:
    return {"number": str(sign.number), "answer": answer_label(answer)}


def _stop(answers: ClinicAnswers) -> Events:
    return [SlotSet(sign.slot, NOT_ASKED) for sign in answers.open]


def _sign(slot: Any) -> Optional[Sign]:
    return next((sign for sign in signs() if sign.slot == slot), None)


def _numbered(number: Optional[int]) -> Optional[Sign]:
    return next((sign for sign in signs() if sign.number == number), None)


def _pressed(tracker: Tracker) -> Optional[Pressed]:
    """The button behind the message. A value that no button sends counts as none."""
    value = next(tracker.get_latest_entity_values(PRESSED), None)
    if value is None:
        return None
    if value == Kind.STOP.value:
        return Pressed()
    id, _, answer = str(value).partition(":")
    sign = next((sign for sign in signs() if sign.id == id), None)
    given = next((known for known in Answer if known.value == answer), None)
    return Pressed(sign, given) if sign and given else None
