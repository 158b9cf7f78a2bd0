"""The page and the widget's files: only what is meant to be seen, and under a policy that runs no foreign script."""

from pathlib import Path

import pytest
import requests

from channels.web.settings import WebSettings
from serving.page import WIDGET, _servable, page_headers
from tests.web_server import LISTED, SECONDS, WebServer


def get(web: WebServer, path: str, **headers: str) -> requests.Response:
    return requests.get(web.url + path, headers=headers, timeout=SECONDS)


def test_the_page_is_at_the_root(web: WebServer) -> None:
    reply = get(web, "/")
    assert reply.status_code == 200
    assert reply.headers["Content-Type"] == "text/html; charset=utf-8"
    assert reply.content == (WIDGET / "index.html").read_bytes()


@pytest.mark.parametrize("path", sorted(_servable(WIDGET)), ids=lambda path: path.name)
def test_each_file_has_its_type(web: WebServer, path: Path) -> None:
    reply = get(web, f"/widget/{path.relative_to(WIDGET).as_posix()}")
    assert reply.content == path.read_bytes()
    kinds = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html"}
    assert reply.headers["Content-Type"].split(";")[0] == kinds[path.suffix]
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


def test_a_copy_that_is_still_good_is_not_sent_again(web: WebServer) -> None:
    first = get(web, "/widget/api.js")
    again = get(web, "/widget/api.js", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert get(web, "/widget/api.js", **{"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.8", "deflate , GZIP"])
def test_a_file_comes_compressed_to_whoever_takes_it(web: WebServer, accepted: str) -> None:
    reply = get(web, "/widget/api.js", **{"Accept-Encoding": accepted})
    assert reply.headers["Content-Encoding"] == "gzip"
    assert reply.content == (WIDGET / "api.js").read_bytes()
    assert int(reply.headers["Content-Length"]) < len(reply.content)
    assert reply.headers["Vary"] == "Accept-Encoding, Origin"


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "gzip;q=0.0", "br"])
def test_a_file_comes_as_it_is_to_whoever_does_not(web: WebServer, accepted: str) -> None:
    reply = get(web, "/widget/api.js", **{"Accept-Encoding": accepted})
    assert "Content-Encoding" not in reply.headers
    assert int(reply.headers["Content-Length"]) == len((WIDGET / "api.js").read_bytes())


def test_a_compressed_copy_is_another_one(web: WebServer) -> None:
    tags = {get(web, "/widget/api.js", **{"Accept-Encoding": how}).headers["ETag"] for how in ("gzip", "identity")}
    assert len(tags) == 2


def test_a_listed_website_may_load_the_script(web: WebServer) -> None:
    assert get(web, "/widget/api.js", Origin=LISTED).headers["Access-Control-Allow-Origin"] == LISTED
    assert "Access-Control-Allow-Origin" not in get(web, "/widget/api.js", Origin="https://evil.example").headers


def test_the_policy_allows_no_foreign_and_no_inline_script(web: WebServer) -> None:
    policy = dict(part.strip().split(" ", 1) for part in get(web, "/").headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {policy[name] for name in ("script-src", "style-src", "connect-src", "img-src")} == {"'self'"}
    assert (policy["base-uri"], policy["form-action"]) == ("'none'", "'none'")
    assert "unsafe" not in str(policy)
    assert policy["frame-ancestors"] == f"'self' {LISTED}"


def test_the_microphone_is_for_dictation_only() -> None:
    assert "microphone=()" in page_headers(WebSettings(b""))["Permissions-Policy"]
    assert "microphone=(self)" in page_headers(WebSettings(b"", dictation=True))["Permissions-Policy"]


def test_hidden_and_unknown_files_are_not_listed(tmp_path: Path) -> None:
    for name in ("a.js", ".secret.js", ".git/b.js", "notes.md", "c.py", "sub/d.css", "key"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert {path.relative_to(tmp_path).as_posix() for path in _servable(tmp_path)} == {"a.js", "sub/d.css"}
