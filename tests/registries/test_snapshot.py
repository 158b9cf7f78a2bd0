"""The saved list that comes with the assistant, and how it is rebuilt."""

import re
from pathlib import Path
from typing import Any, List

import pytest
from aiohttp import web

from actions.registries import refresh as refreshing
from actions.registries.finder import TrialFinder
from actions.registries.model import Place, Query, Trial
from actions.registries.relevance import is_relevant
from actions.registries.settings import Settings
from actions.registries.snapshot import saved_trial, snapshot
from actions.registries.snapshot_file import write_snapshot
from actions.registries.vocabulary import Origin, Outcome, Relaxation
from content.evidence import facts
from content.files import DATA, ContentError, read_content, read_yaml
from tests.registries.server import FakeRegistry
from tests.registries.studies import page, study

TRIALS = snapshot().trials
SPOKEN_OF = re.compile(r"\b(cure|miracle|breakthrough|promising|hope|amazing|rare|common)\b|%", re.IGNORECASE)


def test_every_row_is_a_trial_with_a_date() -> None:
    assert len(TRIALS) == 82 and len({trial.id for trial in TRIALS}) == 82
    assert [trial.id for trial in TRIALS if trial.as_of is None or not trial.title or not trial.stroke_kinds] == []


def test_nobody_is_named() -> None:
    text = (DATA / "trials.yml").read_text(encoding="utf-8")
    assert "@" not in text and not re.search(r"\+\d[\d ()-]{7,}", text)
    assert not re.search(r"\b(?:Dr|Prof|MD|PhD)\b", text)


def test_results_are_dated_sourced_and_plain() -> None:
    unfit = read_content("wording/unfit_hosts.yml")["hosts"]
    for trial in TRIALS:
        if not trial.results:
            continue
        assert trial.results.sources and all(source.startswith("https://") for source in trial.results.sources), (
            trial.id
        )
        assert not [host for source in trial.results.sources for host in unfit if host in source], trial.id
        assert set(trial.results.facts) <= set(facts()), trial.id
        assert not SPOKEN_OF.search(trial.results.text), trial.id


@pytest.mark.parametrize("trial", [trial for trial in TRIALS if trial.results], ids=lambda trial: trial.id)
def test_results_are_short(trial: Trial) -> None:
    assert trial.results
    sentences = re.split(r"(?<=[.?])\s+", trial.results.text)
    assert max(len(sentence.split()) for sentence in sentences) <= 20 and len(trial.results.text.split()) <= 60


@pytest.mark.parametrize("trial_id", ["NCT01436487", "NCT02961504", "NCT02448641", "NCT03004976", "NCT01501773"])
async def test_a_trial_that_failed_says_so(trial_id: str, tmp_path: Path) -> None:
    result = await TrialFinder(Settings(offline=True, cache=tmp_path)).look_up(trial_id)
    assert result.match and result.match.trial.results and result.match.trial.results.finding.value == "no_benefit"


async def test_two_registrations_of_one_trial_are_shown_once(tmp_path: Path) -> None:
    result = await TrialFinder(Settings(offline=True, cache=tmp_path)).search(Query(recruiting_only=False))
    shown = [match.trial.id for match in result.matches]
    assert "NCT01501773" in shown and "NCT02425670" not in shown and len(shown) == len(set(shown))


async def test_a_trial_last_seen_open_years_ago_is_not_offered_as_open(tmp_path: Path) -> None:
    result = await TrialFinder(Settings(offline=True, cache=tmp_path)).search(Query(place=Place("India", "IN")))
    assert result.outcome is Outcome.FOUND and result.origin is Origin.SNAPSHOT
    assert result.relaxed == (Relaxation.COUNTRY,)
    assert all(match.trial.status_as_of and match.trial.status_as_of.year >= 2025 for match in result.matches)
    assert all(match.status_is_old for match in result.matches)


def test_a_bad_row_is_named() -> None:
    with pytest.raises(ContentError, match="NCT99999001: Trial.status"):
        saved_trial({"id": "NCT99999001", "status": "OPEN"})


def test_the_file_is_written_as_it_is_kept(tmp_path: Path) -> None:
    write_snapshot(tmp_path / "trials.yml", TRIALS, snapshot().as_of)
    assert (tmp_path / "trials.yml").read_text(encoding="utf-8") == (DATA / "trials.yml").read_text(encoding="utf-8")


async def refreshed(settings: Settings, path: Path) -> tuple[List[str], Any]:
    """The notes of a refresh and the file it wrote."""
    notes, written = await refreshing.refresh(settings, path, pause=0)
    return notes, read_yaml(path) if written else None


async def test_a_refresh_renews_adds_keeps_and_reports(
    registry: FakeRegistry, settings: Settings, tmp_path: Path
) -> None:
    known = study(1, statusModule={"overallStatus": "COMPLETED"})
    known["protocolSection"]["identificationModule"]["nctId"] = "NCT02961504"
    known["protocolSection"]["contactsLocationsModule"]["centralContacts"] = [
        {"name": "Ada Secretname", "phone": "+1 555 010 9999", "eMail": "ada@secret.example"}
    ]
    registry.studies = lambda request: page([known, study(2)])
    notes, document = await refreshed(settings, tmp_path / "trials.yml")
    rows = {row["id"]: row for row in document["trials"]}
    assert len(rows) == 83 and "+ NCT99999002: Donor Cells After Ischemic Stroke, Study 2 (RECRUITING)" in notes
    assert any(note.startswith("~ NCT02961504: enrolment: 206 -> 40") for note in notes)
    assert rows["NCT02961504"]["results"]["finding"] == "no_benefit" and rows["NCT02961504"]["enrolment"] == 40
    assert "- NCT00875654: the registry has no such record; kept as it was" in notes
    assert rows["NCT00875654"] == next(
        row for row in read_content("trials.yml")["trials"] if row["id"] == "NCT00875654"
    )
    text = (tmp_path / "trials.yml").read_text(encoding="utf-8")
    assert "Secretname" not in text and "@" not in text and "summary" not in text
    assert saved_trial(rows["NCT99999002"]).sites[0].city == "Leeds"


async def test_a_refresh_that_reaches_nobody_writes_nothing(
    registry: FakeRegistry, settings: Settings, tmp_path: Path
) -> None:
    registry.studies = lambda request: web.Response(status=500)
    registry.isrctn = lambda request: web.Response(status=500)
    notes, document = await refreshed(settings, tmp_path / "trials.yml")
    assert document is None and not (tmp_path / "trials.yml").exists() and len(notes) == 2


async def test_a_record_that_fails_is_kept(registry: FakeRegistry, settings: Settings, tmp_path: Path) -> None:
    registry.studies = lambda request: page([study(2)])
    registry.study = lambda request: web.Response(status=400, text="bad")
    notes, document = await refreshed(settings, tmp_path / "trials.yml")
    assert "! NCT00875654: nct answered 400; kept as it was" in notes and len(document["trials"]) == 83


def test_a_live_record_of_the_list_would_be_found_relevant() -> None:
    whole = [trial for trial in TRIALS if trial.conditions and trial.interventions]
    assert len(whole) == 32 and all(is_relevant(trial) for trial in whole)


async def test_no_saved_row_is_newer_than_the_list() -> None:
    """Also where a row knows only the year of its entry."""
    finder = TrialFinder(Settings(offline=True))
    dates = [(await finder.look_up(trial.id, saved_only=True)).as_of for trial in TRIALS]
    assert all(day is not None and day <= snapshot().as_of for day in dates)
