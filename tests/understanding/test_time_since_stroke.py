"""How long ago the stroke was, in months."""

from datetime import date

import pytest

from understanding.terms import find_entities
from understanding.time_since_stroke import months_since

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("phrase", "months"),
    [
        ("3 years ago", 36.0), ("one year ago", 12.0), ("a year ago", 12.0), ("18 months ago", 18.0),
        ("six months after", 6.0), ("2 weeks ago", 0.5), ("3 days ago", 0.1), ("a couple of months ago", 1.0),
        ("couple of years ago", 24.0), ("few months back", 3.0), ("several weeks ago", 0.9), ("3yrs ago", 36.0),
        ("3y ago", 36.0), ("6 mths ago", 6.0), ("half a year ago", 6.0), ("2 and a half years ago", 30.0),
        ("a year and a half ago", 18.0), ("Thirty YEARS ago", 360.0), ("last year", 12.0), ("last month", 1.0),
        ("last week", 0.2), ("since 2019", 84.0), ("in 2026", 0.0), ("from 1999", 324.0),
    ],
)  # fmt: skip
def test_in_months(phrase: str, months: float) -> None:
    assert months_since(phrase, TODAY) == months


@pytest.mark.parametrize("phrase", ["in 2030", "since 2027", "", "long ago"])
def test_what_is_no_past(phrase: str) -> None:
    assert months_since(phrase, TODAY) is None


def test_without_a_day_given_a_year_counts_from_today() -> None:
    assert months_since(f"since {date.today().year - 2}") == 24.0


@pytest.mark.parametrize(
    ("text", "months", "written"),
    [
        ("I had my stroke two years ago and cannot walk", "24.0", "two years ago"),
        ("my stroke was 8 months ago", "8.0", "8 months ago"),
        ("it was a couple of weeks ago", "0.5", "couple of weeks ago"),
        ("It happened half a year ago.", "6.0", "half a year ago"),
        ("2 and a half years ago", "30.0", "2 and a half years ago"),
        ("a year and a half ago I fell", "18.0", "a year and a half ago"),
        ("about 3yrs ago", "36.0", "3yrs ago"),
        ("my mother's stroke 10 days after her birthday", "0.3", "10 days after"),
        ("3 months ago, not 2 years ago", "3.0", "3 months ago"),
    ],
)
def test_in_a_sentence(text: str, months: str, written: str) -> None:
    (found,) = [entity for entity in find_entities(text) if entity["entity"] == "time_since_stroke"]
    assert found["value"] == months
    assert text[found["start"] : found["end"]] == written


@pytest.mark.parametrize(
    "text", ["for three years", "in 3 months time", "will it be ready in 2030", "a year", "100 people after the study"]
)
def test_a_sentence_without_any(text: str) -> None:
    assert not any(entity["entity"] == "time_since_stroke" for entity in find_entities(text))
