"""Each way a search can end has its own words; pages of trials ask no registry again."""

from datetime import date
from typing import Any

import pytest

from actions.offers import ActionAcceptOffer
from actions.reading_level import ActionAnswerAgain, ActionMoreDetail, ActionSimpler
from actions.registries.model import Origin, Outcome, Query, Relaxation, SearchResult, Stage, StrokeKind
from actions.registries.model import Place as SearchPlace
from actions.start_over import ActionStartOver
from actions.trial_search import registry_search
from actions.trial_search.find import ActionFindTrials, Ending
from actions.trial_search.message import Choice
from actions.trial_search.pages import A_PAGE, MOST_CARDS
from content.registries import registries_for
from tests.actions.harness import Conversation, Result
from tests.actions.trial_search.samples import Registries, found

LEEDS = {"name": "Leeds, England, United Kingdom", "country": "GB", "latitude": 53.8, "longitude": -1.55}
ASKED = {"trial_place": LEEDS, "trial_stroke_type": "haemorrhagic", "trial_status": "open", "trial_live": True}
NOBODY = SearchResult(Outcome.NONE, Origin.SNAPSHOT, as_of=date(2026, 11, 23), unreachable=("nct", "isrctn"))


async def find(result: Any, **slots: Any) -> Result:
    return await Conversation(**{**ASKED, **slots}).user("find_trials").run(ActionFindTrials(Registries(result)))


class TestEndings:
    @pytest.mark.parametrize(
        ("result", "ending"),
        [
            (found(5), Ending.FOUND),
            (found(5, relaxed=(Relaxation.DISTANCE,)), Ending.RELAXED),
            (NOBODY, Ending.NONE),
            (found(0), Ending.NONE),
            (SearchResult(Outcome.UNAVAILABLE), Ending.UNAVAILABLE),
            (RuntimeError("near Leeds"), Ending.FAILED),
        ],
    )
    async def test_each_has_its_own_response(self, result: Any, ending: Ending) -> None:
        assert (await find(result)).responses[0] == ending.value

    async def test_a_search_that_takes_too_long_is_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(registry_search, "SECONDS", 0.01)
        slow = ActionFindTrials(Registries(found(5), seconds=5))
        assert (await Conversation(**ASKED).user("find_trials").run(slow)).responses == [Ending.UNAVAILABLE.value]

    @pytest.mark.parametrize(("how", "ending"), [("stopped", Ending.STOPPED), ("failed", Ending.FAILED)])
    async def test_a_form_that_ended_early_asks_nobody(self, how: str, ending: Ending) -> None:
        registries = Registries()
        note = {"how": how, "unasked": ["trial_status", "trial_live"]}
        talk = Conversation(**ASKED, trial_search_ended_by=note).user("deny")
        result = await talk.run(ActionFindTrials(registries))
        assert (result.responses, registries.queries) == ([ending.value], [])
        assert result.slots == {"trial_search_ended_by": None, "trial_status": None, "trial_live": None}

    @pytest.mark.parametrize(("place", "country"), [(LEEDS, "GB"), ("anywhere", "IN")])
    async def test_without_trials_the_registries_of_the_country_are_named(self, place: Any, country: str) -> None:
        for result in (NOBODY, SearchResult(Outcome.UNAVAILABLE)):
            links = (await find(result, trial_place=place, country="IN")).values["links"]
            assert [line.split(":")[0].removeprefix("• ") for line in links.split("\n")] == [
                registry.name for registry in registries_for(country)
            ][:4]


class TestWhatIsAsked:
    @pytest.mark.parametrize(
        ("slots", "query"),
        [
            (
                {**ASKED, "trial_stage": "late"},
                Query(StrokeKind.HAEMORRHAGIC, SearchPlace(**LEEDS), True, Stage.LATE, saved_only=False),
            ),
            ({}, Query(saved_only=True)),
            (
                {"trial_place": "anywhere", "trial_stroke_type": "any", "trial_status": "all"},
                Query(None, None, False, None, True),
            ),
            ({**ASKED, "trial_live": False}, Query(StrokeKind.HAEMORRHAGIC, SearchPlace(**LEEDS), True, None, True)),
        ],
    )
    async def test_the_slots_make_the_query(self, slots: dict[str, Any], query: Query) -> None:
        registries = Registries(found(1))
        await Conversation(**slots).user("find_trials").run(ActionFindTrials(registries))
        assert registries.queries == [query]

    @pytest.mark.parametrize("leave", [None, False, "yes", 1])
    async def test_nothing_leaves_without_a_plain_yes(self, leave: Any) -> None:
        registries = Registries(found(1))
        await Conversation(trial_live=leave).user("find_trials").run(ActionFindTrials(registries))
        assert registries.queries[0].saved_only


