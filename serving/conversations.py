"""Where conversations are kept: in one file, unreadable without the session they belong to, and for a limited time.

A conversation survives a restart of the server and is dropped when its person asks, or after some silent hours.
Should the server be down when that hour strikes, the row stays on the disk until the next start. It is no use
to anybody: it is encrypted with a key made from the sender id, which no file holds. The person's browser has it.
"""

import json
import os
import sqlite3
import time
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, Optional, Tuple, Type, Union

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.constants import ACTION_SESSION_START_NAME
from rasa.shared.core.conversation import Dialogue
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses

from channels.state import private_file, state_folder

FORGET_SLOT = "forget_me"
DEFAULT_HOURS = 1.0
IN_MEMORY = ":memory:"
# The ranking of all topics is only read in the turn that it was made for; it is most of a message's size.
KEPT_GUESSES = 3
# A turn asks for the two keys of its conversation eight times.
KEYS_REMEMBERED = 256
# A clock that is kept in step may be set back by this many seconds without harm.
CLOCK_TOLERANCE = 60

# A time in the future means that the clock was set back; how old such a row is cannot be known.
_SILENT = "saved <= ? OR saved > ?"
_SALT_BYTES = 16
_NONCE_BYTES = 12
_TABLES = """
CREATE TABLE IF NOT EXISTS conversations (id BLOB PRIMARY KEY, saved REAL NOT NULL, sealed BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_saved ON conversations (saved);
CREATE TABLE IF NOT EXISTS salt (value BLOB NOT NULL);
"""


class ForgetfulTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Drops a conversation when its person asked for that, and any that has been silent for some hours.

    Configured in `endpoints.yml`. `forget_after_hours` is the longest time a silent conversation is kept; `path`
    names the file, `:memory:` for none. Without it the file is `conversations.sqlite` in the state folder.

    Raises:
        sqlite3.Error: from any method, when the file cannot be read or written.
    """

    def __init__(
        self,
        domain: Domain,
        event_broker: Optional[EventBroker] = None,
        forget_after_hours: float = DEFAULT_HOURS,
        path: Union[str, Path, None] = None,
        **kwargs: Any,
    ) -> None:
        """Open the file, making it if there is none, and drop what is due."""
        super().__init__(domain, event_broker, **kwargs)
        self._seconds = forget_after_hours * 3600
        self._database = _open(str(path or state_folder() / "conversations.sqlite"))
        self._salt = _salt_of(self._database)
        self._derive = lru_cache(KEYS_REMEMBERED)(self._derived)
        # A channel reads a conversation right before Rasa does; this spares the second reading.
        self._read: Optional[Tuple[bytes, List[Dict[str, Any]]]] = None
        self.drop_silent()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the conversation, or drop it if its person has asked for that."""
        await self.stream_events(tracker)
        self.drop_silent()
        if tracker.get_slot(FORGET_SLOT):
            self._database.execute("DELETE FROM conversations WHERE id = ?", (self._id(tracker.sender_id),))
            return
        row = (self._id(tracker.sender_id), time.time(), self._seal(tracker))
        self._database.execute("INSERT OR REPLACE INTO conversations VALUES (?, ?, ?)", row)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The latest session of a conversation, or None if there is none or it has been silent for too long."""
        events = await self.raw_events(sender_id)
        return None if events is None else self._tracker(sender_id, _latest_session(events))

    async def retrieve_full_tracker(self, conversation_id: str) -> Optional[DialogueStateTracker]:
        """All sessions of a conversation, or None."""
        events = await self.raw_events(conversation_id)
        return None if events is None else self._tracker(conversation_id, events)

    async def raw_events(self, conversation_id: str) -> Optional[List[Dict[str, Any]]]:
        """The events of all sessions as Rasa writes them in JSON, or None. Much cheaper than a tracker.

        They are to be read only: the next reading may give the same list.
        """
        sealed = self._sealed(conversation_id)
        if sealed is None:
            return None
        if self._read is None or self._read[0] != sealed:
            self._read = sealed, _loaded(self._unseal(conversation_id, sealed))["events"]
        return self._read[1]

    async def exists(self, conversation_id: str) -> bool:
        """Whether the conversation is kept."""
        return self._sealed(conversation_id) is not None

    async def keys(self) -> Iterable[str]:
        """No sender ids: the store can tell one it is given, and cannot name any."""
        return []

    def drop_silent(self) -> None:
        """Drop every conversation that has been silent for too long. Called at each save and by the server's clock."""
        self._read = None
        self._database.execute(f"DELETE FROM conversations WHERE {_SILENT}", self._bounds())

    def _bounds(self) -> Tuple[float, float]:
        """The values that `_SILENT` asks for."""
        now = time.time()
        return now - self._seconds, now + CLOCK_TOLERANCE

    def count(self) -> int:
        """How many conversations are kept."""
        return int(self._database.execute("SELECT count(*) FROM conversations").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _id(self, sender_id: str) -> bytes:
        return self._derive(sender_id, b"row")

    def _sealed(self, sender_id: str) -> Optional[bytes]:
        query = f"SELECT sealed FROM conversations WHERE id = ? AND NOT ({_SILENT})"
        row = self._database.execute(query, (self._id(sender_id), *self._bounds())).fetchone()
        return None if row is None else bytes(row[0])

    def _tracker(self, sender_id: str, events: Iterable[Dict[str, Any]]) -> DialogueStateTracker:
        self._read = None  # Rasa may change what it is given
        tracker = self.init_tracker(sender_id)
        tracker.recreate_from_dialogue(Dialogue(sender_id, [_event(event) for event in events]))
        return tracker

    def _derived(self, sender_id: str, purpose: bytes) -> bytes:
        kdf = HKDF(algorithm=SHA256(), length=32, salt=self._salt, info=purpose)
        return kdf.derive(sender_id.encode("utf-8", "surrogatepass"))

    def _seal(self, tracker: DialogueStateTracker) -> bytes:
        dialogue = tracker.as_dialogue().as_dict()
        for event in dialogue["events"]:
            parsed = event.get("parse_data")
            if parsed and len(parsed.get("intent_ranking") or ()) > KEPT_GUESSES:
                event["parse_data"] = {**parsed, "intent_ranking": parsed["intent_ranking"][:KEPT_GUESSES]}
        nonce = os.urandom(_NONCE_BYTES)
        key = self._derive(tracker.sender_id, b"key")
        return nonce + AESGCM(key).encrypt(nonce, _dumped(dialogue), None)

    def _unseal(self, sender_id: str, sealed: bytes) -> bytes:
        key = self._derive(sender_id, b"key")
        try:
            return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
        except InvalidTag as error:
            # A row that was tampered with must not look like a new person.
            raise sqlite3.DatabaseError("a conversation on the disk is damaged") from error


def _dumped(dialogue: Dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(dialogue)
    except TypeError:  # half of a letter of two parts, as broken clients send it; orjson refuses it on both ways
        return json.dumps(dialogue).encode()


def _loaded(text: bytes) -> Dict[str, Any]:
    try:
        return orjson.loads(text)
    except ValueError:
        return json.loads(text)


@cache
def _event_classes() -> Mapping[str, Type[Event]]:
    return {kind.type_name: kind for kind in all_subclasses(Event)}


def _latest_session(events: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    starts = [at for at, event in enumerate(events) if event.get("name") == ACTION_SESSION_START_NAME]
    return events[starts[-1] :] if starts else events


def _event(parameters: Dict[str, Any]) -> Event:
    # `Event.from_parameters` does the same and looks for all kinds of events anew each time: half of the cost.
    event = _event_classes()[parameters["event"]]._from_parameters(parameters)
    if event is None:
        raise ValueError("an event of a conversation on the disk cannot be read")
    return event


def _open(path: str) -> sqlite3.Connection:
    if path != IN_MEMORY:
        # SQLite gives its side files the rights of the main one, which is made first so that nobody else can read it.
        private_file(Path(path))
    database = sqlite3.connect(path, isolation_level=None, timeout=3, check_same_thread=False)
    database.execute("PRAGMA secure_delete = ON")
    # An acknowledged message survives the end of the process; a power cut may lose the last of them.
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.executescript(_TABLES)
    return database


def _salt_of(database: sqlite3.Connection) -> bytes:
    database.execute("BEGIN IMMEDIATE")
    row = database.execute("SELECT value FROM salt").fetchone()
    if row is None:
        row = (os.urandom(_SALT_BYTES),)
        database.execute("INSERT INTO salt VALUES (?)", row)
    database.execute("COMMIT")
    return bytes(row[0])
