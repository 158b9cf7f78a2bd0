"""Whole conversations while a registry answers, and when it stops answering."""

from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest
from aiohttp import web as http

from actions.trial_search.registry_search import shared
from tests.registries.server import FakeRegistry, running
from tests.registries.studies import page as search_page
from tests.registries.studies import site, study
from tests.web_server import Page, WebServer, text_of

LIVE_ID = "NCT99999001"
# Things about the person that must stay here.
PRIVATE = ("leeds", "53.8", "left arm", "1951", "my dad", "bleed")


@pytest.fixture
def registry(web: WebServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakeRegistry]:
    """A registry on this machine that the assistant is told about in the way the README says."""
    fake = FakeRegistry()
    server = running(fake)
    web.run(server.__aenter__())
    monkeypatch.setenv("ASSISTANT_CLINICALTRIALS_URL", f"{fake.url}/api/v2")
    monkeypatch.setenv("ASSISTANT_ISRCTN_URL", f"{fake.url}/isrctn")
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path))
    monkeypatch.delenv("ASSISTANT_TRIALS_OFFLINE", raising=False)
    shared.cache_clear()
    yield fake
    shared.cache_clear()
    web.run(server.__aexit__(None, None, None))


@pytest.fixture
def page(web: WebServer) -> Page:
    return web.page(country="GB")


def search(page: Page, how: str) -> Dict[str, Any]:
    """Ask for trials, answer the questions and give leave to ask the registries or not."""
    page.say(text="my dad born 1951 cannot use his left arm, I am looking for a study near Leeds")
    page.choose("A bleed (haemorrhagic)")
    page.choose("All, also finished ones")
    return page.choose(how)


def cards(reply: Dict[str, Any]) -> List[Dict[str, Any]]:
    return [card for message in reply["messages"] for card in message["cards"]]


def four_studies(request: http.Request) -> Dict[str, Any]:
    bleed = {"conditions": ["Intracerebral Hemorrhage"]}
    return search_page([study(number, conditionsModule=bleed) for number in range(1, 5)])


def test_found_live_and_nothing_told_about_the_person(page: Page, registry: FakeRegistry) -> None:
    registry.studies = four_studies
    reply = search(page, "Search now")
    assert len(cards(reply)) == 3
    assert LIVE_ID in str(cards(reply)[0])
    assert "I asked" in text_of(reply) and "saved list" not in text_of(reply)
    asked = " ".join(str(request.url) + str(dict(request.headers)) for request in registry.requests).lower()
    assert "stroke" in asked
    assert not [word for word in PRIVATE if word in asked]
    assert page.token.lower() not in asked
    more = page.choose(next(title for title in page.choices() if title.lower().startswith("more")))
    # The trials of registries that cannot be asked follow, from the saved list.
    assert "NCT99999004" in str(cards(more)[0])


def test_asked_once_for_two_people(web: WebServer, registry: FakeRegistry) -> None:
    registry.studies = four_studies
    for _ in range(2):
        assert len(cards(search(web.page(country="GB"), "Search now"))) == 3
    assert len(registry.asked("/api/v2/studies")) == 1


def test_nothing_leaves_without_leave(page: Page, registry: FakeRegistry) -> None:
    registry.studies = four_studies
    reply = search(page, "Saved list only")
    assert cards(reply) and "NCT99999" not in str(cards(reply))
    assert "saved list" in text_of(reply)
    assert registry.requests == []


@pytest.mark.parametrize(
    "answer",
    [
        lambda request: http.Response(status=500),
        lambda request: http.Response(status=400, text="Unknown field"),
        lambda request: http.Response(text="<html>maintenance</html>", content_type="text/html"),
    ],
    ids=["500", "400", "html"],
)
def test_the_saved_list_when_the_registry_fails(page: Page, registry: FakeRegistry, answer: Any) -> None:
    registry.studies = registry.isrctn = answer
    reply = search(page, "Search now")
    assert cards(reply) and "NCT99999" not in str(cards(reply))
    assert "saved list" in text_of(reply)


def test_one_trial_looked_up_live(page: Page, registry: FakeRegistry) -> None:
    registry.study = lambda request: study(1, contactsLocationsModule={"locations": [site("Oslo", "Norway")]})
    page.say(text=f"what is {LIVE_ID.lower()}")
    if not cards({"messages": page.messages}):
        page.choose("Yes, look it up now")
    assert LIVE_ID in str(cards({"messages": page.messages}))
    assert "Oslo" in str(cards({"messages": page.messages}))
    assert f"{datetime.now(timezone.utc):%Y}" in str(page.messages)


def test_an_id_that_no_registry_knows(page: Page, registry: FakeRegistry) -> None:
    page.say(text="what is NCT99999777")
    if "Yes, look it up now" in page.choices():
        page.choose("Yes, look it up now")
    assert registry.asked("/api/v2/studies/NCT99999777")
    assert not cards({"messages": page.messages})
    assert "NCT99999777" in text_of({"messages": page.messages})
