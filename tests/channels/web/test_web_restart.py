"""The server in a process of its own: what it opens, and that a restart is not noticed."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Iterator

import pytest
import requests

from channels.state import ROOT
from tests.web_server import SECONDS, Page

START_SECONDS = 180
QUESTION = "could the injected cells later become cancerous"


class Process:
    """`python -m serving` on a free port, with a state folder of its own."""

    def __init__(self, state: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.api = f"{self.url}/api/v1"
        self.state = state
        self.log = state.with_suffix(".log")
        self.start()

    def start(self) -> None:
        """Start it and wait until it is healthy."""
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")},
            "ASSISTANT_PORT": str(self.port),
            "ASSISTANT_STATE": str(self.state),
            "PYTHONPATH": str(ROOT),
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "serving"], cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log.read_text()
            try:
                if requests.get(f"{self.api}/health", timeout=SECONDS).status_code == 200:
                    return
            except requests.ConnectionError:
                time.sleep(0.2)
        pytest.fail("the server did not become healthy")

    def kill(self) -> None:
        """End it without a warning."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(SECONDS)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    process = Process(tmp_path_factory.mktemp("process") / "state")
    yield process
    process.kill()


def test_a_restart_is_not_noticed(server: Process) -> None:
    page = Page(server.api, country="GB")
    key = str(uuid.uuid4())
    reply = page.say(key, text=QUESTION)
    token = next(iter(page.choices().values()))
    history = page.history()
    server.kill()
    server.start()
    assert page.history() == history
    assert page.say(key, text=QUESTION) == reply, "a retry after the restart does not speak twice"
    assert page.say(choice=token)["messages"]
    assert len(page.history()) == len(history) + 1
    assert page.call("DELETE", "/session").status_code == 204
    server.kill()
    server.start()
    assert page.call("GET", "/messages").status_code == 401


def test_says_where_the_page_is(server: Process) -> None:
    assert f"{server.url}/" in server.log.read_text()
    assert requests.get(server.url, timeout=SECONDS).headers["Content-Type"].startswith("text/html")


def test_listens_on_this_machine_alone(server: Process) -> None:
    listening = Path("/proc/net/tcp").read_text().splitlines()[1:]
    addresses = {line.split()[1].split(":")[0] for line in listening if line.split()[1].endswith(f":{server.port:04X}")}
    assert "0100007F" in addresses
    assert "00000000" not in addresses


def test_rasas_own_doors_are_closed(server: Process) -> None:
    for path in ("/webhooks/rest/webhook", "/version", "/status", "/socket.io/"):
        assert requests.get(server.url + path, timeout=SECONDS).status_code == 404
    assert "Rasa" not in requests.get(server.url, timeout=SECONDS).text


def test_what_it_keeps_is_for_its_owner_alone(server: Process) -> None:
    files = list(server.state.iterdir())
    assert {file.name for file in files} >= {"session.key", "conversations.sqlite", "feedback.sqlite"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_body_that_never_ends_is_cut_off(server: Process) -> None:
    page = Page(server.api)
    headers = {"Content-Type": "application/json"}
    try:
        reply = page.call("POST", "/messages", str(uuid.uuid4()), data=b"x" * 2_000_000, headers=headers)
        assert reply.status_code == 413
    except requests.ConnectionError:
        pass  # the server may close the door before the page has said everything
    assert page.say(text=QUESTION)["messages"]


def test_no_word_reached_the_log(server: Process) -> None:
    page = Page(server.api)
    page.say(text="canary word of a person")
    assert "canary" not in server.log.read_text()
