"""An answer's text is split as a reader sees it."""

import pytest

from validation.text import Text, words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Take vitamin D. Ask your team.", ["Take vitamin D.", "Ask your team."]),
        ("The U.S. trial ended. Nobody knows.", ["The U.S. trial ended.", "Nobody knows."]),
        ("Some, e.g. aspirin, help. Ask Dr. Smith.", ["Some, e.g. aspirin, help.", "Ask Dr. Smith."]),
        ("It took 2.5 years. In 2020. Then.", ["It took 2.5 years.", "In 2020.", "Then."]),
        ("Ask about:\n• the cost\n• the **risks**", ["Ask about:", "the cost", "the risks"]),
        ("Is it safe? **Nobody** knows.", ["Is it safe?", "Nobody knows."]),
        ("A line that\ngoes on.", ["A line that goes on."]),
        ("Call {emergency_number}.", ["Call number."]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in Text(text).sentences] == sentences


def test_bold_belongs_to_its_sentence() -> None:
    assert [sentence.bold for sentence in Text("**Call now.** Do not wait. **Ask**.").sentences] == [
        True,
        False,
        True,
    ]


def test_words_are_counted_as_read() -> None:
    assert words("The blood-brain barrier's 1.5 mm – and/or 1,000 cells.") == (
        "The", "blood-brain", "barrier's", "1.5", "mm", "and/or", "1,000", "cells",
    )  # fmt: skip


def test_bubbles_and_lines() -> None:
    text = Text("One. Two.\nThree.\n\nFour.")
    assert [len(bubble.sentences) for bubble in text.bubbles] == [3, 1]
    assert [sentence.line for sentence in text.sentences] == [0, 0, 1, 2]


def test_measured_text_has_one_full_stop_a_sentence() -> None:
    assert Text("Ask about:\n• the **cost**\n• 2.5 mg, e.g. now?").measured == "Ask about. the cost. 25 mg, eg now."
