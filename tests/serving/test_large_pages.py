"""A process starts anew with large pages, once, and only where it may."""

import os
import platform
import subprocess
import sys
from typing import Any, List

import pytest

from serving.large_pages import LARGE_PAGES, use_large_pages
from serving.settings import ROOT

PROGRAM = """
import os, sys
from serving.large_pages import use_large_pages
use_large_pages()
print(os.environ["PYTHONMALLOC"], os.environ["GLIBC_TUNABLES"], os.getpid(), *sys.argv[1:])
"""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> List[Any]:
    calls: List[Any] = []
    monkeypatch.setattr(os, "execv", lambda *arguments: calls.append(arguments))
    monkeypatch.setattr(os, "environ", {})
    monkeypatch.setattr(platform, "libc_ver", lambda: ("glibc", "2.36"))
    return calls


def test_the_same_program_goes_on_with_its_arguments_in_the_same_process() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in LARGE_PAGES}
    command = [sys.executable, "-c", PROGRAM, "--port", "5005"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        output, _ = process.communicate(timeout=60)
    assert output.split() == [*LARGE_PAGES.values(), str(process.pid), "--port", "5005"]


@pytest.mark.parametrize("name", LARGE_PAGES)
def test_who_sets_either_keeps_it(name: str, started: List[Any]) -> None:
    os.environ[name] = "chosen"
    use_large_pages()
    assert os.environ[name] == "chosen" and not started


def test_without_glibc_nothing_happens(started: List[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "libc_ver", lambda: ("", ""))
    use_large_pages()
    assert LARGE_PAGES.keys().isdisjoint(os.environ) and not started


def test_it_starts_anew_once(started: List[Any]) -> None:
    use_large_pages()
    use_large_pages()
    assert len(started) == 1 and LARGE_PAGES.items() <= os.environ.items()
