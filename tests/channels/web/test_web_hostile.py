"""What must not get in: other people, other websites, other shapes, too much."""

import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import Any

import jwt
import pytest
import requests

from channels.web.incoming import MOST_BYTES, MOST_CHARACTERS
from channels.web.sessions import Sessions
from channels.web.turn_lock import MOST_WAITING
from tests.web_server import LISTED, SECONDS, Page, WebServer

QUESTION = "could the injected cells later become cancerous"


def code(reply: requests.Response) -> tuple[int, str]:
    assert set(reply.json()) <= {"error", "safety"}
    assert reply.json()["error"]["message"]
    return reply.status_code, reply.json()["error"]["code"]


@pytest.fixture
def page(web: WebServer) -> Page:
    return web.page()


class TestSessions:
    @pytest.mark.parametrize(
        "path", ["GET /messages", "GET /summary", "DELETE /session", "POST /messages", "POST /feedback"]
    )
    @pytest.mark.parametrize(
        "header", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer a.b.c", "Bearer \xff", "Bearer " + "x" * 4000]
    )
    def test_without_a_session_nothing_is_told(self, web: WebServer, path: str, header: str | None) -> None:
        method, address = path.split()
        headers = {} if header is None else {"Authorization": header.encode("latin-1")}
        assert code(web.call(method, address, json={}, headers=headers)) == (401, "session_invalid")

    def forged(self, page: Page, key: bytes | None = b"k" * 32, algorithm: str = "HS256", **claims: Any) -> str:
        own = jwt.decode(page.token, options={"verify_signature": False})
        changed = {name: value for name, value in {**own, **claims}.items() if value is not None}
        return jwt.encode(changed, key, algorithm)

    def test_a_forged_one_is_refused(self, page: Page, web: WebServer) -> None:
        head, body, signature = page.token.split(".")
        swapped = signature[:-2] + ("AA" if signature[-2:] != "AA" else "BB")
        for token in (
            self.forged(page, key=b"x" * 32),
            self.forged(page, key=None, algorithm="none"),
            self.forged(page, algorithm="HS512"),
            self.forged(page, aud="other"),
            self.forged(page, sid=None),
            self.forged(page, exp=None),
            f"{head}.{body}.{swapped}",
            f"{head}.{body}.",
            page.token[:-1],
        ):
            assert code(web.call("GET", "/messages", token)) == (401, "session_invalid")
        assert web.call("GET", "/messages", self.forged(page)).status_code == 200, "the test makes good ones"

    def test_one_that_is_too_old_is_refused(self, page: Page, web: WebServer) -> None:
        assert code(web.call("GET", "/messages", self.forged(page, exp=int(time.time()) - 1))) == (
            401,
            "session_expired",
        )

    def test_one_whose_conversation_was_forgotten_is_refused(self, web: WebServer) -> None:
        sessions = Sessions(web.channel.settings.key, 12)
        assert code(web.call("GET", "/messages", sessions.token(sessions.new()))) == (401, "session_expired")

    def test_each_has_128_random_bits_and_an_end(self, page: Page, web: WebServer) -> None:
        ids = {jwt.decode(p.token, options={"verify_signature": False})["sid"] for p in (page, web.page(), web.page())}
        assert len(ids) == 3
        assert all(len(bytes.fromhex(id)) == 16 for id in ids)
        begun = web.call("POST", "/session").json()
        end = datetime.strptime(begun["expires_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
        assert 11.9 < (end - datetime.now(timezone.utc)).total_seconds() / 3600 <= 12

    def test_the_sender_cannot_be_read_from_the_token(self, page: Page, web: WebServer) -> None:
        session = Sessions(web.channel.settings.key, 12).read(page.token)
        assert session.sender.removeprefix("web-") not in str(
            jwt.decode(page.token, options={"verify_signature": False})
        )
        assert session.id not in session.sender


class TestBody:
    @pytest.mark.parametrize(
        "body",
        [
            *(
                b"",
                b"{",
                b"[]",
                b"null",
                b'"text"',
                b"1",
                b'{"text": NaN}',
                b"\xff\xfe",
                b'{"text": "\xff"}',
                b"[" * 9000,
            ),
            *(b"{}", b'{"text": ""}', b'{"text": 1}', b'{"text": null}', b'{"text": ["a"]}', b'{"text": {"a": 1}}'),
            *(b'{"text": "a", "sender": "b"}', b'{"text": "a", "command": "more"}', b'{"message": "a"}'),
            *(b'{"command": "restart"}', b'{"command": "MORE"}', b'{"choice": "/ask_cure"}', b'{"choice": ""}'),
            *(
                b'{"text": "a", "metadata": {}}',
                b'{"text": "a", "input_channel": "x"}',
                b'{"choice": "' + b"a" * 17 + b'"}',
            ),
        ],
    )
    def test_of_another_shape_is_refused(self, page: Page, body: bytes) -> None:
        headers = {"Content-Type": "application/json"}
        reply = page.call("POST", "/messages", str(uuid.uuid4()), data=body, headers=headers)
        assert code(reply) == (400, "bad_request")
        assert len(page.history()) == 1

    @pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"])
    def test_of_another_type_is_refused(self, page: Page, kind: str) -> None:
        reply = page.call("POST", "/messages", str(uuid.uuid4()), data=b'{"text": "a"}', headers={"Content-Type": kind})
        assert code(reply) == (415, "not_json")

    def test_that_is_too_large_is_refused(self, page: Page) -> None:
        headers = {"Content-Type": "application/json"}
        fits = json.dumps({"command": "start_over"}).encode().ljust(MOST_BYTES)
        assert page.call("POST", "/messages", str(uuid.uuid4()), data=fits, headers=headers).status_code == 200
        for size in (MOST_BYTES + 1, 10 * MOST_BYTES):
            reply = page.call("POST", "/messages", str(uuid.uuid4()), data=fits.ljust(size), headers=headers)
            assert code(reply) == (413, "request_too_large")

    @pytest.mark.parametrize("key", [None, "", "1", "not-a-uuid", "x" * 5000, "00000000-0000-0000-0000-00000000000g"])
    def test_without_a_key_is_refused(self, page: Page, key: str | None) -> None:
        headers = {"Idempotency-Key": key} if key is not None else {}
        reply = page.call("POST", "/messages", json={"text": QUESTION}, headers=headers)
        assert code(reply) == (400, "idempotency_key_invalid")

    @pytest.mark.parametrize("wishes", [{"country": "GBR"}, {"country": 1}, {"level": "easy"}, {"sender": "x"}, []])
    def test_of_a_new_session_too(self, web: WebServer, wishes: Any) -> None:
        assert code(web.call("POST", "/session", json=wishes)) == (400, "bad_request")

    @pytest.mark.parametrize(
        "vote", [{}, {"answer": "x"}, {"answer": "x", "helpful": "yes"}, {"answer": "", "helpful": True}]
    )
    def test_of_feedback_too(self, page: Page, vote: Any) -> None:
        assert code(page.call("POST", "/feedback", json=vote)) == (400, "bad_request")


class TestText:
    def test_may_have_so_many_characters_and_no_more(self, page: Page) -> None:
        longest = ("is it safe? " * 100)[:MOST_CHARACTERS]
        assert page.send(text=longest).status_code == 200
        assert code(page.send(text=longest + "x")) == (422, "text_too_long")

    def test_is_counted_as_a_reader_counts(self, page: Page) -> None:
        decomposed = "e\u0301" * MOST_CHARACTERS
        assert page.send(text=decomposed).status_code == 200
        assert page.history()[-1]["person"] == "\u00e9" * MOST_CHARACTERS

    @pytest.mark.parametrize("mark", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
    def test_without_controls_and_half_characters(self, page: Page, mark: str) -> None:
        assert code(page.send(text=f"is it {mark} safe")) == (422, "text_unreadable")
        assert len(page.history()) == 1

    @pytest.mark.parametrize(
        "text",
        [
            *(
                "is it\nsafe\tfor\r\nher",
                "👩🏽‍⚕️ 🧠",
                "هل هو آمن",
                "   ",
                "\u202eis it safe\u202c",
                "\u200b/restart",
                "\ufeff",
            ),
            *("{emergency_number} {0} %s", "<script>alert(1)</script>", "'; DROP TABLE conversations; --", "a" * 1000),
            *("[x](javascript:alert(1))", "\u0300" * 900, "EXTERNAL: greet", "﷽" * 500),
        ],
    )
    def test_of_any_other_kind_is_answered(self, page: Page, text: str) -> None:
        reply = page.say(text=text)
        assert all(message["text"] for message in reply["messages"])
        assert "<script" not in str(reply)
        assert "javascript:" not in str(reply)


class TestOtherWebsites:
    def test_a_listed_one_may_ask(self, web: WebServer) -> None:
        ask = {"Origin": LISTED, "Access-Control-Request-Method": "POST"}
        reply = web.call("OPTIONS", "/messages", headers=ask)
        assert reply.status_code == 204
        assert reply.headers["Access-Control-Allow-Origin"] == LISTED
        assert "POST" in reply.headers["Access-Control-Allow-Methods"]
        for header in ("Authorization", "Content-Type", "Idempotency-Key"):
            assert header in reply.headers["Access-Control-Allow-Headers"]
        begun = web.call("POST", "/session", headers={"Origin": LISTED}, json={})
        assert begun.status_code == 201
        assert begun.headers["Access-Control-Allow-Origin"] == LISTED
        assert "Access-Control-Allow-Credentials" not in begun.headers

    def test_and_reads_errors_as_well(self, web: WebServer) -> None:
        reply = web.call("GET", "/messages", headers={"Origin": LISTED})
        assert (reply.status_code, reply.headers["Access-Control-Allow-Origin"]) == (401, LISTED)

    @pytest.mark.parametrize(
        "origin",
        ["https://evil.example", "null", f"{LISTED}.evil.example", f"{LISTED}:8443", "http://charity.example", "*"],
    )
    def test_another_may_not(self, web: WebServer, origin: str) -> None:
        ask = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        assert code(web.call("OPTIONS", "/messages", headers=ask)) == (403, "origin_not_allowed")
        for method, path in (("POST", "/session"), ("GET", "/health")):
            reply = web.call(method, path, headers={"Origin": origin})
            assert "Access-Control-Allow-Origin" not in reply.headers
            assert reply.headers["Vary"] == "Origin"
        script = requests.get(f"{web.url}/widget/api.js", headers={"Origin": origin}, timeout=SECONDS)
        assert "Access-Control-Allow-Origin" not in script.headers


class TestDoors:
    @pytest.mark.parametrize(
        "path",
        [
            *("/version", "/status", "/domain", "/model", "/conversations/x/tracker", "/webhooks/", "/webhooks/rest/"),
            *(
                "/webhooks/rest/webhook",
                "/webhooks/web/webhook",
                "/socket.io/",
                "/api/v1",
                "/api/v1/nothing",
                "/api/v2/health",
            ),
            *(
                "/widget/",
                "/widget/%2e%2e/domain.yml",
                "/widget/../domain.yml",
                "/widget/strings",
                "/.git/config",
                "/index.html",
            ),
        ],
    )
    def test_everything_else_is_closed(self, web: WebServer, path: str) -> None:
        for method in ("GET", "POST"):
            reply = requests.request(method, web.url + path, json={"sender": "me", "message": "hi"}, timeout=SECONDS)
            assert reply.status_code in (404, 405)
            assert "rasa" not in reply.text.casefold()
            assert reply.headers["Content-Type"] == "application/json"

    @pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "HEAD"])
    def test_another_method_is_refused(self, web: WebServer, method: str) -> None:
        assert web.call(method, "/messages").status_code == 405

    def test_no_answer_may_be_kept_guessed_or_framed(self, web: WebServer, page: Page) -> None:
        for reply in (
            page.send(text=QUESTION),
            page.send(text=""),
            web.call("GET", "/health"),
            web.call("GET", "/nothing"),
        ):
            assert reply.headers["Cache-Control"] == "no-store"
            assert reply.headers["X-Content-Type-Options"] == "nosniff"
            assert "frame-ancestors 'none'" in reply.headers["Content-Security-Policy"]
            assert reply.headers["Referrer-Policy"] == "no-referrer"
            assert "Server" not in reply.headers


class TestTooMuch:
    def test_of_one_session_has_to_wait(self, another_server: Any) -> None:
        with another_server(session_burst=3, session_per_minute=1) as server:
            page, other = server.page(), server.page()
            assert [page.call("GET", "/messages").status_code for _ in range(4)] == [200, 200, 200, 429]
            reply = page.send(text=QUESTION)
            assert code(reply) == (429, "too_many_requests")
            assert 0 < int(reply.headers["Retry-After"]) <= 60
            assert other.call("GET", "/messages").status_code == 200

    def test_of_one_address_has_to_wait(self, another_server: Any) -> None:
        with another_server(address_burst=3, address_per_minute=1) as server:
            replies = [server.call("GET", "/messages").status_code for _ in range(5)]
            assert replies == [401, 401, 401, 429, 429]
            assert server.call("GET", "/health").status_code == 200, "a supervisor is never turned away"

    def test_new_sessions_have_to_wait(self, another_server: Any) -> None:
        with another_server(new_sessions_burst=2, new_sessions_per_minute=1) as server:
            assert [server.call("POST", "/session").status_code for _ in range(3)] == [201, 201, 429]

    def test_at_once_is_not_queued_without_end(self, page: Page) -> None:
        many = 3 * MOST_WAITING
        with ThreadPoolExecutor(many) as pool:
            replies = list(pool.map(lambda n: page.send(text=f"is it safe {n}"), range(many)))
        assert {reply.status_code for reply in replies} <= {200, 429}
        answered = sum(reply.status_code == 200 for reply in replies)
        assert len(page.history()) == answered + 1
