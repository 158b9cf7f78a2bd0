"""A conversation is kept while it goes on, and no longer than its person wants."""

import os
import sqlite3
import stat
from pathlib import Path
from typing import Awaitable, Callable, Iterator

import pytest
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    ConversationResumed,
    DefinePrevUserUtteredFeaturization,
    EntitiesAdded,
    FollowupAction,
    LoopInterrupted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from content.files import DATA
from serving.conversations import FORGET_SLOT, KEPT_GUESSES, ForgetfulTrackerStore

HOUR = 3600


class Clock:
    """Stands still until it is moved."""

    hours = 0.0

    def time(self) -> float:
        return 1_800_000_000 + self.hours * HOUR


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("serving.conversations.time", clock)
    return clock


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "conversations.sqlite"


@pytest.fixture
def store(domain: Domain, file: Path) -> Iterator[ForgetfulTrackerStore]:
    store = ForgetfulTrackerStore(domain, forget_after_hours=2, path=file)
    yield store
    store.close()


Says = Callable[..., Awaitable[None]]


@pytest.fixture
def says(store: ForgetfulTrackerStore) -> Says:
    """A message of a person, kept as Rasa does it: the conversation is fetched, added to and saved."""

    async def say(person: str, text: str, **slots: object) -> None:
        tracker = await store.get_or_create_tracker(person)
        tracker.update_with_events([UserUttered(text), *(SlotSet(*slot) for slot in slots.items())], store.domain)
        await store.save(tracker)

    return say


def texts(tracker: DialogueStateTracker | None) -> list[str | None]:
    assert tracker is not None
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


async def present(store: ForgetfulTrackerStore, *people: str) -> list[str]:
    return [person for person in people if await store.exists(person)]


async def test_keeps_what_was_said(store: ForgetfulTrackerStore, says: Says) -> None:
    await says("ann", "hello", country="GB")
    await says("ann", "is it safe?")
    tracker = await store.retrieve("ann")
    assert texts(tracker) == ["hello", "is it safe?"]
    assert tracker is not None
    assert tracker.get_slot("country") == "GB"


async def test_keeps_half_of_a_letter_as_broken_clients_send_it(store: ForgetfulTrackerStore, says: Says) -> None:
    await says("ann", "my arm \ud83d")
    await says("ann", "is it safe? \U0001f9e0 \x00")
    assert texts(await store.retrieve("ann")) == ["my arm \ud83d", "is it safe? \U0001f9e0 \x00"]


async def test_knows_nobody_at_first(store: ForgetfulTrackerStore) -> None:
    assert await store.retrieve("ann") is None
    assert await store.retrieve_full_tracker("ann") is None


class TestOnRequest:
    async def test_forgets_that_person_only(self, store: ForgetfulTrackerStore, says: Says) -> None:
        await says("ann", "hello")
        await says("bob", "hi")
        await says("ann", "yes, delete it", **{FORGET_SLOT: True})
        assert await store.retrieve("ann") is None
        assert not await store.exists("ann")
        assert await store.exists("bob")

    async def test_the_next_message_begins_a_new_conversation(self, store: ForgetfulTrackerStore, says: Says) -> None:
        await says("ann", "hello", country="GB")
        await says("ann", "yes, delete it", **{FORGET_SLOT: True})
        await says("ann", "hello again")
        tracker = await store.retrieve("ann")
        assert texts(tracker) == ["hello again"]
        assert tracker is not None
        assert (tracker.get_slot("country"), tracker.get_slot(FORGET_SLOT)) == (None, False)

    async def test_somebody_who_was_never_kept(self, store: ForgetfulTrackerStore, says: Says) -> None:
        tracker = store.init_tracker("new")
        tracker.update(SlotSet(FORGET_SLOT, True))
        await store.save(tracker)
        assert await store.retrieve("new") is None


