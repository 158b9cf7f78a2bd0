"""The small parts: breaker, cache, distance, expressions, merging, cautions."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.registries.cache import TrialCache
from actions.registries.cautions import cautions_of, status_is_old
from actions.registries.circuit_breaker import CircuitBreaker
from actions.registries.clinicaltrials_gov_record import trial_of
from actions.registries.distance import kilometres
from actions.registries.essie import any_of, phrase
from actions.registries.merging import Found, merged
from actions.registries.model import PartialDate, Site, Trial
from actions.registries.rows import BadRow, row_of, trial_from
from actions.registries.settings import settings_from_environment
from actions.registries.vocabulary import Caution, Origin, Status, StudyType
from tests.registries.conftest import TODAY
from tests.registries.studies import study


def trial(number: int = 1, **changes: Any) -> Trial:
    """A trial with changes to its fields."""
    made = trial_of(study(number), TODAY)
    assert made is not None
    return replace(made, **changes)


def keep(cache: TrialCache, key: str, *trials: Trial) -> None:
    """Put into memory and on disk."""
    cache.save(key, cache.put(key, trials))


class Clock:
    """Time that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_breaker_opens_after_three_failures_and_lets_one_try_later() -> None:
    clock = Clock()
    breaker = CircuitBreaker(3, 600, clock)
    for _ in range(3):
        assert breaker.allows()
        breaker.failed()
    assert not breaker.allows()
    clock.now += 601
    assert breaker.allows() and not breaker.allows()
    breaker.failed()
    clock.now += 599
    assert not breaker.allows()
    clock.now += 2
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows() and breaker.allows()


def test_failures_that_are_not_in_a_row_open_nothing() -> None:
    breaker = CircuitBreaker(3, 600, Clock())
    for _ in range(5):
        breaker.failed()
        breaker.failed()
        breaker.succeeded()
    assert breaker.allows()


def test_the_cache_gives_back_what_was_put(tmp_path: Path) -> None:
    clock = Clock()
    keep(TrialCache(tmp_path, clock), "nct-search", trial(1), trial(2))
    clock.now += 50
    cache = TrialCache(tmp_path, clock)
    entry = cache.get("nct-search")
    assert entry and entry.trials == (trial(1), trial(2)) and cache.age(entry) == 50
    assert cache.get("nct-other") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"version": 1}',
        b'{"version": 0, "saved_at": 1, "trials": []}',
        b'{"version": 1, "saved_at": "x", "trials": []}',
        b'{"version": 1, "saved_at": 1, "trials": [{"id": 7}]}',
        b'{"version": 1, "saved_at": 1, "trials": 3}',
    ],
)
def test_a_broken_file_of_the_cache_is_passed_over(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "nct-search.json").write_bytes(content)
    assert TrialCache(tmp_path).get("nct-search") is None


def test_a_file_from_the_future_is_stale(tmp_path: Path) -> None:
    clock = Clock()
    entry = TrialCache(tmp_path, clock).put("key", [])
    clock.now -= 10
    assert TrialCache(tmp_path, clock).age(entry) == float("inf")


def test_a_key_cannot_leave_the_folder(tmp_path: Path) -> None:
    keep(TrialCache(tmp_path / "cache"), "../../CTRI/2008/091/000046")
    assert [path.name for path in tmp_path.rglob("*.json")] == [".._.._CTRI_2008_091_000046.json"]
    assert list(tmp_path.iterdir()) == [tmp_path / "cache"]


def test_the_cache_does_not_grow_for_ever(tmp_path: Path) -> None:
    cache = TrialCache(tmp_path)
    for number in range(510):
        keep(cache, f"key-{number}")
    assert len(list(tmp_path.iterdir())) == 500


def test_distances() -> None:
    assert round(kilometres(53.8, -1.55, 51.5, -0.12)) == 273
    assert kilometres(10, 20, 10, 20) == 0
    assert round(kilometres(0, 179.9, 0, -179.9)) == 22
    assert round(kilometres(90, 0, -90, 0)) == 20015


@given(st.text(max_size=300))
def test_no_word_can_act_as_an_operator(words: str) -> None:
    written = phrase(words)
    inside = written[1:-1]
    assert written[0] == written[-1] == '"'
    plain = inside.replace("\\\\", "")
    for operator in '"()[]{}:*?~^':
        assert plain.count(operator) == plain.count(f"\\{operator}")


def test_expressions() -> None:
    assert any_of(["stem cell", "MSC"]) == '"stem cell" OR "MSC"'
    assert phrase("AREA[Phase]PHASE3 OR (x)") == '"AREA\\[Phase\\]PHASE3 OR \\(x\\)"'


def test_a_saved_record_completes_a_live_one() -> None:
    live = trial(1, time_window=None, sponsor=None)
    old = trial(1, time_window="Within a week.", sponsor="Old Hospital", title="Old", cautions=(Caution.FEE_MENTIONED,))
    (only,) = merged([Found(old, Origin.SNAPSHOT), Found(live, Origin.LIVE)])
    assert only.origin is Origin.LIVE and only.trial.title == live.title
    assert (only.trial.time_window, only.trial.sponsor) == ("Within a week.", "Old Hospital")
    assert only.trial.cautions == (Caution.FEE_MENTIONED,)


