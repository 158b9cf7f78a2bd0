"""A talk through the API, as a page has it."""

import sqlite3
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from content.answers import answers
from content.helplines import emergency_number
from content.topics import topics
from tests.web_server import Page, WebServer, text_of

QUESTION = "could the injected cells later become cancerous"


@pytest.fixture
def page(web: WebServer) -> Page:
    return web.page()


class TestBeginning:
    def test_introduces_itself_with_four_choices(self, page: Page) -> None:
        (message,) = page.messages
        assert "I am a machine" in message["text"]
        assert "not for emergencies" in message["text"]
        assert "only while it is open" in message["text"]
        assert len(message["choices"]) == 4

    def test_and_not_once_more_with_the_first_answer(self, page: Page) -> None:
        assert "machine" not in text_of(page.say(text=QUESTION))

    def test_names_the_emergency_number_of_the_country(self, web: WebServer) -> None:
        assert emergency_number("JP") in web.page(country="jp").messages[0]["text"]
        assert "999 (UK)" in web.page().messages[0]["text"]
        assert "999 (UK)" in web.page(country="ZZ").messages[0]["text"]

    def test_keeps_the_country_for_an_emergency(self, web: WebServer) -> None:
        reply = web.page(country="JP").say(text="his face is drooping and he cannot lift his arm")
        assert emergency_number("JP") in text_of(reply)

    @pytest.mark.parametrize("level", ["simple", "standard", "more"])
    def test_answers_at_the_wished_level(self, web: WebServer, level: str) -> None:
        (message,) = web.page(level=level).say(text=QUESTION)["messages"]
        assert message["id"].startswith(f"tumour_risk.{level}.")


class TestMessage:
    def test_carries_what_a_page_shows(self, page: Page) -> None:
        (message,) = page.say(text=QUESTION)["messages"]
        answer = answers()["utter_ask_tumour_risk"][0]
        assert message["text"] == answer.text.strip()
        assert message["kind"] == "answer"
        assert message["evidence"]["level"] == answer.evidence
        assert message["checked"] == answer.checked
        assert message["sources"]
        assert all(source["url"].startswith("https://") for source in message["sources"])
        assert [choice["title"] for choice in message["choices"]] == [button.title for button in answer.buttons]
        assert "**" not in message["speak"]

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("the left side of her mouth hangs down since ten minutes", "emergency"),
            ("i do not want to live any longer", "emergency"),
            ("zarg nim frotz", "notice"),
            (QUESTION, "answer"),
        ],
    )
    def test_says_what_kind_it_is(self, page: Page, text: str, kind: str) -> None:
        assert [message["kind"] for message in page.say(text=text)["messages"]] == [kind]

    def test_tells_nothing_of_rasa(self, page: Page) -> None:
        reply = page.send(text=QUESTION).text + page.call("GET", "/messages").text
        for word in ("utter_", "ask_", "intent", "confidence", "payload", "slot", "model_id", "action", "rasa"):
            assert word not in reply.replace("action of", "").casefold(), word


