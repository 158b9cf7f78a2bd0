"""Records and answers of ISRCTN."""

import re
from typing import Any, Tuple
from xml.etree import ElementTree

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from actions.registries.errors import Unreadable
from actions.registries.finder import TrialFinder
from actions.registries.isrctn_record import trials_of
from actions.registries.model import Age, PartialDate, Query, Trial
from actions.registries.vocabulary import (
    Allocation,
    Caution,
    Cells,
    Donor,
    Origin,
    Phase,
    Route,
    Sex,
    SponsorClass,
    Stage,
    Status,
    StrokeKind,
    StudyType,
)
from tests.registries.conftest import TODAY
from tests.registries.server import FakeRegistry, xml

RECORD = """<allTrials totalCount="1" xmlns="http://www.67bricks.com/isrctn"><fullTrial>
<trial lastUpdated="2026-09-08T10:00:22.861Z" version="3">
<isrctn dateAssigned="2026-01-02T12:00:00.000Z">99999901</isrctn>
<trialDescription>
<title>Do donor fat cells help after a stroke?</title>
<scientificTitle>Allogeneic adipose stem cells in chronic ischaemic stroke</scientificTitle>
<acronym>MADE-UP</acronym>
<plainEnglishSummary>Background: A stroke. Who can participate? Adults.</plainEnglishSummary>
</trialDescription>
<externalRefs>
<clinicalTrialsGovNumber>NCT99999077</clinicalTrialsGovNumber><eudraCTNumber/>
<secondaryNumbers><secondaryNumber numberType="iras">1012337</secondaryNumber></secondaryNumbers>
</externalRefs>
<trialDesign>
<studyDesign>Randomised double-blind single-centre trial</studyDesign>
<primaryStudyDesign>Interventional</primaryStudyDesign>
<overallEndDate>2028-12-31T00:00:00.000Z</overallEndDate>
</trialDesign>
<participants>
<recruitmentCountries><country>England</country></recruitmentCountries>
<trialCentres>
<trialCentre id="a"><name>Leeds General Infirmary</name><city>Leeds</city><country>England</country></trialCentre>
<trialCentre id="b"><name>Dr John Smith</name><city>York</city><country>England</country></trialCentre>
</trialCentres>
<inclusion>1. Ischaemic stroke at least 6 months ago, by scan&#10;2. Adults</inclusion><gender>All</gender>
<lowerAgeLimit unit="years" value="18.0">18 Years</lowerAgeLimit>
<upperAgeLimit unit="months" value="960">80 Years</upperAgeLimit>
<targetEnrolment>40</targetEnrolment><totalFinalEnrolment>0</totalFinalEnrolment>
<recruitmentStart>2026-01-01T00:00:00.000Z</recruitmentStart>
<recruitmentEnd>2027-06-30T00:00:00.000Z</recruitmentEnd>
</participants>
<conditions><condition><description>Ischaemic stroke</description></condition></conditions>
<interventions><intervention>
<description>One intravenous infusion</description><drugNames>Adipose stem cells</drugNames><phase>Phase II/III</phase>
</intervention></interventions>
<results><basicReport/></results>
</trial>
<sponsor id="s">
<organisation>University of Leeds</organisation><sponsorType>University/education</sponsorType>
</sponsor>
<contact id="k"><forename>Ada</forename><surname>Secretname</surname>
<contactDetails><email>ada@secret.example</email><telephone>+44 113 496 0000</telephone></contactDetails></contact>
</fullTrial></allTrials>"""


def read(record: str = RECORD) -> Trial:
    """The one trial of an answer."""
    (trial,) = trials_of(record.encode(), TODAY)
    return trial


def test_a_full_record() -> None:
    trial = read()
    assert (trial.id, trial.registry) == ("ISRCTN99999901", "isrctn")
    assert trial.url == "https://www.isrctn.com/ISRCTN99999901" and trial.other_ids == ("NCT99999077",)
    assert (trial.status, trial.study_type) == (Status.RECRUITING, StudyType.INTERVENTIONAL)
    assert trial.phases == (Phase.PHASE_2, Phase.PHASE_3) and trial.allocation is Allocation.RANDOMIZED
    assert (trial.enrolment, trial.enrolment_is_actual) == (40, False)
    assert (trial.sex, trial.min_age, trial.max_age) == (Sex.ALL, Age(18, "year"), Age(960, "month"))
    assert trial.time_since_stroke == "Ischaemic stroke at least 6 months ago, by scan"
    assert (trial.stroke_kinds, trial.stages) == ((StrokeKind.ISCHAEMIC,), (Stage.LATE,))
    assert (trial.cells, trial.donor, trial.routes) == ((Cells.FAT,), Donor.DONOR, (Route.VEIN,))
    assert [(site.facility, site.city, site.country_code) for site in trial.sites] == [
        ("Leeds General Infirmary", "Leeds", "GB"),
        (None, "York", "GB"),
    ]
    assert (trial.sponsor, trial.sponsor_class) == ("University of Leeds", SponsorClass.OTHER)
    assert (trial.completion, trial.updated) == (PartialDate(2028, 12, 31), PartialDate(2026, 9, 8))
    assert trial.summary == "Background: A stroke." and not trial.results_posted and trial.cautions == ()


