"""Where an answer comes from, and what a word means."""

import re

import pytest

from actions.explain_term import ActionExplainTerm
from actions.show_sources import MOST_SOURCES, ActionShowSources, source_line
from content.answers import answers
from content.evidence import Source, sources_of
from content.glossary import terms
from content.plain_dates import plain_date
from content.topics import topics
from tests.actions.harness import Conversation
from understanding.terms import find_entities


class TestSources:
    async def test_of_the_last_answer_with_its_dates(self) -> None:
        talk = Conversation().user("ask_cure").bot("utter_ask_cure").user("ask_risks").bot("utter_ask_risks")
        result = await talk.user("ask_sources").run(ActionShowSources())
        answer = answers()["utter_ask_risks"][0]
        assert result.responses == ["utter_sources"]
        assert result.values["checked"] == plain_date(answer.checked)
        assert result.values["next_check"] == plain_date(answer.next_check)
        shown = result.values["sources"].split("\n")
        assert shown == [source_line(source) for source in sources_of(answer.facts)[:MOST_SOURCES]]
        assert 1 <= len(shown) <= MOST_SOURCES

    async def test_an_answer_that_rests_on_no_study(self) -> None:
        talk = Conversation().user("ask_privacy").bot("utter_ask_privacy").user("ask_sources")
        assert (await talk.run(ActionShowSources())).responses == ["utter_sources_none"]

    async def test_before_any_answer(self) -> None:
        talk = Conversation().user("greet").bot("utter_greet").user("ask_sources")
        assert (await talk.run(ActionShowSources())).responses == ["utter_nothing_yet"]

    @pytest.mark.parametrize(
        ("year", "line"),
        [
            ("2024", "• Title (Body, 2024): https://example.org"),
            ("2024, updated 2026", "• Title (Body, 2024, updated 2026): https://example.org"),
            ("n.d.", "• Title (Body): https://example.org"),
            ("", "• Title (Body): https://example.org"),
        ],
    )
    def test_a_line_leaves_out_an_unknown_year(self, year: str, line: str) -> None:
        assert source_line(Source("id", "Title", "Body", year, "https://example.org")) == line


class TestTerms:
    async def test_a_known_term_is_explained_with_a_way_to_read_on(self) -> None:
        term = next(term for term in terms().values() if term.topic)
        result = await Conversation().user("explain_term", term=term.term).run(ActionExplainTerm())
        assert result.responses == ["utter_term"]
        assert (result.values["term"], result.values["meaning"]) == (term.term, term.meaning)
        assert result.buttons == [f"/{term.topic}"]

    async def test_a_term_without_a_topic_has_no_button(self) -> None:
        term = next(term for term in terms().values() if not term.topic)
        result = await Conversation().user("explain_term", term=term.term).run(ActionExplainTerm())
        assert (result.responses, result.buttons) == (["utter_term"], [])

    @pytest.mark.parametrize(
        ("text", "term"),
        [
            ("what does ischemic mean", "ischaemic stroke"),
            ("what is a HEMORRAGE?", "haemorrhage"),
            ("whats iscemic", "ischaemic stroke"),
        ],
    )
    async def test_a_term_in_other_spellings_as_the_pipeline_reads_it(self, text: str, term: str) -> None:
        named = next(entity["value"] for entity in find_entities(text) if entity["entity"] == "term")
        result = await Conversation().user("explain_term", text=text, term=named).run(ActionExplainTerm())
        assert result.values["term"] == term

    async def test_only_the_present_message_counts(self) -> None:
        talk = Conversation().user("explain_term", term="infarct").bot("utter_term").user("explain_term")
        assert (await talk.run(ActionExplainTerm())).responses == ["utter_term_unknown"]

    async def test_a_word_that_is_not_in_the_list(self) -> None:
        result = await Conversation().user("explain_term", term="flibbertigibbet").run(ActionExplainTerm())
        assert (result.responses, result.buttons) == (["utter_term_unknown"], [])

    async def test_every_term_leads_on_to_a_topic_that_exists(self) -> None:
        for term in terms().values():
            result = await Conversation().user("explain_term", term=term.term).run(ActionExplainTerm())
            assert all(re.sub("^/", "", payload) in topics() for payload in result.buttons)
            assert len(result.buttons) == bool(term.topic), term.term
