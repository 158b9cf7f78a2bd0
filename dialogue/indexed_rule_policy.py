"""Rasa's RulePolicy with an index: a turn looks at the few rules that could hold, not at all of them."""

from collections import defaultdict
from typing import Dict, List, NamedTuple, Optional, Set, Tuple

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT


class Moment(NamedTuple):
    """What the last state of a rule asks for; None where it asks for nothing."""

    action: Optional[str]
    intent: Optional[str]


# Where a rule stands that does not ask for an intent after a message.
AFTER_A_TEXT = Moment(ACTION_LISTEN_NAME, None)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class IndexedRulePolicy(RulePolicy):
    """Predicts what RulePolicy predicts, sooner.

    RulePolicy compares the latest state of a conversation with that of each rule, two rules a topic, three times a
    turn: a fifth of a whole turn here. Only rules whose last action and intent are those of the conversation can
    hold, and a table finds them. Rasa also looks for rules that quote a message word by word; where no rule does,
    that search is left out. It overrides two private methods; `tests/dialogue` fails when Rasa changes them.
    """

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> Tuple[Optional[str], Optional[str], bool]:
        if use_text_for_last_user_input and AFTER_A_TEXT not in self._table(self.lookup[RULES]):
            return None, None, False
        found: Tuple[Optional[str], Optional[str], bool] = super()._find_action_from_rules(
            tracker, domain, use_text_for_last_user_input
        )
        return found

    def _get_possible_keys(self, lookup: Dict[str, str], states: List[State]) -> Set[str]:
        latest = _moment(states[-1]) if states else Moment(None, None)
        if latest.action is None:  # the start of a conversation, where Rasa compares nothing
            return super()._get_possible_keys(lookup, states)
        table = self._table(lookup)
        keys = {key for moment in {latest, latest._replace(intent=None)} for key in table.get(moment, ())}
        return super()._get_possible_keys({key: lookup[key] for key in keys}, states)

    def _table(self, lookup: Dict[str, str]) -> Dict[Moment, List[str]]:
        """The rules of `lookup` by the moment they hold in. Rasa takes rules out of a lookup while it trains."""
        tables: Dict[int, Tuple[int, Dict[Moment, List[str]]]] = self.__dict__.setdefault("_tables", {})
        size, table = tables.get(id(lookup), (-1, {}))
        if size != len(lookup):
            table = defaultdict(list)
            for key in lookup:
                table[_moment(self._rule_key_to_state(key)[-1])].append(key)
            tables[id(lookup)] = (len(lookup), table)
        return table


def _moment(state: State) -> Moment:
    return Moment(state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME), state.get(USER, {}).get(INTENT))
