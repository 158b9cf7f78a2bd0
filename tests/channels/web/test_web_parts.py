"""The parts of the web channel one by one, without a server."""

import asyncio
import os
import stat
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Dict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.web.choices import Choice, Choices
from channels.web.errors import ApiError, SessionExpired, TooManyRequests
from channels.web.feedback import Feedback
from channels.web.incoming import plain
from channels.web.rate_limit import RateLimit
from channels.web.renderer import Renderer, public_name
from channels.web.sessions import Sessions
from channels.web.settings import WebSettingsError, read_web_settings
from channels.web.speech import speak
from channels.web.turn_lock import MOST_WAITING, TurnLock
from content.answers import answers
from content.evidence import EVIDENCE_LABELS
from content.helplines import emergency_number, helplines
from content.web import commands, error_messages, evidence_label, safety

KEY = b"k" * 32


class TestWords:
    def test_every_error_has_a_sentence_without_markup(self) -> None:
        codes = {kind.code for kind in _all_errors(ApiError)}
        assert codes == set(error_messages())
        for sentence in error_messages().values():
            assert sentence[0].isupper()
            assert sentence.endswith(".")
            assert "*" not in sentence
            assert max(len(part.split()) for part in sentence.split(". ")) <= 20

    def test_every_claim_about_evidence_has_a_label(self) -> None:
        assert {level for level in EVIDENCE_LABELS if not evidence_label(level)} == {"not_applicable"}
        assert evidence_label(None) is None

    def test_every_command_asks_for_a_topic(self) -> None:
        assert set(commands()) == {"simpler", "more", "again", "sources", "start_over"}

    @pytest.mark.parametrize("country", [None, "ZZ", *helplines()])
    def test_there_is_always_somebody_to_call(self, country: str | None) -> None:
        numbers = safety(country).numbers
        assert numbers
        assert all(any(mark.isdigit() for mark in number.number) for number in numbers)
        assert all(" or " not in number.number for number in numbers)
        assert all(number.number in emergency_number(country) for number in numbers if "crisis" not in number.label)

    def test_the_default_numbers_are_all_there(self) -> None:
        default = emergency_number(None)
        assert len(safety(None).numbers) == default.count("(")


def _all_errors(kind: type) -> set:
    return {kind}.union(*map(_all_errors, kind.__subclasses__()))


class TestSpeech:
    @pytest.mark.parametrize(
        ("text", "spoken"),
        [
            ("**Call** now.", "Call now."),
            ("One idea\nAnother idea.\n\nThird", "One idea. Another idea. Third"),
            ("Ask:\n• your doctor\n• your nurse", "Ask: your doctor. your nurse"),
            ("See https://www.nhs.uk/conditions/stroke/.", "See a link to nhs.uk."),
            ("Call tel:999 or write to mailto:a@b.org", "Call 999 or write to a@b.org"),
            ("", ""),
        ],
    )
    def test_is_what_a_voice_should_say(self, text: str, spoken: str) -> None:
        assert speak(text) == spoken

    def test_spells_numbers_to_call_in_an_emergency(self) -> None:
        assert speak("Call **999 or 112** now. In 20 minutes.", digits_apart=True) == (
            "Call 9 9 9 or 1 1 2 now. In 20 minutes."
        )

    def test_no_answer_leaves_markup_or_an_address(self) -> None:
        for variants in answers().values():
            for answer in variants:
                spoken = speak(answer.text)
                assert not any(mark in spoken for mark in ("**", "•", "https://", "\n"))

    @given(st.text(max_size=300))
    def test_never_fails(self, text: str) -> None:
        assert "\n" not in speak(text)
        speak(f"https://{text} http://[{text}")


