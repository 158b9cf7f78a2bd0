"""The forms in which people write trial numbers: the letters before, the pieces after, numbers that need no letters."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Dict, Iterator, List, Mapping, Optional, Pattern, Tuple

from rapidfuzz.distance import OSA

from content.registries import Registry, registries

_BETWEEN_LETTERS = r"[\s.\-‐-―_:]{0,3}"
# "NCT number is 0244 8641", "CTRI%2F2019", "ISRCTN (ID): 1234 5678".
_BEFORE_FIGURES = (
    r"(?:s(?=\W))?(?:%2[Ff]|[^\w\s]|[\s_]){0,4}(?:(?:trial|registration|registry)\s+)?"
    r"(?:(?:number|num|nr|no|id|identifier|code)\b[^\w]{0,3})?(?:(?:is|was)\b[^\w]{0,3})?"
)
_BETWEEN_PIECES = re.compile(r"(?:%2[Ff]|[\s.,\-‐-―_/:|\\]){0,3}")
_PIECE = re.compile(r"[A-Za-z0-9]+")
_FIGURES = re.compile(r"[0-9OoIl]*[0-9][0-9OoIl]*|[OoIl]")
_LIKE_FIGURES = str.maketrans("OoIl", "0011")
_MOST_PIECES = 24
_WORD_BEFORE_FIGURES = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{3,8})[\s:.#\-]{0,3}(?=[\dOo])")
_WORDS: Mapping[str, str] = {
    "zero": "0", "oh": "0", "nought": "0", "nil": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_TIMES: Mapping[str, int] = {"double": 2, "triple": 3}
_FIGURE = re.compile(rf"\d|\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
# "NCT0428000 3 months": the 3 is no figure of the number.
_COUNTED = re.compile(
    r"\s*(?:months?|years?|yrs?|weeks?|days?|hours?|people|patients|men|women|am|pm|%|pounds?|dollars?|euros?|k\b)",
    re.I,
)


@dataclass(frozen=True)
class Lead:
    """The letters that announce a number. `slip`: they are misspelt ("NTC")."""

    start: int
    end: int
    registries: Tuple[str, ...]
    slip: bool = False


@dataclass(frozen=True)
class Piece:
    """A run of figures or letters after them. `figures` are as they count, `text` as a registry may write it."""

    text: str
    start: int
    end: int
    after_space: bool


@dataclass(frozen=True)
class Form:
    """How a registry's numbers look without the marks between. Each empty group of `compact` stands for a mark."""

    letters: str
    compact: Pattern[str]
    marks: Tuple[str, ...]
    figures: int
    takes_letters: bool
    exact: bool


@cache
def forms() -> Mapping[str, Form]:
    """The forms by registry, of those that have numbers."""
    return {registry.id: _form(registry) for registry in registries().values() if registry.id_pattern}


def _form(registry: Registry) -> Form:
    pattern, marks = (registry.id_pattern or "").strip("^$"), []  # type: Tuple[str, List[str]]

    def mark(match: "re.Match[str]") -> str:
        if match[0] not in "-/":
            return match[0]
        marks.append(match[0])
        return "()"

    compact = re.sub(r"\[[^\]]*\]|[-/]", mark, pattern)
    head = (re.match(r"[A-Za-z/-]*", pattern) or [""])[0]
    return Form(
        letters=re.sub(r"[-/]", "", head),
        compact=re.compile(compact, re.IGNORECASE | re.ASCII),
        marks=tuple(marks),
        figures=sum(letter.isdigit() for letter in registry.example_id or ""),
        takes_letters=bool(re.search("[A-Za-z]", pattern.removeprefix(head).replace(r"\d", ""))),
        exact=registry.written_exactly,
    )


