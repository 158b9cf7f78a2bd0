"""Facts lead to the sources that may be shown for them; dates read as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.answers import answers
from content.evidence import EVIDENCE_LABELS, Fact, Source, facts, sources, sources_of
from content.plain_dates import plain_date


def source(key: str) -> Source:
    return Source(key, f"Title of {key}", "Publisher", "2026", f"https://example.org/{key}")


class TestSourcesOf:
    @pytest.fixture(autouse=True)
    def few(self, monkeypatch: pytest.MonkeyPatch) -> None:
        known = {key: source(key) for key in ("a", "b")}
        rows = [
            Fact("F-1", "one", True, source="b"),
            Fact("F-2", "two", True, source="a"),
            Fact("F-3", "three", True, source="b"),
            Fact("F-4", "general knowledge", False),
            Fact("F-5", "of a source since removed", True, source="gone"),
        ]
        monkeypatch.setattr("content.evidence.sources", lambda: known)
        monkeypatch.setattr("content.evidence.facts", lambda: {fact.id: fact for fact in rows})

    @pytest.mark.parametrize(
        ("fact_ids", "expected"),
        [
            (["F-1", "F-2"], ["b", "a"]),
            (["F-1", "F-2", "F-3"], ["b", "a"]),
            (["F-4", "F-5", "F-9", "F-2"], ["a"]),
            (["F-4"], []),
            ([], []),
        ],
    )
    def test_each_once_in_the_order_of_the_facts(self, fact_ids: list[str], expected: list[str]) -> None:
        assert [found.id for found in sources_of(fact_ids)] == expected


class TestOurs:
    def test_every_source_has_all_its_parts_and_a_safe_address(self) -> None:
        assert len(sources()) > 50
        for key, found in sources().items():
            assert found.id == key
            assert all((found.title, found.publisher, found.year))
            assert found.url.startswith("https://")

    def test_every_fact_names_a_source_that_exists_or_none(self) -> None:
        assert len(facts()) > 100
        for key, fact in facts().items():
            assert fact.id == key
            assert fact.statement
            assert isinstance(fact.seen, bool)
            assert fact.source is None or fact.source in sources()

    def test_what_nobody_has_seen_shows_no_address(self) -> None:
        assert [fact.id for fact in facts().values() if not fact.seen and fact.source] == []

    def test_every_answer_stands_on_facts_that_exist_and_a_known_label(self) -> None:
        for variants in answers().values():
            for answer in variants:
                assert set(answer.facts) <= set(facts()), answer.name
                assert answer.evidence is None or answer.evidence in EVIDENCE_LABELS

    def test_every_answer_says_when_it_was_checked_and_will_be_again(self) -> None:
        for answer in (answer for variants in answers().values() for answer in variants if answer.evidence):
            assert answer.checked
            assert answer.next_check
            assert date.fromisoformat(answer.checked) < date.fromisoformat(answer.next_check)


class TestPlainDates:
    @pytest.mark.parametrize(
        ("iso", "plain"),
        [("2026-11-23", "23 November 2026"), ("2027-02-03", "3 February 2027"), ("2028-02-29", "29 February 2028")],
    )
    def test_day_month_and_year(self, iso: str, plain: str) -> None:
        assert plain_date(iso) == plain

    def test_no_date(self) -> None:
        assert plain_date(None) == ""

    @pytest.mark.parametrize("text", ["", "23 November 2026", "2026-13-01", "2026-02-29", "2026/11/23"])
    def test_what_is_no_date(self, text: str) -> None:
        with pytest.raises(ValueError, match="."):
            plain_date(text)

    @given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
    def test_no_two_days_read_the_same(self, day: date) -> None:
        assert plain_date(day.isoformat()) != plain_date((day + timedelta(days=1)).isoformat())
        assert not plain_date(day.isoformat()).startswith("0")
