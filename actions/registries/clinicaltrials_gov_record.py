"""Turns one study of the ClinicalTrials.gov API v2 into a `Trial`. Every module and key may be missing."""

import re
from datetime import date
from functools import lru_cache
from typing import Any, Dict, Optional, Tuple

from actions.registries import traits
from actions.registries.clean_text import SENTENCE, SUMMARY, WORDS, clean_lines
from actions.registries.institutions import city, institution, is_person
from actions.registries.model import PartialDate, Site, Trial
from actions.registries.parsing import Field
from actions.registries.vocabulary import (
    Allocation,
    Caution,
    Masking,
    Phase,
    Sex,
    SponsorClass,
    Status,
    StudyType,
)
from content.countries import code_of
from content.registries import registries, registry_of

REGISTRY = "nct"
_MOST_SITES = 1000
_ID = re.compile(r"NCT\d{8}", re.ASCII)
_CONTROLS = {"PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION", "ACTIVE_COMPARATOR", "OTHER"}
_SPONSORS: Dict[str, SponsorClass] = {
    "INDUSTRY": SponsorClass.INDUSTRY,
    "NIH": SponsorClass.GOVERNMENT,
    "FED": SponsorClass.GOVERNMENT,
    "OTHER_GOV": SponsorClass.GOVERNMENT,
    "INDIV": SponsorClass.INDIVIDUAL,
    "NETWORK": SponsorClass.NETWORK,
    "OTHER": SponsorClass.OTHER,
}

# The fields to ask for: the registry's own names. No contact of any person is among them.
FIELDS = (
    "NCTId|NCTIdAlias|SecondaryId|SecondaryIdType|BriefTitle|OfficialTitle|Acronym|OverallStatus|WhyStopped|"
    "StatusVerifiedDate|StartDate|CompletionDate|LastUpdatePostDate|LeadSponsorName|LeadSponsorClass|"
    "BriefSummary|DetailedDescription|Condition|StudyType|Phase|DesignAllocation|DesignInterventionModel|"
    "DesignMasking|EnrollmentCount|EnrollmentType|ArmGroupType|InterventionName|InterventionDescription|"
    "EligibilityCriteria|Sex|MinimumAge|MaximumAge|LocationFacility|LocationStatus|LocationCity|LocationState|"
    "LocationCountry|LocationGeoPoint|HasResults"
)


def trial_of(study: Any, today: date) -> Optional[Trial]:
    """The trial of one study as the API gave it on `today`; None if it has no id."""
    protocol = Field(study)["protocolSection"]
    identification, status = protocol["identificationModule"], protocol["statusModule"]
    trial_id = _id(identification["nctId"])
    if not trial_id:
        return None
    design, eligibility = protocol["designModule"], protocol["eligibilityModule"]
    interventions = protocol["armsInterventionsModule"]["interventions"]
    title, official = identification["briefTitle"].text(), identification["officialTitle"].text(SENTENCE)
    titles = [text for text in (title, official) if text]
    conditions = protocol["conditionsModule"]["conditions"].texts(WORDS)
    names = _texts(interventions, "name", WORDS)
    treatment = [*names, *_texts(interventions, "description", SUMMARY), *titles]
    criteria = clean_lines(eligibility["eligibilityCriteria"].raw)
    time = traits.time_since_stroke(criteria)
    sponsor, sponsor_class = _sponsor(protocol["sponsorCollaboratorsModule"]["leadSponsor"])
    return Trial(
        id=trial_id,
        registry=REGISTRY,
        url=registries()[REGISTRY].record_link(trial_id),
        as_of=PartialDate(today.year, today.month, today.day),
        other_ids=_other_ids(identification),
        title=title,
        official_title=official,
        acronym=_acronym(identification["acronym"].text(WORDS)),
        summary=protocol["descriptionModule"]["briefSummary"].text(SUMMARY),
        status=status["overallStatus"].word(Status, Status.NOT_STATED),
        status_as_of=PartialDate(today.year, today.month, today.day),
        why_stopped=status["whyStopped"].text(SENTENCE),
        phases=design["phases"].words(Phase),
        study_type=design["studyType"].word(StudyType, StudyType.NOT_STATED),
        conditions=conditions,
        interventions=names,
        allocation=_allocation(design["designInfo"]),
        masking=design["designInfo"]["maskingInfo"]["masking"].word(Masking, Masking.NOT_STATED),
        enrolment=design["enrollmentInfo"]["count"].count(),
        enrolment_is_actual=design["enrollmentInfo"]["type"].raw == "ACTUAL",
        sex=eligibility["sex"].word(Sex, Sex.NOT_STATED),
        min_age=eligibility["minimumAge"].age(),
        max_age=eligibility["maximumAge"].age(),
        time_since_stroke=time,
        stroke_kinds=traits.stroke_kinds([*conditions, time or ""], titles),
        stages=traits.stages(time, titles),
        cells=traits.cells(treatment),
        donor=traits.donor(treatment),
        routes=traits.routes(treatment),
        sites=tuple(_site(row) for row, _ in zip(protocol["contactsLocationsModule"]["locations"], range(_MOST_SITES))),
        sponsor=sponsor,
        sponsor_class=sponsor_class,
        start=status["startDateStruct"]["date"].date(),
        completion=status["completionDateStruct"]["date"].date(),
        verified=status["statusVerifiedDate"].date(),
        updated=status["lastUpdatePostDateStruct"]["date"].date(),
        results_posted=Field(study)["hasResults"].is_true(),
        cautions=_cautions(protocol, criteria, [*titles, *conditions], time),
    )


