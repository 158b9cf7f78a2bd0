"""The readability formulas of textstat 0.7.4, the last release that works without a download."""

import warnings

with warnings.catch_warnings():  # it imports pkg_resources, which announces its own end
    warnings.simplefilter("ignore")
    import textstat  # type: ignore[import-untyped]

# The Dale-Chall rule of textstat: a word off the list is hard from 2 syllables on.
_SYLLABLES = 2


def school_grade(text: str) -> float:
    """Flesch-Kincaid grade."""
    return float(textstat.flesch_kincaid_grade(text))


def smog(text: str) -> float:
    """SMOG grade; it means something from 30 sentences on."""
    return float(textstat.smog_index(text))


def is_hard(word: str) -> bool:
    """Whether a word is off the Dale-Chall list and has 2 syllables or more."""
    return bool(textstat.is_difficult_word(word, _SYLLABLES))
