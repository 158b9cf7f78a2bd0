"""Registries and trial numbers, by country."""

from typing import Any

import pytest
from actions.trials import ActionFindTrials, ActionListRegistries, ActionLookupTrial

from actions.registries_reply import MOST_REGISTRIES, registry_links
from content.countries import countries
from content.registries import registries, registries_for
from tests.actions.harness import Conversation

COUNTRIES = [None, "ZZ", "GB", "US", "DE", "IN", "AU"]


class TestFindTrials:
    @pytest.mark.parametrize("country", COUNTRIES)
    async def test_names_the_registries_of_the_country_in_order(self, country: str | None) -> None:
        result = await Conversation(country=country).user("find_trials").run(ActionFindTrials())
        lines = result.values["links"].split("\n")
        assert result.responses == ["utter_find_trials"]
        assert [line.split(":")[0].removeprefix("• ") for line in lines] == [r.name for r in registries_for(country)]
        assert all("https://" in line for line in lines)

    async def test_the_search_is_filled_in_with_the_country(self) -> None:
        known = await Conversation(country="GB").user("find_trials").run(ActionFindTrials())
        unknown = await Conversation().user("find_trials").run(ActionFindTrials())
        assert "United%20Kingdom" in known.values["links"]
        assert "United" not in unknown.values["links"]
        assert "stroke" in unknown.values["links"]

    async def test_no_list_is_long_and_each_ends_with_the_search_over_all(self) -> None:
        for country in countries():
            result = await Conversation(country=country).user("find_trials").run(ActionFindTrials())
            lines = result.values["links"].split("\n")
            assert len(lines) <= MOST_REGISTRIES
            assert lines[-1].startswith(f"• {registries()['ictrp'].name}: ")

    def test_a_longer_list_is_cut_before_its_last_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        many = tuple(registries().values())
        monkeypatch.setattr("actions.registries_reply.registries_for", lambda country: many)
        shown = registry_links(Conversation(country="GB").tracker).split("\n")
        names = [registry.name for registry in (*many[: MOST_REGISTRIES - 1], many[-1])]
        assert [line.split(":")[0].removeprefix("• ") for line in shown] == names


class TestRegistries:
    @pytest.mark.parametrize("country", COUNTRIES)
    async def test_each_has_its_address_and_a_sentence(self, country: str | None) -> None:
        result = await Conversation(country=country).user("ask_registries").run(ActionListRegistries())
        assert result.responses == ["utter_ask_registries"]
        assert result.values["registries"].split("\n") == [
            f"• {registry.name}: {registry.home} {registry.about}" for registry in registries_for(country)
        ]


class TestLookup:
    @pytest.mark.parametrize(
        ("trial_id", "number", "registry"),
        [
            ("NCT04280003", "NCT04280003", "nct"),
            ("nct 04280003", "NCT04280003", "nct"),
            ("isrctn12345678", "ISRCTN12345678", "isrctn"),
            ("2019-001724-35", "2019-001724-35", "euctr"),
        ],
    )
    async def test_a_known_form_leads_to_its_entry(self, trial_id: str, number: str, registry: str) -> None:
        result = await Conversation().user("lookup_trial", trial_id=trial_id).run(ActionLookupTrial())
        assert result.responses == ["utter_lookup_trial"]
        assert result.values["id"] == number
        assert result.values["registry"] == registries()[registry].name
        assert result.values["link"] == registries()[registry].record_link(number)
        assert number in result.values["link"]

    @pytest.mark.parametrize("named", [{}, {"trial_id": "NCT1"}, {"trial_id": "hello"}])
    async def test_without_a_known_number_there_are_searches(self, named: dict[str, Any]) -> None:
        result = await Conversation(country="GB").user("lookup_trial", **named).run(ActionLookupTrial())
        assert result.responses == ["utter_lookup_trial_unknown"]
        assert result.values["links"].count("\n") + 1 == len(registries_for("GB"))

    async def test_the_button_asks_for_a_new_number_whatever_was_looked_up_before(self) -> None:
        talk = Conversation().user("lookup_trial", trial_id="NCT04280003").bot("utter_lookup_trial")
        assert (await talk.user("lookup_trial").run(ActionLookupTrial())).responses == ["utter_lookup_trial_unknown"]
