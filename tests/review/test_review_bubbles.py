"""A text cut into lists, lines, bold words and blanks."""

import pytest

from review.bubbles import Block, Piece, bubble_of


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("plain", [Piece("plain")]),
        ("**bold** and", [Piece("bold", bold=True), Piece(" and")]),
        ("**a** b **c**", [Piece("a", bold=True), Piece(" b "), Piece("c", bold=True)]),
        ("**Call {number}.**", [Piece("Call ", True), Piece("{number}", True, True), Piece(".", True)]),
        ("{one}{two}", [Piece("{one}", blank=True), Piece("{two}", blank=True)]),
        ("2 ** 3 and **open", [Piece("2 ** 3 and **open")]),
        ("{not a blank}", [Piece("{not a blank}")]),
    ],
)
def test_pieces(line: str, pieces: list[Piece]) -> None:
    assert bubble_of(line) == (Block((tuple(pieces),)),)


def test_lines_and_lists_keep_their_order() -> None:
    bubble = bubble_of("One.\nTwo.\n• a\n• b\nThree.")
    assert [(block.is_list, [line[0].text for line in block.lines]) for block in bubble] == [
        (False, ["One.", "Two."]),
        (True, ["a", "b"]),
        (False, ["Three."]),
    ]


def test_nothing_gives_nothing() -> None:
    assert bubble_of(" \n ") == ()
