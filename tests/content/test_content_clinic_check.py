"""The warning signs stand on facts, are plain, judge nobody, and fit the questions and buttons of the form."""

import json
import re
from datetime import date

import pytest
import yaml

from content.answers import READING_LEVELS, SIMPLE, STANDARD, answers
from content.clinic_check import Sign, answer_label, report_unknown_country, signs
from content.evidence import facts, sources_of
from content.files import DATA, read_content
from content.short_answers import Answer
from validation.formulas import school_grade
from validation.text import Text

FORM = "clinic_check_form"
DOCUMENT = read_content("clinics/clinic_check.yml")
LONGEST = {SIMPLE: 10}


def question(sign: Sign) -> str:
    return f"utter_ask_{FORM}_{sign.slot}"


def test_there_are_at_most_eight_each_once_and_numbered() -> None:
    assert len(signs()) == 8
    assert [sign.number for sign in signs()] == list(range(1, 9))
    assert len({sign.id for sign in signs()}) == len({sign.slot for sign in signs()}) == 8


def test_the_form_asks_for_the_signs_in_their_order() -> None:
    domain = yaml.safe_load((DATA.parent / "domain.yml").read_text(encoding="utf-8"))
    assert domain["forms"][FORM]["required_slots"] == [sign.slot for sign in signs()]
    for sign in signs():
        slot = domain["slots"][sign.slot]
        assert slot["values"] == [*(answer.value for answer in Answer), "not_asked"]
        assert slot["influence_conversation"] is False


@pytest.mark.parametrize("sign", signs(), ids=lambda sign: sign.id)
class TestSign:
    def test_stands_on_facts(self, sign: Sign) -> None:
        assert sign.facts and set(sign.facts) <= set(facts())
        assert sign.warns in (Answer.YES, Answer.NO)
        assert set(sign.means) == set(READING_LEVELS)

    def test_has_its_question_at_every_level_with_its_number_and_reason(self, sign: Sign) -> None:
        variants = answers()[question(sign)]
        assert sorted(variant.level for variant in variants) == sorted(READING_LEVELS)
        for variant in variants:
            assert variant.text.startswith(f"{{clinic_changed}}**Question {sign.number} of 8.**")
            assert variant.text.count("?") == (2 if variant.level == SIMPLE else 1)
            assert "**Why" in variant.text
            assert sources_of(variant.facts)

    def test_buttons_answer_this_question(self, sign: Sign) -> None:
        for variant in answers()[question(sign)]:
            sent = {}
            for button in variant.buttons:
                # Doubled, because Rasa fills placeholders in payloads too.
                intent, _, entities = button.payload.partition("{{")
                assert intent == "/check_clinic" and entities.endswith("}}")
                sent[button.title] = json.loads("{" + entities.removesuffix("}"))["clinic_answer"]
            given = {answer_label(answer): f"{sign.id}:{answer.value}" for answer in Answer}
            assert sent == {**given, "Stop the check": "stop"}

    def test_is_plain(self, sign: Sign) -> None:
        for level in READING_LEVELS:
            for sentence in Text(f"{sign.sign}\n{sign.means[level]}").sentences:
                assert len(sentence.words) <= LONGEST.get(level, 20), sentence.text
        for text in (sign.sign, sign.ask, *sign.means.values()):
            assert not re.search(r"n't|'(?:re|ll|ve|m)\b|!|https?:|%|\bscam|\bfraud|\bquack", text)
        assert sign.ask.endswith("?")


def test_all_texts_together_are_at_most_of_grade_six() -> None:
    texts = [text for sign in signs() for text in (sign.sign, sign.means[STANDARD], sign.ask)]
    assert school_grade(" ".join(Text(text).measured for text in texts)) <= 6


def test_no_text_of_the_check_gives_a_verdict() -> None:
    verdict = re.compile(r"(\S+ \S+ \S+ \S+) clinic is (?:good|bad|safe|fine|genuine|honest|unsafe)\b", re.IGNORECASE)
    denied = re.compile(r"cannot say (?:whether|if)|not show that|no proof that")
    for name, variants in answers().items():
        if name.startswith(("utter_check_clinic", "utter_clinic_check", f"utter_ask_{FORM}")):
            for variant in variants:
                for before in verdict.findall(" ".join(variant.text.replace("**", "").split())):
                    assert denied.search(before), (name, variant.level, before)


@pytest.mark.parametrize("name", ["utter_clinic_check_no_signs", "utter_clinic_check_unsure"])
def test_without_a_sign_it_says_that_this_shows_nothing(name: str) -> None:
    for variant in answers()[name]:
        plain = variant.text.replace("**", "")
        assert "not show that the clinic is safe" in plain or 'not mean "safe"' in plain


def test_dates() -> None:
    checked, due = (date.fromisoformat(DOCUMENT[key]) for key in ("checked", "next_check"))
    assert 0 < (due - checked).days <= 92


def test_the_way_to_report_is_named_as_its_button_is() -> None:
    titles = {button.title for button in answers()["utter_clinic_check_signs"][0].buttons}
    assert re.findall('"(.+?)"', report_unknown_country())[0] in titles
