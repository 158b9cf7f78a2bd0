"""Q6: medical terms are explained, and few words are hard.

PEMAT "common, everyday language" and "medical terms are defined", as numbers: no unexplained term; at most
5 % of the words outside the Dale-Chall list, the allow list and the glossary.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from re import Match, Pattern
from typing import Any

from content.files import DATA, read_content
from validation import formulas
from validation.corpus import Page
from validation.lexicon import entries, members, pattern, phrases
from validation.rules import answer_rule
from validation.text import Sentence

HARD_SHARE = 0.05
# 5 % of a short text is 1 or 2 words: so many are always allowed.
HARD_WORDS = 2

_NUMBER_AT_END = re.compile(r"-?\d+$")

# Short forms and code names: NIHSS, iPS, CoBIS. A registry number (NCT01234567) is none.
_CAPITALS = re.compile(r"(?<![\w-])(?=[A-Za-z]*[A-Z][a-z]?[A-Z])(?!\w*\d{4})[A-Za-z][A-Za-z0-9]+(?:-\d+)?(?![\w-])")
# A bracket right after a term, or after the noun that it goes with ("mesenchymal cells (…").
_BRACKET = re.compile(r'["”]?(?: (?:stem )?[a-z]+)? \(')


@answer_rule("Q6")
def unexplained_terms(page: Page) -> Iterator[str]:
    """A medical term or a short form stands in the glossary or is explained where it first appears."""
    if not glossary_exists():
        return
    seen = set()
    for sentence in page.text.sentences:
        for match in (*_terms().finditer(sentence.text), *_CAPITALS.finditer(sentence.text)):
            word = match[0].lower()
            if word not in seen and not _known(match[0]) and not _explained(sentence.text, match):
                yield f'"{match[0]}" is not in the glossary; add it there, explain it in brackets, or use a plain word.'
            seen.add(word)


@answer_rule("Q6")
def hard_words(page: Page) -> Iterator[str]:
    """At most 1 word in 20 is hard."""
    hard = [word for sentence in page.text.sentences for word in _hard(sentence)]
    if len(hard) > max(HARD_WORDS, HARD_SHARE * len(page.text.words)):
        yield (
            f"{len(hard)} of {len(page.text.words)} words are hard, at most {HARD_SHARE:.0%}; "
            f"use plainer words for some of: {', '.join(dict.fromkeys(hard))}."
        )


def note() -> str:
    """What could not be checked."""
    return "" if glossary_exists() else "data/glossary.yml is missing: medical terms (Q6) are not checked."


def glossary_exists() -> bool:
    return (DATA / "glossary.yml").exists()


@cache
def glossary() -> frozenset[str]:
    """Every term of the glossary and every synonym, in small letters."""
    return (
        frozenset(name.lower() for name in _names(read_content("glossary.yml"))) if glossary_exists() else frozenset()
    )


def _names(rows: Any) -> Iterator[str]:
    """The names in a glossary, however its entries are nested."""
    if isinstance(rows, dict) and "term" in rows:
        yield str(rows["term"])
        yield from map(str, rows.get("synonyms") or ())
    elif isinstance(rows, (dict, list)):
        for row in rows.values() if isinstance(rows, dict) else rows:
            yield from _names(row)


@cache
def _terms() -> Pattern[str]:
    endings = [f"*{ending}" for ending in entries("medical_terms", "endings")]
    return pattern([*entries("medical_terms", "terms"), *endings])


@cache
def _known(term: str) -> bool:
    """Whether a term needs no explanation, itself or in another form (plural, other ending, other number)."""
    names = {term.lower(), _NUMBER_AT_END.sub("", term.lower())}
    return any(form in _explained_elsewhere() for name in names if name for form in bases(name))


@cache
def _explained_elsewhere() -> frozenset[str]:
    """What the glossary explains or a reader knows: each name, and each part of a name ("mesenchymal")."""
    lists = (members("allowed_words", name) for name in ("everyday", "subject", "names"))
    names = glossary().union(members("medical_terms", "not_terms"), *lists)
    split = (name.split() for name in names)
    return frozenset(
        " ".join(parts[start:end]) for parts in split for start, end in combinations(range(len(parts) + 1), 2)
    )


def _explained(sentence: str, term: Match[str]) -> bool:
    """Whether a bracket follows the term or holds it, or words such as "called" introduce it."""
    before, after = sentence[: term.start()], sentence[term.end() :]
    if before.count("(") > before.count(")"):
        return True
    if _BRACKET.match(after):
        return True
    introduced = phrases("medical_terms", "introduced_by")
    last = list(introduced.finditer(before))
    return bool(last) and len(before[last[-1].end() :].split()) <= 1


def _hard(sentence: Sentence) -> Iterator[str]:
    """The hard words of a sentence. A name (a capital within the sentence) is never hard, as Dale and Chall count."""
    for position, word in enumerate(sentence.words):
        if position and word[:1].isupper():
            continue
        if any(_is_hard(part) for part in word.lower().split("-") if part):
            yield word


@cache
def _is_hard(word: str) -> bool:
    if not word.isascii() or any(character.isdigit() for character in word):
        return False
    if not glossary_exists() and _terms().fullmatch(word):
        return False
    return all(formulas.is_hard(base) for base in bases(word)) and not _known(word)


def bases(word: str) -> Iterator[str]:
    """A word and what it may be a form of: "studies" → "study", "stopping" → "stop", "widely" → "wide"."""
    word = word.removesuffix("'s").removesuffix("'")
    yield word
    for ending, replacements in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield from (stem + replacement for replacement in replacements)
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]


_ENDINGS = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("ily", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("ly", ("", "le")),
    ("er", ("", "e")),
    ("est", ("", "e")),
)
