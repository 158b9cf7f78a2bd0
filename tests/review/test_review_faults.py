"""Planted content: faults are named, hostile text stays text, dates decide what is overdue."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from content.answers import Answer, Button
from content.evidence import Fact, Source
from content.glossary import Term
from content.topics import Topic
from review.material import Claim, Material
from review.page import css_string, in_words, is_web_address
from review.passages import footings_of, passage_of
from review.sheet import build_sheet

HOSTILE = """<script>alert(1)</script>"'><img src=x onerror=alert(1)>{{ 7*7 }}</style>"""
TODAY = date(2026, 11, 23)


def with_answer(material: Material, answer: Answer, **changes: object) -> Material:
    return replace(material, answers={answer.name: (replace(answer, **changes),)})


def kinds(material: Material) -> list[tuple[str, str, str]]:
    return [tuple(fault) for fault in build_sheet(material, TODAY).faults]


def test_sound_content_shows_no_error(material: Material, read_page: Callable) -> None:
    assert kinds(material) == []
    page = read_page(material)
    assert "Error:" not in page.text
    assert "Errors in the content" not in page.text
    assert "Nothing was overdue on 23 November 2026" in page.text


def test_what_a_topic_shows(material: Material, read_page: Callable) -> None:
    page = read_page(material)
    assert "<strong>No treatment</strong> can cure a stroke." in page.html
    assert page.html.count("<li>your doctor</li>") == 1
    assert '<span class="blank">{emergency_number}</span>' in page.html
    assert '<a href="https://example.org/study?a=1&amp;b=2">' in page.html
    text = " ".join(page.texts["ask_cure"].split())
    for words in (
        "Evidence label Not known",
        "Checked 23 November 2026 Next check 23 February 2027",
        "C-1Not seen Nothing cures.",
        "Numbers: 0 of 9",
        "Limits: Old. Source 1",
        "A study. A journal, 2024",
        "Does it cure? (leads to the topic “Can it cure a stroke?”)",
        "correct change remove",
    ):
        assert words in text
    assert text.endswith("Name Role Signature Date")


def test_a_missing_fact_is_named_where_it_is_used(material: Material, answer: Answer, read_page: Callable) -> None:
    spoilt = with_answer(material, answer, facts=("C-1", "C-GONE"))
    assert kinds(spoilt) == [("missing_fact", "utter_ask_cure", "C-GONE")]
    page = read_page(spoilt)
    assert "Error: C-GONE." in page.texts["ask_cure"]
    assert "In utter_ask_cure: Error: C-GONE." in page.text


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda m, a: replace(m, sources={}), ("missing_source", "utter_ask_cure", "s-1")),
        (lambda m, a: with_answer(m, a, evidence="sure"), ("unknown_evidence_label", "utter_ask_cure", "sure")),
        (lambda m, a: with_answer(m, a, next_check="soon"), ("unreadable_date", "utter_ask_cure", "soon")),
        (
            lambda m, a: with_answer(m, a, buttons=(Button("Go", "/x"),)),
            ("button_without_topic", "utter_ask_cure", "/x"),
        ),
        (lambda m, a: replace(m, terms=(Term("clot", "A lump.", topic="no"),)), ("missing_topic", "clot", "no")),
        (
            lambda m, a: replace(m, claims=(Claim("A1", "c", "supports", "n", ("F-NO",)),)),
            ("missing_fact", "A1", "F-NO"),
        ),
        (
            lambda m, a: replace(m, claims=(Claim("A1", "c", "supports", "n", (), ("no",)),)),
            ("missing_topic", "A1", "no"),
        ),
        (
            lambda m, a: replace(m, phones=replace(m.phones, facts={})),
            ("missing_fact", "United Kingdom", "G-1"),
        ),
        (
            lambda m, a: replace(m, phones=replace(m.phones, next_check="later")),
            ("unreadable_date", "helplines.yml", "later"),
        ),
    ],
)
def test_other_faults_are_named(
    material: Material, answer: Answer, read_page: Callable, spoil: Callable, fault: tuple[str, str, str]
) -> None:
    spoilt = spoil(material, answer)
    assert fault in kinds(spoilt)
    page = read_page(spoilt)
    assert f"In {fault[1]}: Error: {fault[2]}." in page.text
    assert page.text.count(f"Error: {fault[2]}.") >= 2, "once on the cover, once where it stands"
    assert not page.unbalanced


