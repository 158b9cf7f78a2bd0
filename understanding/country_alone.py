"""A country and nothing else is an answer, not a topic."""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from content.countries import is_country


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CountryAlone(IntentClassifier, GraphComponent):
    """Gives a message that names a country and says no more to the fallback, which knows what was asked before.

    Whatever topic a classifier learned for it would start a search, or call it out of scope, when the person was
    asked where they live. The ranking stays, so that the fallback can guess where nothing was asked.
    """

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "CountryAlone":
        """Create the component."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent of such messages to `nlu_fallback`."""
        for message in messages:
            if is_country((message.get(TEXT) or "").strip(" .!?")):
                confidence = (message.get(INTENT) or {}).get(PREDICTED_CONFIDENCE_KEY, 0.0)
                fallback = {
                    INTENT_NAME_KEY: DEFAULT_NLU_FALLBACK_INTENT_NAME,
                    PREDICTED_CONFIDENCE_KEY: confidence,
                }
                message.set(INTENT, fallback, add_to_output=True)
        return messages
