"""Each way a look-up can end has its own words, and no number leaves the machine unasked."""

from datetime import date
from typing import Any

import pytest

from actions.lookup_trial import ActionLookupTrial, Ending
from actions.registries.model import LookupResult, Origin, Outcome
from actions.trial_search import registry_search
from actions.trial_search.message import Choice
from content.registries import registries, registries_for
from tests.actions.harness import Conversation, Result
from tests.actions.trial_search.samples import Registries, match

NUMBER = "NCT99999001"
DAY = date(2026, 11, 20)


def found(origin: Origin = Origin.LIVE, **changes: Any) -> LookupResult:
    values: dict[str, Any] = {"origin": origin, "match": match(origin=origin), "as_of": DAY, **changes}
    return LookupResult(Outcome.FOUND, NUMBER, "nct", **values)


async def look_up(text: str, *results: Any, live: Any = True, **entities: Any) -> tuple[Result, Registries]:
    registries_asked = Registries(*results)
    talk = Conversation(trial_live=live, country="GB").user("lookup_trial", text, **entities)
    return await talk.run(ActionLookupTrial(registries_asked)), registries_asked


class TestEndings:
    @pytest.mark.parametrize(
        ("result", "live", "ending"),
        [
            (found(), True, Ending.FOUND),
            (found(Origin.SNAPSHOT), None, Ending.FOUND),
            (found(match=match(2)), True, Ending.MERGED),
            (found(is_relevant=False), True, Ending.OTHER_SUBJECT),
            (LookupResult(Outcome.NONE, NUMBER, "nct"), True, Ending.NOT_THERE),
            (LookupResult(Outcome.UNAVAILABLE, NUMBER, "nct"), True, Ending.UNAVAILABLE),
            (LookupResult(Outcome.NONE, NUMBER, "nct"), None, Ending.MAY_I_ASK),
            (LookupResult(Outcome.UNAVAILABLE, NUMBER, "nct"), None, Ending.MAY_I_ASK),
            (LookupResult(Outcome.UNAVAILABLE, NUMBER, "nct"), False, Ending.LINK),
            (LookupResult(Outcome.INVALID), True, Ending.LINK),
        ],
    )
    async def test_each_has_its_own_response(self, result: LookupResult, live: Any, ending: Ending) -> None:
        answer, _ = await look_up(f"what is {NUMBER} about", result, live=live)
        assert answer.responses[0] == ending.value
        assert ("utter_trial_card" in answer.responses) is (result.match is not None)

    @pytest.mark.parametrize("number", ["ACTRN12618000076280", "DRKS00031204", "2019-001724-35", "CTRI/2020/07/026911"])
    async def test_a_registry_that_cannot_be_asked_is_linked_to(self, number: str) -> None:
        nobody = LookupResult(Outcome.UNAVAILABLE, number, "other")
        answer, _ = await look_up(f"and {number}?", nobody)
        assert answer.responses == [Ending.LINK.value]
        assert answer.values["id"] == number and answer.values["link"].startswith("https://")

    async def test_a_look_up_that_takes_too_long_is_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(registry_search, "SECONDS", 0.01)
        slow = ActionLookupTrial(Registries(found(), seconds=5))
        talk = Conversation(trial_live=True).user("lookup_trial", NUMBER)
        assert (await talk.run(slow)).responses == [Ending.LINK.value]

    async def test_a_fault_is_an_apology(self) -> None:
        answer, _ = await look_up(NUMBER, RuntimeError(NUMBER))
        assert answer.responses == ["utter_action_failed"]


