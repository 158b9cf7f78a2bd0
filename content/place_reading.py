"""Reads a name of a place that begins at a word: the longest name, with the country or state that follows it."""

import re
from dataclasses import dataclass, replace
from typing import List, Optional, Sequence, Tuple

from content.place_choice import inside
from content.place_index import Candidate, Kind, abbreviated, candidates, longest_name, mended
from content.place_keys import key
from content.place_words import place_words

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\s,.;:!?()\[\]{}\"“”„«»/|…。、，<>=*~]+")
_BESIDE = re.compile(r"[\s,.]*(?:\(\s*|\bin\s+)?(?:the\s+)?", re.IGNORECASE)
_ARTICLES = frozenset(
    ("the", "a", "of", "city", "town", "village", "rural", "central", "greater", "downtown")
    + ("north", "south", "east", "west", "northern", "southern", "eastern", "western")
)
# Two words that differ in more than this are two other words.
LETTERS_OF_MENDED_PAIR = 8
MOST_WORDS_OF_A_NAME, LONGEST_NO_PLACE = 5, 4


@dataclass(frozen=True)
class Word:
    """A word of the message and its place there."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Named:
    """A name as it was read. `words` is its number of words, without the country or state that `qualified` it."""

    found: Tuple[Candidate, ...]
    key: str
    start: int
    end: int
    words: int
    qualified: bool = False
    guessed: bool = False


class Reader:
    """The words of one message, and the names that begin at each."""

    def __init__(self, text: str, any_capitals: bool = False) -> None:
        """Take a message. `any_capitals`: small letters are as good, as in a reply typed with one hand."""
        self.text = text
        self.words: Sequence[Word] = [Word(m[0], m.start(), m.end()) for m in _WORD.finditer(text)]
        self._any_capitals = any_capitals
        self._shouted = text.isupper()

    def word_at(self, position: int) -> int:
        """The number of the first word from a position of the text on."""
        return next((number for number, word in enumerate(self.words) if word.start >= position), len(self.words))

    def capital(self, named: Named) -> bool:
        """Whether the name is written with a capital, or in a script that has none."""
        written = self.text[named.start : named.end]
        return written[:1] != written[:1].lower() and not self._shouted or not written[:1].isascii()

    def named(self, first: int, mend: bool = False) -> Optional[Named]:
        """The longest name that begins at a word, or after an article there; with slips mended if `mend`."""
        for start in () if self.no_place(first) else self._starts(first):
            named = self._exact(start) or (self._mended(start) if mend else None)
            if named:
                return self._qualified(named, start + named.words)
        return None

    def whole(self, first: int) -> Optional[Named]:
        """The name, misspelt, that all words from one on make up."""
        if not 0 < len(self.words) - first <= MOST_WORDS_OF_A_NAME:
            return None
        start, end = self.words[first].start, self.words[-1].end
        name = key(self.text[start:end])
        found = self._misspelt(name)
        return Named(found, name, start, end, len(self.words) - first, guessed=True) if found else None

    def titled(self, named: Named) -> bool:
        """Whether a title before it makes the name a person's: "Dr Houston"."""
        before = self.text[: named.start].split()
        return bool(before) and key(before[-1]) in place_words().titles

    def no_place(self, first: int) -> int:
        """The number of words from one on that only hold the name of a place: "South America", "guinea pig"."""
        for count in range(min(LONGEST_NO_PLACE, len(self.words) - first), 1, -1):
            if key(self.text[self.words[first].start : self.words[first + count - 1].end]) in place_words().no_places:
                return count
        return 0

    def follower(self, named: Named) -> int:
        """The number of the first word after a name."""
        return self.word_at(named.end)

    def _starts(self, first: int) -> List[int]:
        starts = [first]
        while starts[-1] < len(self.words) - 1 and self.words[starts[-1]].text.lower() in _ARTICLES:
            starts.append(starts[-1] + 1)
        return [start for start in starts if start < len(self.words)]

    def _exact(self, first: int) -> Optional[Named]:
        word = self.words[first]
        most = _longest(word)
        for count in range(min(most, len(self.words) - first), 0, -1):
            last = self.words[first + count - 1]
            name = key(self.text[word.start : last.end])
            found = self._candidates(name, word.start, last.end)
            if found:
                return None if self.no_place(first) > count else Named(found, name, word.start, last.end, count)
        return self._in_one_run(word)

    def _candidates(self, name: str, start: int, end: int) -> Tuple[Candidate, ...]:
        words, written = place_words(), self.text[start:end]
        # In a reply "OK" is no Oklahoma.
        capitals = written.isupper() and not self._shouted or self._any_capitals and name not in words.never_alone
        return (
            *(abbreviated(name) if capitals and name not in words.never_alone else ()),
            *(candidates(name) if name not in words.never else ()),
        )

    def _in_one_run(self, word: Word) -> Optional[Named]:
        """A name at the start of a run of letters without spaces: 東京駅の近く."""
        if word.text[:1].isascii() or word.text[0] < "\u0e00":
            return None
        for length in range(min(len(word.text) - 1, 12), 1, -1):
            found = candidates(key(word.text[:length]))
            if found:
                return Named(found, key(word.text[:length]), word.start, word.start + length, 1)
        return None

    def _mended(self, first: int) -> Optional[Named]:
        word = self.words[first]
        for count in range(min(3, len(self.words) - first), 0, -1):
            last = self.words[first + count - 1]
            name = key(self.text[word.start : last.end])
            if count > 1 and (len(name) < LETTERS_OF_MENDED_PAIR or "," in self.text[word.start : last.end]):
                continue
            found = self._misspelt(name)
            if found and (count == 1 or set(name.split()) & set(key(found[0].place.name).split())):
                return Named(found, name, word.start, last.end, count, guessed=True)
        return None

    def _misspelt(self, name: str) -> Tuple[Candidate, ...]:
        words = place_words()
        known = name in words.never_mended or name in words.never or name in words.no_places
        return () if known else mended(name)

    def _qualified(self, named: Named, following: int) -> Named:
        """With the country, state or area that follows the name: "Paris, Texas", "Perth WA", "London UK"."""
        if following >= len(self.words):
            return named
        gap = _BESIDE.match(self.text, named.end)
        beside = self.word_at(gap.end() if gap else named.end)
        around = self._around(beside) if beside < len(self.words) and gap else None
        if not gap or around is None or around.start != gap.end():
            return named
        narrowed = inside(named.found, around.found)
        return replace(named, found=narrowed, end=around.end, qualified=True) if narrowed else named

    def _around(self, first: int) -> Optional[Named]:
        """The country, state or area whose name begins at a word."""
        word, words = self.words[first], place_words()
        most = _longest(word)
        for count in range(min(most, len(self.words) - first), 0, -1):
            last = self.words[first + count - 1]
            name = key(self.text[word.start : last.end])
            # Beside a town any abbreviation counts that does not read as a word.
            capitals = self._any_capitals or word.text.isupper() or not {name} & (words.never_alone | words.never)
            wide = (
                *(abbreviated(name) if capitals else ()),
                *(candidates(name) if self._any_capitals or name not in words.never else ()),
            )
            found = tuple(one for one in wide if one.place.kind is not Kind.CITY)
            if found:
                return Named(found, name, word.start, last.end, count)
        return None


def _longest(word: Word) -> int:
    # Any second word tells "St" the saint from "St" the street.
    return longest_name(key(f"{word.text} x").partition(" ")[0])
