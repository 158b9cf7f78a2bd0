"""Keeps people's names out: registries hold some where a hospital or a company should stand."""

import re
from typing import Optional

from content.trial_search import fold, search_words

_TITLED = re.compile(r"\b(?:MD|M\.D\.?|PhD|Ph\.D\.?|MBBS|MSc|Dr|Dr\.|Prof|Professor|Mr|Mrs|Ms)(?:\b|(?<=\.))")
_ADDRESS = re.compile(r"\d|\b(?:road|street|avenue|lane|district|no)\b\.?", re.IGNORECASE)
_LONGEST_CITY = 40


def institution(name: Optional[str]) -> Optional[str]:
    """The name if it is that of an institution, else None: it may be a person's."""
    if not name or fold(name) not in search_words().institutions or _TITLED.search(name):
        return None
    return name


def is_person(name: str) -> bool:
    """Whether a sponsor's name looks like a person's: two to four words, none of them an institution's."""
    words = name.replace(".", " ").split()
    plain = 2 <= len(words) <= 4 and all(word[0].isupper() and word.replace("-", "").isalpha() for word in words)
    return bool(_TITLED.search(name)) or (plain and institution(name) is None)


def city(name: Optional[str]) -> Optional[str]:
    """The name unless it is a street address or a sentence."""
    return None if not name or len(name) > _LONGEST_CITY or _ADDRESS.search(name) else name
