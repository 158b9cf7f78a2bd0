"""The sheet of the content as it is: all of it is there, and the page stands alone."""

import re
from collections.abc import Callable, Iterator

import pytest

from content.answers import Answer
from review.material import Material, read_material

# What would make a browser fetch something.
FETCHING = {"src", "srcset", "data", "background", "poster", "action", "formaction", "ping"}


@pytest.fixture(scope="module")
def real() -> Material:
    return read_material()


@pytest.fixture(scope="module")
def page(real: Material, read_page: Callable):
    return read_page(real)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def lines(answer: Answer) -> Iterator[str]:
    for line in answer.text.splitlines():
        yield squeezed(line.replace("**", "").removeprefix("• "))


def test_every_topic_is_on_the_page(real: Material, page) -> None:
    for topic in real.topics.values():
        text = squeezed(page.texts[topic.id])
        assert text.startswith(squeezed(f"{topic.title} {topic.id}"))
        assert squeezed(topic.covers) in text
        assert f"Your review of “{squeezed(topic.title)}”" in text


def test_every_answer_is_on_the_page_at_every_level(real: Material, page) -> None:
    for name, variants in real.answers.items():
        topic = name.removeprefix("utter_")
        text = squeezed(page.texts[topic if topic in real.topics else name])
        for variant in variants:
            missing = [line for line in lines(variant) if line not in text]
            assert not missing, (name, variant.level)


def test_levels_have_a_heading_each(real: Material, page) -> None:
    names = {"standard": "Standard level", "simple": "Simple level", "more": "More detail"}
    for name, variants in real.answers.items():
        topic = name.removeprefix("utter_")
        text = page.texts[topic if topic in real.topics else name]
        assert all(names[level] in text for level in {variant.level for variant in variants}), name


def test_every_fact_and_source_stands_with_its_topic(real: Material, page) -> None:
    for topic in real.topics:
        for variant in real.answers.get(f"utter_{topic}", ()):
            text = squeezed(page.texts[topic])
            for fact in (real.facts[id] for id in variant.facts if id in real.facts):
                assert all(squeezed(part) in text for part in (fact.id, fact.statement, fact.numbers, fact.limits))
                source = real.sources.get(fact.source or "")
                if source:
                    assert all(squeezed(part) in text for part in (source.title, source.publisher, source.url))


def test_the_other_parts_are_on_the_page(real: Material, page) -> None:
    text = squeezed(page.text)
    for part in (
        *(term.term for term in real.terms),
        *(term.meaning for term in real.terms),
        *(claim.claim for claim in real.claims),
        *(claim.note for claim in real.claims),
        *(lines.emergency for lines in real.phones.countries.values()),
        *(lines.crisis.number for lines in real.phones.countries.values() if lines.crisis),
        *real.editorial.values(),
    ):
        assert squeezed(part) in text


def test_no_mark_of_the_content_files_is_left(page) -> None:
    assert "**" not in page.text
    assert "•" not in page.text


def test_nothing_is_fetched_and_nothing_runs(page) -> None:
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object", "embed", "base", "form"}
    for tag, attributes in page.tags:
        assert not FETCHING & set(attributes), tag
        assert not [name for name in attributes if name.startswith("on")], tag
    [style] = re.findall(r"<style>(.*?)</style>", page.html, re.DOTALL)
    assert not re.search(r"url\(|@import|https?:", style)
    assert "default-src 'none'" in page.html


def test_links_lead_to_the_web_or_to_a_place_on_the_page(page) -> None:
    ids = page.values("id")
    for address in page.values("href"):
        assert address.startswith(("https://", "http://")) or address.removeprefix("#") in ids, address


def test_the_page_is_well_formed(page) -> None:
    assert page.html.startswith("<!DOCTYPE html>\n<html lang=")
    assert not page.unbalanced
    assert not page.open
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert set(page.values("aria-labelledby")) <= set(ids)


def test_every_field_has_a_label(page) -> None:
    fields = sum(tag in ("input", "textarea") for tag, _ in page.tags)
    assert fields == sum(tag == "label" for tag, _ in page.tags) > 0
    # Each field stands within its label.
    assert len(re.findall(r"<label[^>]*>[^<]*(?:<span[^>]*>[^<]*</span>\s*)?<(?:input|textarea)", page.html)) == fields


def test_headings_leave_no_level_out(page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_it_prints_topic_by_topic_on_a4(page) -> None:
    assert "size: A4" in page.html
    assert "article.topic + article.topic { break-before: page; }" in page.html
    assert "@top-left" in page.html
    assert "23 November 2026" in page.html