class TestWhatLeaves:
    @pytest.mark.parametrize(
        ("live", "choice", "saved_only"),
        [
            (True, None, False),
            (False, None, True),
            (None, None, True),
            (None, Choice.LIVE, False),
            (False, Choice.LIVE, False),
            (True, Choice.SAVED, True),
            (None, Choice.SAVED, True),
        ],
    )
    async def test_a_number_leaves_only_with_leave(self, live: Any, choice: Choice | None, saved_only: bool) -> None:
        entities = {"trial_choice": choice.value} if choice else {}
        _, asked = await look_up(f"/lookup_trial{{{NUMBER}}}", found(), live=live, trial_id=NUMBER, **entities)
        assert asked.numbers == [(NUMBER, saved_only)]

    async def test_the_question_has_a_button_for_each_answer(self) -> None:
        answer, _ = await look_up(NUMBER, LookupResult(Outcome.NONE, NUMBER, "nct"), live=None)
        assert [button.count(NUMBER) for button in answer.buttons] == [1, 1]
        assert ["live" in answer.buttons[0], "saved" in answer.buttons[1]] == [True, True]

    async def test_a_no_to_it_gives_the_link(self) -> None:
        nobody = LookupResult(Outcome.NONE, NUMBER, "nct")
        answer, _ = await look_up("/lookup_trial{}", nobody, live=None, trial_id=NUMBER, trial_choice="saved")
        assert answer.responses == [Ending.LINK.value]

    async def test_a_saved_entry_can_be_read_anew(self) -> None:
        answer, _ = await look_up(NUMBER, found(Origin.SNAPSHOT), live=None)
        assert answer.responses[-1] == "utter_lookup_trial_next_saved" and "live" in answer.buttons[0]
        assert "Nothing was sent" in answer.values["source"]
        live, _ = await look_up(NUMBER, found(), live=True)
        assert live.responses[-1] == "utter_lookup_trial_next" and not live.buttons


class TestNumbers:
    async def test_the_first_of_several_is_looked_up_and_the_others_offered(self) -> None:
        others = ["NCT99999002", "ISRCTN12345678", "NCT99999003", "NCT99999004"]
        answer, asked = await look_up(f"{NUMBER} or {' or '.join(others)}", found())
        assert [number for number, _ in asked.numbers] == [NUMBER]
        assert answer.responses[-1] == "utter_lookup_trial_others"
        assert [number in button for number, button in zip(others, answer.buttons)] == [True, True, True, False]

    async def test_the_same_number_twice_is_one(self) -> None:
        answer, _ = await look_up(f"{NUMBER}, I mean nct 99999001", found())
        assert "utter_lookup_trial_others" not in answer.responses

    async def test_a_known_slip_is_asked_about_and_never_used(self) -> None:
        answer, asked = await look_up("what is NCT0150177")
        assert answer.responses == [Ending.DID_YOU_MEAN.value] and asked.numbers == []
        assert answer.buttons[0] == '/lookup_trial{"trial_id": "NCT01501773"}'

    @pytest.mark.parametrize("text", ["look up NCT 0244864", "isrctn 1234567"])
    async def test_a_number_of_the_wrong_length_is_asked_for_again(self, text: str) -> None:
        answer, asked = await look_up(text)
        assert answer.responses == [Ending.MALFORMED.value] and asked.numbers == []

    @pytest.mark.parametrize("text", ["look up a trial number", "", "12345", "/lookup_trial"])
    async def test_without_a_number_there_are_searches(self, text: str) -> None:
        answer, asked = await look_up(text)
        assert answer.responses == [Ending.NO_NUMBER.value] and asked.numbers == []
        assert answer.values["links"].count("\n") + 1 == len(registries_for("GB"))

    @pytest.mark.parametrize("value", ["hello", "NCT1", "", None, "x" * 5000])
    async def test_a_button_with_a_value_that_none_sends(self, value: Any) -> None:
        answer, asked = await look_up("/lookup_trial{}", trial_id=value)
        assert answer.responses[0] in (Ending.NO_NUMBER.value, Ending.MALFORMED.value) and asked.numbers == []

    async def test_what_was_looked_up_before_is_not_looked_up_again(self) -> None:
        talk = Conversation(trial_live=True).user("lookup_trial", NUMBER)
        await talk.run(ActionLookupTrial(Registries(found())))
        talk.user("lookup_trial", "/lookup_trial")
        assert (await talk.run(ActionLookupTrial(Registries()))).responses == [Ending.NO_NUMBER.value]

    async def test_each_registry_has_its_name_in_the_answer(self) -> None:
        answer, _ = await look_up("ISRCTN12345678", LookupResult(Outcome.NONE, "ISRCTN12345678", "isrctn"))
        assert answer.responses == [Ending.NOT_THERE.value]
        assert answer.values["registry"] == registries()["isrctn"].name
