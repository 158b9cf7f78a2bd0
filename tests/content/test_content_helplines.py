"""Every number is that of its row, and the right country gets it."""

import re
from datetime import date

import pytest

from content.countries import code_of, countries
from content.evidence import facts
from content.files import read_content
from content.helplines import (
    Helpline,
    crisis_line,
    emergency_number,
    helplines,
    helplines_of,
    stroke_helplines,
)

DOCUMENT = read_content("helplines.yml")
ROWS = DOCUMENT["rows"]
ALL = helplines()
CODES = sorted(ALL)

NUMBER = re.compile(r"\+?\d[\d -]*\d(?: or \d[\d -]*\d)*")
# G-CRI-OLD and the evidence notes: numbers that still stand on old pages.
OLD_NUMBERS = ("1-800-273-8255", "08457 90 90 90", "1393", "1800-221 4444")


def numbers(text: str) -> list[str]:
    """Each number of a text, without spaces and hyphens."""
    found = re.findall(r"\d[\d -]*", text.replace(" or ", ";").replace(",", ";"))
    return [re.sub(r"\D", "", number) for number in found]


def crisis_lines() -> list[tuple[str, Helpline]]:
    return [(code, lines.crisis) for code, lines in ALL.items() if lines.crisis]


def stroke_lines() -> list[tuple[str, Helpline]]:
    return [(code, line) for code in CODES for line in stroke_helplines(code)]


def test_codes_are_strings_of_known_countries() -> None:
    assert all(isinstance(code, str) for code in DOCUMENT["countries"])
    assert set(CODES) <= set(countries())


@pytest.mark.parametrize("code", CODES)
def test_emergency_number_is_that_of_its_row(code: str) -> None:
    lines = ALL[code]
    assert isinstance(lines.emergency, str) and NUMBER.fullmatch(lines.emergency)
    assert lines.emergency_fact in (f"G-EMG-{code}", "G-EU-01")
    statement = ROWS[lines.emergency_fact]["statement"]
    for number in numbers(lines.emergency) + numbers(lines.emergency_also):
        assert number in numbers(statement)
    assert ROWS[lines.emergency_fact]["seen"] is True


@pytest.mark.parametrize("code", CODES)
def test_the_first_number_of_the_row_comes_first(code: str) -> None:
    lines = ALL[code]
    assert numbers(lines.emergency)[0] == numbers(ROWS[lines.emergency_fact]["statement"])[0]


@pytest.mark.parametrize("code", CODES)
def test_a_number_under_a_condition_is_not_said_to_all(code: str) -> None:
    lines = ALL[code]
    assert not set(numbers(lines.emergency)) & set(numbers(lines.emergency_also))
    if lines.emergency_also:
        assert re.fullmatch(r"\d+ [a-z ]+", lines.emergency_also)


@pytest.mark.parametrize("code", CODES)
def test_a_weak_row_says_be_careful(code: str) -> None:
    if ROWS[ALL[code].emergency_fact].get("confidence", "high") != "high":
        assert ALL[code].careful


@pytest.mark.parametrize(("code", "line"), crisis_lines())
def test_crisis_number_is_that_of_its_row(code: str, line: Helpline) -> None:
    assert NUMBER.fullmatch(line.number)
    statement = ROWS[line.fact]["statement"]
    for number in re.split(" or ", line.number) + re.findall(r"\d[\d ]*\d", line.also):
        assert number in statement
    names = ("UK and Ireland",) if code in ("GB", "IE") else (countries()[code].name, *countries()[code].names)
    assert statement.split(":")[0] in names
    for claim in ("24 hours", "free", "call or text", "day and night"):
        assert claim not in line.hours or claim in statement


@pytest.mark.parametrize(("code", "line"), stroke_lines())
def test_stroke_helpline_is_that_of_its_row(code: str, line: Helpline) -> None:
    row = facts()[line.fact]
    assert NUMBER.fullmatch(line.number)
    assert line.number in f"{row.statement} {row.numbers}"
    assert line.also in row.statement
    if row.source is None or not row.seen:
        assert line.careful


def test_norway_and_the_netherlands_are_not_mixed() -> None:
    assert emergency_number("NO") == "113"
    assert emergency_number("NL") == "112"
    assert "113" in crisis_line("NL")
    assert helplines()["NO"].crisis is None
    assert crisis_line("NO") == "the emergency number, 113"


@pytest.mark.parametrize("number", OLD_NUMBERS)
def test_no_old_number_is_given(number: str) -> None:
    said = [lines.emergency for lines in ALL.values()] + [line.in_sentence for _, line in crisis_lines()]
    assert all(number not in text for text in [*said, DOCUMENT["default_crisis"]])


@pytest.mark.parametrize("code", ["MA", "PE"])
def test_countries_without_a_sure_number_get_none(code: str) -> None:
    assert helplines_of(code) is None
    assert emergency_number(code) == DOCUMENT["default_emergency"]


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("GB", "999 or 112"), ("gb", "999 or 112"), ("US", "911"), ("CA", "911"), ("AU", "000"), ("NZ", "111"),
        ("IE", "999 or 112"), ("IN", "112 or 108"), ("DE", "112"), ("FR", "15 or 112"), ("JP", "119"),
        ("CN", "120"), ("SG", "995"), ("ZA", "10177"), ("BR", "192"), ("PK", "1122 or 115"), ("CY", "112"),
    ],
)  # fmt: skip
def test_emergency_number(country: str, number: str) -> None:
    assert emergency_number(country) == number


@pytest.mark.parametrize("country", [None, "", "ZZ", "Britain"])
def test_an_unknown_country_gets_the_default(country: str) -> None:
    assert emergency_number(country) == DOCUMENT["default_emergency"]
    assert crisis_line(country) == DOCUMENT["default_crisis"]
    assert stroke_helplines(country) == ()


def test_crisis_line_follows_call() -> None:
    assert crisis_line("GB") == "Samaritans, 116 123 (free, day and night)"
    assert crisis_line("NZ") == "1737 (call or text, free, 24 hours a day)"
    assert crisis_line("CH") == "Die Dargebotene Hand, 143"
    assert crisis_line("BD") == "the emergency number, 999"


@pytest.mark.parametrize(("default", "attribute"), [("default_emergency", "emergency"), ("default_crisis", "crisis")])
def test_defaults_name_the_numbers_of_their_countries(default: str, attribute: str) -> None:
    parts = re.findall(r"(\d[\d ]*\d) \(([^)]+)\)", DOCUMENT[default])
    assert len(parts) >= 4
    for number, places in parts:
        for place in places.split(", "):
            if place == "Europe":
                assert number in ROWS["G-EU-01"]["statement"] and number in ROWS["G-GEN-01"]["statement"]
                continue
            lines = ALL[code_of(place) or place]
            known = lines.crisis.number if attribute == "crisis" and lines.crisis else lines.emergency
            assert number in known.split(" or ")


def test_every_row_is_used_and_short() -> None:
    used = {lines.emergency_fact for lines in ALL.values()} | {line.fact for _, line in crisis_lines()}
    assert used | {"G-GEN-01", "G-CRI-GEN"} == set(ROWS)
    for row in ROWS.values():
        assert set(row) <= {"statement", "seen", "confidence"} and row["statement"]


def test_dates() -> None:
    checked, due = (date.fromisoformat(DOCUMENT[key]) for key in ("checked", "next_check"))
    assert 0 < (due - checked).days <= 92
