"""Where the last answer comes from."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.history import last_topic
from actions.reply import CarefulAction, Events, Reply
from content.answers import answers
from content.evidence import Source, sources_of
from content.plain_dates import plain_date

MOST_SOURCES = 5


class ActionShowSources(CarefulAction):
    """Names the pages that the last answer rests on and when it was checked."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_show_sources"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the sources, or that there is no answer yet, or that the answer rests on no study."""
        topic = last_topic(tracker)
        if topic is None:
            Reply("utter_nothing_yet").utter(dispatcher)
            return []
        answer = answers()[f"utter_{topic}"][0]
        sources = sources_of(answer.facts)
        if not sources:
            Reply("utter_sources_none").utter(dispatcher)
            return []
        Reply(
            "utter_sources",
            {
                "sources": "\n".join(source_line(source) for source in sources[:MOST_SOURCES]),
                "checked": plain_date(answer.checked),
                "next_check": plain_date(answer.next_check),
            },
        ).utter(dispatcher)
        return []


def source_line(source: Source) -> str:
    """One line of a list of sources: title, publisher, year if known, address."""
    year = f", {source.year}" if source.year[:1].isdigit() else ""
    return f"• {source.title} ({source.publisher}{year}): {source.url}"
