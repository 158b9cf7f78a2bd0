"""A registry on this machine and a finder that asks it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import AsyncIterator, Callable

import pytest

from actions.registries.finder import TrialFinder
from actions.registries.settings import Settings
from actions.registries.snapshot import Snapshot, saved_trial
from tests.registries.server import FakeRegistry, running

TODAY = date(2026, 11, 28)

SAVED_ID = "NCT99999900"


@pytest.fixture
async def registry() -> AsyncIterator[FakeRegistry]:
    """Both registries, empty until told otherwise."""
    async with running(FakeRegistry()) as server:
        yield server


@pytest.fixture
def saved() -> Snapshot:
    """A saved list of one trial."""
    row = {
        "id": SAVED_ID,
        "as_of": "2026-11-01",
        "title": "A saved trial of stem cells for stroke",
        "status": "RECRUITING",
        "status_as_of": "2026-11-01",
        "stroke_kinds": ["ischaemic"],
        "sites": [{"city": "Madrid", "country": "Spain", "country_code": "ES"}],
    }
    return Snapshot((saved_trial(row),), date(2026, 11, 23))


@pytest.fixture
def settings(registry: FakeRegistry, tmp_path: Path) -> Settings:
    """Short limits, so that no test waits long."""
    return Settings(
        clinicaltrials_url=f"{registry.url}/api/v2",
        isrctn_url=f"{registry.url}/isrctn",
        cache=tmp_path / "cache",
        connect=0.5,
        whole=3.0,
    )


@pytest.fixture
def make_finder(settings: Settings, saved: Snapshot) -> Callable[..., TrialFinder]:
    """Makes a finder; keyword arguments replace settings."""
    return lambda **changes: TrialFinder(replace(settings, **changes), saved, lambda: TODAY)


@pytest.fixture
def finder(make_finder: Callable[..., TrialFinder]) -> TrialFinder:
    """A finder on the local registries."""
    return make_finder()
