"""Everybody can report every matter, to a body that a fact names, at an address fit for patients."""

import re
from datetime import date

import pytest

from content.countries import countries
from content.evidence import facts, sources
from content.files import read_content
from content.reporting import MATTERS, Report, before_reporting, default_reports, reporting_for, reports
from validation.formulas import school_grade
from validation.text import Text

DOCUMENT = read_content("reporting.yml")
# Said in the file why each may stand there without being in sources.yml.
FURTHER_ADDRESSES = {"https://reportfraud.ftc.gov"}


def bodies(country: str | None) -> list[str]:
    return [report.body for report in reporting_for(country)]


@pytest.mark.parametrize("report", [*reports(), *default_reports()], ids=lambda report: report.body)
def test_report(report: Report) -> None:
    assert report.body and report.what_for
    assert set(report.covers) <= set(MATTERS)
    assert set(report.countries) <= set(countries())
    assert set(report.facts) <= set(facts())
    if report.address:
        assert report.address.startswith("https://")
        allowed = {source.url for source in sources().values()}
        assert report.address in allowed or (report.address in FURTHER_ADDRESSES and report.careful)
    if report.phone:
        assert re.fullmatch(r"[\d-]+", report.phone)
        assert any(report.phone in facts()[fact].statement for fact in report.facts)


def test_bodies_of_countries_stand_on_facts() -> None:
    assert all(report.facts and report.countries for report in reports())
    assert not any(report.address or report.phone or report.countries for report in default_reports())


@pytest.mark.parametrize("country", [None, "ZZ", *sorted(countries())])
def test_every_matter_is_covered_and_the_doctor_comes_last(country: str | None) -> None:
    found = reporting_for(country)
    assert {matter for report in found for matter in report.covers} == set(MATTERS)
    assert found[-1].always and "doctor" in found[-1].body
    assert len(bodies(country)) == len(set(bodies(country)))


@pytest.mark.parametrize(
    ("country", "named"),
    [("US", "MedWatch"), ("US", "FTC"), ("US", "attorney general"), ("GB", "Yellow Card"), ("gb", "MHRA"),
     ("GB", "ASA"), ("AU", "TGA"), ("AU", "Ahpra"),
     ("CA", "Health Canada"), ("IN", "ICMR"), ("IE", "medicines authority"), ("BR", "medicines regulator")],
)  # fmt: skip
def test_reporting_for(country: str, named: str) -> None:
    assert any(named in body for body in bodies(country))


def test_own_bodies_come_before_general_advice() -> None:
    assert bodies("US")[-1:] == [default_reports()[-1].body]
    assert len(bodies("US")) == 4
    assert "MHRA" in bodies("GB")[0] and "ASA" in bodies("GB")[1] and "consumer" in bodies("GB")[2]
    assert bodies(None) == [report.body for report in default_reports()]


def test_medical_help_comes_before_any_report() -> None:
    assert "medical help at once" in before_reporting()[0].text
    assert all(set(advice.facts) <= set(facts()) for advice in before_reporting())


def test_sentences_are_plain() -> None:
    texts = [advice.text for advice in before_reporting()]
    texts += [report.text for report in (*reports(), *default_reports())]
    assert school_grade(" ".join(Text(text).measured for text in texts)) <= 6
    for text in texts:
        assert not re.search(r"n't|'(?:re|ll|ve|m)\b|!|https?:|\bclinic", text)
        assert not re.search(r"\d{3}", text)
        assert all(len(sentence.words) <= 20 for sentence in Text(text).sentences)


def test_dates() -> None:
    checked, due = (date.fromisoformat(DOCUMENT[key]) for key in ("checked", "next_check"))
    assert 0 < (due - checked).days <= 92