class TestRenderer:
    def render(self, **message: Any) -> Dict[str, Any]:
        return Renderer(Choices(KEY)).render({"text": "Hello.", **message}, "session", "turn", 0)

    def test_gives_every_part_even_of_a_bare_text(self) -> None:
        assert self.render() == {
            "id": "message.standard.turn-0",
            "kind": "notice",
            "text": "Hello.",
            "speak": "Hello.",
            "language": "en",
            "evidence": None,
            "checked": None,
            "sources": [],
            "choices": [],
            "cards": [],
        }

    def test_passes_cards_on(self) -> None:
        card = {"kind": "trial", "id": "NCT01", "title": "x", "lines": []}
        assert self.render(custom={"card": card})["cards"] == [card]
        assert self.render(custom={"cards": [card, card]})["cards"] == [card, card]
        assert self.render(custom={"other": 1})["cards"] == []

    def test_a_button_to_an_address_becomes_a_link_and_one_without_anything_nothing(self) -> None:
        buttons = [{"title": "Read", "url": "https://a.org"}, {"title": "Dead"}, {"title": "Go", "payload": "/x"}]
        message = self.render(buttons=buttons)
        assert message["text"] == "Hello.\n\nRead: https://a.org"
        assert [choice["title"] for choice in message["choices"]] == ["Go"]

    @pytest.mark.parametrize("response", sorted(answers()))
    def test_every_answer_has_a_public_name_and_a_kind(self, response: str) -> None:
        message = self.render(utter_action=response)
        assert message["id"].split(".")[0] == public_name(response)
        assert "utter" not in message["id"]
        in_danger = response in ("utter_emergency", "utter_self_harm")
        about_the_chat = answers()[response][0].file.parent.name == "conversation"
        assert message["kind"] == ("emergency" if in_danger else "notice" if about_the_chat else "answer")

    def test_no_two_answers_share_a_name(self) -> None:
        names = [public_name(response) for response in answers()]
        assert len(names) == len(set(names))


class TestChoices:
    def test_belong_to_a_session_a_title_and_a_payload(self) -> None:
        choices = Choices(KEY)
        tokens = {
            choices.token(*parts) for parts in (("a", "T", "/p"), ("b", "T", "/p"), ("a", "U", "/p"), ("a", "T", "/q"))
        }
        assert len(tokens) == 4
        assert Choices(b"x" * 32).token("a", "T", "/p") not in tokens

    def test_are_found_among_those_offered_only(self) -> None:
        choices, choice = Choices(KEY), Choice("T", "/p")
        token = choices.token("a", "T", "/p")
        assert choices.find("a", token, [Choice("U", "/q"), choice]) == choice
        assert choices.find("b", token, [choice]) is None
        assert choices.find("a", token, []) is None


class TestPlain:
    @given(st.text(max_size=50))
    def test_never_begins_as_an_intent_does(self, text: str) -> None:
        for typed in (text, f"/{text}", f" ／ /{text}"):
            assert not plain(typed).strip().startswith("/")

    def test_leaves_other_slashes_alone(self) -> None:
        assert plain("5 mg/day and/or 10") == "5 mg/day and/or 10"


