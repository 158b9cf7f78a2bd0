"""Which languages a sentence may be in: by its script, or by small words that only one language has."""

import re
import unicodedata

from validation.lexicon import entries, table

JAPANESE, CHINESE = "Japanese", "Chinese"


def languages_of(text: str) -> set[str]:
    """The languages other than English that the sentence shows; empty if none can be told.

    A script that several languages share counts as one of them.
    """
    scripts = table("languages", "scripts")
    of_letters = {unicodedata.name(letter, "?").split()[0] for letter in text if letter.isalpha()}
    found = {scripts[name] for name in of_letters if name in scripts}
    if JAPANESE in found:  # it is written with Chinese characters as well
        found.discard(CHINESE)
    words = set(re.findall(r"[^\W\d_]+", text.casefold()))
    return found | {
        language for language in entries("languages", "small_words") if words & set(entries("languages", language))
    }
