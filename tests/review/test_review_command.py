"""The command: where it writes, what it prints, its exit codes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from content.files import ContentError
from review import __main__ as command
from review import material as reading
from review.material import Material, read_material


@pytest.fixture
def content(monkeypatch: pytest.MonkeyPatch) -> Callable[[Material], None]:
    return lambda material: monkeypatch.setattr(command, "read_material", lambda: material)


def test_the_parent_folder_is_made(tmp_path: Path, content: Callable, material: Material) -> None:
    content(material)
    output = tmp_path / "build" / "new" / "review.html"
    assert command.main([str(output), "--today", "2027-03-01"]) == 0
    page = output.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page.endswith("</html>\n")
    assert "1 March 2027" in page
    assert command.main([str(output)]) == 0, "it may be written again"


def test_the_same_day_gives_the_same_page(tmp_path: Path, content: Callable, material: Material) -> None:
    content(material)
    pages = []
    for name in ("a.html", "b.html"):
        command.main([str(tmp_path / name), "--today", "2026-11-23"])
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]


def test_faults_are_printed_and_the_page_is_written(
    tmp_path: Path, content: Callable, material: Material, capsys: pytest.CaptureFixture[str]
) -> None:
    content(replace(material, facts={}))
    output = tmp_path / "review.html"
    assert command.main([str(output)]) == 1
    assert "utter_ask_cure: missing fact: C-1" in capsys.readouterr().err.splitlines()
    assert "Error: C-1." in output.read_text(encoding="utf-8")


def test_unreadable_content_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise ContentError("facts.yml: broken")

    monkeypatch.setattr(command, "read_material", broken)
    assert command.main([str(tmp_path / "review.html")]) == 1
    assert "facts.yml: broken" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_content_of_the_wrong_shape_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def misshapen() -> None:
        raise TypeError("unexpected keyword")

    monkeypatch.setattr(reading, "facts", misshapen)
    with pytest.raises(ContentError, match=r"facts\.yml.*unexpected keyword"):
        read_material()


@pytest.mark.parametrize("arguments", [[], ["a.html", "--today", "tomorrow"]])
def test_wrong_use(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        command.main(arguments)
    assert stop.value.code == 2