class TestChoicesAndCommands:
    def test_a_choice_does_what_its_title_says(self, page: Page) -> None:
        (message,) = page.choose("What are the risks?")["messages"]
        assert message["id"].startswith("risks.")

    def test_its_title_stands_as_the_persons_words(self, page: Page) -> None:
        page.choose("What are the risks?")
        assert page.history()[-1]["person"] == "What are the risks?"

    def test_an_older_choice_still_works(self, page: Page) -> None:
        token = page.choices()["Does it work?"]
        page.say(text=QUESTION)
        assert page.say(choice=token)["messages"][0]["id"].startswith("does_it_work.")

    def test_another_sessions_choice_does_not(self, page: Page, web: WebServer) -> None:
        stranger = web.page()
        assert stranger.choices().keys() == page.choices().keys()
        assert not set(stranger.choices().values()) & set(page.choices().values())
        reply = page.send(choice=stranger.choices()["Does it work?"])
        assert (reply.status_code, reply.json()["error"]["code"]) == (422, "choice_unknown")

    def test_yes_and_no_answer_what_was_asked(self, page: Page) -> None:
        page.say(text="delete everything i wrote")
        page.choose("No")
        assert "not deleted" in page.messages[0]["text"]

    @pytest.mark.parametrize(("command", "level"), [("simpler", "simple"), ("more", "more"), ("again", "standard")])
    def test_a_command_says_the_last_answer_another_way(self, page: Page, command: str, level: str) -> None:
        page.say(text=QUESTION)
        (message,) = page.say(command=command)["messages"]
        assert message["id"].startswith(f"tumour_risk.{level}.")

    def test_a_command_stands_in_the_history_by_the_topics_title(self, page: Page) -> None:
        page.say(text=QUESTION)
        page.say(command="sources")
        assert page.history()[-1]["person"] == topics()["ask_sources"].title
        page.say(command="start_over")
        assert page.messages[0]["choices"]


class TestTypedSlash:
    @pytest.mark.parametrize("slash", ["/", " /", "\u3000/", "\uff0f", "//", "/ /", "\u2044", " \uff0f/"])
    @pytest.mark.parametrize("rest", ['ask_cure{"reading_level": "simple"}', "restart", "session_start", "back"])
    def test_is_no_way_to_an_intent(self, page: Page, slash: str, rest: str) -> None:
        page.say(text=QUESTION)
        before = len(page.history())
        reply = page.say(text=slash + rest)
        assert reply["messages"]
        assert len(page.history()) == before + 1, "nothing was restarted or taken back"
        assert page.history()[-1]["person"] == rest

    def test_cannot_delete(self, page: Page) -> None:
        page.say(text='/affirm{"forget_me": true}')
        assert page.call("GET", "/messages").status_code == 200

    def test_alone_is_answered_kindly(self, page: Page) -> None:
        assert page.say(text="/")["messages"][0]["text"]


class TestSayingItOnce:
    def test_the_same_key_brings_the_same_reply(self, page: Page) -> None:
        key = str(uuid.uuid4())
        first = page.say(key, text=QUESTION)
        assert page.say(key.upper(), text=QUESTION) == first
        assert [turn["person"] for turn in page.history()] == [None, QUESTION]

    def test_even_while_the_first_is_still_running(self, page: Page) -> None:
        key = str(uuid.uuid4())
        with ThreadPoolExecutor(6) as pool:
            replies = [reply.json() for reply in pool.map(lambda _: page.send(key, text=QUESTION), range(6))]
        assert all(reply == replies[0] for reply in replies)
        assert replies[0]["messages"]
        assert len(page.history()) == 2

    def test_another_message_with_the_same_key_is_refused(self, page: Page) -> None:
        key = str(uuid.uuid4())
        page.say(key, text=QUESTION)
        for other in ({"text": "is it proven"}, {"command": "again"}):
            reply = page.send(key, **other)
            assert (reply.status_code, reply.json()["error"]["code"]) == (409, "idempotency_key_reused")

    def test_two_sessions_may_use_the_same_key(self, page: Page, web: WebServer) -> None:
        key, other = str(uuid.uuid4()), web.page()
        page.say(key, text=QUESTION)
        assert other.say(key, text="is it proven")["messages"][0]["id"].split(".")[0] != "tumour_risk"

    def test_the_last_words_of_a_deleted_chat_can_be_asked_for_again(self, page: Page) -> None:
        page.say(text="delete everything i wrote")
        key, yes = str(uuid.uuid4()), page.choices()["Yes"]
        first = page.say(key, choice=yes)
        assert "deleted" in text_of(first)
        assert page.say(key, choice=yes) == first

    def test_messages_sent_at_once_are_each_answered_once_and_in_order(self, page: Page) -> None:
        sent = [f"is it safe for question {n}" for n in range(8)]
        with ThreadPoolExecutor(8) as pool:
            replies = list(pool.map(lambda text: page.send(text=text), sent))
        assert {reply.status_code for reply in replies} == {200}
        turns = page.history()[1:]
        assert sorted(turn["person"] for turn in turns) == sent
        by_turn = {reply.json()["turn"]: reply.json()["messages"] for reply in replies}
        assert {turn["turn"]: turn["messages"] for turn in turns} == by_turn


