"""`python -m actions.registries.refresh`: rebuilds the saved list from the registries and prints what has changed.

A person reads the differences, then keeps or drops them with git. What we wrote ourselves (results, time windows,
ids that belong together) stays; a record that a registry no longer gives stays as it was, with its old date.
"""

import asyncio
import sys
from dataclasses import fields, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Tuple

from actions.registries.clinicaltrials_gov import ClinicalTrialsGov
from actions.registries.errors import NotThere, SourceError
from actions.registries.http import Deadline
from actions.registries.isrctn import Isrctn
from actions.registries.model import PartialDate, Trial
from actions.registries.settings import Settings, settings_from_environment
from actions.registries.snapshot import FILE, snapshot
from actions.registries.snapshot_file import write_snapshot
from actions.registries.source import TrialSource
from content.files import DATA

# The registry asks robots for a second between two requests.
_PAUSE = 1.0
_DATES = {"as_of", "status_as_of"}
# Where a registry says nothing, what we had found elsewhere still stands.
_OURS = ("results", "time_window")


async def refresh(settings: Settings, path: Path, pause: float = _PAUSE) -> Tuple[List[str], bool]:
    """Ask for every saved trial and for new ones, write the list, and return the differences.

    The second value is False if no registry answered; nothing is written then.
    """
    today = datetime.now(timezone.utc).date()
    notes: List[str] = []
    fresh: Dict[str, Trial] = {}
    sources: Tuple[TrialSource, ...] = (ClinicalTrialsGov(settings), Isrctn(settings))
    for source in sources:
        try:
            fresh.update({trial.id: trial for trial in await source.search(Deadline(settings.whole))})
        except SourceError as error:
            notes.append(f"! {source.registry}: no search: {error}")
            continue
        for saved in snapshot().trials:
            if saved.registry == source.registry and saved.id not in fresh:
                await asyncio.sleep(pause)
                found = await _fetch(source, saved.id, settings, notes)
                if found:
                    fresh[found.id] = found
    if not fresh:
        return notes, False
    trials = [_renewed(saved, fresh.pop(saved.id, None)) for saved in snapshot().trials]
    for saved, trial in zip(snapshot().trials, trials):
        notes += [f"~ {saved.id}: {difference}" for difference in differences(saved, trial)]
    known = {trial_id for trial in trials for trial_id in (trial.id, *trial.other_ids)}
    new = [_shortened(trial) for trial in fresh.values() if trial.id not in known]
    notes += [f"+ {trial.id}: {trial.title} ({trial.status.value})" for trial in new]
    write_snapshot(path, [*trials, *new], today)
    return notes, True


def differences(old: Trial, new: Trial) -> Iterator[str]:
    """What has changed in a record, a line a field; dates of checking left out."""
    for field in fields(old):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before != after and field.name not in _DATES:
            yield f"{field.name}: {_plain(before)} -> {_plain(after)}"


async def _fetch(source: TrialSource, trial_id: str, settings: Settings, notes: List[str]) -> Optional[Trial]:
    try:
        trial = await source.fetch(trial_id, Deadline(settings.whole))
    except NotThere:
        notes.append(f"- {trial_id}: the registry has no such record; kept as it was")
        return None
    except SourceError as error:
        notes.append(f"! {trial_id}: {error}; kept as it was")
        return None
    if trial.id != trial_id:
        notes.append(f"- {trial_id}: is now {trial.id}; kept as it was")
        return None
    return trial


def _renewed(saved: Trial, fresh: Optional[Trial]) -> Trial:
    """The fresh record with our own words, and with what it lacks from the saved one."""
    if fresh is None:
        return saved
    kept: Dict[str, Any] = {
        field.name: getattr(saved, field.name)
        for field in fields(saved)
        if field.name in _OURS or getattr(fresh, field.name) == field.default
    }
    ids = tuple(dict.fromkeys((*fresh.other_ids, *saved.other_ids)))
    kept["other_ids"] = ids
    return _shortened(replace(fresh, **kept))


def _shortened(trial: Trial) -> Trial:
    return replace(trial, summary=None, official_title=None)


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_plain(item) for item in value)}]"
    return str(value) if isinstance(value, (str, int, PartialDate)) or value is None else repr(value)


def main() -> int:
    """Refresh `data/trials.yml` from the live registries."""
    notes, written = asyncio.run(refresh(settings_from_environment(), DATA / FILE))
    print("\n".join(notes) or "Nothing has changed.")
    if not written:
        print("No registry answered; the saved list is as it was.", file=sys.stderr)
    return 0 if written else 1


if __name__ == "__main__":
    sys.exit(main())
