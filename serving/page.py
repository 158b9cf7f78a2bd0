"""Serves the widget's files and, at `/`, the page that shows it. Everything comes from a list made at the start."""

import gzip
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Dict, Mapping

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, empty, raw

from channels.state import ROOT
from channels.web.cross_origin import sharing_headers
from channels.web.settings import WebSettings

WIDGET = ROOT / "widget"
INDEX = "index.html"
CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
# A browser asks each time whether its copy is still good; the answer is a few bytes.
_CACHE = "no-cache"


def page(settings: WebSettings, folder: Path = WIDGET) -> Blueprint:
    """The addresses `/` and `/widget/…` for the files of `folder` that have a known content type."""
    blueprint = Blueprint("page")
    files = {path.relative_to(folder).as_posix(): path for path in _servable(folder)}

    @blueprint.get("/")
    async def index(request: Request) -> HTTPResponse:
        return _file(request, files, INDEX, page_headers(settings))

    @blueprint.get("/widget/<name:path>")
    async def widget(request: Request, name: str) -> HTTPResponse:
        sharing = sharing_headers(request.headers.get("origin"), settings.origins)
        # A page of any website may show the pictures; scripts are shared with the listed ones only.
        return _file(request, files, name, {**page_headers(settings), **sharing})

    return blueprint


def page_headers(settings: WebSettings) -> Dict[str, str]:
    """What the browser may do with a page of ours: nothing but what the widget needs."""
    framing = " ".join(["'self'", *sorted(settings.origins)])
    microphone = "microphone=(self)" if settings.dictation else "microphone=()"
    return {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
            f"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {framing}"
        ),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": f"{microphone}, camera=(), geolocation=(), payment=(), usb=()",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _servable(folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix in CONTENT_TYPES)
    return [path for path in files if not any(part.startswith(".") for part in path.relative_to(folder).parts)]


def _file(request: Request, files: Mapping[str, Path], name: str, headers: Mapping[str, str]) -> HTTPResponse:
    path = files.get(name)
    if path is None:
        raise NotFound
    compressed = _takes_gzip(request)
    content, tag = _read(path, path.stat().st_mtime_ns, compressed)
    headers = {**headers, "Cache-Control": _CACHE, "ETag": tag, "Vary": "Accept-Encoding, Origin"}
    if compressed:
        headers["Content-Encoding"] = "gzip"
    if tag in request.headers.get("if-none-match", ""):
        return empty(304, headers=headers)
    return raw(content, headers=headers, content_type=CONTENT_TYPES[path.suffix])


def _takes_gzip(request: Request) -> bool:
    """Whether the browser takes gzip, which it may also refuse by "gzip;q=0"."""
    accepted = (part.replace(" ", "").lower() for part in request.headers.get("accept-encoding", "").split(","))
    return any(re.fullmatch(r"gzip(?:;q=(?:1|0?\.\d*[1-9]\d*|1\.0*))?", part) for part in accepted)


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int, compressed: bool) -> tuple[bytes, str]:
    content = path.read_bytes()
    if compressed:
        content = gzip.compress(content, mtime=0)
    return content, f'"{hashlib.sha256(content).hexdigest()[:32]}"'
