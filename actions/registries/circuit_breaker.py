"""Leaves a failing registry alone for a while, so that nobody waits for it in vain."""

import time
from typing import Callable, Optional


class CircuitBreaker:
    """Opens after `failures` in a row. After `rest` seconds one question may try again; if it fails, it rests anew."""

    def __init__(self, failures: int, rest: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = failures
        self._rest = rest
        self._clock = clock
        self._failed = 0
        self._closed_until: Optional[float] = None

    def allows(self) -> bool:
        """Whether the registry may be asked now. The first to hear yes after a rest is the one who tries."""
        if self._closed_until is None:
            return True
        if self._clock() < self._closed_until:
            return False
        self._closed_until = self._clock() + self._rest
        return True

    def succeeded(self) -> None:
        """The registry answered."""
        self._failed = 0
        self._closed_until = None

    def failed(self) -> None:
        """The registry gave no usable answer."""
        self._failed += 1
        if self._failed >= self._most:
            self._closed_until = self._clock() + self._rest
