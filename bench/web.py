"""`python -m bench.web [--ours MODEL] [--stock MODEL]`: one turn over HTTP with one client, side by side.

Ours is `python -m serving`: the web channel, conversations in a file, actions in the server's process. Stock is what
Rasa's own guide leads to: `rasa run` with the REST channel, conversations in memory, and `rasa run actions` beside it.
Both get the same held-out messages over one connection that stays open, a new person every five messages.
"""

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Sequence

from bench.messages import HELD_OUT, ROOT, read_messages

MODEL = ROOT / "models" / "assistant.tar.gz"
TURNS = 200
WARM_UP = 20
MESSAGES_PER_PERSON = 5
START_SECONDS = 300
# Nobody is told to slow down while we measure how fast it is.
OUR_CREDENTIALS = """channels.web.WebInput:
  {session_burst: 1000000, address_burst: 1000000, new_sessions_burst: 1000000}
"""
STOCK_ENDPOINTS = """action_endpoint: {{url: "http://127.0.0.1:{port}/webhook", enable_selective_domain: true}}
"""

Send = Callable[[str, str], None]


def main() -> int:
    """Measure what there is a model for, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.web", description=__doc__)
    parser.add_argument("--ours", type=Path, default=MODEL)
    parser.add_argument("--stock", type=Path, help="a model trained from bench/stock/config.yml")
    options = parser.parse_args()
    figures = {"ours": measure_ours(options.ours)}
    if options.stock:
        figures["stock"] = measure_stock(options.stock)
    print("| one turn over HTTP, one client | " + " | ".join(figures) + " |")
    for key in ("http_turn_ms_p50", "http_turn_ms_p95"):
        print(f"| {key} | " + " | ".join(f"{side[key]:.1f}" for side in figures.values()) + " |")
    return 0


def measure_ours(model: Path) -> Dict[str, float]:
    """Milliseconds of a turn through the web channel, p50 and p95."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "credentials.yml").write_text(OUR_CREDENTIALS)
        port = _free_port()
        environment = {
            "ASSISTANT_PORT": str(port),
            "ASSISTANT_MODEL": str(model.resolve()),
            "ASSISTANT_STATE": str(folder / "state"),
            "ASSISTANT_CREDENTIALS": str(folder / "credentials.yml"),
        }
        stack.enter_context(_running([sys.executable, "-m", "serving"], environment))
        connection = _connect(port, "/api/v1/health")
        tokens: Dict[str, str] = {}

        def send(person: str, text: str) -> None:
            headers = {"Authorization": f"Bearer {tokens[person]}", "Idempotency-Key": str(uuid.uuid4())}
            reply = _post(connection, "/api/v1/messages", {"text": text}, headers)
            assert reply["messages"], "an empty reply is no reply"

        def meet(person: str) -> None:
            tokens[person] = _post(connection, "/api/v1/session", {}, {})["session"]

        return _measure(send, meet)


def measure_stock(model: Path) -> Dict[str, float]:
    """Milliseconds of a turn through Rasa's REST channel, p50 and p95."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        port, action_port = _free_port(), _free_port()
        (folder / "credentials.yml").write_text("rest:\n")
        (folder / "endpoints.yml").write_text(STOCK_ENDPOINTS.format(port=action_port))
        rasa = str(Path(sys.executable).with_name("rasa"))
        stack.enter_context(_running([rasa, "run", "actions", "--port", str(action_port)], {}))
        files = ["--credentials", str(folder / "credentials.yml"), "--endpoints", str(folder / "endpoints.yml")]
        where = ["--port", str(port), "--interface", "127.0.0.1"]
        stack.enter_context(_running([rasa, "run", "--model", str(model.resolve()), *files, *where], {}))
        connection = _connect(port, "/webhooks/rest/")
        _connect(action_port, "/health")
        # The port opens before the model is loaded; until then every reply is empty.
        _wait(lambda: bool(_post(connection, "/webhooks/rest/webhook", {"sender": "first", "message": "hello"}, {})))

        def send(person: str, text: str) -> None:
            _post(connection, "/webhooks/rest/webhook", {"sender": person, "message": text}, {})

        return _measure(send, lambda person: None)


def _measure(send: Send, meet: Callable[[str], None]) -> Dict[str, float]:
    seconds: List[float] = []
    texts: Sequence[str] = [message.text for message in read_messages(HELD_OUT / "in_scope.yml")][: TURNS + WARM_UP]
    for index, text in enumerate(texts):
        person = f"person-{index // MESSAGES_PER_PERSON}"
        if index % MESSAGES_PER_PERSON == 0:
            meet(person)
        started = time.perf_counter()
        send(person, text)
        seconds.append(time.perf_counter() - started)
    cuts = statistics.quantiles(seconds[WARM_UP:], n=100)
    return {"http_turn_ms_p50": cuts[49] * 1e3, "http_turn_ms_p95": cuts[94] * 1e3}


@contextmanager
def _running(command: Sequence[str], settings: Mapping[str, str]) -> Iterator[None]:
    # One thread for everything: a server shares its processor among many people.
    threads = dict.fromkeys(("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"), "1")
    environment = {**os.environ, **threads, **settings, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _connect(port: int, path: str) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def is_up() -> bool:
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
        except (ConnectionError, http.client.HTTPException):
            connection.close()
            return False
        return response.status == 200

    _wait(is_up)
    return connection


def _wait(is_done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_done():
        if time.monotonic() > deadline:
            raise TimeoutError("a server did not start")
        time.sleep(0.5)


def _post(connection: http.client.HTTPConnection, path: str, body: Any, headers: Mapping[str, str]) -> Any:
    connection.request("POST", path, json.dumps(body), {**headers, "Content-Type": "application/json"})
    response = connection.getresponse()
    reply: Optional[Any] = json.loads(response.read())
    if response.status >= 400:
        raise RuntimeError(f"{path} answered {response.status}")
    return reply


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
