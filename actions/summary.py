"""A take-away of this chat: topics, sources, questions for the doctor."""

from datetime import datetime, timezone

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.history import topics_answered
from actions.reply import CarefulAction, Events, Reply
from actions.show_sources import source_line
from content.answers import answers
from content.doctor_questions import questions_about
from content.evidence import sources_of
from content.plain_dates import plain_date
from content.topics import topics

MOST_SOURCES = 8


class ActionSummary(CarefulAction):
    """Sums up what was talked about. Holds nothing that the person typed."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_summary"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the summary, or that there is nothing to sum up yet."""
        # Help texts and crisis replies rest on no source; nobody should find them on a printed page.
        talked = [topic for topic in topics_answered(tracker) if sources_of(answers()[f"utter_{topic}"][0].facts)]
        if not talked:
            Reply("utter_summary_empty").utter(dispatcher)
            return []
        facts = [fact for topic in talked for fact in answers()[f"utter_{topic}"][0].facts]
        Reply(
            "utter_summary",
            {
                "topics": "\n".join(f"• {topics()[topic].title}" for topic in talked),
                "sources": "\n".join(source_line(source) for source in sources_of(facts)[:MOST_SOURCES]),
                "questions": "\n".join(f"• {question}" for question in questions_about(talked)),
                "date": plain_date(datetime.now(timezone.utc).date().isoformat()),
            },
        ).utter(dispatcher)
        return []
