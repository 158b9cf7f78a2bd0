"""Whatever fails inside, the person is told so and whom to call; never an empty success, never a word of the inside."""

import asyncio
import sqlite3
import uuid
from typing import Any, Callable, Dict

import pytest
from rasa.utils.endpoints import EndpointConfig

from content.web import error_messages, safety
from tests.web_server import Page, WebServer

CANARY = "canary-7f3a"
QUESTION = f"could the injected cells later become cancerous {CANARY}"
# Answered by an action.
FOR_AN_ACTION = "i am looking for a study near Leeds"


async def fail(*_: Any, **__: Any) -> Any:
    raise RuntimeError(f"{CANARY} in the error")


async def disk_full(*_: Any, **__: Any) -> Any:
    raise sqlite3.OperationalError(f"database or disk is full {CANARY}")


async def nothing(*_: Any, **__: Any) -> Dict[str, Any]:
    return {"events": [], "responses": []}


async def hang(*_: Any, **__: Any) -> Any:
    await asyncio.sleep(60)


def assert_unavailable(reply: Any, country: str | None = None) -> None:
    assert reply.status_code == 503
    assert int(reply.headers["Retry-After"]) >= 1
    body = reply.json()
    assert body["error"] == {"code": "unavailable", "message": error_messages()["unavailable"]}
    advice = safety(country)
    assert body["safety"]["text"] == advice.text
    assert [(number["label"], number["number"]) for number in body["safety"]["numbers"]] == [
        (number.label, number.number) for number in advice.numbers
    ]
    assert CANARY not in reply.text


@pytest.fixture
def page(web: WebServer) -> Page:
    return web.page(country="GB")


class TestRasa:
    @pytest.fixture(autouse=True)
    def broken(self, page: Page, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(web.app.ctx.agent.processor, "parse_message", fail)

    def test_failing_is_told_with_the_numbers_of_the_country(self, page: Page) -> None:
        assert_unavailable(page.send(text=QUESTION), "GB")

    def test_choices_need_no_understanding_and_still_work(self, page: Page) -> None:
        page.choose("What are the risks?")


def test_a_turn_that_failed_can_be_sent_again(page: Page, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    key = str(uuid.uuid4())
    with monkeypatch.context() as broken:
        broken.setattr(web.app.ctx.agent.processor, "parse_message", fail)
        assert_unavailable(page.send(key, text=QUESTION), "GB")
    page.say(key, text=QUESTION)
    assert [turn["person"] for turn in page.history()] == [None, QUESTION]


@pytest.mark.parametrize("agent", [None, "not ready"])
def test_without_a_model(page: Page, web: WebServer, monkeypatch: pytest.MonkeyPatch, agent: str | None) -> None:
    class NotReady:
        def is_ready(self) -> bool:
            return False

    monkeypatch.setattr(web.app.ctx, "agent", NotReady() if agent else None)
    assert_unavailable(page.send(text=QUESTION), "GB")
    assert_unavailable(page.call("GET", "/messages"), "GB")
    assert_unavailable(page.call("DELETE", "/session"), "GB")
    assert_unavailable(web.call("POST", "/session", json={"country": "FR"}), "FR")
    assert_unavailable(web.call("GET", "/health"))


class TestAction:
    @pytest.mark.parametrize("fault", [fail, nothing])
    def test_failing_or_saying_nothing_is_no_success(
        self, page: Page, web: WebServer, monkeypatch: pytest.MonkeyPatch, fault: Callable[..., Any]
    ) -> None:
        key = str(uuid.uuid4())
        with monkeypatch.context() as broken:
            broken.setattr(web.app.ctx.agent.processor.action_endpoint, "request", fault)
            assert_unavailable(page.send(key, text=FOR_AN_ACTION), "GB")
        assert page.say(key, text=FOR_AN_ACTION)["messages"]
        assert [turn["person"] for turn in page.history()] == [None, FOR_AN_ACTION]

    def test_that_apologises_is_no_success_either(self, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("actions.trial_search.form.read_message", lambda _: 1 / 0)
        assert_unavailable(page.send(text=FOR_AN_ACTION), "GB")

    def test_in_a_server_of_its_own_that_is_down(
        self, page: Page, web: WebServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        down = EndpointConfig("http://127.0.0.1:9/webhook")
        monkeypatch.setattr(web.app.ctx.agent.processor, "action_endpoint", down)
        assert_unavailable(page.send(text=FOR_AN_ACTION), "GB")

    def test_danger_needs_none(self, page: Page, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(web.app.ctx.agent.processor.action_endpoint, "request", fail)
        assert page.say(text="his face is drooping and he cannot lift his arm")["messages"][0]["kind"] == "emergency"


class TestStore:
    @pytest.mark.parametrize("method", ["retrieve", "save"])
    def test_failing_is_neither_forgetting_nor_success(
        self, page: Page, web: WebServer, monkeypatch: pytest.MonkeyPatch, method: str
    ) -> None:
        page.say(text=QUESTION)
        with monkeypatch.context() as broken:
            broken.setattr(web.store, method, disk_full)
            assert_unavailable(page.send(text="is it proven"), "GB")
            assert_unavailable(page.call("DELETE", "/session"), "GB")
            assert_unavailable(web.call("POST", "/session"))
        assert [turn["person"] for turn in page.history()] == [None, QUESTION]

    def test_that_cannot_be_read_shows_in_the_health(self, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
        assert web.call("GET", "/health").json() == {"status": "ok"}
        monkeypatch.setattr(web.store, "exists", disk_full)
        assert_unavailable(web.call("GET", "/health"))

    def test_rasas_own_wrapper_is_gone(self, web: WebServer) -> None:
        agent = web.app.ctx.agent
        assert agent.tracker_store is agent.processor.tracker_store is web.store


def test_feedback_that_cannot_be_written(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    (message,) = page.say(text=QUESTION)["messages"]

    def full(*_: Any) -> None:
        raise sqlite3.OperationalError("disk is full")

    monkeypatch.setattr("channels.web.feedback.Feedback.record", full)
    assert_unavailable(page.call("POST", "/feedback", json={"answer": message["id"], "helpful": True}), "GB")


def test_a_turn_that_takes_too_long_is_stopped_and_holds_up_nobody(another_server: Any, monkeypatch: Any) -> None:
    with another_server(turn_seconds=0.5) as server:
        page = server.page(country="GB")
        with monkeypatch.context() as slow:
            slow.setattr(server.app.ctx.agent.processor.action_endpoint, "request", hang)
            assert_unavailable(page.send(text=FOR_AN_ACTION), "GB")
        server.page().choose("What are the risks?")
        page.choose("What are the risks?")
        assert [turn["person"] for turn in page.history()] == [None, "What are the risks?"]


def test_no_words_and_no_sender_reach_the_log(
    page: Page, web: WebServer, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from serving.logs import configure_logs

    configure_logs()
    monkeypatch.setattr(web.app.ctx.agent.processor, "parse_message", fail)
    page.send(text=QUESTION)
    page.send(text="\x00" + CANARY)
    page.call("POST", "/messages", data=CANARY)
    logged = capfd.readouterr()
    assert "RuntimeError" in logged.err, "where and what failed is there"
    for secret in (CANARY, "web-", page.token):
        assert secret not in logged.out + logged.err
