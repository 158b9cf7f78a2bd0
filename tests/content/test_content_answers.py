"""Answers are read as they stand in the files, at their reading level."""

from pathlib import Path

import pytest
import yaml

from content.answers import MORE, READING_LEVELS, SIMPLE, STANDARD, Answer, Button, answers, read_answers
from content.files import DATA, ContentError

FILE = """
responses:
  utter_ask_risks:
  - text: |-
      First bubble.

      Second bubble.
    buttons:
    - {title: "Does it work?", payload: /ask_does_it_work}
    metadata: {facts: [F-1, F-2], evidence: not_known, checked: "2026-11-23", next_check: "2027-11-23"}
  - condition:
    - {type: slot, name: reading_level, value: simple}
    - {type: slot, name: country, value: GB}
    text: Simple words.
  - condition: [{type: slot, name: reading_level, value: more}]
    text: More words.
  utter_thanks:
  - text: You are welcome.
  - text: I am glad.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "risks").mkdir()
    file = tmp_path / "risks" / "responses.yml"
    file.write_text(FILE, encoding="utf-8")
    return file


class TestReading:
    def test_every_variant_is_an_answer_in_the_order_of_the_file(self, file: Path) -> None:
        assert [(answer.name, answer.level) for answer in read_answers(file)] == [
            ("utter_ask_risks", STANDARD),
            ("utter_ask_risks", SIMPLE),
            ("utter_ask_risks", MORE),
            ("utter_thanks", STANDARD),
            ("utter_thanks", STANDARD),
        ]

    def test_with_all_that_it_rests_on(self, file: Path) -> None:
        assert read_answers(file)[0] == Answer(
            name="utter_ask_risks",
            level=STANDARD,
            text="First bubble.\n\nSecond bubble.",
            file=file,
            buttons=(Button("Does it work?", "/ask_does_it_work"),),
            facts=("F-1", "F-2"),
            evidence="not_known",
            checked="2026-11-23",
            next_check="2027-11-23",
        )

    def test_with_all_its_conditions(self, file: Path) -> None:
        assert read_answers(file)[1].conditions == {"reading_level": "simple", "country": "GB"}

    def test_without_metadata_it_is_no_medical_answer(self, file: Path) -> None:
        thanks = read_answers(file)[-1]
        assert (thanks.evidence, thanks.facts, thanks.buttons, thanks.checked) == (None, (), (), None)

    def test_topic_and_bubbles(self, file: Path) -> None:
        answer = read_answers(file)[0]
        assert answer.topic == "ask_risks"
        assert answer.bubbles == ("First bubble.", "Second bubble.")

    @pytest.mark.parametrize(
        ("content", "fault"),
        [
            ("", "no responses"),
            ("responses: []", "no responses"),
            ("- a", "no responses"),
            ("responses:\n  utter_x:\n  - custom: {a: b}\n", "utter_x has a variant without text"),
            ("responses:\n  utter_x:\n  - text: 7\n", "utter_x has a variant without text"),
            ("responses: {", "responses.yml"),
        ],
    )
    def test_another_shape_is_refused_with_the_name_of_the_file(self, file: Path, content: str, fault: str) -> None:
        file.write_text(content, encoding="utf-8")
        with pytest.raises(ContentError, match=fault) as refused:
            read_answers(file)
        assert str(file) in str(refused.value)

    def test_a_missing_file_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ContentError, match=r"none\.yml"):
            read_answers(tmp_path / "none.yml")


class TestAll:
    def test_files_of_all_areas_are_read_and_others_are_not(self, file: Path, tmp_path: Path) -> None:
        (tmp_path / "trials").mkdir()
        more = "responses:\n  utter_{0}:\n  - text: {0}\n"
        (tmp_path / "trials" / "service_responses.yml").write_text(more.format("service"), encoding="utf-8")
        (tmp_path / "trials" / "rules.yml").write_text(more.format("rule"), encoding="utf-8")
        (tmp_path / "responses.yml").write_text(more.format("root"), encoding="utf-8")
        assert sorted(answers(tmp_path)) == ["utter_ask_risks", "utter_service", "utter_thanks"]
        assert [answer.level for answer in answers(tmp_path)["utter_ask_risks"]] == [STANDARD, SIMPLE, MORE]

    def test_ours_are_those_of_the_files(self) -> None:
        expected: dict[str, int] = {}
        for path in DATA.glob("*/*responses.yml"):
            for name, variants in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"].items():
                expected[name] = expected.get(name, 0) + len(variants)
        assert {name: len(variants) for name, variants in answers().items()} == expected

    def test_the_standard_level_comes_first_and_the_levels_are_known(self) -> None:
        for variants in answers().values():
            assert variants[0].level == STANDARD
            assert {answer.level for answer in variants} <= set(READING_LEVELS)

    def test_each_response_stands_in_one_file(self) -> None:
        for variants in answers().values():
            assert len({answer.file for answer in variants}) == 1
