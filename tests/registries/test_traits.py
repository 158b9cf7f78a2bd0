"""What a record's own words tell: time since the stroke, stage, cells, how they are given, and relevance."""

from dataclasses import replace

import pytest

from actions.registries import traits
from actions.registries.clean_text import clean_lines
from actions.registries.clinicaltrials_gov_record import trial_of
from actions.registries.model import Trial
from actions.registries.relevance import is_relevant
from actions.registries.vocabulary import Cells, Donor, Route, Stage, StrokeKind, StudyType
from content.trial_search import fold, search_words
from tests.registries.conftest import TODAY
from tests.registries.studies import study

EARLY, LATE = (Stage.EARLY,), (Stage.LATE,)


def quoted(*lines: str) -> object:
    """The sentence quoted from criteria with these lines."""
    return traits.time_since_stroke(clean_lines("Inclusion Criteria:\n\n" + "\n".join(lines)))


@pytest.mark.parametrize(
    ("line", "stages"),
    [
        ("Stroke onset no more than 72 hours ago", EARLY),
        ("Infarct that happened 4 to 12 weeks before enrolment", EARLY),
        ("Symptoms began > 9 months earlier", LATE),
        ("Brain bleed (ictus) between one and four years before screening", LATE),
        ("At least eighteen months since the stroke", LATE),
        ("Up to 3 years from stroke", EARLY + LATE),
        ("2 days to 10 months after onset", EARLY + LATE),
        ("Aged 21-79 years with stroke onset in the previous 5 days", EARLY),
    ],
)
def test_the_sentence_is_quoted_and_its_stage_known(line: str, stages: object) -> None:
    assert quoted("* Adults", f"* {line}", "* Consent") == line
    assert traits.stages(line, []) == stages


@pytest.mark.parametrize(
    "line",
    [
        "No previous stroke within 3 months",
        "Life expectancy of more than 12 months after stroke",
        "NIHSS 6 to 20 at 24 hours after stroke",
        "Adults aged 18 to 80 years with stroke",
        "No seizure in the 6 months after stroke",
        "Able to attend for 12 months",
    ],
)
def test_times_that_mean_something_else_are_not_quoted(line: str) -> None:
    assert quoted(f"* {line}") is None


def test_only_what_lets_people_in_is_quoted() -> None:
    assert quoted("* Adults", "Exclusion Criteria:", "* Stroke within 3 days") is None


def test_a_very_long_sentence_is_cut() -> None:
    sentence = quoted("* Stroke 6 months ago " + "and so on " * 500)
    assert isinstance(sentence, str) and len(sentence) <= 400 and sentence.endswith("…")


def test_a_stage_from_the_title_only_without_a_sentence() -> None:
    assert traits.stages(None, ["Cells in Chronic Stroke"]) == LATE
    assert traits.stages("within 5 days of onset", ["Cells in Chronic Stroke"]) == EARLY
    assert traits.stages(None, ["Cells for Stroke"]) == ()


@pytest.mark.parametrize(
    ("text", "cells", "donor"),
    [
        ("Autologous bone-marrow mononuclear cells", (Cells.BONE_MARROW,), Donor.OWN),
        ("Human umbilical cord blood infusion", (Cells.CORD_BLOOD,), Donor.DONOR),
        ("hUC-MSC", (Cells.UMBILICAL_CORD,), Donor.NOT_STATED),
        ("Exosomes from allogeneic placenta cells", (Cells.PLACENTA, Cells.CELL_PRODUCTS), Donor.DONOR),
        ("iPSC-derived neural progenitor cells", (Cells.NEURAL, Cells.REPROGRAMMED), Donor.NOT_STATED),
        ("Adipose-derived cells of the patient's own", (Cells.FAT,), Donor.OWN),
        ("A drug", (), Donor.NOT_STATED),
        ("Autologous and allogeneic cells", (), Donor.NOT_STATED),
    ],
)
def test_cells_and_donor(text: str, cells: object, donor: Donor) -> None:
    assert traits.cells([text]) == cells and traits.donor([text]) is donor


@pytest.mark.parametrize(
    ("text", "routes"),
    [
        ("given intravenously", (Route.VEIN,)),
        ("IV or intrathecal", (Route.VEIN, Route.SPINAL_FLUID)),
        ("stereotactic implantation", (Route.BRAIN,)),
        ("for intracerebral haemorrhage", ()),
        ("after intravenous thrombolysis, through an Ommaya reservoir", (Route.BRAIN_FLUID,)),
        ("intra-arterial infusion", (Route.ARTERY,)),
        ("nasal drops", (Route.NOSE,)),
    ],
)
def test_how_cells_are_given(text: str, routes: object) -> None:
    assert traits.routes([text]) == routes


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Intracerebral Haemorrhage", (StrokeKind.HAEMORRHAGIC,)),
        ("Cerebral Infarction", (StrokeKind.ISCHAEMIC,)),
        ("Non-haemorrhagic stroke", (StrokeKind.ISCHAEMIC,)),
        ("Stroke", tuple(StrokeKind)),
        ("Ischemic or Hemorrhagic Stroke", tuple(StrokeKind)),
    ],
)
def test_kinds_of_stroke(text: str, kinds: object) -> None:
    assert traits.stroke_kinds([text], []) == kinds


def trial(**changes: object) -> Trial:
    """A relevant trial with changes."""
    made = trial_of(study(), TODAY)
    assert made and is_relevant(made)
    return replace(made, **changes)


def test_people_who_are_only_watched_are_not_treated() -> None:
    assert not is_relevant(trial(study_type=StudyType.OBSERVATIONAL))
    assert is_relevant(trial(study_type=StudyType.EXPANDED_ACCESS))
    assert is_relevant(trial(study_type=StudyType.NOT_STATED))


@pytest.mark.parametrize("condition", ["Sickle Cell Disease", "Hypoxic-Ischaemic Encephalopathy", "Prematurity"])
def test_some_conditions_are_never_meant(condition: str) -> None:
    assert not is_relevant(trial(conditions=("Stroke", condition)))


def test_another_disease_beside_a_plain_stroke_is_no_reason_to_leave_it_out() -> None:
    assert is_relevant(trial(conditions=("Ischemic Stroke", "Traumatic Brain Injury")))
    assert not is_relevant(trial(title="Cells", official_title=None, conditions=("Traumatic Brain Injury", "Apoplexy")))


@pytest.mark.parametrize(
    "text", ["INTRACEREBRAL HÆMORRHAGE", "intra\u00adcerebral haemorrhage", "Post-Stroke", "Apoplexý"]
)
def test_spelling_and_marks_make_no_difference(text: str) -> None:
    assert fold(text) in search_words().stroke


def test_no_phrase_spans_two_texts() -> None:
    assert not is_relevant(trial(title="Heat", official_title="Cerebral", conditions=("Infarction of the heart",)))
