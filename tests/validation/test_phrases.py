"""The words that actions and pages build texts from are checked like answers, but not for what only wholes have."""

from datetime import date
from pathlib import Path

import pytest

from content.answers import STANDARD, Answer
from content.files import DATA
from validation import load
from validation.corpus import Page
from validation.phrases import FILES, read_phrases
from validation.rules import check_answer
from validation.text import parsed


def rules_that_find(text: str, is_phrase: bool = True) -> set[str]:
    answer = Answer("notes.first", STANDARD, text, Path("words.yml"))
    return {finding.rule for finding in check_answer(Page(answer, parsed(text), is_phrase=is_phrase))}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("This cure is safe and it will make you walk again.", "Q8"),
        ("We don't know.", "A9"),
        ("Call 999 now.", "STRUCT"),
        ("The color of the cells.", "SPELL"),
        ("It happened to one in three people.", "Q7"),
        ("The registry, which is kept by the people who " + "also " * 12 + "run it, is large.", "Q3"),
    ],
)
def test_a_planted_fault_is_found(text: str, rule: str) -> None:
    assert rule in rules_that_find(text)


def test_what_only_a_whole_answer_needs_is_not_asked_for() -> None:
    plain = "We know this list well and we look at it again in each week of the year."
    assert rules_that_find(plain) == set()
    assert rules_that_find(plain, is_phrase=False) == {"A9", "Q3"}


def test_each_text_is_read_and_named(tmp_path: Path) -> None:
    file = tmp_path / "words.yml"
    file.write_text(
        'a: {b: "Two words {id} ", link: "not a sentence"}\nc: [one, "two words"]\nd: 3\n', encoding="utf-8"
    )
    assert [(phrase.name, phrase.text) for phrase in read_phrases(file)] == [
        ("a.b", "Two words this"),
        ("c.2", "two words"),
    ]


def test_all_files_are_there_and_in_the_corpus() -> None:
    pages = load(date(2026, 11, 28)).pages
    assert {page.answer.file for page in pages if page.is_phrase} == set(FILES)
    assert {page.answer.file for page in pages if not page.is_phrase} == set(DATA.glob("*/*responses.yml"))
