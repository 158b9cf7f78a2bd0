"""Every journey goes as it should, through the public API with all actions running."""

from typing import List

import pytest

from content.topics import topics
from tests.journeys.journeys import Journey, Messages, Step, faults, read_journeys, token_of
from tests.web_server import WebServer

JOURNEYS = read_journeys()
AREAS = {topic.area for topic in topics().values()}


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_journey(web: WebServer, journey: Journey) -> None:
    page = web.page(**journey.begin)
    replies: List[Messages] = [page.messages]
    for number, step in enumerate(journey.steps, 1):
        value = step.value
        if step.sends == "choice":
            token = token_of(step.value, replies)
            assert token is not None, f"step {number}: no button {step.value!r} was offered"
            value = token
        reply = page.send(**{step.sends: value})
        assert reply.status_code == 200, f"step {number}: {reply.text}"
        replies.append(reply.json()["messages"])
        assert not faults(step, replies[-1]), f"step {number}, {step.value!r}"


def test_there_are_enough_and_each_area_has_some() -> None:
    assert len(JOURNEYS) >= 60
    for area in AREAS:
        assert sum(journey.area == area for journey in JOURNEYS) >= 5, area


def test_every_kind_of_step_is_walked() -> None:
    steps = [step for journey in JOURNEYS for step in journey.steps]
    assert {step.sends for step in steps} == {"text", "choice", "command"}
    assert {step.value for step in steps if step.sends == "command"} == {
        *("simpler", "more", "again", "sources", "start_over"),
    }
    expecting = [step for step in steps if step.answer or step.says]
    assert len(expecting) > 0.9 * len(steps), "a step that expects nothing proves nothing"


MESSAGE = {
    "id": "risks.simple.1-0",
    "kind": "answer",
    "text": "Stem cells can cause **serious harm**.\nNobody knows **all the risks**.",
    "evidence": {"level": "small_early_studies", "label": "x"},
    "sources": [{"url": "https://www.fda.gov/x"}],
    "choices": [{"title": "Does it work?", "token": "t"}],
    "cards": [],
}


@pytest.mark.parametrize(
    "expected",
    [
        {"answer": ("risks",)},
        {"answer": ("risks.simple",)},
        {"kind": "answer"},
        {"evidence": "small_early_studies"},
        {"says": ("cause SERIOUS harm. nobody",)},
        {"never": ("safe",)},
        {"sources": True},
        {"sources": ("fda.gov",)},
        {"choices": ("Does it work?",)},
    ],
)
def test_what_fits_is_no_fault(expected: dict) -> None:
    assert not faults(Step("text", "x", **expected), [MESSAGE])


@pytest.mark.parametrize(
    "expected",
    [
        {"answer": ("risk",)},
        {"answer": ("risks.standard",)},
        {"answer": ("risks", "risks")},
        {"kind": "emergency"},
        {"evidence": "none"},
        {"says": ("harmless",)},
        {"never": ("serious harm",)},
        {"sources": False},
        {"sources": ("nih.gov",)},
        {"choices": ("What are the risks?",)},
        {"cards": 1},
    ],
)
def test_what_does_not_fit_is_named(expected: dict) -> None:
    assert len(faults(Step("text", "x", **expected), [MESSAGE])) == 1
    assert faults(Step("text", "x"), [{**MESSAGE, "text": " "}]) == ["says nothing"]