class TestHistory:
    def test_is_what_the_page_was_told(self, page: Page) -> None:
        told = [page.messages]
        for body in ({"text": QUESTION}, {"command": "simpler"}, {"text": "zarg nim frotz"}, {"text": "/"}):
            told.append(page.say(**body)["messages"])
        turns = page.history()
        assert [turn["messages"] for turn in turns] == told
        assert turns[0]["person"] is None
        assert turns[1]["person"] == QUESTION

    def test_holds_nobody_elses_words(self, page: Page, web: WebServer) -> None:
        web.page().say(text="a stranger was here")
        assert "stranger" not in page.call("GET", "/messages").text


class TestSummary:
    def test_is_empty_at_first(self, page: Page) -> None:
        summary = page.call("GET", "/summary").json()
        assert (summary["topics"], summary["questions"], summary["sources"]) == ([], [], [])
        assert summary["title"]
        assert summary["note"]

    def test_holds_the_topics_and_not_the_words(self, page: Page) -> None:
        page.say(text=f"{QUESTION} says Xanthippe")
        reply = page.call("GET", "/summary")
        assert reply.json()["topics"] == [topics()["ask_tumour_risk"].title]
        assert reply.json()["questions"]
        assert reply.json()["sources"][0]["url"].startswith("https://")
        assert "Xanthippe" not in reply.text


class TestFeedback:
    def test_is_counted_by_answer_and_level_without_words(self, page: Page, web: WebServer) -> None:
        (message,) = page.say(text=QUESTION)["messages"]
        file = web.channel.settings.state / "feedback.sqlite"
        before = _votes(web)
        for helpful in (True, True, False):
            vote = {"answer": message["id"], "helpful": helpful}
            reply = page.call("POST", "/feedback", json=vote)
            assert (reply.status_code, reply.content) == (204, b"")
        after = _votes(web)
        assert after["no"] - before["no"] == 1
        assert after["yes"] == before["yes"], "a second thought replaces the first"
        assert b"cancer" not in file.read_bytes()
        assert message["id"].split(".")[2].encode() not in file.read_bytes()

    def test_on_a_message_of_somebody_else_is_not(self, page: Page, web: WebServer) -> None:
        (message,) = web.page().say(text=QUESTION)["messages"]
        for answer in (message["id"], "risks.standard.1", "x"):
            reply = page.call("POST", "/feedback", json={"answer": answer, "helpful": True})
            assert (reply.status_code, reply.json()["error"]["code"]) == (404, "answer_unknown")


def _votes(web: WebServer) -> dict[str, int]:
    with sqlite3.connect(web.channel.settings.state / "feedback.sqlite") as database:
        rows = database.execute("SELECT helpful, count FROM feedback WHERE answer = 'tumour_risk'").fetchall()
    counts = dict(rows)
    return {"yes": counts.get(1, 0), "no": counts.get(0, 0)}


class TestForgetting:
    def test_ends_the_session(self, page: Page, web: WebServer) -> None:
        page.say(text=QUESTION)
        before = web.store.count()
        assert page.call("DELETE", "/session").status_code == 204
        assert web.store.count() == before - 1
        for reply in (page.call("GET", "/messages"), page.send(text="hello"), page.call("DELETE", "/session")):
            assert (reply.status_code, reply.json()["error"]["code"]) == (401, "session_expired")

    def test_in_the_chat_itself_too(self, page: Page) -> None:
        page.say(text="delete everything i wrote")
        page.choose("Yes")
        reply = page.send(text="hello")
        assert (reply.status_code, reply.json()["error"]["code"]) == (401, "session_expired")