def _id(written: Field) -> Optional[str]:
    if isinstance(written.raw, str) and _ID.fullmatch(written.raw):
        return written.raw
    return registries()[REGISTRY].normalised(written.text() or "")


def _cautions(protocol: Field, criteria: list[str], named: list[str], time: Optional[str]) -> Tuple[Caution, ...]:
    """What only the whole record tells; the rest follows from the trial, see `cautions.py`."""
    description, arms = protocol["descriptionModule"], protocol["armsInterventionsModule"]
    texts = (description["detailedDescription"].raw, description["briefSummary"].raw, *criteria)
    types = {kind for arm in arms["armGroups"] if (kind := arm["type"].text())}
    eligibility = protocol["eligibilityModule"]
    ages = eligibility["minimumAge"].age() or eligibility["maximumAge"].age()
    model = protocol["designModule"]["designInfo"]["interventionModel"].raw
    found = {
        Caution.FEE_MENTIONED: traits.fee_mentioned(text for text in texts if isinstance(text, str)),
        Caution.NO_CONTROL_GROUP: model == "SINGLE_GROUP" or (types == {"EXPERIMENTAL"}),
        Caution.NO_AGE_LIMIT: bool(criteria) and ages is None,
        Caution.NO_TIME_LIMIT: bool(criteria) and not time and not traits.tells_a_stage([*criteria, *named]),
    }
    return tuple(caution for caution, holds in found.items() if holds)


def _texts(rows: Field, key: str, limit: int) -> Tuple[str, ...]:
    found = (row[key].text(limit) for row in rows)
    return tuple(dict.fromkeys(text for text in found if text))


def _other_ids(identification: Field) -> Tuple[str, ...]:
    """Its ids in other registries, as these write them, and its older ids here."""
    written = [*identification["nctIdAliases"].texts(), *_texts(identification["secondaryIdInfos"], "id", WORDS)]
    found = ((registry_of(text), text) for text in written)
    return tuple(dict.fromkeys(registry.normalised(text) or text for registry, text in found if registry))


def _acronym(acronym: Optional[str]) -> Optional[str]:
    """The acronym unless it is a word of the status, which has been seen in a record."""
    return None if acronym and acronym.upper().replace(" ", "_") in Status.__members__ else acronym


def _allocation(design: Field) -> Allocation:
    if design["interventionModel"].raw == "SINGLE_GROUP":
        return Allocation.SINGLE_GROUP
    return design["allocation"].word(Allocation, Allocation.NOT_STATED)


def _sponsor(lead: Field) -> Tuple[Optional[str], SponsorClass]:
    name = lead["name"].text(WORDS)
    kind = _SPONSORS.get(lead["class"].raw, SponsorClass.NOT_STATED) if isinstance(lead["class"].raw, str) else None
    kind = kind or SponsorClass.NOT_STATED
    if name and (kind is SponsorClass.INDIVIDUAL or (kind is not SponsorClass.INDUSTRY and is_person(name))):
        return None, SponsorClass.INDIVIDUAL
    return name, kind


def _site(row: Field) -> Site:
    point, country = row["geoPoint"], row["country"].text(WORDS)
    latitude, longitude = point["lat"].number(-90, 90), point["lon"].number(-180, 180)
    whole = latitude is not None and longitude is not None
    return Site(
        facility=institution(row["facility"].text(WORDS)),
        city=city(row["city"].text(WORDS)),
        region=city(row["state"].text(WORDS)),
        country=country,
        country_code=country_code(country),
        status=row["status"].word(Status, Status.NOT_STATED),
        latitude=latitude if whole else None,
        longitude=longitude if whole else None,
    )


@lru_cache(maxsize=1024)
def country_code(country: Optional[str]) -> Optional[str]:
    """The ISO code of a country as a registry names it, or None."""
    return code_of(country) if country else None
