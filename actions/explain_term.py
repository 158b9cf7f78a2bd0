"""What a word means."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.reply import CarefulAction, Events, Reply
from content.glossary import find_term
from content.topics import topics


class ActionExplainTerm(CarefulAction):
    """Explains the term that the message names, from the glossary."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_explain_term"

    async def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utter the term's meaning with a way to read on, or that the word is not in the list."""
        named = next(tracker.get_latest_entity_values("term"), None)
        term = find_term(named) if named else None
        if term is None:
            Reply("utter_term_unknown").utter(dispatcher)
            return []
        further = topics().get(term.topic or "")
        buttons = [{"title": further.title, "payload": f"/{further.id}"}] if further else []
        Reply("utter_term", {"term": term.term, "meaning": term.meaning}, buttons).utter(dispatcher)
        return []
