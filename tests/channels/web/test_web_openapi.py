"""`openapi.yaml` and the server say the same: every call that it allows, and many that it does not."""

import json
import uuid
from typing import Any

import pytest
import requests
import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from schemathesis import checks

from channels.web.incoming import openapi
from tests.web_server import LISTED, SECONDS, Page, WebServer

ALLOWED = {200, 201, 204, 400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503}
CHECKS = (
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.missing_required_header,
    checks.unsupported_method,
    checks.allow_header_conformance,
    checks.ignored_auth,
)
few = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)

schema = schemathesis.pytest.from_fixture("described")


@pytest.fixture(scope="module")
def described(web: WebServer) -> Any:
    """The description, as the server gives it out."""
    config = schemathesis.Config.from_dict({"auth": {"openapi": {"session": {"bearer": web.page().token}}}})
    description = yaml.safe_load(requests.get(f"{web.api}/openapi.yaml", timeout=SECONDS).text)
    loaded = schemathesis.openapi.from_dict(description, config=config)
    loaded.config.update(base_url=web.api)
    return loaded


@schema.parametrize()
@few
def test_every_call_is_answered_as_described(case: Any) -> None:
    case.call_and_validate(checks=CHECKS)


def valid(document: Any, name: str) -> None:
    root = {"$ref": f"#/components/schemas/{name}", "components": openapi()["components"]}
    Draft202012Validator(root, format_checker=FormatChecker()).validate(document)


def assert_well_formed(reply: requests.Response) -> None:
    """The answer is one that a page can rely on: an error with its words, or a success that is not empty."""
    assert reply.status_code in ALLOWED
    if reply.status_code == 204:
        assert reply.content == b""
        return
    assert reply.headers["Content-Type"].startswith(("application/json", "application/yaml"))
    if reply.status_code == 503:
        valid(reply.json(), "UnavailableError")
    elif reply.status_code >= 400:
        valid(reply.json(), "Error")
    elif reply.headers["Content-Type"].startswith("application/json"):
        assert reply.json() not in ([], {}, None)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
known = st.sampled_from(["text", "choice", "command", "country", "level", "answer", "helpful", "sender", "metadata"])
bodies = st.one_of(
    st.binary(max_size=200),
    st.dictionaries(known, json_values, max_size=3).map(lambda body: json.dumps(body).encode()),
    json_values.map(lambda body: json.dumps(body).encode()),
)
headers = st.fixed_dictionaries(
    {},
    optional={
        "Content-Type": st.sampled_from(["application/json", "text/plain", "application/json; charset=utf-16", ""]),
        "Idempotency-Key": st.sampled_from([str(uuid.UUID(int=1)), "x", ""]),
        "Origin": st.sampled_from([LISTED, "https://evil.example", "null"]),
        "If-None-Match": st.just("*"),
        "X-Forwarded-For": st.sampled_from(["1.2.3.4", "'", "," * 50]),
    },
)
paths = st.sampled_from([*openapi()["paths"], "/", "/nothing", "/messages/", "/messages?stream=true"])
methods = st.sampled_from(["GET", "POST", "DELETE", "OPTIONS", "PUT", "PATCH"])


class TestFuzz:
    @pytest.fixture(scope="class")
    def token(self, web: WebServer) -> str:
        return web.page().token

    @settings(few, max_examples=150)
    @given(method=methods, path=paths, body=bodies, headers=headers, known_person=st.booleans())
    def test_any_call_gets_a_well_formed_answer(
        self, web: WebServer, token: str, method: str, path: str, body: bytes, headers: dict, known_person: bool
    ) -> None:
        reply = web.call(method, path, token if known_person else None, data=body, headers=headers)
        assert_well_formed(reply)

    @settings(few, max_examples=60)
    @given(text=st.text(min_size=1, max_size=1100))
    def test_any_text_is_answered_or_refused_kindly(self, web: WebServer, text: str) -> None:
        reply = TestFuzz.page(web).send(text=text)
        assert reply.status_code in (200, 422)
        assert_well_formed(reply)
        if reply.status_code == 200:
            valid(reply.json(), "Reply")

    _pages: list[Page] = []

    @staticmethod
    def page(web: WebServer) -> Page:
        """A person for ten texts, so that no talk gets long."""
        if not TestFuzz._pages or len(TestFuzz._pages[-1].history()) > 10:
            TestFuzz._pages.append(web.page())
        return TestFuzz._pages[-1]


def test_every_message_of_a_long_talk_is_as_described(web: WebServer) -> None:
    page = web.page(country="GB", level="simple")
    for text in ("is it proven", "find me a trial in Leeds", "who are you", "asdf", "I want to end my life", "thanks"):
        valid(page.say(text=text), "Reply")
    valid(page.call("GET", "/messages").json(), "History")
    valid(page.call("GET", "/summary").json(), "Summary")
    valid(web.call("GET", "/health").json(), "Health")
    valid(web.call("POST", "/session").json(), "NewSessionReply")
