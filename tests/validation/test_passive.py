"""Q5 tells acts from states."""

import pytest

from validation.text import Text
from validation.voice import is_passive

PASSIVE = [
    "Cells were given into a vein.",
    "The cells are not used to treat stroke.",
    "This is called aphasia.",
    "It was carefully studied.",
    "The stroke was caused by a clot.",
    "You get treated in hospital.",
    "No treatment is known to cure a stroke.",
    "Many people are being helped.",
    "It can be done.",
    "Cells are also taken from fat.",
    "You are given cells.",
    "It was never properly tested.",
    "It has not been seen by anybody.",
    "The worry is needed by nobody.",
]
ACTIVE = [
    "You are tired.",
    "You are used to it.",
    "You get used to being slow.",
    "He used to walk.",
    "This is proven care.",
    "It is not approved for stroke.",
    "More research is needed.",
    "The brain needs blood.",
    "You are in bed.",
    "There are trained nurses.",
    "The evidence is mixed and unproven.",
    "They have tested it.",
    "People got better.",
    "It is a hundred.",
]


@pytest.mark.parametrize("text", PASSIVE)
def test_passive(text: str) -> None:
    assert [is_passive(sentence) for sentence in Text(text).sentences] == [True]


@pytest.mark.parametrize("text", ACTIVE)
def test_active(text: str) -> None:
    assert [is_passive(sentence) for sentence in Text(text).sentences] == [False]
