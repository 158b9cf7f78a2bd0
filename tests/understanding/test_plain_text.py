"""Any string becomes plain text, and no string is too strange."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from understanding.plain_text import MAXIMUM_CHARACTERS, plain_text, readable

anything = st.text(st.characters(), max_size=200)  # surrogates, controls and all


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Is it safe?", "Is it safe?"),
        ("  is\tit \n safe  ", "is it safe"),
        ("I’m “fine” – really…", 'I\'m "fine" - really.'),
        ("why???!!", "why?!"),
        ("nooooooo way", "no way"),
        ("20000 dollars, 1000000 cells", "20000 dollars, 1000000 cells"),
        ("ＡＢＣ１２", "ABC12"),
        ("is 🙂 it 🧠 safe", "is it safe"),
        ("👩🏽‍⚕️", ""),
        ("a\x00b", "a b"),
        ("a\u202eb\u200fc", "a b c"),
        ("a\ud800b", "ab"),
        ("عربي", "عربي"),
        ("£5 & 10% (ok) NCT/1", "£5 & 10% (ok) NCT/1"),
        ("", ""),
    ],
)
def test_examples(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@given(anything)
@example("\x00")
@example("\ud800\udfff")
@example("\u202e\u200f\u200b\ufeff")
@example("🙂" * 10_000)
@example("a" * 10_000)
@example("ab " * 10_000)
@example("\ufdfa" * 10_000)
def test_any_string(text: str) -> None:
    plain = plain_text(text)
    assert len(plain) <= MAXIMUM_CHARACTERS
    assert plain == plain.strip()
    assert not re.search(r"\s\s|[\t\n\r]", plain)
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in plain)
    assert plain.encode("utf-8").decode("utf-8") == plain
    assert plain_text(text) == plain


@given(st.text("abc defghij'?", max_size=80))
def test_plain_text_stays_as_it_is(text: str) -> None:
    once = plain_text(text)
    assert plain_text(once) == once


def test_of_a_very_long_text_start_and_end_stay() -> None:
    plain = plain_text("My story begins. " + "la li " * 2000 + "Is it safe?")
    assert plain.startswith("My story begins.")
    assert plain.endswith("Is it safe?")
    assert MAXIMUM_CHARACTERS - 20 <= len(plain) <= MAXIMUM_CHARACTERS


def test_a_text_of_the_greatest_length_is_not_cut() -> None:
    text = ("ab" * MAXIMUM_CHARACTERS)[:MAXIMUM_CHARACTERS]
    assert plain_text(text) == text


@pytest.mark.parametrize(
    ("text", "is_readable"),
    [("a", True), ("7", True), ("é?", True), ("", False), (" \n", False), ("?!…", False), ("🙂", False),
     ("\x00", False), (None, False), (7, False), (["a"], False)],
)  # fmt: skip
def test_readable(text: object, is_readable: bool) -> None:
    assert readable(text) is is_readable


@given(anything)
def test_of_what_is_readable_something_is_left(text: str) -> None:
    assert not readable(text) or readable(plain_text(text))
