"""Writes search expressions for ClinicalTrials.gov (its "Essie" syntax) so that no word can act as an operator."""

import re
from typing import Iterable

_OPERATORS = re.compile(r'[\\"+\-!(){}\[\]^~*?:/|&,<>=]')
_LONGEST = 100


def phrase(words: str) -> str:
    """The words as one quoted phrase, every operator in them made harmless: `[` or `AREA[Phase]` cannot break out."""
    plain = " ".join(_OPERATORS.sub(lambda found: f"\\{found[0]}", words[:_LONGEST]).split())
    return f'"{plain}"'


def any_of(phrases: Iterable[str]) -> str:
    """An expression that finds any of these phrases."""
    return " OR ".join(phrase(words) for words in phrases)
