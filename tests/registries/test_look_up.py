"""One trial by its id."""

from typing import Any, Callable

import pytest
from aiohttp import web

from actions.registries.finder import TrialFinder
from actions.registries.vocabulary import Origin, Outcome
from tests.registries.conftest import SAVED_ID
from tests.registries.server import FakeRegistry, xml
from tests.registries.studies import page, study

ISRCTN = (
    b'<allTrials totalCount="1" xmlns="http://www.67bricks.com/isrctn"><fullTrial><trial><isrctn>99999901</isrctn>'
    b"<trialDescription><title>Stem cells after stroke</title></trialDescription></trial></fullTrial></allTrials>"
)


@pytest.mark.parametrize("written", ["NCT99999001", "nct99999001", " NCT 99999 001 "])
async def test_a_known_id(written: str, registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.study = lambda request: study()
    result = await finder.look_up(written)
    assert result.outcome is Outcome.FOUND and result.origin is Origin.LIVE and result.is_relevant
    assert result.match and result.match.trial.id == result.trial_id == "NCT99999001"
    assert registry.requests[0].path == "/api/v2/studies/NCT99999001"


async def test_an_unknown_id(finder: TrialFinder) -> None:
    result = await finder.look_up("NCT99999123")
    assert (result.outcome, result.trial_id, result.registry) == (Outcome.NONE, "NCT99999123", "nct")


async def test_an_unknown_id_is_no_failure_of_the_registry(registry: FakeRegistry, finder: TrialFinder) -> None:
    for number in range(5):
        assert (await finder.look_up(f"NCT9999910{number}")).outcome is Outcome.NONE
    assert len(registry.requests) == 5


@pytest.mark.parametrize("written", ["", "NCT", "NCT1", "hello", "NCT123456789", "AREA[NCTId]NCT99999001", "../stats"])
async def test_what_is_no_id(written: str, registry: FakeRegistry, finder: TrialFinder) -> None:
    result = await finder.look_up(written)
    assert result.outcome is Outcome.INVALID and result.trial_id is None and registry.requests == []


async def test_an_old_id_leads_to_the_new_record(registry: FakeRegistry, finder: TrialFinder) -> None:
    def moved(request: web.Request) -> Any:
        if request.match_info["id"] == "NCT99998001":
            return web.Response(status=301, headers={"Location": "/api/v2/studies/NCT99999001"})
        return study()

    registry.study = moved
    result = await finder.look_up("NCT99998001")
    assert result.outcome is Outcome.FOUND and result.trial_id == "NCT99998001"
    assert result.match and result.match.trial.id == "NCT99999001"


async def test_a_trial_about_something_else_says_so(registry: FakeRegistry, finder: TrialFinder) -> None:
    other = study(conditionsModule={"conditions": ["Asthma"]}, armsInterventionsModule={"interventions": []})
    other["protocolSection"]["identificationModule"] = {"nctId": "NCT99999001", "briefTitle": "Asthma Spray"}
    registry.study = lambda request: other
    result = await finder.look_up("NCT99999001")
    assert result.outcome is Outcome.FOUND and not result.is_relevant


async def test_a_failing_registry_leaves_the_saved_record(registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.study = lambda request: web.Response(status=500)
    result = await finder.look_up(SAVED_ID)
    assert result.outcome is Outcome.FOUND and result.origin is Origin.SNAPSHOT
    assert str(result.as_of) == "2026-11-01"
    assert (await finder.look_up("NCT99999001")).outcome is Outcome.UNAVAILABLE


async def test_a_record_without_an_id_is_no_answer(registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.study = lambda request: {"protocolSection": {}}
    assert (await finder.look_up("NCT99999001")).outcome is Outcome.UNAVAILABLE


async def test_a_record_is_kept_for_a_day(registry: FakeRegistry, make_finder: Callable[..., TrialFinder]) -> None:
    registry.study = lambda request: study()
    finder = make_finder()
    origins = [(await finder.look_up("NCT99999001")).origin for _ in range(2)]
    assert origins == [Origin.LIVE, Origin.CACHE] and len(registry.requests) == 1


async def test_isrctn_is_asked_for_its_own(registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.isrctn = lambda request: xml(ISRCTN)
    result = await finder.look_up("isrctn 99999901")
    assert result.outcome is Outcome.FOUND and result.match and result.match.trial.registry == "isrctn"
    assert (await finder.look_up("ISRCTN99999902")).outcome is Outcome.NONE


async def test_an_id_of_a_registry_we_cannot_ask_is_looked_for_beside_the_others(
    registry: FakeRegistry, finder: TrialFinder
) -> None:
    registry.studies = lambda request: page([study()])
    result = await finder.look_up("2019-099001-35")
    assert result.outcome is Outcome.FOUND and result.match and result.match.trial.id == "NCT99999001"
    assert registry.requests[0].query["query.id"] == '"2019\\-099001\\-35"'


async def test_an_id_that_nobody_knows_is_not_called_unknown_by_those_who_cannot_tell(
    registry: FakeRegistry, finder: TrialFinder
) -> None:
    result = await finder.look_up("DRKS00099999")
    assert (result.outcome, result.registry) == (Outcome.UNAVAILABLE, "drks")


async def test_two_records_that_name_an_id_are_none(registry: FakeRegistry, finder: TrialFinder) -> None:
    same = study(2)
    same["protocolSection"]["identificationModule"]["secondaryIdInfos"] = [{"id": "2019-099001-35"}]
    registry.studies = lambda request: page([study(1), same])
    assert (await finder.look_up("2019-099001-35")).outcome is Outcome.UNAVAILABLE