def test_hostile_text_is_escaped_everywhere(material: Material, answer: Answer, read_page: Callable) -> None:
    sound = read_page(material)
    hostile = replace(
        material,
        topics={"ask_cure": Topic("ask_cure", "evidence", HOSTILE, HOSTILE, HOSTILE)},
        answers={
            "utter_ask_cure": (
                replace(
                    answer,
                    text=f"**{HOSTILE}**\n\n• {HOSTILE}",
                    buttons=(Button(HOSTILE, HOSTILE),),
                    facts=("C-1", HOSTILE),
                    evidence=HOSTILE,
                    checked=HOSTILE,
                    next_check=HOSTILE,
                    conditions={HOSTILE: HOSTILE},
                ),
            ),
        },
        facts={"C-1": Fact("C-1", HOSTILE, False, "s-1", HOSTILE, HOSTILE)},
        sources={"s-1": Source("s-1", HOSTILE, HOSTILE, HOSTILE, f"https://a.b/{HOSTILE}")},
        terms=(Term(HOSTILE, HOSTILE, (HOSTILE,), (HOSTILE,), HOSTILE),),
        claims=(Claim("ART-01", HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), (HOSTILE,)),),
        editorial={HOSTILE: HOSTILE},
        phones=replace(
            material.phones,
            default_emergency=HOSTILE,
            default_crisis=HOSTILE,
            checked=HOSTILE,
            countries={"GB": replace(material.phones.countries["GB"], emergency=HOSTILE, careful=HOSTILE)},
        ),
    )
    page = read_page(hostile)
    # The words are on the page as words; no tag and no attribute came of them.
    assert page.text.count(HOSTILE) > 30
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in sound.tags}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on") or name == "src"]
    assert not page.unbalanced
    assert not page.open


def test_hostile_ids_are_escaped(material: Material, answer: Answer, read_page: Callable) -> None:
    hostile = replace(
        material,
        topics={HOSTILE: Topic(HOSTILE, HOSTILE, "t")},
        answers={HOSTILE: (replace(answer, name=f"utter_{HOSTILE}", level=HOSTILE),)},
    )
    page = read_page(hostile)
    assert not {tag for tag, _ in page.tags} & {"script", "img"}
    assert not page.unbalanced


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " https://a.b", "//a.b", "a b"])
def test_only_web_addresses_become_links(material: Material, read_page: Callable, address: str) -> None:
    assert not is_web_address(address)
    page = read_page(replace(material, sources={"s-1": Source("s-1", "t", "p", "y", address)}))
    assert address in page.text
    assert address not in page.values("href")


@pytest.mark.parametrize(("today", "overdue"), [("2027-02-23", False), ("2027-02-24", True)])
def test_the_day_decides_what_is_overdue(material: Material, read_page: Callable, today: str, overdue: bool) -> None:
    day = date.fromisoformat(today)
    sheet = build_sheet(material, day)
    assert [late.title for late in sheet.overdue] == (["Can it cure a stroke?"] if overdue else [])
    assert (sheet.phones_due is not None) is overdue
    page = read_page(material, day)
    assert ("Can it cure a stroke?: due on 23 February 2027" in page.text) is overdue
    assert ("Telephone numbers: due on 23 February 2027" in page.text) is overdue
    assert ("Overdue" in page.texts["ask_cure"]) is overdue


