"""Asks ISRCTN (its free XML search). As with ClinicalTrials.gov the question is the same for everybody."""

import asyncio
from datetime import date
from typing import Callable, Tuple

from actions.registries.errors import NotThere
from actions.registries.http import Deadline, Fetcher
from actions.registries.isrctn_record import REGISTRY, trials_of
from actions.registries.model import Trial
from actions.registries.relevance import relevant
from actions.registries.settings import Settings
from content.trial_search import search_words

MOST_TRIALS = 100


class Isrctn:
    """The client. The registry has no pages; it gives at most `MOST_TRIALS`."""

    registry = REGISTRY

    def __init__(self, settings: Settings, today: Callable[[], date] = date.today) -> None:
        self._address = f"{settings.isrctn_url}/query/format/default"
        self._fetcher = Fetcher(REGISTRY, settings)
        self._today = today

    async def search(self, deadline: Deadline) -> Tuple[Trial, ...]:
        """See `TrialSource`."""
        body = await self._fetcher.get(self._address, {"q": search_expression(), "limit": str(MOST_TRIALS)}, deadline)
        trials = await asyncio.to_thread(trials_of, body, self._today())
        return tuple(relevant(trials))

    async def fetch(self, trial_id: str, deadline: Deadline) -> Trial:
        """See `TrialSource`. A search for an id may also find records that only mention it."""
        body = await self._fetcher.get(self._address, {"q": trial_id, "limit": "5"}, deadline)
        trials = await asyncio.to_thread(trials_of, body, self._today())
        found = next((trial for trial in trials if trial.id == trial_id), None)
        if found is None:
            raise NotThere(f"{REGISTRY} has no record with this id")
        return found


def search_expression() -> str:
    """Stroke and any of the cell words of `data/trial_search.yml`."""
    words = search_words()
    treatments = " OR ".join(f'"{treatment}"' for treatment in words.ask_treatments)
    return f"{words.ask_conditions[0]} AND ({treatments})"
