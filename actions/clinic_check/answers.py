"""What the person has answered so far."""

from dataclasses import dataclass
from typing import Any, Mapping, Optional, Tuple

from content.clinic_check import Sign, signs
from content.short_answers import Answer

# Fills the questions that are open when the person stops, so that Rasa ends the form; emptied again at once.
NOT_ASKED = "not_asked"

_VALUES = frozenset(answer.value for answer in Answer)


@dataclass(frozen=True)
class ClinicAnswers:
    """The answers by slot; only those that were given."""

    given: Mapping[str, Answer]

    @classmethod
    def of(cls, slots: Mapping[str, Any]) -> "ClinicAnswers":
        """Read the slots of a conversation. Anything in them that is no answer counts as none."""
        found = {sign.slot: slots.get(sign.slot) for sign in signs()}
        return cls({slot: Answer(value) for slot, value in found.items() if value in _VALUES})

    @property
    def complete(self) -> bool:
        """Whether every question has its answer."""
        return len(self.given) == len(signs())

    @property
    def named(self) -> Tuple[Sign, ...]:
        """The warning signs that the answers name."""
        return tuple(sign for sign in signs() if self.given.get(sign.slot) is sign.warns)

    @property
    def unsure(self) -> Tuple[Sign, ...]:
        """The signs about which the person was not sure."""
        return tuple(sign for sign in signs() if self.given.get(sign.slot) is Answer.NOT_SURE)

    @property
    def open(self) -> Tuple[Sign, ...]:
        """The questions without an answer."""
        return tuple(sign for sign in signs() if sign.slot not in self.given)

    def before(self, slot: str) -> Optional[Sign]:
        """The question answered last before that of `slot`, by the order of the questions."""
        index = next((index for index, sign in enumerate(signs()) if sign.slot == slot), 0)
        return next((sign for sign in reversed(signs()[:index]) if sign.slot in self.given), None)
