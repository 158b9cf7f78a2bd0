"""A country alone goes to the fallback; a sentence with a country keeps its topic."""

from typing import Any, Dict

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from understanding.country_alone import CountryAlone

LEARNED: Dict[str, Any] = {"name": "find_trials", "confidence": 0.9}


@pytest.fixture
def component(storage: ModelStorage, resource: Resource, context: ExecutionContext) -> CountryAlone:
    return CountryAlone.create({}, storage, resource, context)


@pytest.mark.parametrize("text", ["India", "canada", "New Zealand.", " Kenya ", "UK"])
def test_a_country_alone_goes_to_the_fallback(component: CountryAlone, text: str) -> None:
    (message,) = component.process([Message({TEXT: text, INTENT: LEARNED, INTENT_RANKING_KEY: [LEARNED]})])
    assert message.get(INTENT) == {"name": "nlu_fallback", "confidence": 0.9}
    assert message.get(INTENT_RANKING_KEY) == [LEARNED]
    assert INTENT in message.output_properties


@pytest.mark.parametrize("text", ["trials in India", "Leeds", "is it done in Canada?", "", None, "?!"])
def test_anything_else_keeps_its_topic(component: CountryAlone, text: str) -> None:
    (message,) = component.process([Message({TEXT: text, INTENT: LEARNED})])
    assert message.get(INTENT) == LEARNED