class TestAfterHours:
    async def test_keeps_until_then(self, store: ForgetfulTrackerStore, says: Says, clock: Clock) -> None:
        await says("ann", "hello")
        clock.hours = 1.99
        assert texts(await store.retrieve("ann")) == ["hello"]

    async def test_the_person_who_comes_back_later_is_new(
        self, store: ForgetfulTrackerStore, says: Says, clock: Clock
    ) -> None:
        await says("ann", "hello")
        clock.hours = 2
        await says("ann", "good evening")
        assert texts(await store.retrieve_full_tracker("ann")) == ["good evening"]

    async def test_each_message_counts_anew(self, store: ForgetfulTrackerStore, says: Says, clock: Clock) -> None:
        for hour in range(5):
            clock.hours = hour
            await says("ann", f"hour {hour}")
        assert len(texts(await store.retrieve("ann"))) == 5

    async def test_those_silent_longest_go_first(self, store: ForgetfulTrackerStore, says: Says, clock: Clock) -> None:
        await says("ann", "first")
        clock.hours = 0.5
        await says("bob", "second")
        clock.hours = 1
        await says("ann", "third")
        clock.hours = 2.5
        await says("cem", "bob has been silent for two hours")
        assert await present(store, "ann", "bob", "cem", "dee") == ["ann", "cem"]
        clock.hours = 3
        await says("dee", "now ann has too")
        assert await present(store, "ann", "bob", "cem", "dee") == ["cem", "dee"]

    async def test_a_message_of_anybody_clears_all_that_are_due(
        self, store: ForgetfulTrackerStore, says: Says, clock: Clock
    ) -> None:
        for person in ("ann", "bob", "cem"):
            await says(person, "hello")
        clock.hours = 3
        await says("dee", "hello")
        assert store.count() == 1
        assert await present(store, "ann", "bob", "cem", "dee") == ["dee"]

    async def test_nobody_has_to_write_for_it(self, store: ForgetfulTrackerStore, says: Says, clock: Clock) -> None:
        await says("ann", "hello")
        clock.hours = 2
        store.drop_silent()
        assert store.count() == 0

    async def test_a_clock_that_was_set_back_does_not_lengthen_the_time(
        self, store: ForgetfulTrackerStore, says: Says, clock: Clock
    ) -> None:
        clock.hours = 10
        await says("ann", "hello")
        clock.hours = 10 - 1 / HOUR
        assert await store.exists("ann"), "clocks are corrected by a little all the time"
        clock.hours = 9
        assert not await store.exists("ann")


