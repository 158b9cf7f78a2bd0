"""A take-away of this chat: topics, sources, questions for the doctor."""

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Tuple

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.history import topics_answered
from actions.reply import CarefulAction, Events, Reply
from actions.show_sources import source_line
from content.answers import answers
from content.doctor_questions import questions_about
from content.evidence import Source, sources_of
from content.plain_dates import plain_date
from content.topics import topics

MOST_SOURCES = 8


@dataclass(frozen=True)
class Summary:
    """What was talked about: titles of topics, the pages they rest on, questions to take along. `date` is ISO."""

    date: str
    topics: Tuple[str, ...] = ()
    sources: Tuple[Source, ...] = ()
    questions: Tuple[str, ...] = ()


def summary_of(tracker: Tracker) -> Summary:
    """The summary of a conversation, empty if no topic was answered yet. Holds nothing that the person typed."""
    # Help texts and crisis replies rest on no source; nobody should find them on a printed page.
    talked = [topic for topic in topics_answered(tracker) if sources_of(answers()[f"utter_{topic}"][0].facts)]
    facts = [fact for topic in talked for fact in answers()[f"utter_{topic}"][0].facts]
    return Summary(
        date=datetime.now(timezone.utc).date().isoformat(),
        topics=tuple(topics()[topic].title for topic in talked),
        sources=sources_of(facts)[:MOST_SOURCES],
        questions=tuple(questions_about(talked)) if talked else (),
    )


class ActionSummary(CarefulAction):
    """Sums up what was talked about."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_summary"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the summary, or that there is nothing to sum up yet."""
        summary = summary_of(tracker)
        if not summary.topics:
            Reply("utter_summary_empty").utter(dispatcher)
            return []
        Reply(
            "utter_summary",
            {
                "topics": "\n".join(f"• {title}" for title in summary.topics),
                "sources": "\n".join(map(source_line, summary.sources)),
                "questions": "\n".join(f"• {question}" for question in summary.questions),
                "date": plain_date(summary.date),
            },
        ).utter(dispatcher)
        return []
