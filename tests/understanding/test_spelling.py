"""Which word a slip of the keyboard was meant for."""

import pytest

from understanding.spelling import FEWEST_TIMES, Speller


def speller(**counts: int) -> Speller:
    return Speller({"stroke": 50, "dropping": 9, **counts})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("strok", "stroke"),
        ("strokke", "stroke"),
        ("stroek", "stroke"),
        ("strike", "strike"),  # a word of its own
        ("Droppnig!", "dropping!"),
        ("strk", "strk"),  # two slips
        ("stroke", "stroke"),
        ("", ""),
    ],
)
def test_one_slip_is_mended(written: str, meant: str) -> None:
    assert speller().mend(written) == meant


def test_letters_that_changed_places_come_before_a_commoner_word() -> None:
    assert speller(chat=500, cant=20).mend("cnat") == "cant"


def test_the_first_letter_comes_before_all() -> None:
    assert speller(zgain=500, again=3).mend("agaen") == "again"


def test_words_as_common_are_told_apart_the_same_way_each_time() -> None:
    # Their order in a set changes from one start of Python to the next.
    near = {f"qor{letter}a": 7 for letter in "bcdfghjklmnp"}
    assert speller(**near).mend("qorza") == max(near)


def test_a_rare_word_may_be_a_slip_itself() -> None:
    assert speller(qorba=FEWEST_TIMES - 1).mend("qorza") == "qorza"
