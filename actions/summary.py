"""A take-away of this chat, and the questions for the doctor that fit it."""

from datetime import date, datetime, timezone

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.reply import CarefulAction, Events, Reply
from actions.take_away import Summary, questions_to_take_away, summary_of, topics_to_take_away
from content.doctor_questions import questions_about
from content.plain_dates import plain_date

# What is asked for right now; it is not one of the topics talked about before.
QUESTIONS = "ask_questions_for_doctor"


class ActionSummary(CarefulAction):
    """Sums up what was talked about. Holds nothing that the person typed."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_summary"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the summary, as text and in parts to print, or that there is nothing to sum up yet."""
        summary = summary_of(tracker, _today())
        if summary.empty:
            Reply("utter_summary_empty").utter(dispatcher)
            return []
        values = {
            "topics": _lines(summary.topics),
            "sources": "\n".join(f"• {source.title}: {source.url}" for source in summary.sources),
            "questions": _lines(summary.questions),
            "date": plain_date(summary.date),
        }
        _utter("utter_summary", values, summary, dispatcher)
        return []


class ActionAddQuestions(CarefulAction):
    """Follows the questions for every doctor: adds those that fit what was talked about, if there are any."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_add_questions"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the further questions, with the whole take-away in parts to print."""
        if not [topic for topic in topics_to_take_away(tracker) if topic != QUESTIONS]:
            return []
        general = questions_about(())
        further = [question for question in questions_to_take_away(tracker) if question not in general]
        if further:
            values = {"questions": _lines(tuple(further))}
            _utter("utter_questions_that_fit", values, summary_of(tracker, _today()), dispatcher)
        return []

    def after_fault(self, dispatcher: CollectingDispatcher) -> Events:
        """Nothing: the questions for every doctor have been given."""
        return []


def _utter(response: str, values: dict[str, str], summary: Summary, dispatcher: CollectingDispatcher) -> None:
    page = {"summary": summary.as_dict()}
    dispatcher.utter_message(response=response, buttons=[], json_message=page, **values)


def _lines(texts: tuple[str, ...]) -> str:
    return "\n".join(f"• {text}" for text in texts)


def _today() -> date:
    return datetime.now(timezone.utc).date()
