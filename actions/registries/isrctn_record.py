"""Turns the XML of ISRCTN into `Trial`s. Every element may be missing; no contact of any person is read."""

import re
from datetime import date
from typing import Dict, List, Optional, Tuple
from xml.etree import ElementTree

from actions.registries import traits
from actions.registries.clean_text import SENTENCE, SUMMARY, WORDS, clean, clean_lines
from actions.registries.clinicaltrials_gov_record import country_code
from actions.registries.errors import Unreadable
from actions.registries.institutions import city, institution, is_person
from actions.registries.model import Age, PartialDate, Site, Trial
from actions.registries.parsing import partial_date
from actions.registries.vocabulary import Allocation, Caution, Phase, Sex, SponsorClass, Status, StudyType
from content.registries import registries, registry_of

REGISTRY = "isrctn"
_MOST_SITES = 1000
_UNITS = {"year", "month", "week", "day", "hour", "minute"}
_PHASES = {"I": Phase.PHASE_1, "II": Phase.PHASE_2, "III": Phase.PHASE_3, "IV": Phase.PHASE_4}
_SEXES: Dict[str, Sex] = {"all": Sex.ALL, "both": Sex.ALL, "female": Sex.FEMALE, "male": Sex.MALE}
_STATED: Dict[str, Status] = {"stopped": Status.TERMINATED, "suspended": Status.SUSPENDED}
_TYPES: Dict[str, StudyType] = {"interventional": StudyType.INTERVENTIONAL, "observational": StudyType.OBSERVATIONAL}
_PLAIN_SUMMARY_END = re.compile(r"who can participate|what does the study involve", re.IGNORECASE)


def trials_of(body: bytes, today: date) -> Tuple[Trial, ...]:
    """The trials of an answer given on `today`, each once; records without an id are left out.

    Raises:
        Unreadable: it is no XML of this registry.
    """
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        # A web page, or an attack by entities that unfold to gigabytes. The registry sends neither.
        raise Unreadable(f"{REGISTRY} sent a document type")
    try:
        root = ElementTree.fromstring(body)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Unreadable(f"{REGISTRY} sent no XML") from error
    if root.tag.rpartition("}")[2] not in {"allTrials", "fullTrial"}:
        raise Unreadable(f"{REGISTRY} sent XML of another form")
    whole = [root] if root.tag.endswith("fullTrial") else root.findall("{*}fullTrial")
    found = [trial for record in whole if (trial := _trial(record, today))]
    return tuple({trial.id: trial for trial in found}.values())


def _trial(record: ElementTree.Element, today: date) -> Optional[Trial]:
    number = _text(record, "trial/isrctn") or ""
    trial_id = registries()[REGISTRY].normalised(number if number.upper().startswith("ISRCTN") else f"ISRCTN{number}")
    if not trial_id:
        return None
    title, official = (
        _text(record, "trial/trialDescription/title"),
        _text(record, "trial/trialDescription/scientificTitle", SENTENCE),
    )
    titles = [text for text in (title, official) if text]
    conditions = _texts(record, "trial/conditions/condition/description", WORDS)
    names = _texts(record, "trial/interventions/intervention/drugNames", WORDS)
    described = _texts(record, "trial/interventions/intervention/description", SUMMARY)
    criteria = clean_lines(_raw(record, "trial/participants/inclusion"))
    time = traits.time_since_stroke(criteria)
    treatment = [*names, *described, *titles]
    sponsor, sponsor_class = _sponsor(record)
    design = (_text(record, "trial/trialDesign/studyDesign", SUMMARY) or "").casefold()
    final = _count(record, "trial/participants/totalFinalEnrolment")
    as_of = PartialDate(today.year, today.month, today.day)
    return Trial(
        id=trial_id,
        registry=REGISTRY,
        url=registries()[REGISTRY].record_link(trial_id),
        as_of=as_of,
        other_ids=_other_ids(record, trial_id),
        title=title or official,
        official_title=official,
        acronym=_text(record, "trial/trialDescription/acronym", WORDS),
        summary=_summary(record),
        status=_status(record, today),
        status_as_of=as_of,
        phases=_phases(_text(record, "trial/interventions/intervention/phase", WORDS) or ""),
        study_type=_TYPES.get(
            (_text(record, "trial/trialDesign/primaryStudyDesign") or "").casefold(), StudyType.NOT_STATED
        ),
        conditions=conditions,
        interventions=names or tuple(text[:WORDS] for text in described),
        allocation=_allocation(design),
        enrolment=final or _count(record, "trial/participants/targetEnrolment"),
        enrolment_is_actual=bool(final),
        sex=_SEXES.get((_text(record, "trial/participants/gender") or "").casefold(), Sex.NOT_STATED),
        min_age=_age(record, "trial/participants/lowerAgeLimit"),
        max_age=_age(record, "trial/participants/upperAgeLimit"),
        time_since_stroke=time,
        stroke_kinds=traits.stroke_kinds([*conditions, time or ""], titles),
        stages=traits.stages(time, titles),
        cells=traits.cells(treatment),
        donor=traits.donor(treatment),
        routes=traits.routes(treatment),
        sites=_sites(record),
        sponsor=sponsor,
        sponsor_class=sponsor_class,
        start=_date(record, "trial/participants/recruitmentStart"),
        completion=_date(record, "trial/trialDesign/overallEndDate"),
        verified=_updated(record),
        updated=_updated(record),
        results_posted=bool(_text(record, "trial/results/basicReport")),
        cautions=_cautions(record, criteria, [*titles, *conditions], time, design),
    )