class TestWords:
    async def test_what_was_searched_for(self) -> None:
        assert (await find(found(1))).values["search"] == (
            "near Leeds, England, United Kingdom, for a stroke from a bleed, looking for people now"
        )
        country = {"name": "United Kingdom", "country": "GB"}
        assert (await find(found(1), trial_place=country)).values["search"].startswith("in the United Kingdom, for")
        assert (await find(found(1), trial_place="anywhere")).values["search"].startswith("anywhere in the world")

    async def test_every_step_of_relaxing_is_told(self) -> None:
        told = (await find(found(1, relaxed=tuple(Relaxation)))).values["relaxed"]
        assert [part in told for part in ("close to the place", "in the country", "looks for people", "kind of stroke")]
        assert told.count("I found none") == len(Relaxation)

    @pytest.mark.parametrize(
        ("changes", "live", "expected"),
        [
            ({}, True, "I asked ClinicalTrials.gov and ISRCTN registry just now. The data is of 20 November 2026."),
            ({"origin": Origin.CACHE}, True, "within the last hour"),
            ({"origin": Origin.STALE_CACHE}, True, "said on 20 November 2026. There is no newer answer at present."),
            ({"origin": Origin.SNAPSHOT}, False, "my saved list, of 20 November 2026. Nothing was sent anywhere."),
            (
                {"origin": Origin.SNAPSHOT, "asked_live": (), "unreachable": ("nct",)},
                True,
                "This is my saved list, of 20 November 2026. No answer at present from ClinicalTrials.gov.",
            ),
            ({"asked_live": ("nct",), "unreachable": ("isrctn",)}, True, "No answer at present from ISRCTN registry."),
            ({"origin": Origin.SNAPSHOT, "as_of": None}, False, "of a date that we do not know."),
        ],
    )
    async def test_live_or_saved_and_of_which_date(self, changes: dict[str, Any], live: bool, expected: str) -> None:
        assert expected in (await find(found(1, **changes), trial_live=live)).values["source"]


class TestPages:
    async def first(self, count: int) -> Conversation:
        self.registries = Registries(found(count))
        talk = Conversation(**ASKED).user("find_trials")
        self.result = await talk.run(ActionFindTrials(self.registries))
        return talk

    def ids(self, result: Result) -> int:
        return result.responses.count("utter_trial_card")

    @pytest.mark.parametrize("count", [1, 2, 3, 4, 7, MOST_CARDS, MOST_CARDS + 20])
    async def test_three_at_a_time_to_the_end_without_asking_again(self, count: int) -> None:
        talk = await self.first(count)
        shown, result = self.ids(self.result), self.result
        assert shown == min(A_PAGE, count)
        while result.responses[-1] == "utter_trials_more":
            pressed = talk.user("find_trials", trial_choice=Choice.MORE.value)
            result = await pressed.run(ActionFindTrials(self.registries))
            assert 0 < self.ids(result) <= A_PAGE
            shown += self.ids(result)
        assert result.responses[-1] == "utter_trials_last"
        assert shown == min(count, MOST_CARDS)
        assert len(self.registries.queries) == 1
        assert (await talk.user("tell_me_more").run(ActionMoreDetail())).responses == ["utter_trials_no_more"]

    async def test_more_in_words_is_more_trials_while_they_are_on_show(self) -> None:
        talk = await self.first(5)
        more = await talk.user("tell_me_more").run(ActionMoreDetail())
        assert (self.ids(more), more.responses[-1]) == (2, "utter_trials_last")
        assert (await talk.run(ActionAnswerAgain())).responses == []

    async def test_after_another_topic_more_is_more_of_that(self) -> None:
        talk = await self.first(5)
        talk.user("ask_risks").bot("utter_ask_risks").user("tell_me_more")
        assert (await talk.run(ActionMoreDetail())).slots == {"reading_level": "more"}

    async def test_simpler_words_show_the_same_trials(self) -> None:
        talk = await self.first(5)
        await talk.user("tell_me_more").run(ActionMoreDetail())
        talk.user("say_it_simpler")
        assert (await talk.run(ActionSimpler())).slots == {"reading_level": "simple"}
        again = await talk.run(ActionAnswerAgain())
        assert (self.ids(again), again.responses[-1]) == (2, "utter_trials_last")
        assert (await talk.user("say_it_simpler").run(ActionSimpler())).responses == ["utter_no_simpler"]

    async def test_again_shows_the_same_page(self) -> None:
        talk = await self.first(5)
        assert (await talk.user("repeat_answer").run(ActionAnswerAgain())).responses == self.result.responses[1:]

    async def test_more_before_any_search_searches(self) -> None:
        registries = Registries(found(1))
        talk = Conversation(**ASKED).user("find_trials", trial_choice=Choice.MORE.value)
        assert (await talk.run(ActionFindTrials(registries))).responses[0] == Ending.FOUND.value

    async def test_the_terminal_gets_text_without_cards(self) -> None:
        talk = Conversation(**ASKED).user("find_trials")
        talk.events[-1]["input_channel"] = "cmdline"
        result = await talk.run(ActionFindTrials(Registries(found(1))))
        assert result.values["custom"] == {} and "Looking for people now" in result.values["rows"]


async def test_a_fresh_start_forgets_the_search() -> None:
    talk = Conversation(**ASKED, trial_cards=[{"id": "NCT99999001"}], trial_cards_shown=1, trial_stage="late")
    await talk.user("start_over").run(ActionStartOver())
    assert {name: value for name, value in talk.slots.items() if name.startswith("trial_") and value is not None} == {}


async def test_an_offered_search_with_nothing_left_to_ask_begins_at_once() -> None:
    offer = {"offer": "find_trials"}
    asks = Conversation(**offer).user("nlu_fallback").bot("utter_did_you_mean_one").user("affirm")
    knows = Conversation(**offer, **ASKED).user("nlu_fallback").bot("utter_did_you_mean_one").user("affirm")
    assert (await asks.run(ActionAcceptOffer())).next_action == "trial_search_form"
    assert (await knows.run(ActionAcceptOffer())).next_action == "action_find_trials"


@pytest.mark.parametrize(("count", "told"), [(MOST_CARDS, "30"), (MOST_CARDS + 1, "31. Here are the first 30")])
async def test_more_than_can_be_shown_is_told(count: int, told: str) -> None:
    assert (await find(found(count))).values["count"] == told
