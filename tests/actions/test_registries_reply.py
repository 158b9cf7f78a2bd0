"""Registries by country, and where the entry of a trial number is."""

import pytest

from actions.list_registries import ActionListRegistries
from actions.lookup_trial_reply import lookup_trial_reply
from actions.registries_reply import MOST_REGISTRIES, find_trials_reply, registry_links
from content.countries import countries
from content.registries import registries, registries_for
from tests.actions.harness import Conversation

COUNTRIES = [None, "ZZ", "GB", "US", "DE", "IN", "AU"]


class TestLinks:
    @pytest.mark.parametrize("country", COUNTRIES)
    def test_name_the_registries_of_the_country_in_order(self, country: str | None) -> None:
        reply = find_trials_reply(Conversation(country=country).tracker)
        lines = reply.values["links"].split("\n")
        assert reply.response == "utter_find_trials"
        assert [line.split(":")[0].removeprefix("• ") for line in lines] == [r.name for r in registries_for(country)]
        assert all("https://" in line for line in lines)

    def test_the_search_is_filled_in_with_the_country(self) -> None:
        assert "United%20Kingdom" in registry_links("GB")
        assert "United" not in registry_links(None)
        assert "stroke" in registry_links(None)

    def test_no_list_is_long_and_each_ends_with_the_search_over_all(self) -> None:
        for country in countries():
            lines = registry_links(country).split("\n")
            assert len(lines) <= MOST_REGISTRIES
            assert lines[-1].startswith(f"• {registries()['ictrp'].name}: ")

    def test_a_longer_list_is_cut_before_its_last_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        national = tuple(registry for registry in registries().values() if not registry.worldwide)
        many = (*national, *registries_for(None))
        monkeypatch.setattr("actions.registries_reply.registries_for", lambda country: many)
        names = [registry.name for registry in (*many[: MOST_REGISTRIES - 1], many[-1])]
        assert [line.split(":")[0].removeprefix("• ") for line in registry_links("GB").split("\n")] == names


class TestRegistries:
    @pytest.mark.parametrize("country", COUNTRIES)
    async def test_each_has_its_address_and_a_sentence(self, country: str | None) -> None:
        result = await Conversation(country=country).user("ask_registries").run(ActionListRegistries())
        own = any(not registry.worldwide for registry in registries_for(country))
        known = country in countries()
        assert result.responses == ["utter_ask_registries" if own or not known else "utter_ask_registries_worldwide"]
        assert result.values["registries"].split("\n") == [
            f"• {registry.name}: {registry.home} {registry.about}" for registry in registries_for(country)
        ]

    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ("which registry in India?", ["ctri"]),
            ("do Germany and Japan have lists", ["drks", "ctis"]),
            ("where do Kiwis look, I mean New Zealand", ["anzctr"]),
        ],
    )
    async def test_the_country_asked_about_comes_before_the_home(self, text: str, first: list[str]) -> None:
        result = await Conversation(country="GB").user("ask_registries", text).run(ActionListRegistries())
        lines = result.values["registries"].split("\n")
        assert [line.split(":")[0].removeprefix("• ") for line in lines[: len(first)]] == [
            registries()[id].name for id in first
        ]
        assert not any(registries()["bpor"].name in line for line in lines)
        assert registries()["ictrp"].name in lines[-1]

    async def test_a_country_without_a_list_of_its_own_is_told_so(self) -> None:
        without = next(code for code in countries() if all(registry.worldwide for registry in registries_for(code)))
        name = countries()[without].name
        result = (
            await Conversation(country="GB")
            .user("ask_registries", f"is there one in {name}")
            .run(ActionListRegistries())
        )
        assert result.responses == ["utter_ask_registries_worldwide"]
        assert result.values["country"] == name


class TestNumbersWithoutAskingARegistry:
    @pytest.mark.parametrize(
        ("trial_id", "number", "registry"),
        [
            ("NCT04280003", "NCT04280003", "nct"),
            ("nct 04280003", "NCT04280003", "nct"),
            ("isrctn12345678", "ISRCTN12345678", "isrctn"),
            ("2019-001724-35", "2019-001724-35", "euctr"),
        ],
    )
    def test_a_known_form_leads_to_its_entry(self, trial_id: str, number: str, registry: str) -> None:
        reply = lookup_trial_reply(trial_id, "GB")
        assert reply.response == "utter_lookup_trial"
        assert reply.values == {
            "id": number,
            "registry": registries()[registry].name,
            "link": registries()[registry].record_link(number),
        }
        assert number in reply.values["link"]

    @pytest.mark.parametrize("trial_id", ["", "NCT1", "hello"])
    def test_without_a_known_number_there_are_searches(self, trial_id: str) -> None:
        reply = lookup_trial_reply(trial_id, "GB")
        assert reply.response == "utter_lookup_trial_unknown"
        assert reply.values["links"].count("\n") + 1 == len(registries_for("GB"))
