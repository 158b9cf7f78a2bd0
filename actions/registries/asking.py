"""Asks one registry the careful way: fresh from the cache, else live, else stale from the cache, else nothing."""

import asyncio
import logging
from typing import Awaitable, Callable, Dict, NamedTuple, Optional, Set, Tuple

from actions.registries.cache import Entry, TrialCache
from actions.registries.circuit_breaker import CircuitBreaker
from actions.registries.errors import NotThere, Refused, Resting, SourceError, Unreachable
from actions.registries.http import Deadline
from actions.registries.model import Trial
from actions.registries.settings import Settings
from actions.registries.source import TrialSource
from actions.registries.vocabulary import Origin

logger = logging.getLogger(__name__)

# Beyond the limit of the client itself, should that ever not hold.
_GRACE = 0.5

Trials = Tuple[Trial, ...]


class Given(NamedTuple):
    """What a registry gave, now or before. `saved_at` is in seconds since the epoch."""

    trials: Trials
    origin: Origin
    saved_at: float


class CarefulSource:
    """One registry with its cache and its circuit breaker. Several who ask the same at once share one request."""

    def __init__(self, source: TrialSource, cache: TrialCache, settings: Settings) -> None:
        self.registry = source.registry
        self._source = source
        self._cache = cache
        self._settings = settings
        self._breaker = CircuitBreaker(settings.breaker_failures, settings.breaker_rest)
        self._saving: Set[asyncio.Task[None]] = set()
        self._under_way: Dict[str, asyncio.Task[Entry]] = {}

    async def search(self) -> Optional[Given]:
        """All its trials of cells for stroke, or None."""

        async def everything(deadline: Deadline) -> Trials:
            try:
                return await self._source.search(deadline)
            except NotThere as error:
                # For a search it is a fault of the registry, or of our address for it.
                raise Refused(str(error)) from error

        return await self._get("search", self._settings.search_fresh, everything)

    async def fetch(self, trial_id: str) -> Optional[Given]:
        """One trial, or None if the registry gave no answer.

        Raises:
            NotThere: the registry knows no such id.
        """
        return await self.ask_for(trial_id, lambda deadline: self._source.fetch(trial_id, deadline))

    async def ask_for(self, trial_id: str, ask: Callable[[Deadline], Awaitable[Trial]]) -> Optional[Given]:
        """One trial by another question of the same registry; as `fetch`."""

        async def one(deadline: Deadline) -> Trials:
            return (await ask(deadline),)

        return await self._get(trial_id, self._settings.record_fresh, one)

    async def settled(self) -> None:
        """Wait until all that was answered is on disk: before a process ends."""
        await asyncio.gather(*self._saving)

    async def _get(self, key: str, fresh: float, ask: Callable[[Deadline], Awaitable[Trials]]) -> Optional[Given]:
        key = f"{self.registry}-{key}"
        entry = self._cache.get(key)
        if entry and self._cache.age(entry) <= fresh:
            return Given(entry.trials, Origin.CACHE, entry.saved_at)
        if not self._settings.offline:
            try:
                entry = await self._live(key, ask)
                return Given(entry.trials, Origin.LIVE, entry.saved_at)
            except NotThere:
                raise
            except SourceError as error:
                logger.warning("No live trials: %s", error)
        return Given(entry.trials, Origin.STALE_CACHE, entry.saved_at) if entry else None

    async def _live(self, key: str, ask: Callable[[Deadline], Awaitable[Trials]]) -> Entry:
        task = self._under_way.get(key)
        if task is None or task.done() or task.get_loop() is not asyncio.get_running_loop():
            if not self._breaker.allows():
                raise Resting(f"{self.registry} is left alone for a while")
            task = asyncio.get_running_loop().create_task(self._ask(key, ask))
            self._under_way[key] = task
            task.add_done_callback(lambda done: self._forget(key, done))
        # If one of those who wait goes away, the others still get their answer.
        return await asyncio.shield(task)

    def _forget(self, key: str, done: "asyncio.Task[Entry]") -> None:
        if self._under_way.get(key) is done:
            del self._under_way[key]
        if not done.cancelled():
            # Marks the error as seen, for the case that everybody who waited has gone away.
            done.exception()

    async def _ask(self, key: str, ask: Callable[[Deadline], Awaitable[Trials]]) -> Entry:
        try:
            trials = await asyncio.wait_for(ask(Deadline(self._settings.whole)), self._settings.whole + _GRACE)
        except NotThere:
            self._breaker.succeeded()
            raise
        except (SourceError, asyncio.TimeoutError) as error:
            self._breaker.failed()
            raise error if isinstance(error, SourceError) else Unreachable(f"{self.registry} took too long") from error
        except Exception as error:
            # A fault of ours while reading: the type tells enough, the message could quote the record.
            self._breaker.failed()
            raise Unreachable(f"{self.registry}: {type(error).__name__}") from error
        self._breaker.succeeded()
        entry = self._cache.put(key, trials)
        # Nobody needs to wait for the disk.
        saving = asyncio.get_running_loop().create_task(asyncio.to_thread(self._cache.save, key, entry))
        self._saving.add(saving)
        saving.add_done_callback(self._saving.discard)
        return entry
