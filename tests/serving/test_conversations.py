"""A conversation is kept while it goes on, and no longer than its person wants."""

from typing import Awaitable, Callable

import pytest
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from content.files import DATA
from serving.conversations import FORGET_SLOT, ForgetfulTrackerStore

HOUR = 3600


class Clock:
    """Stands still until it is moved."""

    hours = 0.0

    def monotonic(self) -> float:
        return self.hours * HOUR


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("serving.conversations.time", clock)
    return clock


@pytest.fixture
def store(domain: Domain) -> ForgetfulTrackerStore:
    return ForgetfulTrackerStore(domain, forget_after_hours=2)


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


async def test_keeps_what_was_said(store: ForgetfulTrackerStore, says: Says) -> None:
    await says("ann", "hello", country="GB")
    await says("ann", "is it safe?")
    tracker = await store.retrieve("ann")
    assert texts(tracker) == ["hello", "is it safe?"]
    assert tracker is not None
    assert tracker.get_slot("country") == "GB"


async def test_knows_nobody_at_first(store: ForgetfulTrackerStore) -> None:
    assert await store.retrieve("ann") is None
    assert await store.retrieve_full_tracker("ann") is None


class TestOnRequest:
    async def test_forgets_that_person_only(self, store: ForgetfulTrackerStore, says: Says) -> None:
        await says("ann", "hello")
        await says("bob", "hi")
        await says("ann", "yes, delete it", **{FORGET_SLOT: True})
        assert await store.retrieve("ann") is None
        assert list(await store.keys()) == ["bob"]

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
        assert sorted(await store.keys()) == ["ann", "cem"]
        clock.hours = 3
        await says("dee", "now ann has too")
        assert sorted(await store.keys()) == ["cem", "dee"]

    async def test_a_message_of_anybody_clears_all_that_are_due(
        self, store: ForgetfulTrackerStore, says: Says, clock: Clock
    ) -> None:
        for person in ("ann", "bob", "cem"):
            await says(person, "hello")
        clock.hours = 3
        await says("dee", "hello")
        assert list(await store.keys()) == ["dee"]


async def test_rasa_makes_it_from_endpoints_yml_with_the_hours_that_stand_there(domain: Domain, clock: Clock) -> None:
    endpoint = AvailableEndpoints.read_endpoints(str(DATA.parent / "endpoints.yml")).tracker_store
    store = TrackerStore.create(endpoint, domain)
    assert isinstance(store, ForgetfulTrackerStore)
    hours = float(endpoint.kwargs["forget_after_hours"])
    await store.save(store.init_tracker("ann"))
    clock.hours = hours - 0.01
    assert await store.exists("ann")
    clock.hours = hours
    assert not await store.exists("ann")