class TestRateLimit:
    def test_takes_a_burst_and_then_so_many_a_minute(self) -> None:
        now = [0.0]
        limit = RateLimit(2, 30, clock=lambda: now[0])
        limit.take("a")
        limit.take("a")
        with pytest.raises(TooManyRequests) as refused:
            limit.take("a")
        assert refused.value.headers() == {"Retry-After": "2"}
        limit.take("b")
        now[0] = 2.0
        limit.take("a")
        with pytest.raises(TooManyRequests):
            limit.take("a")

    def test_being_refused_costs_nothing(self) -> None:
        now = [0.0]
        limit = RateLimit(1, 60, clock=lambda: now[0])
        limit.take("a")
        for _ in range(100):
            with pytest.raises(TooManyRequests):
                limit.take("a")
        now[0] = 1.0
        limit.take("a")

    def test_remembers_a_bounded_number(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("channels.web.rate_limit.MOST_REMEMBERED", 3)
        limit = RateLimit(1, 1)
        for key in "abcde":
            limit.take(key)
        with pytest.raises(TooManyRequests):
            limit.take("e")
        limit.take("a")


class TestTurnLock:
    async def test_lets_one_in_at_a_time_in_order(self) -> None:
        lock, seen = TurnLock(), []

        async def enter(n: int) -> None:
            async with lock.hold("a"):
                seen.append(f"in {n}")
                await asyncio.sleep(0)
                seen.append(f"out {n}")

        await asyncio.gather(*map(enter, range(3)))
        assert seen == ["in 0", "out 0", "in 1", "out 1", "in 2", "out 2"]
        assert not lock._queues, "nothing is kept of sessions that are done"

    async def test_holds_up_nobody_else(self) -> None:
        lock = TurnLock()
        async with lock.hold("a"):
            await asyncio.wait_for(_enter(lock, "b"), 1)

    async def test_queues_a_bounded_number(self) -> None:
        lock = TurnLock()
        async with lock.hold("a"):
            waiting = [asyncio.ensure_future(_enter(lock, "a")) for _ in range(MOST_WAITING)]
            await asyncio.sleep(0)
            with pytest.raises(TooManyRequests):
                await _enter(lock, "a")
        await asyncio.gather(*waiting)

    async def test_is_free_again_after_an_error(self) -> None:
        lock = TurnLock()
        with pytest.raises(KeyError):
            async with lock.hold("a"):
                raise KeyError
        await asyncio.wait_for(_enter(lock, "a"), 1)


async def _enter(lock: TurnLock, session: str) -> None:
    async with lock.hold(session):
        pass


class TestFeedback:
    def test_counts_survive_and_a_second_thought_replaces_the_first(self, tmp_path: Path) -> None:
        file = tmp_path / "feedback.sqlite"
        feedback = Feedback(file)
        for message, helpful in (("risks.simple.1-0", True), ("risks.simple.2-0", True), ("cure.more.1-0", False)):
            feedback.record(message, helpful)
        feedback.record("risks.simple.2-0", False)
        feedback.record("risks.simple.2-0", False)
        feedback.close()
        again = Feedback(file)
        counts = {key: count for key, count in again.counts().items() if count}
        again.close()
        assert counts == {("risks", "simple", True): 1, ("risks", "simple", False): 1, ("cure", "more", False): 1}
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


class TestSettings:
    @pytest.fixture(autouse=True)
    def state(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("ASSISTANT_STATE", str(tmp_path / "state"))
        return tmp_path / "state"

    def test_make_a_key_once_for_their_owner_alone(self, state: Path) -> None:
        first = read_web_settings({})
        assert len(first.key) >= 32
        assert read_web_settings({}).key == first.key
        assert stat.S_IMODE(os.stat(state / "session.key").st_mode) == 0o600

    def test_take_the_key_from_the_environment_and_write_none(self, state: Path) -> None:
        assert read_web_settings({"ASSISTANT_SESSION_KEY": "x" * 32}).key == b"x" * 32
        assert not (state / "session.key").exists()

    def test_refuse_a_short_key(self) -> None:
        with pytest.raises(WebSettingsError, match="ASSISTANT_SESSION_KEY") as error:
            read_web_settings({"ASSISTANT_SESSION_KEY": "too-short-canary"})
        assert "canary" not in str(error.value)

    def test_open_nothing_by_default(self) -> None:
        settings = read_web_settings({})
        assert (settings.origins, settings.dictation) == (frozenset(), False)

    def test_list_origins(self) -> None:
        listed = read_web_settings({"ASSISTANT_ORIGINS": "https://A.example, http://localhost:3000"}).origins
        assert listed == {"https://a.example", "http://localhost:3000"}

    @pytest.mark.parametrize("origin", ["*", "null", "a.example", "https://a.example/", "https://", "ftp://a.example"])
    def test_refuse_what_is_no_origin(self, origin: str) -> None:
        with pytest.raises(WebSettingsError, match="ASSISTANT_ORIGINS"):
            read_web_settings({"ASSISTANT_ORIGINS": origin})


def test_a_session_that_was_read_before_still_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(tz) + timedelta(hours=1)

    sessions = Sessions(KEY, hours=1)
    session = sessions.new("GB")
    token = sessions.token(session)
    assert sessions.read(token) == sessions.read(token) == session
    monkeypatch.setattr("channels.web.sessions.datetime", Later)
    with pytest.raises(SessionExpired):
        sessions.read(token)
