"""Asks ClinicalTrials.gov (API v2) the same broad question for everybody: nothing about a person leaves the machine."""

import asyncio
import json
import logging
from datetime import date
from typing import Any, Callable, Dict, List, Optional, Tuple

from actions.registries.clinicaltrials_gov_record import FIELDS, REGISTRY, trial_of
from actions.registries.errors import NotThere, SourceError, Unreadable
from actions.registries.essie import any_of, phrase
from actions.registries.http import Deadline, Fetcher
from actions.registries.model import Trial
from actions.registries.relevance import relevant
from actions.registries.settings import Settings
from content.trial_search import search_words

logger = logging.getLogger(__name__)

PAGE_SIZE = 100
MOST_PAGES = 4


class ClinicalTrialsGov:
    """The client. `today` tells the date that answers are marked with."""

    registry = REGISTRY

    def __init__(self, settings: Settings, today: Callable[[], date] = date.today) -> None:
        self._base = settings.clinicaltrials_url
        self._fetcher = Fetcher(REGISTRY, settings)
        self._today = today

    async def search(self, deadline: Deadline) -> Tuple[Trial, ...]:
        """See `TrialSource`. Pages after the first are worth having but not worth failing for."""
        studies, token = await self._page(None, deadline)
        # Each page is read in a thread while the next is on its way, so that neither this person nor others wait.
        readings = [asyncio.create_task(asyncio.to_thread(self._read, studies))]
        for _ in range(MOST_PAGES - 1):
            if not token:
                break
            try:
                studies, token = await self._page(token, deadline)
            except SourceError:
                # A token dies when the registry takes in its daily data; the first page is still good.
                break
            readings.append(asyncio.create_task(asyncio.to_thread(self._read, studies)))
        unique = {trial.id: trial for page in await asyncio.gather(*readings) for trial in page}
        return tuple(unique.values())

    async def fetch(self, trial_id: str, deadline: Deadline) -> Trial:
        """See `TrialSource`. An old id leads to the record that has taken its place."""
        body = await self._fetcher.get(
            f"{self._base}/studies/{trial_id}", {"format": "json", "fields": FIELDS}, deadline
        )
        trial = trial_of(_document(body), self._today())
        if trial is None:
            raise Unreadable(f"{REGISTRY} sent a record without an id")
        return trial

    async def find_by_other_id(self, other_id: str, deadline: Deadline) -> Trial:
        """The trial that bears an id of another registry.

        Raises:
            NotThere: no record names this id, or more than one does.
        """
        parameters = {"format": "json", "query.id": phrase(other_id), "fields": FIELDS, "pageSize": "5"}
        body = await self._fetcher.get(f"{self._base}/studies", parameters, deadline)
        studies = _studies(body)
        found = [
            trial for study in studies if (trial := trial_of(study, self._today())) and other_id in trial.other_ids
        ]
        if len(found) != 1:
            raise NotThere(f"{REGISTRY} has {len(found)} records with this id")
        return found[0]

    async def _page(self, token: Optional[str], deadline: Deadline) -> Tuple[List[Any], Optional[str]]:
        parameters = search_parameters()
        if token:
            parameters["pageToken"] = token
        body = await self._fetcher.get(f"{self._base}/studies", parameters, deadline)
        document = await asyncio.to_thread(_document, body)
        following = document.get("nextPageToken")
        return _list(document), following if isinstance(following, str) else None

    def _read(self, studies: List[Any]) -> List[Trial]:
        today = self._today()
        found = (self._trial(study, today) for study in studies)
        return relevant(trial for trial in found if trial)

    def _trial(self, study: Any, today: date) -> Optional[Trial]:
        """One record. A fault of ours in reading it costs this record, not the others."""
        try:
            return trial_of(study, today)
        except Exception as error:  # noqa: BLE001 - the message could quote the record
            logger.error("A record of %s cannot be read: %s", REGISTRY, type(error).__name__)
            return None


def search_parameters() -> Dict[str, str]:
    """The one broad question: condition and cell words of `data/trial_search.yml`, newest records first."""
    words = search_words()
    return {
        "format": "json",
        "query.cond": any_of(words.ask_conditions),
        "query.intr": any_of(words.ask_treatments),
        "fields": FIELDS,
        "sort": "LastUpdatePostDate:desc",
        "pageSize": str(PAGE_SIZE),
    }


def _document(body: bytes) -> Dict[str, Any]:
    """The JSON object of a body, whatever its content type says.

    Raises:
        Unreadable: it is none; a page of a firewall, or cut short.
    """
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{REGISTRY} sent no JSON") from error
    if not isinstance(document, dict):
        raise Unreadable(f"{REGISTRY} sent JSON of another form")
    return document


def _list(document: Dict[str, Any]) -> List[Any]:
    studies = document.get("studies")
    if not isinstance(studies, list):
        raise Unreadable(f"{REGISTRY} sent no list of studies")
    return list(studies)


def _studies(body: bytes) -> List[Any]:
    return _list(_document(body))
