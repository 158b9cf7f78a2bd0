"""The log tells where and what kind, never what a person wrote."""

import logging
import sys
import warnings
from io import StringIO
from typing import Callable, Iterator

import pytest
import structlog
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.training_data.message import Message

from serving.logs import OUR_ROOMS, configure_logs

CANARY = "Xanthippe took 40 tablets"
Output = Callable[[], str]


@pytest.fixture
def output(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Output]:
    """Logs as in service. Call it for all that was written: the log and whatever else reached the streams."""
    log = StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    monkeypatch.setattr(logging, "raiseExceptions", True)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    rooms = {room: logging.getLogger(room).level for room in OUR_ROOMS}
    configure_logs()
    yield lambda: log.getvalue() + "".join(capsys.readouterr())
    root.handlers[:] = handlers
    root.setLevel(level)
    for room, its_level in rooms.items():
        logging.getLogger(room).setLevel(its_level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


def fail(words: str) -> None:
    try:
        raise KeyError(words)
    except KeyError as error:
        secret = words
        raise ValueError(f"cannot parse {secret}") from error


class TestForeignLines:
    @pytest.mark.parametrize("level", ["warning", "error", "critical"])
    def test_keep_their_place_and_lose_their_text(self, output: Output, level: str) -> None:
        getattr(logging.getLogger("rasa.core.processor"), level)("Received user message '%s'", CANARY)
        line = output()
        assert CANARY not in line
        assert level.upper() in line
        assert "rasa.core.processor:" in line

    def test_keep_the_kind_of_error_and_the_file_but_no_traceback(self, output: Output) -> None:
        try:
            fail(CANARY)
        except ValueError:
            logging.getLogger("rasa.core.actions").exception("Failed on %s", CANARY)
        written = output()
        assert "ValueError" in written
        assert f"{__file__}:" in written
        for secret in (CANARY, "Traceback", "KeyError", "cannot parse", "raise "):
            assert secret not in written

    def test_an_error_without_frames(self, output: Output) -> None:
        logging.getLogger("asyncio").error(CANARY, exc_info=ValueError(CANARY))
        written = output()
        assert "ValueError" in written
        assert CANARY not in written

    def test_without_an_error_but_asked_for_one(self, output: Output) -> None:
        logging.getLogger("sanic.error").error(CANARY, exc_info=True, stack_info=True)
        written = output()
        assert "sanic.error" in written
        assert CANARY not in written

    def test_whatever_else_a_record_carries(self, output: Output) -> None:
        logging.getLogger("rasa").warning("text", extra={"user_text": CANARY})
        logging.getLogger("rasa").warning(CANARY)
        logging.getLogger("rasa").warning("%(text)s", {"text": CANARY})
        logging.getLogger(f"rasa.{'actions'}").warning(CANARY)
        written = output()
        assert written.count("\n") == 4
        assert CANARY not in written

    @pytest.mark.parametrize("name", ["actionsfoo", "rasa.actions", "root", "contents.x", "serving_other"])
    def test_only_our_own_rooms_are_ours(self, output: Output, name: str) -> None:
        logging.getLogger(name).error(CANARY)
        assert CANARY not in output()

    def test_chatter_is_not_written_at_all(self, output: Output) -> None:
        logging.getLogger("rasa.core").info(CANARY)
        logging.getLogger("rasa.core").debug(CANARY)
        assert output() == ""


class TestStructuredLines:
    def test_keep_the_name_of_the_event_and_lose_its_values(self, output: Output) -> None:
        structlog.get_logger().warning("processor.message.parse", user_text=CANARY, slots={"a": CANARY}, **{CANARY: 1})
        line = output()
        assert "processor.message.parse" in line
        assert "warning" in line
        assert "Xanthippe" not in line

    @pytest.mark.parametrize("event", [CANARY, "Xanthippe", f"message.{CANARY}", "message.Xanthippe\n", "", "a..b"])
    def test_an_event_that_is_no_dotted_name_is_withheld(self, output: Output, event: str) -> None:
        structlog.get_logger().error(event)
        line = output()
        assert "Xanthippe" not in line
        assert "(text withheld)" in line

    def test_lose_the_text_of_an_error(self, output: Output) -> None:
        try:
            fail(CANARY)
        except ValueError as error:
            structlog.get_logger().exception("http.parse.text.exception", error=error)
        written = output()
        assert "http.parse.text.exception" in written
        for secret in (CANARY, "Traceback", "cannot parse"):
            assert secret not in written

    def test_chatter_is_not_written_at_all(self, output: Output) -> None:
        structlog.get_logger().info("processor.slots.log", slots=CANARY)
        assert output() == ""


class TestWarnings:
    @staticmethod
    def written(output: Output, warn: Callable[[], object]) -> str:
        """What a warning leaves in service. Pytest keeps warnings to itself otherwise."""
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            configure_logs()
            warn()
        logging.captureWarnings(False)
        return output()

    def test_lose_their_text(self, output: Output) -> None:
        line = self.written(output, lambda: warnings.warn(CANARY, stacklevel=1))
        assert "WARNING py.warnings" in line
        assert CANARY not in line

    @pytest.mark.parametrize("text", [f'/ask{{"a": "{CANARY}"', f"/ask@2{CANARY}"])
    def test_of_rasa_about_a_message_it_cannot_read(self, output: Output, text: str) -> None:
        line = self.written(output, lambda: YAMLStoryReader.unpack_regex_message(Message({"text": text})))
        assert "WARNING py.warnings" in line
        assert CANARY not in line


class TestOurLines:
    @pytest.mark.parametrize("room", [*OUR_ROOMS, "actions.fallback", "__main__"])
    def test_pass_whole(self, output: Output, room: str) -> None:
        logging.getLogger(room).warning("%s failed with %s", "action_summary", "KeyError")
        assert "action_summary failed with KeyError" in output()

    def test_pass_from_the_level_info_on(self, output: Output) -> None:
        logging.getLogger("serving.server").info("ready")
        logging.getLogger("serving.server").debug("details")
        written = output()
        assert "ready" in written
        assert "details" not in written

    def test_have_no_text_of_an_error_either(self, output: Output) -> None:
        try:
            fail(CANARY)
        except ValueError:
            logging.getLogger("actions.summary").exception("no summary")
        written = output()
        assert "no summary" in written
        assert "ValueError at" in written
        assert CANARY not in written


def test_standard_output_is_left_to_the_chat(output: Output, capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("serving").error("one")
    structlog.get_logger().error("some.event")
    assert capsys.readouterr() == ("", "")
    assert output().count("\n") == 2


def test_a_line_that_cannot_be_written_is_not_printed_instead(
    output: Output, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (handler,) = [h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler]
    closed = StringIO()
    closed.close()
    handler.setStream(closed)
    logging.getLogger("rasa").error("%s", CANARY)
    assert CANARY not in "".join(capsys.readouterr())
