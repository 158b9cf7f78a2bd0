"""Every trial number of the list is read as it is meant, and nothing else is taken for one."""

from pathlib import Path
from typing import List, Optional, Tuple

import pytest

from content.files import read_yaml
from content.registries import known_slips, registries, registry_of
from content.trial_ids import Fault, read_trial_ids

LISTED = read_yaml(Path(__file__).with_name("trial_ids.yml"))


@pytest.mark.parametrize(("text", "ids"), LISTED["right"].items())
def test_right_numbers(text: str, ids: List[str]) -> None:
    found = read_trial_ids(text)
    assert [one.id for one in found.valid] == ids
    assert not found.malformed
    for one in found.valid:
        registry = registry_of(one.id)
        assert registry is not None and registry.id == one.registry
        assert 0 <= one.start < one.end <= len(text)


@pytest.mark.parametrize(("text", "expected"), LISTED["wrong"].items())
def test_wrong_numbers_with_what_to_ask(text: str, expected: Tuple[str, str, Optional[str]]) -> None:
    found = read_trial_ids(text)
    assert not found.valid
    assert [(one.registry, one.fault.value, one.suggestion) for one in found.malformed] == [tuple(expected)]
    assert all(0 <= one.start < one.end <= len(text) for one in found.malformed)


@pytest.mark.parametrize("text", LISTED["none"])
def test_other_figures_are_no_trial_number(text: str) -> None:
    found = read_trial_ids(text)
    assert found.valid == found.malformed == ()


def test_the_list_is_long_and_knows_every_registry_with_numbers() -> None:
    assert sum(len(LISTED[part]) for part in ("right", "wrong", "none")) >= 200
    named = {registry_of(number).id for ids in LISTED["right"].values() for number in ids}  # type: ignore[union-attr]
    assert named == {registry.id for registry in registries().values() if registry.id_pattern}


def test_a_slip_is_compared_with_the_numbers_that_are_known() -> None:
    known = ("NCT02448641", "NCT04280003")
    (wrong,) = read_trial_ids("NCT0244864", known).malformed
    assert (wrong.fault, wrong.suggestion) == (Fault.TOO_SHORT, "NCT02448641")
    two = read_trial_ids("NCT0244864", (*known, "NCT02448640")).malformed
    assert [one.suggestion for one in two] == [None]


def test_known_slips_lead_to_numbers_that_can_be() -> None:
    assert len(known_slips()) == 3
    assert all(registry_of(right) for right in known_slips().values())
