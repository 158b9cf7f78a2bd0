"""Finds trials: asks the registries and the saved list, merges, ranks. Always answers, never raises."""

import asyncio
import logging
from datetime import date, datetime, timezone
from functools import cache
from typing import Callable, List, Optional, Tuple

from actions.registries.asking import CarefulSource, Given
from actions.registries.cache import TrialCache
from actions.registries.clinicaltrials_gov import ClinicalTrialsGov
from actions.registries.errors import NotThere
from actions.registries.isrctn import Isrctn
from actions.registries.merging import Found, merged
from actions.registries.model import LookupResult, Query, SearchResult
from actions.registries.ranking import match_of, rank
from actions.registries.relevance import is_relevant
from actions.registries.settings import Settings, settings_from_environment
from actions.registries.snapshot import Snapshot, snapshot
from actions.registries.vocabulary import Origin, Outcome
from content.registries import registry_of

logger = logging.getLogger(__name__)

_WAIT_FOR_SECOND = 1.0


def _today() -> date:
    return datetime.now(timezone.utc).date()


class TrialFinder:
    """The `TrialSearch` of the assistant. One for a process: it holds the cache and the circuit breakers.

    Without settings they come from the environment, without a saved list it is `data/trials.yml`.
    """

    def __init__(
        self,
        settings: Optional[Settings] = None,
        saved: Optional[Snapshot] = None,
        today: Callable[[], date] = _today,
    ) -> None:
        settings = settings or settings_from_environment()
        kept = TrialCache(settings.cache)
        self._clinicaltrials_gov = ClinicalTrialsGov(settings, today)
        self._main = CarefulSource(self._clinicaltrials_gov, kept, settings)
        self._second = CarefulSource(Isrctn(settings, today), kept, settings)
        self._saved = saved
        self._today = today
        self._merged: Tuple[Optional[Tuple[float, ...]], List[Found]] = (None, [])

    async def search(self, query: Query) -> SearchResult:
        """See `TrialSearch`. The question sent is the same for every query; all choosing is done here."""
        try:
            return await self._search(query)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person gets an answer
            logger.error("The search for trials failed with %s", type(error).__name__)
            return SearchResult(Outcome.UNAVAILABLE)

    async def look_up(self, trial_id: str, saved_only: bool = False) -> LookupResult:
        """See `TrialSearch`."""
        registry = registry_of(trial_id)
        written = registry.normalised(trial_id) if registry else None
        if registry is None or written is None:
            return LookupResult(Outcome.INVALID)
        try:
            return await self._look_up(written, registry.id, saved_only)
        except Exception as error:  # noqa: BLE001 - as above
            logger.error("The look-up of a trial failed with %s", type(error).__name__)
            return LookupResult(Outcome.UNAVAILABLE, written, registry.id)

    async def settled(self) -> None:
        """Wait until the cache on disk holds all that was answered."""
        await asyncio.gather(self._main.settled(), self._second.settled())

    async def _search(self, query: Query) -> SearchResult:
        main, second = (None, None) if query.saved_only else await self._ask_both()
        ranking = rank(self._pool(main, second), query, self._today())
        answers = {} if query.saved_only else {self._main.registry: main, self._second.registry: second}
        return SearchResult(
            outcome=Outcome.FOUND if ranking.matches else Outcome.NONE,
            origin=main.origin if main else Origin.SNAPSHOT,
            matches=ranking.matches,
            relaxed=ranking.relaxed,
            as_of=_day(main.saved_at) if main else self._list().as_of,
            asked_live=tuple(registry for registry, answer in answers.items() if answer),
            unreachable=tuple(registry for registry, answer in answers.items() if not answer),
        )

    async def _ask_both(self) -> Tuple[Optional[Given], Optional[Given]]:
        """Both registries at once. The second, which holds little, keeps nobody waiting; it answers the next person."""
        second = asyncio.get_running_loop().create_task(self._second.search())
        main = await self._main.search()
        await asyncio.wait({second}, timeout=_WAIT_FOR_SECOND)
        return main, second.result() if second.done() else None

    def _pool(self, main: Optional[Given], second: Optional[Given]) -> List[Found]:
        """All trials from everywhere, each once. The same again as long as the answers are the same."""
        key = tuple(given.saved_at if given else 0.0 for given in (main, second))
        origins = tuple(given.origin for given in (main, second) if given)
        if self._merged[0] == key and {found.origin for found in self._merged[1]} <= {*origins, Origin.SNAPSHOT}:
            return self._merged[1]
        live = [Found(trial, given.origin) for given in (main, second) if given for trial in given.trials]
        pool = merged([*live, *(Found(trial, Origin.SNAPSHOT) for trial in self._list().trials)])
        if main:
            # What that registry no longer lists is not shown as one of its trials.
            pool = [
                found
                for found in pool
                if found.origin is not Origin.SNAPSHOT or found.trial.registry != self._main.registry
            ]
        self._merged = (key, pool)
        return pool

    async def _look_up(self, trial_id: str, registry: str, saved_only: bool) -> LookupResult:
        saved = self._list().find(trial_id)
        try:
            given = None if saved_only else await self._ask(trial_id, registry, is_saved=saved is not None)
        except NotThere:
            if saved is None:
                # Only the registry of the id itself can say that there is no such trial.
                known_here = registry in {self._main.registry, self._second.registry}
                return LookupResult(Outcome.NONE if known_here else Outcome.UNAVAILABLE, trial_id, registry)
            given = None
        live = [Found(trial, given.origin) for given in [given] if given for trial in given.trials]
        records = [*live, Found(saved, Origin.SNAPSHOT)] if saved else live
        if not records:
            return LookupResult(Outcome.UNAVAILABLE, trial_id, registry)
        found = merged(records)[0]
        return LookupResult(
            outcome=Outcome.FOUND,
            trial_id=trial_id,
            registry=registry,
            origin=found.origin,
            match=match_of(found, None, self._today()),
            as_of=_day(given.saved_at) if given else _as_of(found, self._list()),
            is_relevant=saved is not None or is_relevant(found.trial),
        )

    async def _ask(self, trial_id: str, registry: str, is_saved: bool) -> Optional[Given]:
        for source in (self._main, self._second):
            if registry == source.registry:
                return await source.fetch(trial_id)
        if is_saved:
            return None
        client = self._clinicaltrials_gov
        return await self._main.ask_for(trial_id, lambda deadline: client.find_by_other_id(trial_id, deadline))

    def _list(self) -> Snapshot:
        return self._saved or snapshot()


def _day(seconds: float) -> date:
    return datetime.fromtimestamp(seconds, timezone.utc).date()


def _as_of(found: Found, saved: Snapshot) -> date:
    # A row that knows only its year is no newer than the list.
    return min(found.trial.as_of.latest, saved.as_of) if found.trial.as_of else saved.as_of


@cache
def trial_finder() -> TrialFinder:
    """The finder of this process, so that its cache and its rest after faults serve everybody."""
    return TrialFinder()
