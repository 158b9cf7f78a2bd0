"""Where to report a clinic or a harm, by country; and the question in which country the person lives."""

import json

import pytest

from actions.fallback import ActionFallback
from actions.report_clinic import ActionReportClinic
from actions.report_clinic_reply import ASKS_WHERE, report_lines
from content.countries import countries
from content.helplines import crisis_line, emergency_number
from content.reporting import countries_to_ask, default_reports, reporting_for
from tests.actions.harness import Conversation

COUNTRIES = ["ZZ", "GB", "US", "DE", "IN", "AU", "CA", "BR"]
REPORT, LOST = ActionReportClinic(), ActionFallback()


class TestCountryKnown:
    @pytest.mark.parametrize("country", COUNTRIES)
    async def test_names_the_bodies_of_the_country(self, country: str) -> None:
        result = await Conversation(country=country).user("report_clinic").run(REPORT)
        lines = result.values["bodies"].split("\n")
        assert (result.responses, result.buttons) == (["utter_report_clinic"], [])
        assert [line.split(":")[0].removeprefix("• ") for line in lines] == [r.body for r in reporting_for(country)]

    async def test_address_and_telephone_stand_with_their_body(self) -> None:
        result = await Conversation(country="US").user("report_clinic").run(REPORT)
        for report, line in zip(reporting_for("US"), result.values["bodies"].split("\n")):
            assert report.text in line
            assert all(part in line for part in (report.address, report.phone) if part)

    async def test_what_reviewers_note_is_never_said(self) -> None:
        for country in COUNTRIES:
            result = await Conversation(country=country).user("report_clinic").run(REPORT)
            careful = [report.careful for report in reporting_for(country) if report.careful]
            assert not any(note in result.values["bodies"] for note in careful)

    @pytest.mark.parametrize(
        ("country", "bodies"),
        [
            ("US", ["MedWatch", "FTC", "attorney general"]),
            ("GB", ["Yellow Card", "ASA"]),
            ("AU", ["TGA", "Ahpra"]),
            ("CA", ["Health Canada"]),
            ("IN", ["ICMR"]),
            ("FR", ["medicines authority"]),
        ],
    )
    def test_the_offices_of_a_country_by_name(self, country: str, bodies: list[str]) -> None:
        own = "\n".join(report_lines(country, own_only=True))
        assert all(body in own for body in bodies)
        assert "Your stroke team" not in own

    def test_a_country_of_which_we_know_nothing_has_no_offices_of_its_own(self) -> None:
        assert report_lines("BR", own_only=True) == report_lines(None, own_only=True) == []


class TestCountryUnknown:
    async def test_names_the_kinds_of_body_and_asks_with_buttons(self) -> None:
        result = await Conversation().user("report_clinic").run(REPORT)
        assert result.responses == [ASKS_WHERE]
        assert result.values["bodies"].count("\n") + 1 == len(default_reports())
        assert len(result.buttons) == len(countries_to_ask()) <= 5

    async def test_a_button_brings_the_country_with_its_numbers_to_call(self) -> None:
        result = await Conversation().user("report_clinic").run(REPORT)
        for code, payload in zip(countries_to_ask(), result.buttons):
            intent, _, entities = payload.partition("{")
            assert intent == "/report_clinic"
            assert json.loads("{" + entities) == {
                "country": code,
                "emergency_number": emergency_number(code),
                "crisis_line": crisis_line(code),
            }

    def test_every_country_to_choose_has_bodies_of_its_own(self) -> None:
        assert set(countries_to_ask()) <= set(countries())
        assert all(report_lines(code, own_only=True) for code in countries_to_ask())

    async def test_a_country_alone_is_the_answer(self) -> None:
        talk = Conversation().user("report_clinic").bot(ASKS_WHERE)
        talk.slots["country"] = "IN"  # Rasa fills it from the entity before any action runs.
        result = await talk.user("nlu_fallback", "India", country="IN").run(LOST)
        assert result.responses == ["utter_report_clinic"]
        assert "ICMR" in result.values["bodies"]

    async def test_any_other_word_is_not(self) -> None:
        talk = Conversation().user("report_clinic").bot(ASKS_WHERE)
        assert (await talk.user("nlu_fallback", "banana").run(LOST)).responses == ["utter_unreadable"]

    async def test_a_country_alone_answers_nothing_else(self) -> None:
        talk = Conversation(country="IN").user("ask_risks").bot("utter_ask_risks")
        assert (await talk.user("nlu_fallback", "India", country="IN").run(LOST)).responses == ["utter_unreadable"]
