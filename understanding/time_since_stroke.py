"""How long ago something was, as people write it: "3 years ago", "since 2019", "last month"."""

import re
from datetime import date
from typing import Any, Dict, List, Optional

_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_NUMBERS: Dict[str, float] = {word: number for number, word in enumerate(_WORDS.split(" "), start=1)}
_NUMBERS.update({"a": 1, "an": 1, "couple": 2, "few": 3, "several": 4, "half": 0.5, "twenty": 20, "thirty": 30})
_MONTHS = {"day": 1 / 30, "week": 7 / 30, "month": 1.0, "year": 12.0, "yr": 12.0, "y": 12.0, "wk": 7 / 30, "mth": 1.0}

_UNIT = {"LOWER": {"REGEX": r"^(days?|weeks?|wks?|months?|mths?|years?|yrs?)$"}}
_COUNT = {"LOWER": {"REGEX": r"^(\d{1,3}|" + "|".join(_NUMBERS) + r")$"}}

_AND_A_HALF = [{"LOWER": "and"}, {"LOWER": "a"}, {"LOWER": "half"}]
_AGO = {"LOWER": {"IN": ["ago", "back", "after", "since", "post"]}}

PATTERNS: List[List[Dict[str, Any]]] = [
    [_COUNT, {"LOWER": {"IN": ["a", "of"]}, "OP": "?"}, _UNIT, _AGO],
    [_COUNT, *_AND_A_HALF, _UNIT, _AGO],
    [_COUNT, _UNIT, *_AND_A_HALF, _AGO],
    [
        {"LOWER": {"REGEX": r"^\d{1,3}(days?|weeks?|wks?|months?|years?|yrs?|y)$"}},
        {"LOWER": {"IN": ["ago", "back"]}},
    ],
    [{"LOWER": "last"}, {"LOWER": {"IN": ["week", "month", "year"]}}],
    [{"LOWER": {"IN": ["since", "in", "from"]}}, {"LOWER": {"REGEX": r"^(19|20)\d\d$"}}],
]

# One of them stands in whatever `PATTERNS` match.
_SIGN_OF_TIME = re.compile(r"day|week|wk|month|mth|year|yr|\dy|(?:19|20)\d\d", re.IGNORECASE)


def may_tell_time(text: str) -> bool:
    """Whether `PATTERNS` are worth trying on `text`; if not, none of them matches."""
    return bool(_SIGN_OF_TIME.search(text))


def months_since(phrase: str, today: Optional[date] = None) -> Optional[float]:
    """The time in months, to one decimal, that a phrase matched by `PATTERNS` stands for; None if it is no past."""
    words = phrase.lower()
    year = re.search(r"\b(19|20)\d\d\b", words)
    if year:
        passed = (today or date.today()).year - int(year.group())
        return passed * 12.0 if passed >= 0 else None
    unit = re.search(r"(day|week|wk|month|mth|year|yr|y)s?\b", words)
    if unit is None:
        return None
    count = re.match(r"\d+|[a-z]+", words)
    number = 1.0
    if count and count.group().isdigit():
        number = float(count.group())
    elif count:
        number = float(_NUMBERS.get(count.group(), 1))
    if "and a half" in words:
        number += 0.5
    return round(number * _MONTHS[unit.group(1)], 1)
