"""The command: exit codes, what it prints, and broken files."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from samples import TEXTS

from content.files import DATA, ContentError
from validation import check, corpus, lexicon, load
from validation.__main__ import main

TODAY = ["--today", "2026-11-23"]


def responses(**changes: object) -> dict:
    """A clean responses file with one answer; `changes` spoil every level."""
    variants = []
    for level, text in TEXTS.items():
        condition = [{"type": "slot", "name": "reading_level", "value": level}]
        variants.append(
            {
                **({} if level == "standard" else {"condition": condition}),
                "text": text,
                "buttons": [
                    {"title": "Does it work?", "payload": "/ask_does_it_work"},
                    {"title": "Find a trial", "payload": "/find_trials"},
                ],
                "metadata": {
                    "facts": ["C-TREA-04"],
                    "evidence": "larger_studies_no_clear_benefit",
                    "checked": "2026-11-23",
                    "next_check": "2027-02-23",
                },
                **changes,
            }
        )
    return {"version": "3.1", "responses": {"utter_ask_cure": variants}}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "responses.yml"


def test_clean_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(yaml.safe_dump(responses()))
    assert main([str(file), *TODAY]) == 0
    assert capsys.readouterr().out == ""


def test_faulty_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(yaml.safe_dump(responses(text="Ask your **team**!")))
    assert main([str(file), *TODAY]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert (
        f"{file}: utter_ask_cure [standard]: STRUCT: There is an exclamation mark; end the sentence with a full stop."
        in lines
    )
    assert all(line.startswith(f"{file}: utter_ask_cure [") for line in lines)


def test_a_folder_is_searched(file: Path) -> None:
    file.write_text(yaml.safe_dump(responses(text="Ask your **team**!")))
    assert main([str(file.parent), *TODAY]) == 1


def test_today_decides_what_is_overdue(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(yaml.safe_dump(responses()))
    assert main([str(file), "--today", "2027-02-24"]) == 1
    assert "Q10: The next check was due on 2027-02-23" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["/no/such/file.yml"], ["--today", "tomorrow"]])
def test_wrong_use(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2


BROKEN = [
    "responses: [",
    "responses:\n  utter_a:\n  - text: |-\n  bad",
    "",
    "- a list",
    "responses:\n  utter_a:\n",
    "responses:\n  utter_a:\n  - image: x.png\n",
    "responses:\n  utter_a: text\n",
    "responses:\n  utter_a:\n  - text: a\n    buttons:\n    - {title: no payload}\n",
    "responses:\n  utter_a:\n  - text: a\n    condition:\n    - {type: slot}\n",
    "responses:\n  utter_a:\n  - text: a\n    metadata: {facts: 3}\n",
    "nlu:\n- intent: ask_cure\n",
    "nlu: ask_cure\n",
    "nlu:\n- ask_cure: [\n",
]


@pytest.mark.parametrize("content", BROKEN)
def test_broken_file_is_a_finding(file: Path, content: str, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(content)
    assert main([str(file), *TODAY]) == 1
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{file}: YAML: The file cannot be read")


def test_file_that_is_no_text_is_a_finding(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00")
    assert main([str(file), *TODAY]) == 1


def test_without_the_base_files_nothing_else_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ContentError("topics.yml: broken")

    monkeypatch.setattr(corpus, "topics", broken)
    file.write_text(yaml.safe_dump(responses(text="Bad!")))
    [finding] = check(load(date(2026, 11, 23), extra=[file]))
    assert (finding.place.file, finding.rule) == (DATA / "topics.yml", "YAML")
    assert main([str(file), *TODAY]) == 1


def test_broken_word_list_is_a_finding(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "read_content", lambda name: {"words": ["cure", False]})
    for remembered in (lexicon.entries, lexicon.members, lexicon.phrases):
        remembered.cache_clear()
    file.write_text(yaml.safe_dump(responses()))
    assert "in quotes" in [finding.message for finding in check(load(date(2026, 11, 23), extra=[file]))][-1]
    for remembered in (lexicon.entries, lexicon.members, lexicon.phrases):
        remembered.cache_clear()


def test_the_module_runs(file: Path) -> None:
    file.write_text(yaml.safe_dump(responses()))
    run = subprocess.run(
        [sys.executable, "-m", "validation", str(file), *TODAY],
        cwd=DATA.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (0, ""), run.stdout + run.stderr
