"""Whether answers helped: counts by answer and reading level. No words, no session and no time are kept."""

import sqlite3
from collections import OrderedDict
from pathlib import Path
from typing import Dict, Tuple

from channels.state import private_file

# A second vote on the same message replaces the first while it is among this many latest ones.
MOST_REMEMBERED = 10_000
_TABLE = """
CREATE TABLE IF NOT EXISTS feedback (
    answer TEXT NOT NULL, level TEXT NOT NULL, helpful INTEGER NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (answer, level, helpful)
) WITHOUT ROWID
"""
_ADD = """
INSERT INTO feedback VALUES (?, ?, ?, ?)
ON CONFLICT (answer, level, helpful) DO UPDATE SET count = max(0, count + excluded.count)
"""


class Feedback:
    """The counts, in a small SQLite file.

    Raises:
        sqlite3.Error: from any method, when the file cannot be read or written.
        OSError: the file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(private_file(path), isolation_level=None, timeout=3, check_same_thread=False)
        self._database.execute(_TABLE)
        self._votes: OrderedDict[str, bool] = OrderedDict()

    def record(self, message_id: str, helpful: bool) -> None:
        """Count a vote on a message, whose id begins with answer and level: `risks.simple.1f…`."""
        before = self._votes.pop(message_id, None)
        self._votes[message_id] = helpful
        if len(self._votes) > MOST_REMEMBERED:
            self._votes.popitem(last=False)
        if before is helpful:
            return
        answer, level = message_id.split(".")[:2]
        if before is not None:
            self._database.execute(_ADD, (answer, level, int(before), -1))
        self._database.execute(_ADD, (answer, level, int(helpful), 1))

    def counts(self) -> Dict[Tuple[str, str, bool], int]:
        """How often each answer helped or did not, by answer, level and vote."""
        rows = self._database.execute("SELECT answer, level, helpful, count FROM feedback").fetchall()
        return {(answer, level, bool(helpful)): count for answer, level, helpful, count in rows}

    def close(self) -> None:
        """Close the file."""
        self._database.close()
