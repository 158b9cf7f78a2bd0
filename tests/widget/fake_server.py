"""A small server that keeps the web channel's contract and can be told to fail in every way a real one can.

It serves the widget as well, under the strictest content security policy, so that the browser itself refuses any
inline script or style and any text that would be read as markup.
"""

import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Dict, List, Optional
from urllib.parse import urlsplit

from tests.widget import fake_answers

ROOT = Path(__file__).resolve().parents[2]
WIDGET = ROOT / "widget"
TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
SAFETY = {
    "text": "The assistant cannot answer now. **Call the emergency number** if you are in danger.",
    "numbers": [{"label": "Testland", "number": "123 or 456"}],
}


@dataclass
class Session:
    """One person's talk: what was said, and what was answered for each idempotency key."""

    turns: List[Dict[str, Any]] = field(default_factory=list)
    answered: Dict[str, Dict[str, Any]] = field(default_factory=dict)
    choices: Dict[str, str] = field(default_factory=dict)


class FakeServer:
    """State and faults of the server.

    `fault` is an HTTP status, or "drop" (no answer), or "lose" (answered, but the reply is lost).
    """

    def __init__(self) -> None:
        self.pages: Dict[str, str] = {}
        self.reset()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def reset(self) -> None:
        """Forgets everything, as a server that starts anew."""
        self.sessions: Dict[str, Session] = {}
        self.calls: List[Dict[str, Any]] = []
        self.feedback: List[Dict[str, Any]] = []
        self.fault: Any = None
        self.slow = 0.0
        self.answer: Optional[List[Dict[str, Any]]] = None
        self.greeting: Optional[List[Dict[str, Any]]] = None

    def restart(self) -> None:
        """Loses all sessions but not the record of calls."""
        self.sessions = {}

    def close(self) -> None:
        """Stops listening."""
        self._http.shutdown()
        self._http.server_close()

    def sent(self, path: str = "/messages") -> List[Dict[str, Any]]:
        """The bodies that were posted to `path`, each with its idempotency key."""
        return [call for call in self.calls if call["path"] == path and call["method"] == "POST"]

    def start(self, wishes: Dict[str, Any]) -> Dict[str, Any]:
        """A new session and its introduction."""
        token = secrets.token_urlsafe(16)
        session = self.sessions[token] = Session()
        messages = self._with_tokens(session, self.greeting or fake_answers.introduction())
        session.turns.append({"turn": secrets.token_hex(4), "person": None, "messages": messages})
        return {"session": token, "expires_at": "2030-01-01T00:00:00Z", "messages": messages}

    def reply(self, session: Session, body: Dict[str, Any]) -> Dict[str, Any]:
        """The turn that answers a text, a choice or a command. Raises KeyError for a choice of another session."""
        person = session.choices[body["choice"]] if "choice" in body else body.get("text")
        messages = self.answer or fake_answers.answer_to(person or body.get("command", ""))
        turn = {"turn": secrets.token_hex(4), "messages": self._with_tokens(session, messages)}
        session.turns.append({"person": person, **turn})
        return turn

    def _with_tokens(self, session: Session, messages: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
        out = json.loads(json.dumps(messages))
        for message in out:
            message["id"] = secrets.token_hex(4)
            for choice in message["choices"]:
                choice["token"] = secrets.token_hex(4)
                session.choices[choice["token"]] = choice["title"]
        return out


def _handler(server: FakeServer) -> type:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            self._route("GET")

        def do_POST(self) -> None:
            self._route("POST")

        def do_DELETE(self) -> None:
            self._route("DELETE")

        def _route(self, method: str) -> None:
            path = urlsplit(self.path).path
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if path.startswith("/api/v1/"):
                self._api(method, path[len("/api/v1") :], json.loads(body or b"{}"))
            else:
                self._file(path)

        def _file(self, path: str) -> None:
            if path in server.pages:
                return self._send(200, server.pages[path].encode(), "text/html")
            file = WIDGET / ("index.html" if path == "/" else path.removeprefix("/widget/"))
            if not file.resolve().is_relative_to(WIDGET) or not file.is_file():
                return self._send(404, b"", "text/plain")
            return self._send(200, file.read_bytes(), TYPES[file.suffix])

        def _api(self, method: str, path: str, body: Dict[str, Any]) -> None:
            key = self.headers.get("Idempotency-Key")
            server.calls.append({"method": method, "path": path, "body": body, "key": key})
            time.sleep(server.slow)
            if server.fault == "drop":
                self.close_connection = True
                return None
            if isinstance(server.fault, int):
                return self._error(server.fault, "faulty")
            if (method, path) == ("POST", "/session"):
                return self._json(201, server.start(body))
            token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
            session = server.sessions.get(token)
            if session is None:
                return self._error(401, "session_invalid")
            if (method, path) == ("DELETE", "/session"):
                del server.sessions[token]
                return self._send(204, b"", "application/json")
            if path == "/feedback":
                server.feedback.append(body)
                return self._send(204, b"", "application/json")
            if path == "/summary":
                return self._json(200, fake_answers.summary(len(session.turns) > 1))
            if method == "GET":
                return self._json(200, {"turns": session.turns})
            return self._message(session, body, key or "")

        def _message(self, session: Session, body: Dict[str, Any], key: str) -> None:
            if len(body.get("text", "")) > 1000:
                self._error(400, "text_too_long", "Your message is too long. Please make it shorter.")
                return
            if key not in session.answered:
                try:
                    session.answered[key] = server.reply(session, body)
                except KeyError:
                    self._error(400, "choice_unknown")
                    return
            if server.fault == "lose":
                self.close_connection = True
                return
            self._json(200, session.answered[key])

        def _error(self, status: int, code: str, message: str = "") -> None:
            error: Dict[str, Any] = {"error": {"code": code, "message": message}}
            if status == 503:
                error["safety"] = SAFETY
            self._json(status, error, {"Retry-After": "1"} if status == 429 else {})

        def _json(self, status: int, value: Any, headers: Optional[Dict[str, str]] = None) -> None:
            self._send(status, json.dumps(value).encode(), "application/json", headers)

        def _send(self, status: int, body: bytes, kind: str, headers: Optional[Dict[str, str]] = None) -> None:
            self.send_response(status)
            for name, value in {
                "Content-Type": f"{kind}; charset=utf-8",
                "Content-Security-Policy": POLICY,
                **(headers or {}),
            }.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler
