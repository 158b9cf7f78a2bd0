"""Puts trials in the order in which a person should see them, and drops wishes one by one if nothing meets all."""

from dataclasses import dataclass
from datetime import date
from typing import Callable, Dict, Iterable, List, Optional, Tuple

from actions.registries.cautions import WANTS_PEOPLE, cautions_of, is_unverified, status_is_old
from actions.registries.distance import kilometres
from actions.registries.merging import Found
from actions.registries.model import Match, Place, Query, Site, Trial
from actions.registries.vocabulary import Relaxation, Status, StudyType
from content.trial_search import fold

# As far as a day's journey there and back.
NEAR_KM = 200

_CLOSED_SITE = (
    Status.ACTIVE_NOT_RECRUITING,
    Status.COMPLETED,
    Status.SUSPENDED,
    Status.TERMINATED,
    Status.WITHDRAWN,
)
_ORDER = (
    Status.RECRUITING,
    Status.NOT_YET_RECRUITING,
    Status.ENROLLING_BY_INVITATION,
    Status.ACTIVE_NOT_RECRUITING,
    Status.SUSPENDED,
    Status.UNKNOWN,
    Status.NOT_STATED,
    Status.COMPLETED,
    Status.TERMINATED,
    Status.AVAILABLE,
    Status.TEMPORARILY_NOT_AVAILABLE,
    Status.NO_LONGER_AVAILABLE,
    Status.APPROVED_FOR_MARKETING,
    Status.WITHDRAWN,
    Status.WITHHELD,
)
_STATUS_RANK: Dict[Status, int] = {status: rank for rank, status in enumerate(_ORDER)}
_FAR = 100_000


@dataclass(frozen=True)
class Ranking:
    """The matches, best first, and the wishes that had to be dropped for there to be any."""

    matches: Tuple[Match, ...]
    relaxed: Tuple[Relaxation, ...]


def rank(found: Iterable[Found], query: Query, today: date) -> Ranking:
    """The trials that meet the query, or as many of its wishes as can be met, in the order of `Relaxation`.

    Among them those that look for people come first, then those for the person's time since the stroke, then the
    nearest, then the newest.
    """
    matches = [match_of(item, query.place, today) for item in found]
    wishes = _wishes(query, today)
    dropped: List[Relaxation] = []
    while True:
        kept = [match for match in matches if all(wish(match) for wish in wishes.values())]
        if kept or not wishes:
            return Ranking(tuple(sorted(kept, key=lambda match: _key(match, query, today))), tuple(dropped))
        dropped.append(next(iter(wishes)))
        del wishes[dropped[-1]]


def match_of(found: Found, place: Optional[Place], today: date) -> Match:
    """A trial as an answer to somebody who looks near a place."""
    nearest, distance = _nearest(found.trial, place)
    return Match(
        trial=found.trial,
        origin=found.origin,
        nearest=nearest,
        distance_km=None if distance is None else round(distance),
        cautions=cautions_of(found.trial, today, place.country if place else None),
        status_is_old=status_is_old(found.trial, today),
    )


def _wishes(query: Query, today: date) -> Dict[Relaxation, Callable[[Match], bool]]:
    """What the query asks for, in the order in which it is dropped."""
    wishes: Dict[Relaxation, Callable[[Match], bool]] = {}
    place, kind = query.place, query.kind
    if place and place.latitude is not None and place.longitude is not None:
        wishes[Relaxation.DISTANCE] = lambda match: _is_near(match, place)
    if place:
        wishes[Relaxation.COUNTRY] = lambda match: place.country in {site.country_code for site in match.trial.sites}
    if query.recruiting_only:
        wishes[Relaxation.STATUS] = lambda match: wants_people(match.trial, today)
    if kind:
        wishes[Relaxation.KIND] = lambda match: kind in match.trial.stroke_kinds
    if Relaxation.DISTANCE in wishes:
        # Somewhere near may lie across a border.
        in_country = wishes[Relaxation.COUNTRY]
        wishes[Relaxation.COUNTRY] = lambda match: in_country(match) or _is_near(match, place)
    return wishes


def wants_people(trial: Trial, today: date) -> bool:
    """Whether it looks for people now, as far as a status of the last two years tells. A trial, not expanded access."""
    return (
        trial.status in WANTS_PEOPLE
        and trial.study_type is not StudyType.EXPANDED_ACCESS
        and not is_unverified(trial, today)
    )


def _is_near(match: Match, place: Optional[Place]) -> bool:
    if place is None:
        return False
    if match.distance_km is not None:
        return match.distance_km <= NEAR_KM
    here = (fold(place.name), place.country)
    return any((fold(site.city or ""), site.country_code) == here for site in match.trial.sites)


def _nearest(trial: Trial, place: Optional[Place]) -> Tuple[Optional[Site], Optional[float]]:
    """The site to name: the nearest that may take people, else the first in the country, else the first."""
    sites = trial.sites
    if trial.status in WANTS_PEOPLE:
        sites = tuple(site for site in sites if site.status not in _CLOSED_SITE) or sites
    if place is None or not sites:
        return (sites[0] if sites else None), None
    measured = [(distance, site) for site in sites if (distance := _distance(site, place)) is not None]
    if measured:
        distance, site = min(measured, key=lambda pair: pair[0])
        return site, distance
    in_country = (site for site in sites if site.country_code == place.country)
    return next(in_country, sites[0]), None


def _distance(site: Site, place: Place) -> Optional[float]:
    if place.latitude is None or place.longitude is None or site.latitude is None or site.longitude is None:
        return None
    return kilometres(place.latitude, place.longitude, site.latitude, site.longitude)


def _key(match: Match, query: Query, today: date) -> Tuple[object, ...]:
    trial = match.trial
    abroad = query.place is not None and query.place.country not in {site.country_code for site in trial.sites}
    status = _STATUS_RANK[trial.status]
    if trial.status in WANTS_PEOPLE and not wants_people(trial, today):
        status = _STATUS_RANK[Status.UNKNOWN]
    other_stage = bool(query.stage and trial.stages and query.stage not in trial.stages)
    latest = trial.updated or trial.verified or trial.status_as_of
    newest = -latest.latest.toordinal() if latest else 0
    distance = match.distance_km if match.distance_km is not None else _FAR
    return status, other_stage, abroad, distance, newest, trial.id
