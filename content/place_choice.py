"""Which of several places of a name is meant, and which of them to ask about."""

from math import asin, cos, radians, sin, sqrt
from typing import List, Optional, Sequence, Tuple

from content.place_index import Candidate, Kind, Place

MOST_CHOICES = 5
# A namesake is asked about if it has this share of the biggest one's people, or is big itself and has a smaller share.
SHARE_TO_ASK, SHARE_OF_BIG_TO_ASK, BIG = 0.17, 0.045, 100_000
# A small town is asked about only if the biggest is not much bigger.
SMALL, SHARE_OF_SMALL_TO_ASK = 45_000, 0.5
# Two entries of a name so near to each other are one town: Kansas City lies in two states.
SAME_TOWN_KM = 60
# A county has no count of its own. A region's is that of its towns, in which suburbs are counted twice.
PEOPLE_OF_AN_AREA, COUNTED_ONCE = 500_000, 0.65
EARTH_RADIUS_KM = 6371.0


def kilometres(one: Tuple[float, float], other: Tuple[float, float]) -> float:
    """The great-circle distance between two points given as latitude and longitude in degrees (haversine)."""
    (north_1, east_1), (north_2, east_2) = ((radians(north), radians(east)) for north, east in (one, other))
    half = sin((north_2 - north_1) / 2) ** 2 + cos(north_1) * cos(north_2) * sin((east_2 - east_1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, half)))


def meant(found: Sequence[Candidate], home: Optional[str] = None) -> Tuple[Place, ...]:
    """One place if it is clear which, else those to ask about, the biggest first; none for none.

    A country is meant before a town of its name, a big place before a small one, one in the `home` country before all.
    """
    places = _without_doubles(_usual(found))
    nations = [place for place in places if place.kind is Kind.COUNTRY]
    if nations:
        # Georgia is a country and a state.
        abroad = [place for place in places if place.kind is Kind.REGION and place.country != nations[0].country]
        places = [*nations, *abroad]
        likely = places
    else:
        likely = _likely(places)
    if home:
        at_home = [place for place in places if place.country == home.upper()]
        likely = [place for place in likely if place in at_home] or likely + at_home[:1]
    return tuple(likely[:MOST_CHOICES])


def inside(found: Sequence[Candidate], around: Sequence[Candidate]) -> Tuple[Candidate, ...]:
    """Those of `found` that lie in one of the countries, regions or areas `around`."""
    return tuple(one for one in found if any(_lies_in(one.place, other.place) for other in around))


def people(place: Place) -> int:
    """The people of a place as far as it matters for a choice."""
    if place.kind is Kind.REGION:
        return int(place.population * COUNTED_ONCE) or PEOPLE_OF_AN_AREA
    return place.population


def _usual(found: Sequence[Candidate]) -> List[Place]:
    usual = [one.place for one in found if one.usual]
    big = any(place.kind is not Kind.CITY or place.population >= BIG for place in usual)
    places = usual if big else [one.place for one in found]
    return sorted(dict.fromkeys(places), key=lambda place: -people(place))


def _without_doubles(places: Sequence[Place]) -> List[Place]:
    kept: List[Place] = []
    for place in places:
        if not any(_same(place, other) for other in kept):
            kept.append(place)
    return kept


def _same(place: Place, other: Place) -> bool:
    if place.country != other.country or Kind.COUNTRY in (place.kind, other.kind):
        return place.country == other.country
    if other.kind is Kind.REGION and place.region == other.name:
        return True
    return kilometres((place.latitude, place.longitude), (other.latitude, other.longitude)) < SAME_TOWN_KM


def _likely(places: Sequence[Place]) -> List[Place]:
    if not places:
        return []
    most = people(places[0])
    least = max(SHARE_TO_ASK * most, min(SMALL, SHARE_OF_SMALL_TO_ASK * most))
    return [place for place in places if people(place) >= min(least, max(BIG, SHARE_OF_BIG_TO_ASK * most))]


def _lies_in(place: Place, around: Place) -> bool:
    if place.country != around.country or around.kind is Kind.CITY:
        return False
    if around.kind is Kind.COUNTRY:
        return place.kind is not Kind.COUNTRY
    if around.population:
        return place.region == around.name
    if place.kind is not Kind.CITY:
        return False
    near = kilometres((place.latitude, place.longitude), (around.latitude, around.longitude)) < 2 * SAME_TOWN_KM
    return near and place.region in ("", around.region)
