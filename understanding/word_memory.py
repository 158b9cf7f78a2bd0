"""Words that need not be looked at twice."""

from functools import lru_cache
from typing import Callable, TypeVar

# In memory only, and without the messages that the words stood in.
WORDS_REMEMBERED = 20_000
# A longer run of letters is no word, and thousands of them would fill the memory.
LONGEST_WORD = 30

Result = TypeVar("Result")


def remembering(look_at: Callable[[str], Result]) -> Callable[[str], Result]:
    """The same function, which remembers what it gave for words; nobody may change what it gives."""
    remembered = lru_cache(WORDS_REMEMBERED)(look_at)
    return lambda word: remembered(word) if len(word) <= LONGEST_WORD else look_at(word)