def test_no_contact_is_read() -> None:
    assert not re.search(r"Secret|@|496", repr(read()))


@pytest.mark.parametrize(
    ("start", "end", "over", "stated", "status"),
    [
        ("2027-01-01", "2027-06-01", "2028-01-01", "", Status.NOT_YET_RECRUITING),
        ("2026-01-01", "2026-11-28", "2028-01-01", "", Status.RECRUITING),
        ("2026-01-01", "2026-11-27", "2028-01-01", "", Status.ACTIVE_NOT_RECRUITING),
        ("2020-01-01", "2021-01-01", "2022-01-01", "", Status.COMPLETED),
        ("2026-01-01", "2027-06-01", "2028-01-01", "Stopped", Status.TERMINATED),
        ("2026-01-01", "2027-06-01", "2028-01-01", "Suspended", Status.SUSPENDED),
        ("", "", "", "", Status.NOT_STATED),
        ("2026-01-01", "", "", "", Status.NOT_STATED),
    ],
)
def test_the_status_follows_from_the_dates(start: str, end: str, over: str, stated: str, status: Status) -> None:
    record = RECORD.replace("2026-01-01T00:00:00.000Z", start).replace("2027-06-30T00:00:00.000Z", end)
    record = record.replace("2028-12-31T00:00:00.000Z", over)
    record = record.replace("<gender>", f"<recruitmentStatusOverride>{stated}</recruitmentStatusOverride><gender>")
    assert read(record).status is status


def test_cautions() -> None:
    record = RECORD.replace("Randomised double-blind single-centre", "Single-arm open").replace(
        "A stroke.", "Participants pay for the cells."
    )
    assert set(read(record).cautions) == {Caution.FEE_MENTIONED, Caution.NO_CONTROL_GROUP}


def _elements() -> Tuple[str, ...]:
    return tuple(element.tag for element in ElementTree.fromstring(RECORD).iter())


@given(st.sets(st.sampled_from(_elements()), min_size=1, max_size=4))
def test_any_element_may_be_missing(tags: Any) -> None:
    root = ElementTree.fromstring(RECORD)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in tags:
                parent.remove(child)
    for trial in trials_of(ElementTree.tostring(root), TODAY):
        assert trial.id == "ISRCTN99999901"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<allTrials",
        b"<html><body>Maintenance</body></html>",
        b"<!DOCTYPE html><html></html>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><allTrials>&b;</allTrials>',
        b'{"studies": []}',
        b"\xff\xfe\x00",
        b'<?xml version="1.0" encoding="no-such"?><allTrials/>',
    ],
)
async def test_what_is_no_answer(body: bytes, registry: FakeRegistry, finder: TrialFinder) -> None:
    with pytest.raises(Unreadable):
        trials_of(body, TODAY)
    registry.isrctn = lambda request: web.Response(body=body)
    assert (await finder.search(Query())).unreachable == ("isrctn",)


async def test_its_trials_are_found_while_the_other_registry_is_down(
    registry: FakeRegistry, finder: TrialFinder
) -> None:
    registry.studies = lambda request: web.Response(status=400)
    registry.isrctn = lambda request: xml(RECORD.encode())
    result = await finder.search(Query())
    assert result.asked_live == ("isrctn",) and result.unreachable == ("nct",) and result.origin is Origin.SNAPSHOT
    assert ("ISRCTN99999901", Origin.LIVE) in [(match.trial.id, match.origin) for match in result.matches]


async def test_the_search_is_the_same_for_everybody(registry: FakeRegistry, finder: TrialFinder) -> None:
    await finder.search(Query(StrokeKind.HAEMORRHAGIC))
    (request,) = registry.asked("/isrctn")
    assert set(request.query) == {"q", "limit"} and request.query["q"].startswith("stroke AND (")
