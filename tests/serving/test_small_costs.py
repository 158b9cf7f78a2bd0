"""Slots are copied as Rasa copies them, and a domain is empty when Rasa says so."""

import copy
import inspect

import pytest
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

from serving.small_costs import spare_small_costs

STOCK_IS_EMPTY = Domain.is_empty


@pytest.fixture(autouse=True)
def spared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both in place for a test, whatever another test has put there."""
    monkeypatch.setattr(Domain, "is_empty", STOCK_IS_EMPTY)
    monkeypatch.setattr(Slot, "__copy__", None, raising=False)
    spare_small_costs()


def test_a_copied_slot_is_the_same_and_apart(domain: Domain) -> None:
    for slot in domain.slots:
        made = copy.copy(slot)
        assert type(made) is type(slot)
        assert vars(made) == vars(slot)
        made.value = "changed"
        assert slot.value != "changed"


@pytest.mark.parametrize("parts", [{}, {"intents": ["greet"]}, {"slots": {"a": {"type": "any", "mappings": []}}}])
def test_empty_or_not(parts: dict[str, object]) -> None:
    domain = Domain.from_dict(parts)
    assert domain.is_empty() == STOCK_IS_EMPTY(domain) == (not parts)


def test_rasa_still_works_the_way_we_replace() -> None:
    assert "copy.copy(slot)" in inspect.getsource(DialogueStateTracker.__init__)
    assert "is_empty" in inspect.getsource(MessageProcessor._check_for_unseen_features)
    assert "Domain.empty()" in inspect.getsource(STOCK_IS_EMPTY)
    # Nothing that lives outside the dictionary of a slot would be copied.
    assert not any("__slots__" in vars(kind) or "__copy__" in vars(kind) for kind in _kinds(Slot) - {Slot})


def _kinds(kind: type) -> set[type]:
    return {kind}.union(*(_kinds(below) for below in kind.__subclasses__()))
