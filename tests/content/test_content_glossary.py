"""Every way to write a term leads to it, and only to it."""

from collections import Counter
from pathlib import Path

import pytest

from content.files import DATA, ContentError, read_content, read_yaml
from content.glossary import Term, find_term, terms
from content.topics import topics

ALL = list(terms().values())


def test_every_form_leads_to_its_term_in_any_case() -> None:
    for term in ALL:
        for form in term.forms:
            for written in (form, form.upper(), form.lower(), f"  {form} "):
                assert find_term(written) is term, written


def test_no_form_stands_for_two_terms_or_twice() -> None:
    counted = Counter(form.casefold() for term in ALL for form in term.forms)
    assert [form for form, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("form", ["", " ", "flibbertigibbet", "strokes and more", "?"])
def test_a_word_that_is_not_in_the_list(form: str) -> None:
    assert find_term(form) is None


def test_terms_are_those_of_the_file_with_all_their_parts() -> None:
    rows = read_content("glossary.yml")["terms"]
    assert list(terms()) == [row["term"] for row in rows]
    for term in ALL:
        assert isinstance(term, Term)
        assert term.meaning.strip()
        assert term.forms == (term.term, *term.synonyms, *term.misspellings)
        assert all(isinstance(form, str) and form == form.strip() and form for form in term.forms)


def test_every_way_to_read_on_is_a_topic() -> None:
    assert {term.topic for term in ALL if term.topic} <= set(topics())
    assert any(term.topic for term in ALL)


class TestFiles:
    def test_a_file_is_read_once(self) -> None:
        assert read_content("glossary.yml") is read_content("glossary.yml")

    def test_umlauts_and_dashes_survive(self, tmp_path: Path) -> None:
        (tmp_path / "a.yml").write_text("name: Łódź – Köln", encoding="utf-8")
        assert read_yaml(tmp_path / "a.yml") == {"name": "Łódź – Köln"}

    @pytest.mark.parametrize("content", [b"a: [", b"\xff\xfe\x00", b"a: !!python/object:os.system {}", b"\x00"])
    def test_what_is_no_plain_yaml_is_refused_by_name(self, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "broken.yml"
        file.write_bytes(content)
        with pytest.raises(ContentError, match=r"broken\.yml"):
            read_yaml(file)

    @pytest.mark.parametrize("name", ["no_such.yml", "."])
    def test_what_is_no_file_is_refused(self, name: str) -> None:
        with pytest.raises(ContentError):
            read_content(name)

    def test_the_content_lies_beside_the_code(self) -> None:
        assert (DATA / "topics.yml").is_file()
