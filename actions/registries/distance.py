"""How far it is between two places on the earth."""

from math import asin, cos, radians, sin, sqrt

_EARTH_KM = 6371.0


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The great-circle distance by the haversine formula, in kilometres; coordinates in degrees."""
    here, there = radians(latitude), radians(other_latitude)
    half_up, half_across = (there - here) / 2, radians(other_longitude - longitude) / 2
    square = sin(half_up) ** 2 + cos(here) * cos(there) * sin(half_across) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(square)))
