"""Searches against a registry that works: pages, choice, order, cache, and what leaves the machine."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Callable, List

from actions.registries.finder import TrialFinder
from actions.registries.model import Place, Query, SearchResult
from actions.registries.settings import Settings
from actions.registries.vocabulary import Caution, Origin, Outcome, Relaxation, Stage, StrokeKind
from tests.registries.conftest import SAVED_ID
from tests.registries.server import FakeRegistry, xml
from tests.registries.studies import page, site, study

LEEDS = Place("Leeds", "GB", 53.8, -1.55)
STUDIES = "/api/v2/studies"


def ids(result: SearchResult) -> List[str]:
    """The ids of the matches in order, without their common part."""
    return [match.trial.id.replace("NCT99999", "") for match in result.matches]


async def test_nothing_found_live_and_nothing_saved_elsewhere(finder: TrialFinder) -> None:
    result = await finder.search(Query())
    assert result.outcome is Outcome.NONE and result.matches == () and result.origin is Origin.LIVE


async def test_all_pages_are_read(registry: FakeRegistry, finder: TrialFinder) -> None:
    pages = {None: page([study(1)], "b"), "b": page([study(2)], "c"), "c": page([study(3)])}
    registry.studies = lambda request: pages[request.query.get("pageToken")]
    assert sorted(ids(await finder.search(Query()))) == ["001", "002", "003"]
    first, second, third = (dict(request.query) for request in registry.asked(STUDIES))
    assert {**second, "pageToken": None} == {**first, "pageToken": None} == {**third, "pageToken": None}


async def test_an_empty_page_with_a_token_is_not_the_end(registry: FakeRegistry, finder: TrialFinder) -> None:
    pages = {None: page([], "b"), "b": page([study(2)], "c"), "c": page([])}
    registry.studies = lambda request: pages[request.query.get("pageToken")]
    assert ids(await finder.search(Query())) == ["002"]


async def test_tokens_without_end_are_not_followed_for_ever(registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.studies = lambda request: page([study(1)], "again")
    assert ids(await finder.search(Query())) == ["001"]
    assert len(registry.asked(STUDIES)) == 4


async def test_a_rejected_token_costs_only_the_later_pages(registry: FakeRegistry, finder: TrialFinder) -> None:
    from aiohttp import web

    def handler(request: web.Request) -> Any:
        if "pageToken" in request.query:
            return web.Response(status=400, text="Invalid page token")
        return page([study(1)], "old")

    registry.studies = handler
    result = await finder.search(Query())
    assert result.origin is Origin.LIVE and ids(result) == ["001"]


async def test_a_token_that_is_no_text(registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.studies = lambda request: {"studies": [study(1)], "nextPageToken": {"a": 1}}
    assert ids(await finder.search(Query())) == ["001"]


async def test_look_alikes_are_left_out(registry: FakeRegistry, finder: TrialFinder) -> None:
    heat = study(2, conditionsModule={"conditions": ["Heat Stroke"]})
    heat["protocolSection"]["identificationModule"] = {"nctId": "NCT99999002", "briefTitle": "Cells for Heat Stroke"}
    registry.studies = lambda request: page([study(1), heat, {"protocolSection": {}}, None, 7])
    assert ids(await finder.search(Query(recruiting_only=False))) == ["001"]


async def test_the_nearest_comes_first_and_farther_ones_only_if_need_be(
    registry: FakeRegistry, finder: TrialFinder
) -> None:
    york = site("York", point={"lat": 53.96, "lon": -1.08})
    oslo = site("Oslo", "Norway", {"lat": 59.91, "lon": 10.75})
    registry.studies = lambda request: page(
        [
            study(1, contactsLocationsModule={"locations": [oslo]}),
            study(2, contactsLocationsModule={"locations": [oslo, york]}),
            study(3),
        ]
    )
    result = await finder.search(Query(place=LEEDS))
    assert ids(result) == ["003", "002"] and result.relaxed == ()
    assert [match.distance_km for match in result.matches] == [0, 36]
    assert result.matches[1].nearest and result.matches[1].nearest.city == "York"


async def test_wishes_are_dropped_one_by_one(registry: FakeRegistry, finder: TrialFinder) -> None:
    oslo = [site("Oslo", "Norway", {"lat": 59.91, "lon": 10.75})]
    paris = [site("Paris", "France", {"lat": 48.86, "lon": 2.35})]
    registry.studies = lambda request: page(
        [
            study(1, contactsLocationsModule={"locations": oslo}),
            study(2, contactsLocationsModule={"locations": paris}),
        ]
    )
    result = await finder.search(Query(place=LEEDS))
    assert ids(result) == ["002", "001"]
    assert result.relaxed == (Relaxation.DISTANCE, Relaxation.COUNTRY)
    assert all(Caution.SINGLE_SITE_ABROAD in match.cautions for match in result.matches)


async def test_every_wish_can_be_dropped(registry: FakeRegistry, finder: TrialFinder) -> None:
    done = study(1, statusModule={"overallStatus": "COMPLETED"}, contactsLocationsModule=None)
    registry.studies = lambda request: page([done])
    result = await finder.search(Query(kind=StrokeKind.HAEMORRHAGIC, place=LEEDS))
    assert ids(result) == ["001"] and result.relaxed == tuple(Relaxation)


async def test_a_kind_of_stroke_and_a_stage_count(registry: FakeRegistry, finder: TrialFinder) -> None:
    bleed = study(2, conditionsModule={"conditions": ["Cerebral Hemorrhage"]})
    bleed["protocolSection"]["identificationModule"].update(
        briefTitle="Stem Cells for Intracerebral Hemorrhage", officialTitle="Stem Cells for Cerebral Haemorrhage"
    )
    early = study(
        3, eligibilityModule={"eligibilityCriteria": "Inclusion Criteria:\n\n* within 3 days of stroke onset"}
    )
    registry.studies = lambda request: page([early, bleed, study(1)])
    assert ids(await finder.search(Query(kind=StrokeKind.HAEMORRHAGIC))) == ["002"]
    assert ids(await finder.search(Query(kind=StrokeKind.ISCHAEMIC, stage=Stage.LATE))) == ["001", "003"]
    assert ids(await finder.search(Query(kind=StrokeKind.ISCHAEMIC, stage=Stage.EARLY))) == ["003", "001"]


async def test_437_sites_and_some_without_a_place(registry: FakeRegistry, finder: TrialFinder) -> None:
    sites = [site(f"Town {letter}", "France") for letter in "ab" * 218] + [
        site("Leeds", point={"lat": 53.8, "lon": -1.5})
    ]
    registry.studies = lambda request: page([study(1, contactsLocationsModule={"locations": sites})])
    result = await finder.search(Query(place=LEEDS))
    assert result.matches[0].nearest and result.matches[0].nearest.city == "Leeds"
    assert len(result.matches[0].trial.sites) == 437 and result.matches[0].distance_km == 3


async def test_a_second_search_is_answered_from_the_cache(registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.studies = lambda request: page([study(1)])
    first, second = await finder.search(Query()), await finder.search(Query(place=LEEDS, recruiting_only=False))
    assert (first.origin, second.origin) == (Origin.LIVE, Origin.CACHE)
    assert second.matches[0].origin is Origin.CACHE and len(registry.asked(STUDIES)) == 1


async def test_a_later_process_finds_the_cache(registry: FakeRegistry, make_finder: Callable[..., TrialFinder]) -> None:
    registry.studies = lambda request: page([study(1)])
    first = make_finder()
    before = await first.search(Query())
    await first.settled()
    after = await make_finder(clinicaltrials_url="http://127.0.0.1:1").search(Query())
    assert after.origin is Origin.CACHE
    assert [match.trial for match in after.matches] == [match.trial for match in before.matches]


async def test_a_stale_cache_is_better_than_the_saved_list(
    registry: FakeRegistry, make_finder: Callable[..., TrialFinder]
) -> None:
    registry.studies = lambda request: page([study(1)])
    first = make_finder()
    await first.search(Query())
    await first.settled()
    later = make_finder(clinicaltrials_url="http://127.0.0.1:1", search_fresh=-1)
    assert (await later.search(Query())).origin is Origin.STALE_CACHE
    offline = make_finder(offline=True, search_fresh=-1)
    assert (await offline.search(Query())).origin is Origin.STALE_CACHE


async def test_offline_nothing_leaves_the_machine(
    registry: FakeRegistry, make_finder: Callable[..., TrialFinder]
) -> None:
    result = await make_finder(offline=True).search(Query())
    assert result.origin is Origin.SNAPSHOT and registry.requests == []
    assert [match.trial.id for match in result.matches] == [SAVED_ID]


async def test_saved_only_nothing_leaves_the_machine(registry: FakeRegistry, finder: TrialFinder) -> None:
    result = await finder.search(Query(saved_only=True))
    assert result.origin is Origin.SNAPSHOT and registry.requests == [] and result.unreachable == ()
    looked_up = await finder.look_up("NCT99999001", saved_only=True)
    assert looked_up.outcome is Outcome.UNAVAILABLE and registry.requests == []


async def test_every_search_sends_the_same_words(
    registry: FakeRegistry, make_finder: Callable[..., TrialFinder]
) -> None:
    finder = make_finder(search_fresh=-1)
    await finder.search(Query())
    await finder.search(Query(StrokeKind.HAEMORRHAGIC, Place('AREA[Phase]("x" OR', "GB", 1.0, 2.0), False, Stage.LATE))
    asked = [dict(request.query) for request in registry.asked(STUDIES)]
    assert asked[0] == asked[1]
    assert set(asked[0]) == {"format", "query.cond", "query.intr", "fields", "sort", "pageSize"}
    for request in registry.requests:
        assert "Cookie" not in request.headers and "Referer" not in request.headers


async def test_no_file_names_who_asked_or_where(
    registry: FakeRegistry, finder: TrialFinder, settings: Settings
) -> None:
    registry.studies = lambda request: page([study(1, contactsLocationsModule={"locations": []})])
    await finder.search(Query(place=Place("Nether Wallop", "GB", 51.1, -1.6)))
    await finder.settled()
    files = list(Path(settings.cache).iterdir())
    assert sorted(path.name for path in files) == ["isrctn-search.json", "nct-search.json"]
    for path in files:
        assert "Wallop" not in path.read_text() and set(json.loads(path.read_text())) == {
            "version",
            "saved_at",
            "trials",
        }


async def test_a_cache_that_cannot_be_written_costs_nothing_else(
    registry: FakeRegistry, make_finder: Callable[..., TrialFinder], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    registry.studies = lambda request: page([study(1)])
    finder = make_finder(cache=tmp_path / "file" / "cache")
    assert (await finder.search(Query())).origin is Origin.LIVE
    assert (await finder.search(Query())).origin is Origin.CACHE


async def test_one_trial_in_both_registries_is_one_match(registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.studies = lambda request: page([study(1)])
    registry.isrctn = lambda request: xml(
        b'<allTrials totalCount="1" xmlns="http://www.67bricks.com/isrctn"><fullTrial><trial>'
        b"<isrctn>99999901</isrctn><trialDescription><title>Stem cells after stroke</title></trialDescription>"
        b"<externalRefs><clinicalTrialsGovNumber>NCT99999001</clinicalTrialsGovNumber></externalRefs>"
        b"</trial></fullTrial></allTrials>"
    )
    result = await finder.search(Query(recruiting_only=False))
    assert len(result.matches) == 1 and result.asked_live == ("nct", "isrctn")
    assert "ISRCTN99999901" in result.matches[0].trial.other_ids


async def test_what_we_know_of_results_stands_beside_a_live_record(
    registry: FakeRegistry, settings: Settings, saved: Any
) -> None:
    from datetime import date

    from actions.registries.model import PartialDate, Results
    from actions.registries.snapshot import Snapshot
    from actions.registries.vocabulary import Finding

    known = Results("It did not help.", Finding.NO_BENEFIT, PartialDate(2024))
    old = replace(saved.trials[0], id="NCT99999001", results=known, title="An old title")
    registry.studies = lambda request: page([study(1)])
    result = await TrialFinder(settings, Snapshot((old,), date(2026, 1, 1))).search(Query())
    trial = result.matches[0].trial
    assert trial.results == known and trial.title == "Donor Cells After Ischemic Stroke, Study 1"
