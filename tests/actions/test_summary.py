"""The take-away of the talk, as text and in parts, with nothing in it that the person typed."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.summary import ActionAddQuestions, ActionSummary
from actions.take_away import MOST_SOURCES, MOST_TRIALS, Summary, summary_of
from content.answers import answers
from content.clinic_check import signs
from content.doctor_questions import questions_about
from content.topics import topics
from tests.actions.harness import Conversation, Result

SECRET = "my name is Xanthippe"
TODAY = date(2026, 11, 28)
PAYMENT = signs()[0]


def card(number: str = "NCT99999001", **parts: Any) -> dict[str, Any]:
    link = {"title": "Read", "url": f"https://clinicaltrials.gov/study/{number}"}
    return {"kind": "trial", "id": number, "title": "Cells early after a stroke", "link": link, **parts}


def shown(talk: Conversation, *cards: dict[str, Any]) -> Conversation:
    for one in cards:
        event = {"event": "bot", "text": "…", "data": {"custom": {"card": one}}, "timestamp": 1795800000.0}
        talk.events.append(event)
    return talk


async def summed_up(talk: Conversation) -> Result:
    return await talk.user("ask_summary", text=SECRET).run(ActionSummary())


class TestTopics:
    async def test_stand_once_each_in_the_order_of_the_talk(self) -> None:
        talk = Conversation().user("ask_cure").bot("utter_ask_cure").user("ask_risks").bot("utter_ask_risks")
        talk.user("thanks").bot("utter_thanks").user("ask_cure").bot("utter_ask_cure")
        result = await summed_up(talk)
        assert result.responses == ["utter_summary"]
        assert result.values["topics"] == f"• {topics()['ask_cure'].title}\n• {topics()['ask_risks'].title}"
        assert result.values["questions"].split("\n") == [f"• {q}" for q in questions_about(["ask_cure", "ask_risks"])]

    async def test_nothing_that_the_person_typed_is_in_it(self) -> None:
        talk = Conversation().user("ask_risks", text=SECRET, place=SECRET, trial_id=SECRET).bot("utter_ask_risks")
        assert SECRET not in str(await summed_up(talk))

    async def test_nothing_to_sum_up_yet(self) -> None:
        talk = Conversation().user("greet").bot("utter_greet")
        assert (await summed_up(talk)).responses == ["utter_summary_empty"]

    async def test_help_texts_alone_give_no_summary(self) -> None:
        talk = Conversation().user("bot_challenge").bot("utter_bot_challenge")
        assert (await summed_up(talk)).responses == ["utter_summary_empty"]

    async def test_a_reply_to_somebody_in_despair_is_on_no_page_that_others_may_read(self) -> None:
        talk = Conversation().user("self_harm").bot("utter_self_harm").user("ask_risks").bot("utter_ask_risks")
        assert (await summed_up(talk)).values["topics"] == f"• {topics()['ask_risks'].title}"


class TestSources:
    async def test_are_counted_once_and_not_too_many(self) -> None:
        talk = Conversation()
        for topic in ("ask_does_it_work", "ask_cure", "ask_trial_results", "ask_does_it_work"):
            talk.user(topic).bot(f"utter_{topic}")
        lines = (await summed_up(talk)).values["sources"].split("\n")
        assert len(lines) == len(set(lines)) == MOST_SOURCES
        assert all("https://" in line for line in lines)

    def test_carry_the_date_on_which_they_were_checked(self) -> None:
        talk = Conversation().user("ask_risks").bot("utter_ask_risks")
        page = summary_of(talk.tracker, TODAY)
        assert {source.date for source in page.sources} == {answers()["utter_ask_risks"][0].checked}


class TestTrials:
    def test_shown_on_cards_stand_with_title_and_link(self) -> None:
        page = summary_of(shown(Conversation().user("find_trials"), card()).tracker, TODAY)
        assert page.topics == ("Trial NCT99999001: Cells early after a stroke",)
        assert page.sources[0].url == "https://clinicaltrials.gov/study/NCT99999001"
        assert page.sources[0].title.startswith("NCT99999001 (")
        assert page.sources[0].date == date.fromtimestamp(1795800000).isoformat()

    def test_looked_up_by_number_stand_with_their_registry(self) -> None:
        talk = Conversation().user("lookup_trial", trial_id="nct 99999002").bot("utter_lookup_trial")
        page = summary_of(talk.tracker, TODAY)
        assert "Trial NCT99999002" in page.topics
        assert any(source.url.endswith("NCT99999002") for source in page.sources)

    def test_each_stands_once_and_keeps_its_title(self) -> None:
        talk = shown(Conversation().user("find_trials"), card(), card())
        page = summary_of(talk.user("lookup_trial", trial_id="NCT99999001").tracker, TODAY)
        assert page.topics == ("Trial NCT99999001: Cells early after a stroke",)

    def test_the_last_ones_stand_if_there_are_many(self) -> None:
        cards = [card(f"NCT999991{number:02}") for number in range(MOST_TRIALS + 3)]
        page = summary_of(shown(Conversation().user("find_trials"), *cards).tracker, TODAY)
        assert len(page.topics) == MOST_TRIALS
        assert "NCT99999112" in page.topics[-1]

    @pytest.mark.parametrize(
        "broken", [{}, {"kind": "trial"}, {"kind": "other", "id": "X"}, {"kind": "trial", "id": ""}]
    )
    def test_what_is_no_card_of_a_trial_is_passed_over(self, broken: dict[str, Any]) -> None:
        assert summary_of(shown(Conversation().user("find_trials"), broken).tracker, TODAY).empty


class TestClinicCheck:
    def test_signs_named_and_unsure_stand_with_questions_for_the_clinic(self) -> None:
        talk = Conversation(
            clinic_asks_for_payment="yes", clinic_gives_trial_number="not_sure", clinic_plans_follow_up="yes"
        )
        page = summary_of(talk.user("check_clinic").bot("utter_check_clinic").tracker, TODAY)
        assert page.topics == (
            topics()["check_clinic"].title,
            f"Warning sign that you named: {PAYMENT.sign}",
            f"You were not sure about this sign: {signs()[1].sign}",
        )
        assert page.questions[-2:] == (f"To the clinic: {PAYMENT.ask}", f"To the clinic: {signs()[1].ask}")


class TestPage:
    async def test_the_parts_are_those_of_the_text(self) -> None:
        talk = Conversation().user("ask_risks").bot("utter_ask_risks")
        result = await summed_up(talk)
        page = result.values["custom"]["summary"]
        assert list(page) == ["title", "date", "topics", "questions", "sources", "note"]
        assert [f"• {topic}" for topic in page["topics"]] == result.values["topics"].split("\n")
        assert [f"• {question}" for question in page["questions"]] == result.values["questions"].split("\n")
        assert [f"• {s['title']}: {s['url']}" for s in page["sources"]] == result.values["sources"].split("\n")
        assert date.fromisoformat(page["date"])
        assert page["title"] and page["note"]
        assert json.loads(json.dumps(page)) == page

    def test_of_an_empty_talk_has_empty_lists(self) -> None:
        page = summary_of(Conversation().tracker, TODAY)
        assert page.empty
        assert (page.as_dict()["topics"], page.as_dict()["questions"], page.as_dict()["sources"]) == ([], [], [])
        assert page.date == "2026-11-28"

    @given(
        events=st.lists(
            st.fixed_dictionaries(
                {"event": st.sampled_from(["user", "bot", "slot", "action"])},
                optional={
                    "parse_data": st.none() | st.just({}) | st.just({"entities": None}) | st.just({"entities": [{}]}),
                    "data": st.none() | st.just({}) | st.just({"custom": None}) | st.just({"custom": {"card": None}}),
                    "metadata": st.none() | st.just({"utter_action": "utter_ask_risks"}),
                    "timestamp": st.none() | st.floats(0, 4e9),
                },
            ),
            max_size=6,
        )
    )
    def test_any_events_give_a_page(self, events: list[dict[str, Any]]) -> None:
        talk = Conversation()
        talk.events.extend(events)
        assert isinstance(summary_of(talk.tracker, TODAY), Summary)


class TestQuestionsThatFit:
    async def add(self, talk: Conversation) -> Result:
        return (
            await talk.user("ask_questions_for_doctor").bot("utter_ask_questions_for_doctor").run(ActionAddQuestions())
        )

    async def test_are_added_to_those_for_every_doctor(self) -> None:
        result = await self.add(Conversation().user("ask_risks").bot("utter_ask_risks"))
        assert result.responses == ["utter_questions_that_fit"]
        asked = set(questions_about(["ask_risks"])) - set(questions_about(()))
        assert all(f"• {question}" in result.values["questions"] for question in asked)
        assert not any(question in result.values["questions"] for question in questions_about(()))
        assert topics()["ask_risks"].title in result.values["custom"]["summary"]["topics"]

    async def test_include_those_for_a_clinic(self) -> None:
        talk = Conversation(clinic_asks_for_payment="yes").user("check_clinic").bot("utter_check_clinic")
        assert f"• To the clinic: {PAYMENT.ask}" in (await self.add(talk)).values["questions"]

    async def test_are_none_at_the_start_of_a_talk(self) -> None:
        assert (await self.add(Conversation())).responses == []

    async def test_a_fault_takes_nothing_from_what_was_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("actions.summary.topics_to_take_away", None)
        assert (await self.add(Conversation().user("ask_risks").bot("utter_ask_risks"))).responses == []
