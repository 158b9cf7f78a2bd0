"""Rasa's RulePolicy with an index: a turn looks at the few rules that could hold, not at all of them."""

from collections import defaultdict
from typing import Any, Dict, List, NamedTuple, Optional, Set, Tuple

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

from dialogue.recent import recent


class Moment(NamedTuple):
    """What the last state of a rule asks for; None where it asks for nothing."""

    action: Optional[str]
    intent: Optional[str]


class Index(NamedTuple):
    """A lookup of `size` rules, by the moment each holds in; `longest` is the number of states of the longest."""

    size: int
    by_moment: Dict[Moment, List[str]]
    longest: int


# Where a rule stands that does not ask for an intent after a message.
AFTER_A_TEXT = Moment(ACTION_LISTEN_NAME, None)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class IndexedRulePolicy(RulePolicy):
    """Predicts what RulePolicy predicts, sooner.

    RulePolicy compares the latest state of a conversation with that of each rule, two rules a topic, three times a
    turn: a fifth of a whole turn here. Only rules whose last action and intent are those of the conversation can
    hold, and a table finds them. Rasa also looks for rules that quote a message word by word; where no rule does,
    that search is left out. And it replays the conversation from its beginning, where no rule looks back further than
    it is long. It overrides three private methods; `tests/dialogue` fails when Rasa changes them.
    """

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> Tuple[Optional[str], Optional[str], bool]:
        if use_text_for_last_user_input and AFTER_A_TEXT not in self._index(self.lookup[RULES]).by_moment:
            return None, None, False
        found: Tuple[Optional[str], Optional[str], bool] = super()._find_action_from_rules(
            tracker, domain, use_text_for_last_user_input
        )
        return found

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: Optional[Dict[str, Any]] = None,
    ) -> List[State]:
        # The other rules, about what interrupts a loop, are asked only while there is one; then nothing is left out.
        if not any(slot.has_features() for slot in domain.slots):
            tracker = recent(tracker, self._index(self.lookup[RULES]).longest)
        states: List[State] = super()._prediction_states(tracker, domain, use_text_for_last_user_input, rule_only_data)
        return states

    def _get_possible_keys(self, lookup: Dict[str, str], states: List[State]) -> Set[str]:
        latest = _moment(states[-1]) if states else Moment(None, None)
        if latest.action is None:  # the start of a conversation, where Rasa compares nothing
            return super()._get_possible_keys(lookup, states)
        table = self._index(lookup).by_moment
        keys = {key for moment in {latest, latest._replace(intent=None)} for key in table.get(moment, ())}
        return super()._get_possible_keys({key: lookup[key] for key in keys}, states)

    def _index(self, lookup: Dict[str, str]) -> Index:
        # Rasa takes rules out of a lookup while it trains.
        indexes: Dict[int, Index] = self.__dict__.setdefault("_indexes", {})
        index = indexes.get(id(lookup))
        if index is None or index.size != len(lookup):
            by_moment: Dict[Moment, List[str]] = defaultdict(list)
            longest = 0
            for key in lookup:
                states = self._rule_key_to_state(key)
                by_moment[_moment(states[-1])].append(key)
                longest = max(longest, len(states))
            index = indexes[id(lookup)] = Index(len(lookup), by_moment, longest)
        return index


def _moment(state: State) -> Moment:
    return Moment(state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME), state.get(USER, {}).get(INTENT))
