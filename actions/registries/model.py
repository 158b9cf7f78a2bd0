"""What a search for trials asks and what it gives back. Values only: no network, no wording.

Every field of a trial may be missing in a registry: None, an empty tuple or `NOT_STATED` says so. All texts of a
`Trial` are cleaned: one line, no markup, no control or direction marks, cut at a sensible length.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Optional, Protocol, Tuple

from actions.registries.vocabulary import (
    Allocation,
    Caution,
    Cells,
    Donor,
    Finding,
    Masking,
    Origin,
    Outcome,
    Phase,
    Relaxation,
    Route,
    Sex,
    SponsorClass,
    Stage,
    Status,
    StrokeKind,
    StudyType,
)


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date of which a registry may know only the year, or year and month."""

    year: int
    month: Optional[int] = None
    day: Optional[int] = None

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """As ISO 8601, as far as it is known: "2024", "2024-03" or "2024-03-09"."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


@dataclass(frozen=True)
class Age:
    """An age limit as the registry writes it. `unit` is one of year, month, week, day, hour, minute."""

    amount: int
    unit: str = "year"


@dataclass(frozen=True)
class Site:
    """One place of a trial. `country` is the registry's English name, `country_code` its ISO code if we know it."""

    facility: Optional[str] = None
    city: Optional[str] = None
    region: Optional[str] = None
    country: Optional[str] = None
    country_code: Optional[str] = None
    status: Status = Status.NOT_STATED
    latitude: Optional[float] = None
    longitude: Optional[float] = None


@dataclass(frozen=True)
class Results:
    """What is known of a trial's results, in our own reviewed words.

    `as_of` is the date of the newest source, `sources` are addresses fit for patients, `facts` rows of
    `data/facts.yml` where there is one.
    """

    text: str
    finding: Finding
    as_of: PartialDate
    sources: Tuple[str, ...] = ()
    facts: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Trial:
    """One trial. `registry` is its id in `data/registries.yml`.

    `as_of` is the day for which the whole record holds, `status_as_of` the day to which its status goes back.
    `time_since_stroke` is the registry's own sentence; if it is None but `time_window` is not, we know the window in
    our own words only. `results_posted` tells whether the registry holds results, `results` what we say of them.
    """

    id: str
    registry: str
    url: str
    as_of: Optional[PartialDate] = None
    other_ids: Tuple[str, ...] = ()
    title: Optional[str] = None
    official_title: Optional[str] = None
    acronym: Optional[str] = None
    summary: Optional[str] = None
    status: Status = Status.NOT_STATED
    status_as_of: Optional[PartialDate] = None
    why_stopped: Optional[str] = None
    phases: Tuple[Phase, ...] = ()
    study_type: StudyType = StudyType.NOT_STATED
    conditions: Tuple[str, ...] = ()
    interventions: Tuple[str, ...] = ()
    allocation: Allocation = Allocation.NOT_STATED
    masking: Masking = Masking.NOT_STATED
    enrolment: Optional[int] = None
    enrolment_is_actual: bool = False
    sex: Sex = Sex.NOT_STATED
    min_age: Optional[Age] = None
    max_age: Optional[Age] = None
    time_since_stroke: Optional[str] = None
    time_window: Optional[str] = None
    stroke_kinds: Tuple[StrokeKind, ...] = ()
    stages: Tuple[Stage, ...] = ()
    cells: Tuple[Cells, ...] = ()
    donor: Donor = Donor.NOT_STATED
    routes: Tuple[Route, ...] = ()
    sites: Tuple[Site, ...] = ()
    sponsor: Optional[str] = None
    sponsor_class: SponsorClass = SponsorClass.NOT_STATED
    start: Optional[PartialDate] = None
    completion: Optional[PartialDate] = None
    verified: Optional[PartialDate] = None
    updated: Optional[PartialDate] = None
    results_posted: bool = False
    results: Optional[Results] = None
    cautions: Tuple[Caution, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where the person wants to look. A country has no coordinates. It is used on this machine only."""

    name: str
    country: str
    latitude: Optional[float] = None
    longitude: Optional[float] = None


@dataclass(frozen=True)
class Query:
    """What a person looks for. What is None does not matter to them.

    `saved_only` is the person's choice that nothing leaves the machine.
    """

    kind: Optional[StrokeKind] = None
    place: Optional[Place] = None
    recruiting_only: bool = True
    stage: Optional[Stage] = None
    saved_only: bool = False


@dataclass(frozen=True)
class Match:
    """One trial as an answer. `nearest` is its nearest site to the place asked for, else its first.

    `distance_km` is None if either has no coordinates. `cautions` are those of the record and of this question.
    `status_is_old` says that the status was last checked over 30 days ago, as of today.
    """

    trial: Trial
    origin: Origin
    nearest: Optional[Site] = None
    distance_km: Optional[int] = None
    cautions: Tuple[Caution, ...] = ()
    status_is_old: bool = False


@dataclass(frozen=True)
class SearchResult:
    """The answer to a search, the best match first. `as_of` is the day for which the data holds.

    `asked_live` are the registries that a live or cached answer came from, `unreachable` those that gave none.
    """

    outcome: Outcome
    origin: Optional[Origin] = None
    matches: Tuple[Match, ...] = ()
    relaxed: Tuple[Relaxation, ...] = ()
    as_of: Optional[date] = None
    asked_live: Tuple[str, ...] = ()
    unreachable: Tuple[str, ...] = ()


@dataclass(frozen=True)
class LookupResult:
    """The answer to one trial id. `trial_id` is the id as its registry writes it; None if it is no id.

    The id of `match` differs from it if the registry has merged two records or two ids are of one trial.
    `is_relevant` is False for a trial that is not about cells for stroke.
    """

    outcome: Outcome
    trial_id: Optional[str] = None
    registry: Optional[str] = None
    origin: Optional[Origin] = None
    match: Optional[Match] = None
    as_of: Optional[date] = None
    is_relevant: bool = True


class TrialSearch(Protocol):
    """What the actions ask for. Neither method ever raises; both answer within 10 seconds."""

    async def search(self, query: Query) -> SearchResult:
        """The trials that fit, ranked, or the outcome that says why there are none."""

    async def look_up(self, trial_id: str, saved_only: bool = False) -> LookupResult:
        """One trial by its id in any registry, written in any common way."""
