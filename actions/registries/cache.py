"""Keeps what registries answered, on disk, so that the next person need not wait and a failing registry is no loss.

A file holds trials and a time, nothing about who asked. Its name is that of the source and "search" or a trial's id.
"""

import json
import logging
import os
import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, Iterable, Optional, Tuple

from actions.registries.model import Trial
from actions.registries.rows import BadRow, row_of, trial_from

logger = logging.getLogger(__name__)

# Raised whenever a `Trial` changes its shape or what is read into it; older files are then passed over.
VERSION = 1
_MOST_FILES = 500
_SAFE = re.compile(r"[^A-Za-z0-9_.-]")


@dataclass(frozen=True)
class Entry:
    """What a registry answered. `saved_at` is in seconds since the epoch."""

    trials: Tuple[Trial, ...]
    saved_at: float


class TrialCache:
    """A folder of answers, each also held in memory. A folder that cannot be used costs speed, never an answer."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._clock = clock
        self._memory: Dict[str, Entry] = {}

    def get(self, key: str) -> Optional[Entry]:
        """What was kept under a key, however old; None for nothing or a file that cannot be read."""
        if key not in self._memory:
            entry = self._read(key)
            if entry is None:
                return None
            self._remember(key, entry)
        return self._memory[key]

    def age(self, entry: Entry) -> float:
        """How old an entry is, in seconds. One from the future counts as very old."""
        age = self._clock() - entry.saved_at
        return age if age >= 0 else float("inf")

    def put(self, key: str, trials: Iterable[Trial]) -> Entry:
        """Hold an answer in memory and return it as an entry. `save` puts it on disk."""
        entry = Entry(tuple(trials), self._clock())
        self._remember(key, entry)
        return entry

    def save(self, key: str, entry: Entry) -> None:
        """Write an entry to disk; safe to call from a thread."""
        try:
            self._write(key, entry)
        except OSError as error:
            logger.warning("The cache of trials cannot be written: %s", type(error).__name__)

    def _remember(self, key: str, entry: Entry) -> None:
        self._memory.pop(key, None)
        self._memory[key] = entry
        while len(self._memory) > _MOST_FILES:
            self._memory.pop(next(iter(self._memory)))

    def _path(self, key: str) -> Path:
        return self._folder / f"{_SAFE.sub('_', key)}.json"

    def _read(self, key: str) -> Optional[Entry]:
        try:
            document = json.loads(self._path(key).read_bytes())
            if document["version"] != VERSION:
                return None
            return Entry(tuple(trial_from(row) for row in document["trials"]), float(document["saved_at"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, BadRow) as error:
            logger.warning("A file of the cache of trials cannot be read: %s", type(error).__name__)
            return None

    def _write(self, key: str, entry: Entry) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        rows = [row_of(trial) for trial in entry.trials]
        document = json.dumps({"version": VERSION, "saved_at": entry.saved_at, "trials": rows}, ensure_ascii=False)
        # A reader sees the old file or the new one, never half of one.
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(document)
            os.replace(name, self._path(key))
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self._prune()

    def _prune(self) -> None:
        files = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in files[: max(0, len(files) - _MOST_FILES)]:
            path.unlink(missing_ok=True)