def test_records_that_name_each_other_are_one() -> None:
    other = trial(1, id="ISRCTN99999901", registry="isrctn", other_ids=("NCT99999001",), enrolment=99)
    (only,) = merged([Found(other, Origin.LIVE), Found(trial(1), Origin.LIVE)])
    assert only.trial.registry == "nct" and only.trial.enrolment == 40
    assert "ISRCTN99999901" in only.trial.other_ids


def test_a_follow_up_that_names_its_parent_stays_a_trial_of_its_own() -> None:
    follow_up = trial(2, other_ids=("NCT99999001",))
    saved = trial(1, title="Saved", time_window="Within a week.")
    found = merged([Found(follow_up, Origin.LIVE), Found(trial(1), Origin.LIVE), Found(saved, Origin.SNAPSHOT)])
    assert [item.trial.id for item in found] == ["NCT99999002", "NCT99999001"]
    assert [item.trial.time_window for item in found] == [None, "Within a week."]


def test_a_status_and_its_date_stay_together() -> None:
    live = trial(1, status=Status.NOT_STATED, status_as_of=PartialDate(2026))
    old = trial(1, status=Status.COMPLETED, status_as_of=PartialDate(2021))
    (only,) = merged([Found(live, Origin.LIVE), Found(old, Origin.SNAPSHOT)])
    assert (only.trial.status, only.trial.status_as_of) == (Status.COMPLETED, PartialDate(2021))


@pytest.mark.parametrize(
    ("changes", "country", "caution"),
    [
        ({"completion": PartialDate(2026, 10)}, None, Caution.END_DATE_PASSED),
        ({"verified": PartialDate(2024, 1)}, None, Caution.NOT_VERIFIED_FOR_TWO_YEARS),
        ({"status": Status.UNKNOWN}, None, Caution.NOT_VERIFIED_FOR_TWO_YEARS),
        ({"study_type": StudyType.EXPANDED_ACCESS}, None, Caution.EXPANDED_ACCESS),
        ({}, "FR", Caution.SINGLE_SITE_ABROAD),
        ({}, "fr", Caution.SINGLE_SITE_ABROAD),
    ],
)
def test_each_caution(changes: Any, country: Any, caution: Caution) -> None:
    assert cautions_of(trial(1, **changes), TODAY, country) == (caution,)


@pytest.mark.parametrize(
    ("changes", "country"),
    [
        ({"completion": PartialDate(2026, 11)}, None),
        ({"completion": PartialDate(2026)}, None),
        ({"completion": PartialDate(2020), "status": Status.COMPLETED}, None),
        ({"verified": PartialDate(2020), "status": Status.WITHDRAWN}, None),
        ({}, "GB"),
        ({"sites": ()}, "FR"),
        ({"sites": (Site(country="Nowhere"),)}, "FR"),
        ({"sites": (Site(country_code="CN"), Site(country_code="CN"))}, "FR"),
    ],
)
def test_no_caution_without_a_reason(changes: Any, country: Any) -> None:
    assert cautions_of(trial(1, **changes), TODAY, country) == ()


def test_a_status_older_than_30_days_is_old() -> None:
    assert status_is_old(trial(1, status_as_of=None), TODAY)
    assert status_is_old(trial(1, status_as_of=PartialDate(2026, 10, 28)), TODAY)
    assert not status_is_old(trial(1, status_as_of=PartialDate(2026, 10, 29)), TODAY)
    assert not status_is_old(trial(1, status_as_of=PartialDate(2026, 11)), TODAY)
    assert status_is_old(trial(1, status_as_of=PartialDate(2026)), TODAY)


@pytest.mark.parametrize(
    "row", [None, [], {}, {"id": "x"}, {"id": 1, "registry": "nct", "url": ""}, {"unknown": 1}, {"sites": "x"}]
)
def test_a_bad_row_is_named(row: Any) -> None:
    with pytest.raises(BadRow):
        trial_from(row)


def test_rows_are_plain_json() -> None:
    made = trial(1)
    assert trial_from(json.loads(json.dumps(row_of(made)))) == made


def test_settings_come_from_the_environment() -> None:
    given = {
        "ASSISTANT_CLINICALTRIALS_URL": "http://127.0.0.1:9/api/",
        "ASSISTANT_ISRCTN_URL": "",
        "ASSISTANT_TRIALS_OFFLINE": "TRUE",
        "ASSISTANT_CACHE": "/somewhere",
        "ASSISTANT_CONTACT": "https://charity.example/bot",
    }
    settings = settings_from_environment(given)
    assert settings.clinicaltrials_url == "http://127.0.0.1:9/api" and settings.offline
    assert settings.isrctn_url == "https://www.isrctn.com/api" and settings.cache == Path("/somewhere")
    assert settings.user_agent.endswith("(+https://charity.example/bot)")
    assert not settings_from_environment({}).offline