def _cautions(
    record: ElementTree.Element, criteria: List[str], named: List[str], time: Optional[str], design: str
) -> Tuple[Caution, ...]:
    texts = (_raw(record, "trial/trialDescription/plainEnglishSummary"), *criteria)
    found = {
        Caution.FEE_MENTIONED: traits.fee_mentioned(texts),
        Caution.NO_CONTROL_GROUP: "single arm" in design or "single-arm" in design or "uncontrolled" in design,
        Caution.NO_TIME_LIMIT: bool(criteria) and not time and not traits.tells_a_stage([*criteria, *named]),
    }
    return tuple(caution for caution, holds in found.items() if holds)


def _status(record: ElementTree.Element, today: date) -> Status:
    """What the registry states, else worked out from its dates as its own web page does."""
    for path in ("trial/trialDesign/overallStatusOverride", "trial/participants/recruitmentStatusOverride"):
        stated = _STATED.get((_text(record, path) or "").casefold())
        if stated:
            return stated
    start, end = (_date(record, f"trial/participants/recruitment{name}") for name in ("Start", "End"))
    over = _date(record, "trial/trialDesign/overallEndDate")
    if over and over.latest < today:
        return Status.COMPLETED
    if start and start.earliest > today:
        return Status.NOT_YET_RECRUITING
    if end and end.latest < today:
        return Status.ACTIVE_NOT_RECRUITING
    return Status.RECRUITING if start and end else Status.NOT_STATED


def _other_ids(record: ElementTree.Element, trial_id: str) -> Tuple[str, ...]:
    paths = ("clinicalTrialsGovNumber", "eudraCTNumber", "secondaryNumbers/secondaryNumber", "protocolSerialNumber")
    written = [text for path in paths for text in _texts(record, f"trial/externalRefs/{path}", WORDS)]
    found = ((registry_of(text), text) for text in written)
    ids = (registry.normalised(text) or text for registry, text in found if registry)
    return tuple(other for other in dict.fromkeys(ids) if other != trial_id)


def _summary(record: ElementTree.Element) -> Optional[str]:
    """The first part of its plain summary: what the study is about."""
    summary = _raw(record, "trial/trialDescription/plainEnglishSummary")
    return clean(_PLAIN_SUMMARY_END.split(summary)[0], SUMMARY)


def _sites(record: ElementTree.Element) -> Tuple[Site, ...]:
    """Its centres, else its countries."""
    centres = record.findall(_path("trial/participants/trialCentres/trialCentre"))[:_MOST_SITES]
    if centres:
        return tuple(
            Site(
                facility=institution(_text(centre, "name", WORDS)),
                city=city(_text(centre, "city", WORDS)),
                region=city(_text(centre, "state", WORDS)),
                country=(country := _text(centre, "country", WORDS)),
                country_code=country_code(country),
            )
            for centre in centres
        )
    countries = _texts(record, "trial/participants/recruitmentCountries/country", WORDS)
    return tuple(Site(country=country, country_code=country_code(country)) for country in countries[:_MOST_SITES])


def _sponsor(record: ElementTree.Element) -> Tuple[Optional[str], SponsorClass]:
    name = _text(record, "sponsor/organisation", WORDS)
    if name and is_person(name):
        return None, SponsorClass.INDIVIDUAL
    kind = (_text(record, "sponsor/sponsorType", WORDS) or "").casefold()
    commercial = (_text(record, "sponsor/commercialStatus", WORDS) or "").casefold() == "commercial"
    if "industry" in kind or commercial:
        return name, SponsorClass.INDUSTRY
    if "government" in kind:
        return name, SponsorClass.GOVERNMENT
    return name, SponsorClass.OTHER if name else SponsorClass.NOT_STATED


def _allocation(design: str) -> Allocation:
    if "non-randomi" in design or "non randomi" in design:
        return Allocation.NON_RANDOMIZED
    return Allocation.RANDOMIZED if "randomi" in design else Allocation.NOT_STATED


def _phases(written: str) -> Tuple[Phase, ...]:
    if "not appl" in written.casefold():
        return (Phase.NOT_APPLICABLE,)
    named = re.findall(r"\b(IV|I{1,3})\b", written.replace("/", " "))
    return tuple(dict.fromkeys(_PHASES[numeral] for numeral in named))


def _age(record: ElementTree.Element, path: str) -> Optional[Age]:
    element = record.find(_path(path))
    if element is None:
        return None
    unit = (element.get("unit") or "years").casefold().rstrip("s")
    try:
        amount = int(float(element.get("value") or ""))
    except (ValueError, OverflowError):
        return None
    return Age(amount, unit) if unit in _UNITS and 0 < amount < 1_000_000 else None


def _count(record: ElementTree.Element, path: str) -> Optional[int]:
    written = _text(record, path) or ""
    return int(written) if written.isascii() and written.isdigit() and 0 < int(written) < 1_000_000 else None


def _date(record: ElementTree.Element, path: str) -> Optional[PartialDate]:
    return partial_date(_raw(record, path).strip())


def _updated(record: ElementTree.Element) -> Optional[PartialDate]:
    element = record.find(_path("trial"))
    return partial_date(element.get("lastUpdated")) if element is not None else None


def _path(path: str) -> str:
    return "/".join(f"{{*}}{step}" for step in path.split("/"))


def _raw(record: ElementTree.Element, path: str) -> str:
    element = record.find(_path(path))
    return (element.text or "") if element is not None else ""


def _text(record: ElementTree.Element, path: str, limit: int = 300) -> Optional[str]:
    return clean(_raw(record, path), limit)


def _texts(record: ElementTree.Element, path: str, limit: int) -> Tuple[str, ...]:
    found = (clean(element.text, limit) for element in record.findall(_path(path)))
    return tuple(dict.fromkeys(text for text in found if text))
