"""What a careful reader should notice, found by rule from a trial, the date and the country of the person."""

from datetime import date
from typing import Optional, Tuple

from actions.registries.model import PartialDate, Trial
from actions.registries.vocabulary import Allocation, Caution, Status, StudyType

# ClinicalTrials.gov itself calls a status unknown when nobody has confirmed it for two years.
UNVERIFIED_DAYS = 2 * 365
OLD_STATUS_DAYS = 30

WANTS_PEOPLE = (Status.RECRUITING, Status.NOT_YET_RECRUITING, Status.ENROLLING_BY_INVITATION)
_UNDER_WAY = (*WANTS_PEOPLE, Status.ACTIVE_NOT_RECRUITING, Status.SUSPENDED, Status.AVAILABLE, Status.UNKNOWN)


def cautions_of(trial: Trial, today: date, country: Optional[str] = None) -> Tuple[Caution, ...]:
    """All cautions of a trial, in the order of the enum. `country` is the ISO code of the person's, if known."""
    found = (
        (Caution.FEE_MENTIONED, Caution.FEE_MENTIONED in trial.cautions),
        (Caution.SINGLE_SITE_ABROAD, _single_site_abroad(trial, country)),
        (
            Caution.NO_CONTROL_GROUP,
            Caution.NO_CONTROL_GROUP in trial.cautions or trial.allocation is Allocation.SINGLE_GROUP,
        ),
        (Caution.NO_AGE_LIMIT, Caution.NO_AGE_LIMIT in trial.cautions),
        (Caution.NO_TIME_LIMIT, Caution.NO_TIME_LIMIT in trial.cautions),
        (Caution.NOT_VERIFIED_FOR_TWO_YEARS, trial.status in _UNDER_WAY and is_unverified(trial, today)),
        (Caution.END_DATE_PASSED, trial.status in _UNDER_WAY and _is_before(trial.completion, today)),
        (Caution.EXPANDED_ACCESS, trial.study_type is StudyType.EXPANDED_ACCESS),
    )
    return tuple(caution for caution, holds in found if holds)


def is_unverified(trial: Trial, today: date) -> bool:
    """Whether nobody has confirmed the record for two years, or nobody knows when."""
    confirmed = trial.verified or trial.updated or trial.status_as_of
    return trial.status is Status.UNKNOWN or confirmed is None or _older_than(confirmed, today, UNVERIFIED_DAYS)


def status_is_old(trial: Trial, today: date) -> bool:
    """Whether its status may go back more than 30 days, or nobody knows how far."""
    return trial.status_as_of is None or (today - trial.status_as_of.earliest).days > OLD_STATUS_DAYS


def _single_site_abroad(trial: Trial, country: Optional[str]) -> bool:
    return bool(country and len(trial.sites) == 1 and trial.sites[0].country_code not in {None, country.upper()})


def _older_than(day: Optional[PartialDate], today: date, days: int) -> bool:
    return day is not None and (today - day.latest).days > days


def _is_before(day: Optional[PartialDate], today: date) -> bool:
    return day is not None and day.latest < today
