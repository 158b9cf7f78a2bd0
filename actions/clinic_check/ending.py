"""What is said of the clinic check, at its end and whenever it is asked for again."""

from enum import Enum
from typing import Dict, List, Sequence, Tuple

from rasa_sdk import Tracker

from actions.clinic_check.answers import ClinicAnswers
from actions.reply import Reply
from actions.report_clinic_reply import report_lines
from content.answers import MORE, SIMPLE, STANDARD
from content.clinic_check import Sign, report_unknown_country

FORM = "clinic_check_form"
# More than so many signs are named without their meaning, which "tell me more" shows.
MOST_EXPLAINED = 3
# Questions for the clinic at each level; at `more` all of them.
MOST_QUESTIONS = {SIMPLE: 2, STANDARD: 4}
# The bodies to report to; the doctor stands in the text already.
MOST_BODIES = 3
WORDS_OF_A_BUBBLE = 60


class Ending(str, Enum):
    """How the check ends; each value is the response that says so."""

    SIGNS = "utter_clinic_check_signs"
    SIGNS_AND_UNSURE = "utter_clinic_check_signs_and_unsure"
    UNSURE = "utter_clinic_check_unsure"
    NO_SIGNS = "utter_clinic_check_no_signs"


def ending_of(answers: ClinicAnswers) -> Ending:
    """Which of the endings these answers lead to."""
    if answers.named:
        return Ending.SIGNS_AND_UNSURE if answers.unsure else Ending.SIGNS
    return Ending.UNSURE if answers.unsure else Ending.NO_SIGNS


def ending_reply(answers: ClinicAnswers, tracker: Tracker) -> Reply:
    """The signs that were named, what they mean, what to ask the clinic and where to report it."""
    level = tracker.get_slot("reading_level") or STANDARD
    ending = ending_of(answers)
    values: Dict[str, str] = {}
    if answers.named:
        values["count"] = str(len(answers.named))
        values["signs"] = _in_bubbles(_explained(answers.named, level))
        values["report"] = _report(tracker)
    if answers.unsure:
        values["unsure"] = "\n".join(f"• {sign.sign}" for sign in answers.unsure)
    if values:
        asks = [f"• {sign.ask}" for sign in (*answers.named, *answers.unsure)]
        values["asks"] = _in_bubbles(asks[: MOST_QUESTIONS.get(level)])
    return Reply(ending.value, values)


def clinic_check_reply(tracker: Tracker) -> Reply:
    """The check as a topic that is asked for again: its end, where it stands, or what it is."""
    answers = ClinicAnswers.of(tracker.slots)
    if answers.complete:
        return ending_reply(answers, tracker)
    if tracker.active_loop_name != FORM and answers.given:
        return Reply("utter_clinic_check_stopped")
    return Reply("utter_check_clinic")


def _explained(named: Sequence[Sign], level: str) -> List[str]:
    if level == MORE or len(named) <= MOST_EXPLAINED:
        return [f"• {sign.sign} {sign.means[level]}" for sign in named]
    return [f"• {sign.sign}" for sign in named]


def _report(tracker: Tracker) -> str:
    lines = report_lines(tracker.get_slot("country"), own_only=True)[:MOST_BODIES]
    return "\n".join(lines) if lines else report_unknown_country()


def _in_bubbles(lines: Sequence[str]) -> str:
    """The lines in as many bubbles as their words need."""
    bubbles: List[Tuple[int, List[str]]] = []
    for line in lines:
        words = len(line.split())
        if bubbles and bubbles[-1][0] + words <= WORDS_OF_A_BUBBLE:
            bubbles[-1] = (bubbles[-1][0] + words, [*bubbles[-1][1], line])
        else:
            bubbles.append((words, [line]))
    return "\n\n".join("\n".join(lines) for _, lines in bubbles)
