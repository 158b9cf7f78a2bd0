"""How often one session or one address may ask."""

import math
import time
from collections import OrderedDict
from typing import Callable, Tuple

from channels.web.errors import TooManyRequests

MOST_REMEMBERED = 20_000


class RateLimit:
    """A token bucket for each key: `burst` requests at once, then `per_minute`. Memory is bounded.

    When there are too many keys the one that was silent longest is forgotten, which gives it a full bucket again.
    """

    def __init__(self, burst: int, per_minute: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_second = per_minute / 60
        self._clock = clock
        self._buckets: OrderedDict[str, Tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> None:
        """Count one request.

        Raises:
            TooManyRequests: the bucket is empty; it names the whole seconds until the next request is taken.
        """
        now = self._clock()
        left, since = self._buckets.pop(key, (float(self._burst), now))
        left = min(self._burst, left + (now - since) * self._per_second)
        taken = left >= 1
        self._buckets[key] = (left - 1 if taken else left, now)
        if len(self._buckets) > MOST_REMEMBERED:
            self._buckets.popitem(last=False)
        if not taken:
            raise TooManyRequests(math.ceil((1 - left) / self._per_second))
