"""What can go wrong with a registry. Each time the person gets an answer: the saved list, and no error."""

import asyncio
import gzip
import json
import logging
from typing import Any, Callable

import pytest
from aiohttp import web

from actions.registries.finder import TrialFinder
from actions.registries.model import Query
from actions.registries.vocabulary import Origin, Outcome
from tests.registries.conftest import SAVED_ID
from tests.registries.server import FakeRegistry, raw_server
from tests.registries.studies import page, study

STUDIES = "/api/v2/studies"


def text(status: int, body: str = "", **headers: str) -> Callable[[web.Request], web.Response]:
    """A handler that always answers so."""
    return lambda request: web.Response(status=status, text=body, headers=headers)


def after(first: Callable[[web.Request], Any], then: Any = None) -> Callable[[web.Request], Any]:
    """A handler that answers well from the second request on."""
    seen = []

    def handler(request: web.Request) -> Any:
        seen.append(request)
        return first(request) if len(seen) == 1 else (then or page([study()]))

    return handler


async def saved_list_is_shown(finder: TrialFinder) -> None:
    """The answer is the saved list."""
    result = await finder.search(Query())
    assert result.outcome is Outcome.FOUND and result.origin is Origin.SNAPSHOT
    assert [match.trial.id for match in result.matches] == [SAVED_ID]
    assert "nct" in result.unreachable


async def live_answer_is_shown(finder: TrialFinder) -> None:
    """The answer is the registry's."""
    result = await finder.search(Query())
    assert result.origin is Origin.LIVE and [match.trial.id for match in result.matches] == ["NCT99999001"]


