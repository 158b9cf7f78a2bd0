"""What a message names: terms, kinds of stroke and cells, routes, home, trial numbers."""

from typing import Any, Dict, List

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from content.files import DATA, read_content
from content.helplines import crisis_line, emergency_number
from understanding.terms import VALUE_LISTS, WRITTEN_IN_CAPITALS, TermExtractor, find_entities


def values(text: str, kind: str) -> List[str]:
    return [entity["value"] for entity in find_entities(text) if entity["entity"] == kind]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("stroke_type", "I had an ischemic stroke", "ischaemic"),
        ("stroke_type", "it was a CLOT", "ischaemic"),
        ("stroke_type", "a bleed on the brain", "haemorrhagic"),
        ("stroke_type", "a hemorrage", "haemorrhagic"),
        ("stroke_type", "locked-in after a brain stem stroke", "brainstem"),
        ("stroke_type", "a mini-stroke", "tia"),
        ("stroke_type", "small vessel disease", "lacunar"),
        ("cell_type", "own fat cells", "fat"),
        ("cell_type", "mesenchimal cells", "mesenchymal"),
        ("cell_type", "MSCs", "mesenchymal"),
        ("cell_type", "bone marow", "bone_marrow"),
        ("cell_type", "Wharton's jelly", "cord_blood"),
        ("cell_type", "iPSC", "ips"),
        ("cell_type", "are embryos used", "embryonic"),
        ("route", "through a drip", "vein"),
        ("route", "catheter in the groin", "artery"),
        ("route", "do they drill", "brain"),
        ("route", "a spinal tap", "spine"),
        ("route", "nasal spray", "nose"),
    ],
)
def test_kinds_of_stroke_cells_and_routes(kind: str, text: str, value: str) -> None:
    assert value in values(text, kind)


def test_every_word_of_the_lists_is_read_as_its_value() -> None:
    for kind in VALUE_LISTS:
        for value, forms in read_content("entities.yml")[kind].items():
            for form in map(str, forms):
                assert value in values(f"about {form} please", kind), form


def test_of_overlapping_words_the_longest_counts() -> None:
    assert values("brain stem cells", "cell_type") == ["neural"]
    assert values("an umbilical cord blood bank", "cell_type") == ["cord_blood"]
    assert values("an ischaemic stroke", "stroke_type") == ["ischaemic"]


@pytest.mark.parametrize(
    ("text", "term"),
    [("what is a hemorrage", "haemorrhage"), ("whats iscemic", "ischaemic stroke"), ("the FAST test", "FAST")],
)
def test_terms_in_other_spellings(text: str, term: str) -> None:
    assert term in values(text, "term")


@pytest.mark.parametrize("word", sorted(WRITTEN_IN_CAPITALS))
def test_an_everyday_word_is_an_abbreviation_only_in_capitals(word: str) -> None:
    for text in (f"is it {word.lower()} here", f"is it {word.capitalize()} here"):
        assert all(text[e["start"] : e["end"]].upper() != word for e in find_entities(text))


class TestHome:
    @pytest.mark.parametrize(
        ("text", "country"),
        [
            ("I live in Leeds", "GB"),
            ("i live in the us", "US"),
            ("we're in Ireland", "IE"),
            ("I’m from India and had a stroke", "IN"),
            ("my dad lives in Perth, Scotland", "GB"),
            ("I live in a village near Delhi", "IN"),
            ("i live in the us and cannot walk", "US"),
            ("I live in Atlanta, Georgia", "US"),
            ("UK", "GB"),
            ("Germany.", "DE"),
            ("us", "US"),
            ("I live in London but my cousin went to Mexico", "GB"),
        ],
    )
    def test_is_where_the_person_says_they_live(self, text: str, country: str) -> None:
        assert values(text, "country") == [country]
        assert values(text, "emergency_number") == [emergency_number(country)]
        assert values(text, "crisis_line") == [crisis_line(country)]

    @pytest.mark.parametrize("text", ["I live in Georgia", "Georgia", "we are from Georgia, not from Mexico"])
    def test_a_place_that_stands_in_several_countries_sets_no_number(self, text: str) -> None:
        assert values(text, "country") == values(text, "emergency_number") == []

    @pytest.mark.parametrize(
        "text",
        ["my cousin went to Mexico for it", "is it allowed in Germany", "a clinic in Panama offered me cells",
         "American studies", "I live in hope", "can you tell us more", "", "I live in"],
    )  # fmt: skip
    def test_is_not_a_country_that_is_only_mentioned(self, text: str) -> None:
        assert not {"country", "emergency_number", "crisis_line"} & {e["entity"] for e in find_entities(text)}


anything = st.one_of(st.text(st.characters()), st.text("İIi live in ’'NCT0-:стro\u202e🙂\x00\ud800 "))


@settings(deadline=None)
@given(anything)
@example("\x00")
@example("\ud800 I live in \udfff")
@example("İ" * 50 + " i live in London")
@example("🙂" * 10_000)
@example("I live in " * 1_000)
@example("NCT " * 3_000)
def test_any_string(text: str) -> None:
    for entity in find_entities(text):
        assert set(entity) == {"entity", "value", "start", "end"}
        assert isinstance(entity["value"], str)
        assert entity["value"]
        assert 0 <= entity["start"] < entity["end"] <= len(text)


class TestComponent:
    @pytest.fixture
    def extractor(self, storage: ModelStorage, resource: Resource, context: ExecutionContext) -> TermExtractor:
        return TermExtractor.create({}, storage, resource, context)

    def kinds(self, extractor: TermExtractor, data: Dict[str, Any]) -> List[str]:
        (message,) = extractor.process([Message(data)])
        return [entity["entity"] for entity in message.get(ENTITIES, [])]

    def test_terms_are_for_whoever_asks_for_one(self, extractor: TermExtractor) -> None:
        asked = {TEXT: "what is an infarct", INTENT: {"name": "explain_term"}}
        assert "term" in self.kinds(extractor, asked)
        assert "term" not in self.kinds(extractor, {**asked, INTENT: {"name": "ask_risks"}})
        assert "term" not in self.kinds(extractor, {TEXT: "what is an infarct"})

    def test_what_was_read_before_stays(self, extractor: TermExtractor) -> None:
        first = {"entity": "first_topic", "value": "ask_risks"}
        assert self.kinds(extractor, {TEXT: "nct04280003", ENTITIES: [first]}) == ["first_topic", "trial_id"]

    def test_each_entity_names_who_read_it(self, extractor: TermExtractor) -> None:
        (message,) = extractor.process([Message({TEXT: "NCT04280003"})])
        assert [entity["extractor"] for entity in message.get(ENTITIES)] == ["TermExtractor"]
        assert ENTITIES in message.output_properties

    @pytest.mark.parametrize("text", ["", None])
    def test_a_message_without_text(self, extractor: TermExtractor, text: str) -> None:
        assert self.kinds(extractor, {TEXT: text}) == []


def test_nothing_is_missed_where_spacy_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (line for file in sorted(DATA.glob("*/nlu.yml")) for line in file.read_text(encoding="utf-8").splitlines())
    sentences = [line.strip()[2:] for line in lines if line.startswith("    - ")][::10]
    assert len(sentences) > 1000
    quick = [find_entities(sentence, with_terms=False) for sentence in sentences]
    monkeypatch.setattr("understanding.terms.may_tell_time", lambda _: True)
    assert quick == [find_entities(sentence, with_terms=False) for sentence in sentences]
