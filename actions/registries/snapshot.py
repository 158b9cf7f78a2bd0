"""The saved list of trials that comes with the assistant: `data/trials.yml`, with the date of every statement."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Mapping, Optional, Tuple

from actions.registries.model import Trial
from actions.registries.rows import BadRow, trial_from
from content.files import ContentError, read_content
from content.registries import registry_of

FILE = "trials.yml"


@dataclass(frozen=True)
class Snapshot:
    """The saved trials and the day on which the list was last put together."""

    trials: Tuple[Trial, ...]
    as_of: date

    def find(self, trial_id: str) -> Optional[Trial]:
        """The trial with this id, in any registry."""
        return next((trial for trial in self.trials if trial_id in (trial.id, *trial.other_ids)), None)


@cache
def snapshot() -> Snapshot:
    """The saved list.

    Raises:
        ContentError: a row has not the shape of a trial; the message names it.
    """
    document = read_content(FILE)
    return Snapshot(tuple(saved_trial(row) for row in document["trials"]), date.fromisoformat(document["checked"]))


def saved_trial(row: Mapping[str, Any]) -> Trial:
    """The trial of a row of the file, which leaves out what follows from its id.

    Raises:
        ContentError: it has not the shape of a trial.
    """
    trial_id = str(row.get("id"))
    registry = registry_of(trial_id)
    follows = {"registry": registry.id, "url": registry.record_link(trial_id)} if registry else {}
    try:
        return trial_from({**follows, **row})
    except BadRow as error:
        raise ContentError(f"{FILE}: {trial_id}: {error}") from error