def canonical(registry: str, written: str) -> Optional[str]:
    """The number as its registry writes it, from the pieces after its letters; None if that is none."""
    form = forms()[registry]
    zeros = re.sub(r"(?<=[\dOo])[Oo]|[Oo](?=[\dOo])", "0", written)
    match = form.compact.fullmatch(form.letters + written) or form.compact.fullmatch(form.letters + zeros)
    if not match or not any(letter.isdigit() for letter in match[0]):
        return None
    number, added = match[0], 0
    for group, mark in enumerate(form.marks, 1):
        if match.start(group) >= 0:
            number = number[: match.start(group) + added] + mark + number[match.start(group) + added :]
            added += 1
    return registries()[registry].normalised(number)


def holds_figures(text: str) -> bool:
    """Whether a figure stands in `text`, or a word for one."""
    return bool(_FIGURE.search(text))


def leads(text: str) -> Iterator[Lead]:
    """Each place where the letters of a registry stand before figures, the right spelling first."""
    for pattern, found in _lead_patterns():
        for match in pattern.finditer(text):
            yield Lead(match.start(), match.end(), found)
    for match in _WORD_BEFORE_FIGURES.finditer(text):
        meant = _misspelt(match[1].upper())
        if meant:
            yield Lead(match.start(), match.end(), meant, slip=True)


@cache
def _by_letters() -> Mapping[str, List[str]]:
    known: Dict[str, List[str]] = {}
    for registry, form in forms().items():
        if form.letters and not form.exact:
            known.setdefault(form.letters.upper(), []).append(registry)
    return known


def _misspelt(word: str) -> Tuple[str, ...]:
    known = _by_letters()
    if word in known:
        return ()
    return tuple(
        registry
        for letters, found in known.items()
        if OSA.distance(word, letters, score_cutoff=1) == 1 and (len(letters) > 3 or sorted(word) == sorted(letters))
        for registry in found
    )


@cache
def _lead_patterns() -> Tuple[Tuple[Pattern[str], Tuple[str, ...]], ...]:
    by_words: Dict[str, List[str]] = {}
    for registry in registries().values():
        form = forms().get(registry.id)
        if form and not form.exact:
            spelt = _BETWEEN_LETTERS.join(map(re.escape, form.letters))
            others = [re.escape(word).replace(r"\ ", r"[\s-]?") for word in registry.also_written]
            for words in filter(None, (spelt, *others)):
                by_words.setdefault(words, []).append(registry.id)
    eu = tuple(registry for registry in ("ctis", "euctr") if registry in forms())
    return tuple(
        (
            re.compile(rf"(?<![A-Za-z0-9]){words}{_BEFORE_FIGURES}", re.IGNORECASE),
            eu if set(found) & set(eu) else tuple(found),
        )
        for words, found in sorted(by_words.items(), key=lambda item: -len(item[0]))
    )


def pieces_after(text: str, lead: Lead) -> List[Piece]:
    """The runs of figures after the letters, and of letters where the registry's numbers hold some."""
    letters = any(forms()[registry].takes_letters for registry in lead.registries)
    pieces: List[Piece] = []
    position, times = lead.end, 1
    while len(pieces) < _MOST_PIECES:
        match = _PIECE.match(text, position)
        if not match:
            break
        written = _as_figures(match[0], times) or (match[0] if letters and len(match[0]) <= 20 else "")
        gap = text[pieces[-1].end if pieces else lead.end : match.start()]
        if match[0].lower() in _TIMES:
            times = _TIMES[match[0].lower()]
        elif pieces and written.isalpha() and pieces[-1].text.isalpha():
            # Two words in a row are an address, not a number: jrct.mhlw.go.jp.
            break
        elif written and not (pieces and _COUNTED.match(text, match.end()) and gap.isspace()):
            pieces.append(Piece(written, match.start(), match.end(), bool(gap) and gap.isspace()))
            times = 1
        else:
            break
        between = _BETWEEN_PIECES.match(text, match.end())
        position = between.end() if between else match.end()
    return pieces


def _as_figures(word: str, times: int) -> str:
    if word.lower() in _WORDS:
        return _WORDS[word.lower()] * times
    return word.translate(_LIKE_FIGURES) * times if _FIGURES.fullmatch(word) else ""