class TestOnTheDisk:
    async def test_survives_a_restart(
        self, domain: Domain, file: Path, store: ForgetfulTrackerStore, says: Says
    ) -> None:
        await says("ann", "hello", country="GB")
        store.close()
        after = ForgetfulTrackerStore(domain, forget_after_hours=2, path=file)
        tracker = await after.retrieve("ann")
        assert texts(tracker) == ["hello"]
        assert tracker is not None
        assert tracker.get_slot("country") == "GB"
        after.close()

    async def test_what_became_due_while_the_server_was_down_goes_at_its_start(
        self, domain: Domain, file: Path, store: ForgetfulTrackerStore, says: Says, clock: Clock
    ) -> None:
        await says("ann", "hello")
        store.close()
        clock.hours = 2
        after = ForgetfulTrackerStore(domain, forget_after_hours=2, path=file)
        assert after.count() == 0
        after.close()

    async def test_no_word_and_no_name_can_be_read(self, file: Path, says: Says) -> None:
        await says("sender-canary", "word-canary", country="slot-canary")
        await says("sender-canary", "yes", **{FORGET_SLOT: True})
        await says("sender-canary", "word-canary again")
        stored = b"".join(path.read_bytes() for path in file.parent.iterdir())
        assert len(stored) > 4096
        for canary in (b"canary", b"session_started", b"UserUttered", b"user"):
            assert canary not in stored

    async def test_the_same_words_do_not_look_the_same(self, file: Path, says: Says) -> None:
        for person in ("ann", "bob"):
            await says(person, "hello")
        with sqlite3.connect(file) as database:
            (one,), (other,) = database.execute("SELECT sealed FROM conversations")
        assert one[:64] != other[:64]

    @pytest.mark.parametrize("side_file", ["", "-wal", "-shm"])
    async def test_only_its_owner_may_read_the_files(self, file: Path, says: Says, side_file: str) -> None:
        await says("ann", "hello")
        assert stat.S_IMODE(os.stat(f"{file}{side_file}").st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700

    async def test_only_the_first_guesses_are_kept(self, store: ForgetfulTrackerStore) -> None:
        ranking = [{"name": f"topic {n}", "confidence": 0.1} for n in range(90)]
        parsed = {"intent": {"name": "ask_cure"}, "entities": [], "intent_ranking": ranking}
        tracker = store.init_tracker("ann")
        tracker.update(UserUttered("hello", parsed["intent"], [], parsed))
        await store.save(tracker)
        kept = await store.retrieve("ann")
        assert kept is not None
        assert kept.latest_message is not None
        assert kept.latest_message.parse_data["intent_ranking"] == ranking[:KEPT_GUESSES]
        assert tracker.latest_message is not None
        assert len(tracker.latest_message.parse_data["intent_ranking"]) == 90, "the running turn still has them all"

    async def test_every_kind_of_event_comes_back_as_it_was(self, store: ForgetfulTrackerStore, domain: Domain) -> None:
        events = [
            *(
                ActionExecuted("action_listen"),
                SessionStarted(),
                UserUttered("hi", {"name": "greet"}, [], message_id="m"),
            ),
            BotUttered("hello", {"buttons": [{"title": "t", "payload": "/p"}]}, {"utter_action": "utter_greet"}),
            *(SlotSet("country", "GB"), AllSlotsReset(), FollowupAction("action_listen"), ActiveLoop("form")),
            *(LoopInterrupted(True), ActionExecutionRejected("action_x"), DefinePrevUserUtteredFeaturization(False)),
            *(ConversationPaused(), ConversationResumed(), EntitiesAdded([{"entity": "term", "value": "x"}])),
        ]
        tracker = DialogueStateTracker.from_events("ann", events, slots=domain.slots)
        await store.save(tracker)
        kept = await store.retrieve_full_tracker("ann")
        assert kept is not None
        assert list(kept.events) == list(tracker.events)
        assert [event.as_dict() for event in kept.events] == [event.as_dict() for event in tracker.events]
        assert kept.current_state() == tracker.current_state()
        assert await store.raw_events("ann") == [event.as_dict() for event in tracker.events]
        assert await store.raw_events("bob") is None


class TestFaults:
    async def test_a_damaged_conversation_is_not_taken_for_a_new_person(
        self, file: Path, store: ForgetfulTrackerStore, says: Says
    ) -> None:
        await says("ann", "hello")
        with sqlite3.connect(file) as database:
            database.execute("UPDATE conversations SET sealed = zeroblob(length(sealed))")
        with pytest.raises(sqlite3.DatabaseError):
            await store.retrieve("ann")

    async def test_a_store_that_cannot_be_written_says_so(self, store: ForgetfulTrackerStore, says: Says) -> None:
        store.close()
        with pytest.raises(sqlite3.Error):
            await says("ann", "hello")

    @pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 100_000, "", "'; DROP TABLE conversations; --"])
    async def test_no_sender_id_breaks_it(self, store: ForgetfulTrackerStore, says: Says, name: str) -> None:
        await says(name, "hello")
        assert texts(await store.retrieve(name)) == ["hello"]


async def test_rasa_makes_it_from_endpoints_yml_with_the_hours_that_stand_there(
    domain: Domain, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_STATE", str(tmp_path))
    endpoint = AvailableEndpoints.read_endpoints(str(DATA.parent / "endpoints.yml")).tracker_store
    store = TrackerStore.create(endpoint, domain)
    assert isinstance(store, ForgetfulTrackerStore)
    assert (tmp_path / "conversations.sqlite").is_file()
    hours = float(endpoint.kwargs["forget_after_hours"])
    await store.save(store.init_tracker("ann"))
    clock.hours = hours - 0.01
    assert await store.exists("ann")
    clock.hours = hours
    assert not await store.exists("ann")
