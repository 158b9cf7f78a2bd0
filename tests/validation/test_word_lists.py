"""The word lists themselves: readable, long enough, and each entry finds itself."""

import pytest
from samples import sample

from content.files import DATA, read_yaml
from validation.lexicon import entries, pattern, phrases, table
from validation.rules import check_answer
from validation.vocabulary import bases

LISTS = sorted(path.stem for path in (DATA / "wording").glob("*.yml"))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_holds_words_only(name: str) -> None:
    for key, value in read_yaml(DATA / "wording" / f"{name}.yml").items():
        assert table(name, key) if isinstance(value, dict) else entries(name, key)


@pytest.mark.parametrize(("name", "key", "least"), [("idioms", "idioms", 60), ("banned", "words", 30)])
def test_lists_are_long_enough(name: str, key: str, least: int) -> None:
    assert len(entries(name, key)) >= least


def test_british_spelling_is_long_enough() -> None:
    assert len(table("british_spelling", "spelling")) >= 80


@pytest.mark.parametrize("american", [key.rstrip("=") for key in table("british_spelling", "spelling")])
def test_each_american_word_is_found_and_its_british_form_is_not(american: str) -> None:
    british = (
        table("british_spelling", "spelling").get(american) or table("british_spelling", "spelling")[f"{american}="]
    )
    assert spelling(f"The {american} is here.") != []
    assert spelling(f"The {british} is here.") == []


def spelling(text: str) -> list[str]:
    return [finding.message for finding in check_answer(sample(text)) if finding.rule == "SPELL"]


@pytest.mark.parametrize(
    ("name", "key"),
    [("banned", "words"), ("idioms", "idioms"), ("risk_words", "words"), ("numbers", "fractions")],
)
def test_each_entry_finds_itself(name: str, key: str) -> None:
    for entry in entries(name, key):
        assert phrases(name, key).search(f"It is {entry.replace('*', 's')} here."), entry


def test_patterns_take_whole_words() -> None:
    found = pattern(["cure", "life changing", "revolution*"])
    assert [match[0] for match in found.finditer("Secure, a CURE, life-changing, revolutionary, cures.")] == [
        "CURE", "life-changing", "revolutionary",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("studies", "study"),
        ("stopping", "stop"),
        ("widely", "wide"),
        ("doctor's", "doctor"),
        ("moved", "move"),
    ],
)
def test_bases(word: str, base: str) -> None:
    assert base in bases(word)


def test_small_words_tell_one_language() -> None:
    languages: dict[str, str] = {}
    for language in entries("languages", "small_words"):
        for word in entries("languages", language):
            assert languages.setdefault(word, language) == language, word
