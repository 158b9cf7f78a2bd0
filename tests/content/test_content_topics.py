"""Topics and the questions for the doctor that belong to their areas."""

from typing import Any

import pytest
import yaml

from content.answers import answers
from content.doctor_questions import questions_about
from content.files import DATA, ContentError, read_content
from content.topics import Topic, topics


def read_with(monkeypatch: pytest.MonkeyPatch, areas: dict[str, Any]) -> Any:
    """Topics of another file."""
    monkeypatch.setattr("content.topics.read_content", lambda name: {"topics": areas})
    return topics.__wrapped__()


class TestTopics:
    def test_each_has_its_area(self, monkeypatch: pytest.MonkeyPatch) -> None:
        row = {"id": "ask_risks", "title": "What are the risks?"}
        other = {"id": "find_trials", "title": "Find a trial", "covers": "near me", "does": "action_find_trials"}
        assert read_with(monkeypatch, {"risks": [row], "trials": [other]}) == {
            "ask_risks": Topic("ask_risks", "risks", "What are the risks?"),
            "find_trials": Topic("find_trials", "trials", "Find a trial", "near me", "action_find_trials"),
        }

    def test_an_id_that_stands_twice_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        row = {"id": "ask_risks", "title": "What are the risks?"}
        with pytest.raises(ContentError, match="ask_risks stands twice"):
            read_with(monkeypatch, {"risks": [row], "trials": [row]})

    def test_a_key_that_is_none_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(TypeError, match="titel"):
            read_with(monkeypatch, {"risks": [{"id": "ask_risks", "titel": "?"}]})

    def test_ours_are_the_intents_of_the_domain(self) -> None:
        domain = yaml.safe_load((DATA.parent / "domain.yml").read_text(encoding="utf-8"))
        intents = [name for intent in domain["intents"] for name in intent]
        assert sorted(intents) == sorted([*topics(), "two_questions"])

    def test_ours_keep_the_order_of_the_file_and_have_titles_of_their_own(self) -> None:
        rows = [row["id"] for area in read_content("topics.yml")["topics"].values() for row in area]
        assert list(topics()) == rows
        assert len({topic.title for topic in topics().values()}) == len(topics())

    def test_each_of_ours_is_answered_or_done(self) -> None:
        silent = [t.id for t in topics().values() if f"utter_{t.id}" not in answers() and not t.does]
        # These are about the talk itself: rules send them to actions.
        assert silent == ["affirm", "tell_me_more", "say_it_simpler", "repeat_answer", "ask_sources"]


class TestDoctorQuestions:
    ALWAYS = read_content("doctor_questions.yml")["always"]
    AREAS = read_content("doctor_questions.yml")["areas"]

    def test_without_topics_there_are_those_that_always_help(self) -> None:
        assert questions_about([]) == self.ALWAYS

    def test_those_of_the_areas_come_first_each_area_once_in_the_order_of_the_talk(self) -> None:
        talk = ["find_trials", "ask_risks", "ask_eligibility"]
        assert questions_about(talk) == [*self.AREAS["trials"], *self.AREAS["risks"], *self.ALWAYS]

    def test_unknown_topics_and_small_talk_add_nothing(self) -> None:
        assert questions_about(["no_such_topic", "thanks", "emergency"]) == self.ALWAYS

    def test_the_file_is_not_changed_by_asking(self) -> None:
        questions_about(["ask_risks"]).append("mine")
        assert questions_about(["ask_risks"]) == [*self.AREAS["risks"], *self.ALWAYS]

    def test_areas_are_those_of_topics_and_sentences_are_questions(self) -> None:
        assert set(self.AREAS) <= {topic.area for topic in topics().values()}
        said = [*self.ALWAYS, *(question for area in self.AREAS.values() for question in area)]
        assert len(said) == len(set(said))
        assert all(question.endswith("?") for question in said)
