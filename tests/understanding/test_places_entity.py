"""The entity `place` is where somebody looks or lives; the home country and its numbers are not touched by it."""

from typing import Any, Dict, List, Optional

import pytest

from content.places import Context, find_places
from understanding.places import place_entities
from understanding.terms import find_entities


def found(text: str, intent: Optional[str] = None) -> List[Dict[str, Any]]:
    return list(place_entities(text, intent))


def test_it_holds_the_label_and_the_bounds() -> None:
    text = "any trials near köln?"
    (entity,) = found(text)
    assert entity["entity"] == "place" and text[entity["start"] : entity["end"]] == "köln"
    place = find_places(str(entity["value"]), Context.ANSWER).place
    assert place is not None and place.label == entity["value"]


def test_of_namesakes_it_holds_the_name() -> None:
    (entity,) = found("I live near Birmingham")
    assert entity["value"] == "Birmingham"
    assert len(find_places(entity["value"], Context.ANSWER).choices) > 1


def test_a_name_alone_counts_only_where_trials_are_asked_for() -> None:
    assert found("studies nairobi") == []
    assert [entity["value"] for entity in found("studies nairobi", "find_trials")] == ["Nairobi, Kenya"]


@pytest.mark.parametrize(
    "text", ["trials near Mexico City", "a clinic in Mexico offered me cells", "anything around Berlin, Germany"]
)
def test_a_place_to_look_near_is_no_home(text: str) -> None:
    assert not {"country", "emergency_number"} & {entity["entity"] for entity in find_entities(text)}