async def test_the_usual_answer_is_live(registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.studies = lambda request: page([study()])
    await live_answer_is_shown(finder)


@pytest.mark.parametrize(
    "handler",
    [
        text(400, "Error parsing query in `query.cond`"),
        text(404, "Not found"),
        text(451, "No"),
        text(200, "<!DOCTYPE html><html><body>Maintenance</body></html>", **{"Content-Type": "text/html"}),
        text(200, json.dumps(page([study()]))[:-40], **{"Content-Type": "application/json"}),
        text(200, "", **{"Content-Type": "application/json"}),
        text(200, "null"),
        text(200, "[1, 2]"),
        text(200, '{"studies": {"a": 1}}'),
        text(200, "[" * 50_000),
        text(301, "", Location="/api/v2/studies"),
        text(302, "", Location="http://127.0.0.1:1/elsewhere"),
        text(301, ""),
    ],
    ids=lambda handler: "",
)
async def test_a_useless_answer(handler: Any, registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.studies = handler
    await saved_list_is_shown(finder)


async def test_json_is_read_whatever_its_content_type_says(registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.studies = text(200, json.dumps(page([study()])), **{"Content-Type": "text/html"})
    await live_answer_is_shown(finder)


async def test_403_once_is_tried_again_under_the_other_name(registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.studies = after(text(403))
    await live_answer_is_shown(finder)
    first, second = (request.headers["User-Agent"] for request in registry.asked(STUDIES))
    assert first.startswith("stroke-stem-cell-assistant/") and second.startswith("Python/")
    assert "Mozilla" not in first + second


async def test_the_name_that_was_let_through_is_used_from_then_on(
    registry: FakeRegistry, make_finder: Callable[..., TrialFinder]
) -> None:
    def only_the_library(request: web.Request) -> Any:
        return page([study()]) if request.headers["User-Agent"].startswith("Python/") else web.Response(status=403)

    registry.studies = only_the_library
    finder = make_finder(search_fresh=-1)
    await live_answer_is_shown(finder)
    await live_answer_is_shown(finder)
    assert len(registry.asked(STUDIES)) == 3


async def test_403_always_is_asked_twice_and_no_more(registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.studies = text(403)
    await saved_list_is_shown(finder)
    assert len(registry.asked(STUDIES)) == 2


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_a_busy_registry_is_asked_once_more(status: int, registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.studies = after(text(status))
    await live_answer_is_shown(finder)
    assert len(registry.asked(STUDIES)) == 2


@pytest.mark.parametrize("status", [429, 500])
async def test_a_registry_that_stays_busy(status: int, registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.studies = text(status, **{"Retry-After": "0"})
    await saved_list_is_shown(finder)
    assert len(registry.asked(STUDIES)) == 2


@pytest.mark.parametrize("wait", ["0", "0.1", "Wed, 21 Oct 2015 07:28:00 GMT", "soon"])
async def test_retry_after_is_read_in_any_form(wait: str, registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.studies = after(text(429, **{"Retry-After": wait}))
    await live_answer_is_shown(finder)


async def test_a_wait_longer_than_a_person_waits_is_not_waited(registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.studies = text(429, **{"Retry-After": "3600"})
    await saved_list_is_shown(finder)
    assert len(registry.asked(STUDIES)) == 1


async def test_no_other_error_is_tried_again(registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.studies = text(400, "bad")
    await saved_list_is_shown(finder)
    assert len(registry.asked(STUDIES)) == 1


async def test_50_megabytes_are_not_read(registry: FakeRegistry, finder: TrialFinder) -> None:
    sent = []

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b'{"studies": [')
        for _ in range(50):
            await response.write(b" " * 1024 * 1024)
            sent.append(1)
        return response

    registry.studies = endless
    await saved_list_is_shown(finder)
    assert len(sent) < 50


async def test_a_small_body_that_unpacks_to_50_megabytes(registry: FakeRegistry, finder: TrialFinder) -> None:
    bomb = gzip.compress(b" " * 50 * 1024 * 1024)
    registry.studies = lambda request: web.Response(body=bomb, headers={"Content-Encoding": "gzip"})
    await saved_list_is_shown(finder)


async def _nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(30)


async def _slow_headers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n" * 100:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0.05)


async def _slow_body(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(1000):
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.05)


async def _closed_at_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    return


async def _closed_half_way(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{"studies": [')
    await writer.drain()


async def _no_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 mail.example ESMTP\r\n")
    await writer.drain()


async def _endless_headers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"a" * 200_000 + b"\r\n\r\n")
    await writer.drain()


@pytest.mark.parametrize(
    "talk",
    [_nothing, _slow_headers, _slow_body, _closed_at_once, _closed_half_way, _no_http, _endless_headers],
)
async def test_a_connection_that_goes_wrong(talk: Any, make_finder: Callable[..., TrialFinder]) -> None:
    async with raw_server(talk) as url:
        await saved_list_is_shown(make_finder(clinicaltrials_url=url, isrctn_url=url, whole=0.6))


async def test_a_server_that_is_not_there(make_finder: Callable[..., TrialFinder]) -> None:
    await saved_list_is_shown(make_finder(clinicaltrials_url="http://127.0.0.1:1", isrctn_url="http://127.0.0.1:1"))


@pytest.mark.parametrize("url", ["", "no address", "http://", "ftp://127.0.0.1/"])
async def test_a_wrong_address_in_the_settings(url: str, make_finder: Callable[..., TrialFinder]) -> None:
    await saved_list_is_shown(make_finder(clinicaltrials_url=url, isrctn_url=url))


async def test_others_are_answered_while_one_waits(make_finder: Callable[..., TrialFinder]) -> None:
    async with raw_server(_nothing) as url:
        finder = make_finder(clinicaltrials_url=url, isrctn_url=url, whole=2.0)
        waiting = asyncio.create_task(finder.search(Query()))
        await asyncio.sleep(0.1)
        other = await finder.search(Query(saved_only=True))
        assert other.outcome is Outcome.FOUND and not waiting.done()
        await waiting


async def test_a_slow_second_registry_keeps_nobody_waiting(
    registry: FakeRegistry, make_finder: Callable[..., TrialFinder]
) -> None:
    async with raw_server(_nothing) as url:
        registry.studies = lambda request: page([study()])
        finder = make_finder(isrctn_url=url, whole=30.0)
        result = await asyncio.wait_for(finder.search(Query()), 10)
        assert result.origin is Origin.LIVE and result.unreachable == ("isrctn",)


async def test_after_three_failures_the_registry_is_left_alone(registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.studies = text(400)
    for _ in range(5):
        await saved_list_is_shown(finder)
    assert len(registry.asked(STUDIES)) == 3


async def test_many_at_once_share_one_request(registry: FakeRegistry, finder: TrialFinder) -> None:
    async def slow(request: web.Request) -> Any:
        await asyncio.sleep(0.2)
        return page([study()])

    registry.studies = slow
    results = await asyncio.gather(*(finder.search(Query()) for _ in range(20)))
    assert {result.outcome for result in results} == {Outcome.FOUND}
    assert len(registry.asked(STUDIES)) == 1


async def test_one_who_leaves_takes_nobody_along(registry: FakeRegistry, finder: TrialFinder) -> None:
    async def slow(request: web.Request) -> Any:
        await asyncio.sleep(0.3)
        return page([study()])

    registry.studies = slow
    first = asyncio.create_task(finder.search(Query()))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(finder.search(Query()))
    first.cancel()
    assert (await second).origin is Origin.LIVE


async def test_the_log_tells_the_fault_and_nothing_that_was_sent(
    registry: FakeRegistry, finder: TrialFinder, caplog: pytest.LogCaptureFixture
) -> None:
    registry.studies = text(400, "Error parsing query near SECRET")
    with caplog.at_level(logging.DEBUG, logger="actions"):
        await finder.search(Query())
    assert "nct answered 400" in caplog.text and "SECRET" not in caplog.text


async def test_a_fault_of_ours_while_reading_is_survived(
    finder: TrialFinder, registry: FakeRegistry, settings: Any, saved: Any
) -> None:
    def broken() -> Any:
        raise ZeroDivisionError

    registry.studies = lambda request: page([study()])
    result = await TrialFinder(settings, saved, broken).search(Query())
    assert result.outcome is Outcome.UNAVAILABLE
