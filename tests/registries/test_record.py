"""Records of ClinicalTrials.gov: whatever is missing or wrong in them, a trial comes out or nothing, never an error."""

from datetime import date
from typing import Any, Iterator, List, Tuple, Union

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.registries.cautions import cautions_of
from actions.registries.clinicaltrials_gov_record import trial_of
from actions.registries.merging import Found
from actions.registries.model import Age, PartialDate, Query, Trial
from actions.registries.ranking import rank
from actions.registries.relevance import is_relevant
from actions.registries.rows import row_of, trial_from
from actions.registries.vocabulary import (
    Allocation,
    Caution,
    Cells,
    Donor,
    Masking,
    Origin,
    Phase,
    Route,
    SponsorClass,
    Stage,
    Status,
    StrokeKind,
)
from tests.registries.conftest import TODAY
from tests.registries.studies import site, study

Path = Tuple[Union[str, int], ...]


def read(**changes: Any) -> Trial:
    """The trial of a study with changes."""
    trial = trial_of(study(**changes), TODAY)
    assert trial is not None
    return trial


def paths(value: Any, so_far: Path = ()) -> Iterator[Path]:
    """Every place in a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*so_far, key)
        yield from paths(inner, (*so_far, key))


def changed(document: Any, path: Path, value: Any = None, delete: bool = False) -> Any:
    """A document without, or with another value in, one of its places."""
    *way, last = path
    place = document
    for key in way:
        place = place[key]
    if delete:
        del place[last]
    else:
        place[last] = value
    return document


PLACES: List[Path] = list(paths(study()))
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def survives(document: Any) -> None:
    """It is read, judged, ranked and written like any other."""
    trial = trial_of(document, TODAY)
    if trial is None:
        return
    is_relevant(trial)
    assert rank([Found(trial, Origin.LIVE)], Query(), TODAY).matches
    assert trial_from(row_of(trial)) == trial


def test_a_full_record() -> None:
    trial = read()
    assert trial.id == "NCT99999001" and trial.url == "https://clinicaltrials.gov/study/NCT99999001"
    assert trial.other_ids == ("NCT99998001", "2019-099001-35")
    assert (trial.status, trial.status_as_of) == (Status.RECRUITING, PartialDate(2026, 11, 28))
    assert trial.phases == (Phase.PHASE_1, Phase.PHASE_2)
    assert (trial.allocation, trial.masking) == (Allocation.RANDOMIZED, Masking.DOUBLE)
    assert (trial.enrolment, trial.enrolment_is_actual) == (40, False)
    assert (trial.min_age, trial.max_age) == (Age(18), Age(80))
    assert trial.time_since_stroke == "Ischemic stroke 6 to 60 months before joining"
    assert (trial.stroke_kinds, trial.stages) == ((StrokeKind.ISCHAEMIC,), (Stage.LATE,))
    assert (trial.cells, trial.donor, trial.routes) == ((Cells.UMBILICAL_CORD,), Donor.DONOR, (Route.VEIN,))
    assert trial.sites[0].country_code == "GB" and trial.sites[0].latitude == 53.8
    assert (trial.completion, trial.verified) == (PartialDate(2028, 12), PartialDate(2026, 10))
    assert trial.cautions == () and cautions_of(trial, TODAY) == ()


@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_any_key_may_be_missing(path: Path) -> None:
    survives(changed(study(), path, delete=True))


@given(st.sampled_from(PLACES), JUNK)
@settings(deadline=None, max_examples=300)
def test_any_value_may_be_of_another_kind(path: Path, value: Any) -> None:
    survives(changed(study(), path, value))


@given(st.lists(st.sampled_from(PLACES), max_size=8))
@settings(deadline=None, max_examples=100)
def test_any_keys_may_be_missing_together(chosen: List[Path]) -> None:
    document = study()
    for path in sorted(chosen, key=lambda path: (len(path), str(path)), reverse=True):
        try:
            changed(document, path, delete=True)
        except (KeyError, IndexError):
            continue
    survives(document)


@given(JUNK)
@settings(deadline=None)
def test_anything_may_stand_where_a_study_should(document: Any) -> None:
    survives(document)


def test_unknown_keys_and_words_are_passed_over() -> None:
    trial = read(
        statusModule={"overallStatus": "BRAND_NEW", "newDate": "2027"},
        designModule={"phases": ["PHASE2", "PHASE9", None], "studyType": ["x"], "more": {}},
    )
    assert trial.status is Status.NOT_STATED and trial.phases == (Phase.PHASE_2,)


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("2024", PartialDate(2024)),
        ("2024-02", PartialDate(2024, 2)),
        ("2024-02-29", PartialDate(2024, 2, 29)),
        ("2024-02-29T00:00:00.000Z", PartialDate(2024, 2, 29)),
        ("2023-02-29", None),
        ("2024-13", None),
        ("0000", None),
        ("9999", None),
        ("February 2024", None),
        ("２０２４", None),
        (2024, None),
    ],
)
def test_partial_dates(written: Any, known: Any) -> None:
    assert read(statusModule={"completionDateStruct": {"date": written}}).completion == known


def test_the_bounds_of_a_partial_date() -> None:
    assert PartialDate(2024, 2).latest == date(2024, 2, 29) and PartialDate(2024).latest == date(2024, 12, 31)
    assert PartialDate(2024).earliest == date(2024, 1, 1) and str(PartialDate(2024, 2)) == "2024-02"


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("6 Months", Age(6, "month")),
        ("10 Days", Age(10, "day")),
        ("1 Year", Age(1, "year")),
        ("N/A", None),
        ("eighteen Years", None),
        ("18", None),
        (18, None),
    ],
)
def test_ages(written: Any, known: Any) -> None:
    assert read(eligibilityModule={"minimumAge": written}).min_age == known


@pytest.mark.parametrize(
    ("count", "known"), [(99_999_999, None), (-1, None), (0, 0), (120, 120), ("12", None), (True, None)]
)
def test_how_many_people(count: Any, known: Any) -> None:
    assert read(designModule={"enrollmentInfo": {"count": count, "type": "ACTUAL"}}).enrolment == known


@pytest.mark.parametrize("name", ["Zhang Wei", "Maria Lopez, MD", "Dr. A. Smith", "Prof Jones Clinic, PhD", "J. Doe"])
def test_a_facility_that_is_a_person_is_not_named(name: str) -> None:
    place = read(contactsLocationsModule={"locations": [site(facility=name)]}).sites[0]
    assert place.facility is None and place.city == "Leeds"


@pytest.mark.parametrize("name", ["Hôpital Lariboisière", "Charité Berlin", "Universitätsklinikum Ulm", "UMC Utrecht"])
def test_a_facility_that_is_one_is_named(name: str) -> None:
    assert read(contactsLocationsModule={"locations": [site(facility=name)]}).sites[0].facility == name


def test_a_street_is_no_town() -> None:
    place = read(contactsLocationsModule={"locations": [site("No. 12, Long Road, Block B")]}).sites[0]
    assert place.city is None and place.country == "United Kingdom"


@pytest.mark.parametrize(
    ("lead", "name", "kind"),
    [
        ({"name": "Jane Q. Doe", "class": "INDIV"}, None, SponsorClass.INDIVIDUAL),
        ({"name": "Jane Doe", "class": "OTHER"}, None, SponsorClass.INDIVIDUAL),
        ({"name": "SanBio, Inc.", "class": "INDUSTRY"}, "SanBio, Inc.", SponsorClass.INDUSTRY),
        ({"name": "Healios", "class": "INDUSTRY"}, "Healios", SponsorClass.INDUSTRY),
        ({"name": "NINDS", "class": "NIH"}, "NINDS", SponsorClass.GOVERNMENT),
        ({"name": "Duke University", "class": ["x"]}, "Duke University", SponsorClass.NOT_STATED),
    ],
)
def test_who_is_responsible(lead: Any, name: Any, kind: SponsorClass) -> None:
    trial = read(sponsorCollaboratorsModule={"leadSponsor": lead})
    assert (trial.sponsor, trial.sponsor_class) == (name, kind)


@pytest.mark.parametrize("point", [None, {}, {"lat": 1}, {"lat": "x", "lon": 2}, {"lat": 91, "lon": 2}, [1, 2]])
def test_a_site_without_a_usable_point(point: Any) -> None:
    place = read(contactsLocationsModule={"locations": [{"city": "Leeds", "geoPoint": point}]}).sites[0]
    assert place.latitude is None and place.longitude is None


def test_an_acronym_that_is_a_status_is_none() -> None:
    trial = trial_of(study(identificationModule={"acronym": "Recruiting"}), TODAY)
    assert trial and trial.acronym is None


def test_a_title_outweighs_a_wrong_condition() -> None:
    trial = read(
        conditionsModule={"conditions": ["Stroke, Ischemic"]},
        identificationModule={"briefTitle": "Cells for Cerebral Haemorrhagic Stroke", "officialTitle": None},
    )
    assert trial.stroke_kinds == (StrokeKind.HAEMORRHAGIC,)


def test_cautions_of_a_record_that_asks_for_money_and_compares_nothing() -> None:
    trial = read(
        descriptionModule={"detailedDescription": "This is a patient funded trial."},
        designModule={"designInfo": {"allocation": "NA", "interventionModel": "SINGLE_GROUP"}},
        eligibilityModule={
            "eligibilityCriteria": "Inclusion Criteria:\n\n* Diagnosis of stroke",
            "minimumAge": None,
            "maximumAge": None,
        },
    )
    assert set(trial.cautions) == {
        Caution.FEE_MENTIONED,
        Caution.NO_CONTROL_GROUP,
        Caution.NO_AGE_LIMIT,
        Caution.NO_TIME_LIMIT,
    }


@pytest.mark.parametrize(
    "sentence", ["There is no fee to join.", "Treatment is free of charge.", "Participants will not be charged."]
)
def test_a_record_that_asks_for_no_money(sentence: str) -> None:
    assert Caution.FEE_MENTIONED not in read(descriptionModule={"detailedDescription": sentence}).cautions


def test_a_record_without_criteria_is_not_blamed_for_it() -> None:
    assert read(eligibilityModule=None).cautions == ()
