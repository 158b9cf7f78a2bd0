"""Brings a message into the plain form of the danger rules: lower case, no apostrophes, few misspellings."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Dict, FrozenSet, Iterable, List, Set

from understanding.word_memory import remembering

EDGE = 2000  # only the first and the last so many characters of a message are read
FRAGMENT_WORDS = 9  # a message this short is one thought: full stops inside it are pauses (aphasia)

_SHORT_FORMS = [
    (re.compile(pattern), plain)
    for pattern, plain in [
        (
            r"\b(?:can ?nt|can not|cannot|can t|cnt|carnt|(?:not|no longer|not being) able to|unable to)\b",
            "cant",
        ),
        (
            r"\b(could|would|should|did|does|is|was|has|have|had|are|were|must) ?(?:not|nt|n t|n'?t)\b",
            r"\1nt",
        ),
        (r"\b(?:do not|do nt|don t)\b", "dont"),
        (r"\b(?:will not|won t|wo nt)\b", "wont"),
        (r"\bi m\b|\bi am\b", "im"),
        (r"\b(he|she|it|that) is\b", r"\1s"),
        (r"\b(\w{2,}n) t\b", r"\1t"),
        (r"\b(?:isnt|arent|wasnt) able to\b", "cant"),
        (r"\b(?:mins|min)\b", "minutes"),
        (r"\bhrs?\b", "hours"),
        (r"\b(\d+)(?=[a-z]{3,}\b)", r"\1 "),
        (r"\b(?:wanna|wana)\b", "want to"),
        (r"\bgonna\b", "going to"),
        (r"\bany ?more\b", "anymore"),
        (r"\bsome ?one\b", "someone"),
        (r"\bher self\b", "herself"),
        (r"\bhim self\b", "himself"),
        (r"\bmy self\b", "myself"),
        (r"\bu\b", "you"),
    ]
]
_TOKEN = re.compile(r"[a-z0-9]+(?:[.:][0-9]+)?|\.{2,}|[.!?;\n]|,| - |--|[:()\u2013\u2014\u2026]")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_APOSTROPHE = re.compile(r"(?<=[a-z])['\u2019\u2018`\u00b4](?=[a-z])")
_POSSESSIVE = re.compile(r"\b(?!(?:he|she|it|that|what|who|there|let|where|how|here)\b)([a-z]{3,})['\u2019]s\b")
_HARD = frozenset(".!?;\n")
_CLAUSE_WORDS = frozenset({"but", "and", "because", "so", "though", "although", "while", "yet", "then"})


@dataclass(frozen=True)
class Text:
    """Words of a message, the sentence and clause of each, and which sentences end with a question mark."""

    words: List[str]
    sentences: List[int]
    clauses: List[int]
    questions: FrozenSet[int]


class Speller:
    """Maps a misspelt key word (one letter off, or two in long words) to the key word."""

    def __init__(self, key_words: Iterable[str], known_words: Iterable[str], misspelt: Dict[str, str]) -> None:
        self._keys: FrozenSet[str] = frozenset(key_words)
        self._known: FrozenSet[str] = frozenset(known_words) | self._keys
        self._shortened: Dict[str, List[str]] = {}
        self._misspelt = misspelt
        for word in sorted(self._keys):
            if len(word) >= 5:
                for form in _deletions(word, 2 if len(word) >= 8 else 1):
                    self._shortened.setdefault(form, []).append(word)
        self._nearest = remembering(self._look_up)

    def correct(self, word: str) -> str:
        """The key word that was meant, or the word itself."""
        if word in self._misspelt:
            return self._misspelt[word]
        if len(word) < 4 or word in self._known or not word.isalpha():
            return word
        return self._nearest(word)

    def _look_up(self, word: str) -> str:
        if len(word) > 20:
            return word
        best, best_distance = word, 3
        for form in _deletions(word, 2 if len(word) >= 7 else 1):
            for key in self._shortened.get(form, ()):
                if key[0] != word[0] and key[1:3] != word[1:3]:
                    continue
                distance = _distance(word, key)
                if distance < best_distance and (distance == 1 or len(key) >= 8):
                    best, best_distance = key, distance
        return best


def normalise(text: str, speller: Speller) -> Text:
    """Words, sentences and clauses of a message; never raises."""
    if len(text) > 2 * EDGE:
        text = text[:EDGE] + "\n" + text[-EDGE:]
    text = unicodedata.normalize("NFKC", text.encode("utf-8", "ignore").decode("utf-8")).lower()
    text = _STRETCHED.sub(r"\1\1", _APOSTROPHE.sub("", _POSSESSIVE.sub(r"\1", text))).replace("\x00", " ")
    for pattern, plain in _SHORT_FORMS:
        text = pattern.sub(plain, text)
    tokens = _TOKEN.findall(text)
    short = sum(token[0].isalnum() for token in tokens) <= FRAGMENT_WORDS
    words: List[str] = []
    sentences: List[int] = []
    clauses: List[int] = []
    questions: Set[int] = set()
    sentence = clause = 0
    for token in tokens:
        if not token[0].isalnum():
            clause += 1
            if token == "?" and words:
                questions.add(sentences[-1])
            if token in _HARD and not (short and token == "."):
                sentence += 1
            continue
        word = speller.correct(token)
        if word in _CLAUSE_WORDS:
            clause += 1
        words.append(word)
        sentences.append(sentence)
        clauses.append(clause)
    return Text(words, sentences, clauses, frozenset(questions))


def _deletions(word: str, depth: int) -> List[str]:
    forms = {word}
    frontier = {word}
    for _ in range(depth):
        frontier = {form[:i] + form[i + 1 :] for form in frontier for i in range(len(form))}
        forms |= frontier
    return list(forms)


def _distance(left: str, right: str) -> int:
    """Damerau-Levenshtein distance (neighbouring letters swapped count once)."""
    before: List[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before, row = before, row, [i] + [0] * len(right)
        for j, b in enumerate(right, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                row[j] = min(row[j], older[j - 2] + 1)
    return row[-1]
