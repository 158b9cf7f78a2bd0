"""Trial numbers are found however people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.registries import Registry, registries, registry_of
from content.trial_ids import trial_ids

WITH_IDS = [registry for registry in registries().values() if registry.example_id]


def found(text: str) -> list[str]:
    return [trial_id for trial_id, _, _ in trial_ids(text)]


@pytest.mark.parametrize("registry", WITH_IDS, ids=lambda registry: registry.id)
def test_the_numbers_of_every_registry_in_small_and_capital_letters(registry: Registry) -> None:
    example = registry.example_id or ""
    for written in (example, example.lower(), example.upper()):
        assert found(written) == [example]
        assert found(f"please look up {written}, thanks") == [example]


@pytest.mark.parametrize(
    ("text", "trial_id"),
    [
        ("NCT 04280003", "NCT04280003"), ("nct 0428 0003", "NCT04280003"), ("N C T 04280003", "NCT04280003"),
        ("nct-04280003", "NCT04280003"), ("NCT: 04280003", "NCT04280003"), ("nct.04280003", "NCT04280003"),
        ("NCTO428OOO3", "NCT04280003"), ("nct o4280oo3", "NCT04280003"), ("isrctn 1234 5678", "ISRCTN12345678"),
        ("jrct b060190041", "jRCTb060190041"), ("(NCT04280003)", "NCT04280003"), ("NCT04280003.", "NCT04280003"),
        ("NCT04280003 12 months", "NCT04280003"), ("NCT04280003 in 2019", "NCT04280003"),
        ("nct NCT04280003", "NCT04280003"), ("EUCTR2019-001724-35", "2019-001724-35"),
        ("https://clinicaltrials.gov/study/NCT04280003?cond=stroke", "NCT04280003"),
        ("https://clinicaltrials.gov/ct2/show/nct04280003", "NCT04280003"),
        ("https://www.isrctn.com/ISRCTN12345678", "ISRCTN12345678"),
        ("https://www.clinicaltrialsregister.eu/ctr-search/trial/2019-001724-35/results", "2019-001724-35"),
    ],
)  # fmt: skip
def test_spaces_marks_figures_and_addresses(text: str, trial_id: str) -> None:
    assert found(text) == [trial_id]


@pytest.mark.parametrize(
    "text",
    ["", "what is NCT", "NCT", "NCT0428000", "NCT042800031", "04280003", "nct in 2019", "call 020 7946 0000",
     "NOT04280003", "xNCT04280003", "my stroke was on 2019-11-12", "NCT٠٤٢٨٠٠٠٣"],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    assert found(text) == []


def test_several_come_with_their_places() -> None:
    text = "NCT04280003 or nct 0244 8641?"
    assert list(trial_ids(text)) == [("NCT04280003", 0, 11), ("NCT02448641", 15, 28)]


def test_a_number_is_found_once() -> None:
    text = "ISRCTN12345678"
    assert list(trial_ids(text)) == [(text, 0, 14)]


@given(st.one_of(st.text(st.characters()), st.text("NCTisrjRBO-: /0123456789", max_size=60)))
def test_whatever_is_found_belongs_to_a_registry_and_lies_in_the_text(text: str) -> None:
    for trial_id, start, end in trial_ids(text):
        registry = registry_of(trial_id)
        assert registry is not None
        assert registry.normalised(trial_id) == trial_id
        assert 0 <= start < end <= len(text)
