"""The entity `place`: where somebody looks for trials or lives, not every place that a message speaks of."""

from typing import Any, Dict, Iterator, Optional

from rasa.shared.nlu.constants import (
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
)

from content.places import Context, Outcome, find_places

# Whoever asks for these and names a place means to look there.
LOOKS_SOMEWHERE = frozenset({"find_trials", "ask_registries"})


def place_entities(text: str, intent: Optional[str]) -> Iterator[Dict[str, Any]]:
    """At most one entity: its value is the place's label, or the bare name where several places bear it.

    Either leads back to the place or places through `find_places`. The home country is another entity, `country`.
    """
    found = find_places(text, Context.SEARCH if intent in LOOKS_SOMEWHERE else Context.MESSAGE)
    if found.outcome is not Outcome.NONE:
        yield {
            ENTITY_ATTRIBUTE_TYPE: "place",
            ENTITY_ATTRIBUTE_VALUE: found.place.label if found.place else found.choices[0].name,
            ENTITY_ATTRIBUTE_START: found.start,
            ENTITY_ATTRIBUTE_END: found.end,
        }
