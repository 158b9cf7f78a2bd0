"""What kind of stroke and cells a record is about, read from its own words by the lists of `data/trial_search.yml`."""

import re
from typing import Iterable, Optional, Tuple

from actions.registries.clean_text import SENTENCE, shorten
from actions.registries.vocabulary import Cells, Donor, Route, Stage, StrokeKind
from content.trial_search import Words, fold, fold_all, search_words

_EXCLUSION = re.compile(r"exclu(?:sion|ded|ding)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.;；。])\s+(?=\S)")
_BULLET = re.compile(r"^(?:[-•*·–]|\(?\d{1,2}[.)]|[a-z][.)])\s*", re.IGNORECASE)
_NUMBER = r"(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|ten|twelve|eighteen|twenty four)"
_TIME = re.compile(
    rf"(?:({_NUMBER}) (?:to |and |or |through )?)?({_NUMBER})(?:th|st|nd|rd)? ?"
    r"(?:completed |calendar |previous |past |last )?(h|hrs?|hours?|days?|d|weeks?|months?|years?)\b"
)
# Quick looks before the slow ones: a record can be long, and little of it is about time or money.
_UNITS = ("hour", "hr", "day", "week", "month", "year")
_SHORT_UNIT = re.compile(r"\d ?[hd]\b", re.IGNORECASE)
_MONEY = ("fee", "pay", "cost", "charge", "expense", "funded", "financial")
_WORDED = {
    word: number
    for number, word in {
        1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 10: "ten", 12: "twelve",
        18: "eighteen", 24: "twenty four",
    }.items()
}  # fmt: skip
_DAYS = {"h": 1 / 24, "d": 1.0, "w": 7.0, "m": 30.4, "y": 365.0}
# Up to about three months, and from half a year on: the stages of the consensus terms for stroke recovery research
# (Bernhardt 2017, Int J Stroke 12:444).
_EARLY_UNTIL, _LATE_FROM = 84.0, 180.0
_YOUNGEST_AGE = 15
_LOWER_BOUND = re.compile(
    r"(?:[>≥]|(?<!no )(?<!not )\b(?:(?:more|longer|greater|older) than|at least|over|minimum(?: of)?|beyond))"
    rf"\s*(?:or equal to )?{_NUMBER}",
    re.IGNORECASE,
)


def stroke_kinds(conditions: Iterable[str], titles: Iterable[str]) -> Tuple[StrokeKind, ...]:
    """The kinds a record is for. A title that names one outweighs the conditions; none named means both."""
    for texts in (titles, conditions):
        found = _kinds(fold_all(texts))
        if found:
            return found
    return tuple(StrokeKind)


def _kinds(folded: str) -> Tuple[StrokeKind, ...]:
    words = search_words()
    bleeding = words.not_haemorrhagic.without(folded) in words.kinds["haemorrhagic"]
    found = {StrokeKind.ISCHAEMIC: folded in words.kinds["ischaemic"], StrokeKind.HAEMORRHAGIC: bleeding}
    return tuple(kind for kind, named in found.items() if named)


def cells(texts: Iterable[str]) -> Tuple[Cells, ...]:
    """Where the cells come from; empty if the texts name no source we know."""
    words = search_words()
    folded = fold_all(texts)
    found = [kind for kind in Cells if kind.value in words.source_of_cells and folded in _source(kind)]
    if Cells.UMBILICAL_CORD in found and words.not_umbilical_cord.without(folded) not in _source(Cells.UMBILICAL_CORD):
        found.remove(Cells.UMBILICAL_CORD)
    return tuple(found)


def _source(kind: Cells) -> Words:
    return search_words().source_of_cells[kind.value]


def donor(texts: Iterable[str]) -> Donor:
    """Whose cells. Not stated if the texts name both or neither."""
    words, folded = search_words().donors, fold_all(texts)
    found = [kind for kind in (Donor.OWN, Donor.DONOR) if folded in words[kind.value]]
    return found[0] if len(found) == 1 else Donor.NOT_STATED


def routes(texts: Iterable[str]) -> Tuple[Route, ...]:
    """How the cells are given, as far as the texts say."""
    words = search_words()
    folded = words.not_a_route.without(fold_all(texts))
    return tuple(route for route in Route if folded in words.routes[route.value])


def time_since_stroke(criteria: Iterable[str]) -> Optional[str]:
    """The record's own sentence on how long ago the stroke may be, word for word, or None.

    `criteria` are the lines of the text on who may join; only those before the exclusion criteria count.
    """
    words = search_words()
    for line in inclusion(criteria):
        for sentence in _SENTENCE_END.split(line):
            lowered = sentence.casefold()
            if not any(unit in lowered for unit in _UNITS) and not _SHORT_UNIT.search(sentence):
                continue
            folded = fold(sentence)
            if folded in words.counted_from and folded not in words.other_reasons and _days(sentence):
                return shorten(_BULLET.sub("", sentence).strip(), SENTENCE)
    return None


def inclusion(criteria: Iterable[str]) -> Tuple[str, ...]:
    """The lines before the heading of the exclusion criteria."""
    found = []
    for line in criteria:
        if _EXCLUSION.match(line) or (len(line) < 60 and _EXCLUSION.search(line) and "nclusion" not in line):
            break
        found.append(line)
    return tuple(found)


def stages(time: Optional[str], titles: Iterable[str]) -> Tuple[Stage, ...]:
    """Whether a trial is for the first weeks, for later, or both; empty if its words do not tell."""
    days = _days(time or "")
    if days:
        only_from = len(days) == 1 and _LOWER_BOUND.search(time or "") is not None
        early = days[0] < _EARLY_UNTIL if len(days) > 1 else not only_from
        late = days[-1] >= _LATE_FROM or (days[0] >= _EARLY_UNTIL and (only_from or len(days) > 1))
        return tuple(stage for stage, fits in ((Stage.EARLY, early), (Stage.LATE, late)) if fits)
    folded, words = fold_all(titles), search_words().stages
    return tuple(stage for stage in Stage if folded in words[stage.value])


def _days(sentence: str) -> list[float]:
    """The times in a sentence, in days, the shortest first; ages in years are passed over."""
    found = []
    for low, high, unit in _TIME.findall(fold(sentence)):
        numbers = [float(_WORDED.get(written, written)) for written in (low, high) if written]
        if not (unit[0] == "y" and numbers[-1] >= _YOUNGEST_AGE):
            found += [number * _DAYS[unit[0]] for number in numbers]
    return sorted(found)


def fee_mentioned(texts: Iterable[str]) -> bool:
    """Whether a record says that people pay to take part."""
    words = search_words()
    for text in texts:
        lowered = text.casefold()
        if any(word in lowered for word in _MONEY):
            folded = words.no_fee.without(fold(text))
            if folded in words.fee_asked:
                return True
    return False


def tells_a_stage(texts: Iterable[str]) -> bool:
    """Whether any of these texts names how old the stroke may be, if only as "acute" or "chronic"."""
    folded = fold_all(texts)
    return any(folded in words for words in search_words().stages.values())
