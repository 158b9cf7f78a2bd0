"""Two small costs that Rasa pays many times a turn: copying slots, and asking whether the domain is empty.

A turn copies every slot seven times, and `copy.copy` takes the road of pickling for classes that bring no copy of
their own. `Domain.is_empty` builds an empty domain to compare with, once a message. Together they are a twentieth of a
whole turn. `tests/serving/test_small_costs.py` fails when Rasa changes either.
"""

from functools import cache
from typing import Any, Dict, TypeVar

from rasa.shared.core.domain import Domain
from rasa.shared.core.slots import Slot

AnySlot = TypeVar("AnySlot", bound=Slot)


def _copy(self: AnySlot) -> AnySlot:
    made = object.__new__(type(self))
    made.__dict__.update(self.__dict__)
    return made


@cache
def _empty() -> Dict[str, Any]:
    return Domain.empty().as_dict()


def _is_empty(self: Domain) -> bool:
    """Check whether the domain is empty."""
    return self.as_dict() == _empty()


def spare_small_costs() -> None:
    """Give slots a copy of their own, and let domains compare with one empty domain."""
    Slot.__copy__ = _copy  # type: ignore[attr-defined]
    Domain.is_empty = _is_empty  # type: ignore[method-assign]
