"""The real assistant on a free port, and a browser: what pictures, measurements and browser tests need."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from typing import Iterator

from playwright.sync_api import Browser, sync_playwright

from bench.messages import ROOT

START_SECONDS = 180
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def assistant() -> Iterator[str]:
    """The address of the assistant, started on a free port with a state of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as state:
        settings = {**os.environ, "ASSISTANT_PORT": str(port), "ASSISTANT_STATE": state}
        process = subprocess.Popen([sys.executable, "-m", "serving"], cwd=ROOT, env=settings, stderr=subprocess.DEVNULL)
        try:
            _wait_for(f"{url}/api/v1/health")
            yield url
        finally:
            process.terminate()
            process.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(address)
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(1)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without traffic of its own.

    Raises:
        FileNotFoundError: there is none.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        raise FileNotFoundError("Chromium is needed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()