def test_a_date_without_quotes_counts_too(material: Material, answer: Answer) -> None:
    unquoted = with_answer(material, answer, next_check=date(2026, 1, 1))
    assert [late.due for late in build_sheet(unquoted, TODAY).overdue] == [date(2026, 1, 1)]
    assert kinds(unquoted) == []


def test_the_longest_overdue_comes_first_and_undated_texts_never(material: Material, answer: Answer) -> None:
    answers = {
        "utter_b": (replace(answer, name="utter_b", next_check="2026-03-01"),),
        "utter_a": (replace(answer, name="utter_a", next_check="2026-03-01"),),
        "utter_old": (replace(answer, name="utter_old"), replace(answer, name="utter_old", next_check="2026-01-01")),
        "utter_undated": (replace(answer, name="utter_undated", next_check=None),),
    }
    sheet = build_sheet(replace(material, answers=answers), TODAY)
    assert [late.name for late in sheet.overdue] == ["utter_old", "utter_a", "utter_b"]
    assert [late.title for late in sheet.overdue] == [None] * 3


def test_a_topic_without_a_text_says_so(material: Material, read_page: Callable) -> None:
    page = read_page(replace(material, answers={}))
    assert "no text of its own" in page.texts["ask_cure"]
    assert "Your review of" in page.texts["ask_cure"]


def test_a_text_without_a_topic_is_a_service_text(material: Material, answer: Answer, read_page: Callable) -> None:
    page = read_page(replace(material, answers={"utter_menu": (replace(answer, name="utter_menu"),)}))
    assert "can cure a stroke" in page.texts["utter_menu"]


def test_levels_that_differ_are_told_apart(material: Material, answer: Answer, read_page: Callable) -> None:
    variants = (
        replace(answer, level="more", evidence="proven_care", facts=("C-2",)),
        answer,
        replace(answer, text="Other words.", conditions={"country": "GB"}),
    )
    passage = passage_of(answer.name, variants, material)
    assert [(level.name, len(level.wordings)) for level in passage.levels] == [("standard", 2), ("more", 1)]
    assert [standing.levels for standing in passage.standings] == [("more",), ("standard",)]
    assert [footing.id for footing in passage.footings] == ["C-2", "C-1"]
    page = read_page(replace(material, answers={answer.name: variants}))
    assert "Wording 2 of 2" in page.text
    assert "Only if: country is GB." in page.text
    assert "Proven care" in page.text


def test_a_fact_may_have_no_address(material: Material, read_page: Callable) -> None:
    page = read_page(replace(material, facts={"C-1": Fact("C-1", "Known.", seen=True)}))
    assert "No address to show" in page.texts["ask_cure"]
    assert "Not seen" not in page.texts["ask_cure"]
    assert "Sources" not in page.texts["ask_cure"]


def test_facts_stand_once_in_the_order_of_the_text(material: Material) -> None:
    assert [footing.id for footing in footings_of(("X", "C-1", "X"), material)] == ["X", "C-1"]


def test_counts(material: Material) -> None:
    counts = build_sheet(material, TODAY).counts
    assert counts.__dict__ == {
        "topics": 1, "texts": 1, "services": 0, "facts": 1, "not_seen": 1, "sources": 1, "terms": 1, "claims": 1,
        "countries": 1,
    }  # fmt: skip


def test_text_in_a_style_sheet_cannot_leave_its_string() -> None:
    assert css_string("A 1") == '"A 1"'
    escaped = css_string('"; } </style>\n\\')
    assert not set("<>/;}\n") & set(escaped)
    assert escaped.startswith('"\\000022 ')
    assert escaped.count('"') == 2


def test_dates_in_words() -> None:
    assert in_words(date(2026, 11, 3)) == "3 November 2026"
    assert in_words("soon") == "soon"


def test_the_style_is_a_file_of_its_own() -> None:
    assert "http" not in (Path(__file__).parents[2] / "review" / "style.css").read_text(encoding="utf-8")
