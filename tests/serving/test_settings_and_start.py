"""Settings come from the environment; what cannot be used ends the start with status 2."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from serving import __main__ as start
from serving.__main__ import main
from serving.in_process_actions import InProcessActions
from serving.settings import ROOT, Settings, SettingsError, read_settings


def test_every_setting_has_a_default_for_one_machine() -> None:
    assert read_settings({}) == Settings()
    assert (Settings().interface, Settings().port, Settings().actions_url) == ("127.0.0.1", 5005, None)
    assert Settings().model == ROOT / "models" / "assistant.tar.gz"
    assert Settings().endpoints.is_file()
    assert Settings().credentials.is_file()


@pytest.mark.parametrize(
    ("variable", "value", "changed"),
    [
        ("ASSISTANT_INTERFACE", "0.0.0.0", Settings(interface="0.0.0.0")),
        ("ASSISTANT_PORT", "8080", Settings(port=8080)),
        ("ASSISTANT_PORT", "1", Settings(port=1)),
        ("ASSISTANT_PORT", "65535", Settings(port=65535)),
        ("ASSISTANT_MODEL", "/srv/model.tar.gz", Settings(model=Path("/srv/model.tar.gz"))),
        ("ASSISTANT_ENDPOINTS", "/srv/endpoints.yml", Settings(endpoints=Path("/srv/endpoints.yml"))),
        ("ASSISTANT_CREDENTIALS", "/srv/credentials.yml", Settings(credentials=Path("/srv/credentials.yml"))),
        ("ASSISTANT_ACTIONS_URL", "http://actions:5055/webhook", Settings(actions_url="http://actions:5055/webhook")),
        ("ASSISTANT_ACTIONS_URL", "", Settings(actions_url=None)),
        ("ASSISTANT_TRUSTED_PROXIES", "2", Settings(trusted_proxies=2)),
        ("ASSISTANT_TRUSTED_PROXIES", "", Settings()),
        ("ASSISTANT_SOMETHING_ELSE", "x", Settings()),
    ],
)
def test_each_variable_changes_its_setting_and_no_other(variable: str, value: str, changed: Settings) -> None:
    assert read_settings({variable: value}) == changed


@pytest.mark.parametrize("port", ["0", "65536", "-1", "+80", "5005.0", "0x50", "five", "", " ", "80 81", "²", "1e3"])
def test_a_port_that_is_none_is_named(port: str) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_PORT"):
        read_settings({"ASSISTANT_PORT": port})


@pytest.mark.parametrize("proxies", ["-1", "two", "1.0", "²"])
def test_proxies_that_are_no_number_are_named(proxies: str) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_TRUSTED_PROXIES"):
        read_settings({"ASSISTANT_TRUSTED_PROXIES": proxies})


def test_the_environment_of_the_process_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", "6006")
    assert read_settings().port == 6006


class TestStart:
    @pytest.fixture(autouse=True)
    def command_line(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "argv", ["serving"])
        for variable in list(os.environ):
            if variable.startswith("ASSISTANT_"):
                monkeypatch.delenv(variable)

    def test_without_a_model_says_how_to_make_one(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("ASSISTANT_MODEL", str(tmp_path / "none.tar.gz"))
        assert main() == 2
        said = capsys.readouterr()
        assert str(tmp_path / "none.tar.gz") in said.err
        assert "make train" in said.err
        assert said.out == ""

    def test_a_folder_is_no_model(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("ASSISTANT_MODEL", str(tmp_path))
        assert main() == 2

    @pytest.mark.parametrize("port", ["none", "²"])
    def test_with_a_bad_setting_names_it(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], port: str
    ) -> None:
        monkeypatch.setenv("ASSISTANT_PORT", port)
        assert main() == 2
        assert "ASSISTANT_PORT" in capsys.readouterr().err

    @pytest.mark.parametrize(("arguments", "chat"), [([], False), (["--chat"], True)])
    def test_with_a_model_serves_without_tensorflow_and_telemetry(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], chat: bool
    ) -> None:
        done: list[object] = []
        model = tmp_path / "model.tar.gz"
        model.touch()
        monkeypatch.setattr(sys, "argv", ["serving", *arguments])
        monkeypatch.setenv("ASSISTANT_MODEL", str(model))
        monkeypatch.setenv("RASA_TELEMETRY_ENABLED", "true")
        monkeypatch.setattr(start, "keep_tensorflow_out", lambda: done.append("kept out"))
        monkeypatch.setattr(start, "_serve", lambda settings, chat: done.append((settings.model, chat)))
        assert main() == 0
        assert done == ["kept out", (model, chat)]
        assert os.environ["RASA_TELEMETRY_ENABLED"] == "false"


class TestServe:
    @pytest.fixture
    def served(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
        """What the server is built and run with."""
        given: dict[str, Any] = {}

        class App:
            def run(self, **arguments: Any) -> None:
                given.update(arguments)

        def build(settings: Settings, channels: list[Any], endpoints: Any) -> App:
            given.update(channels=[channel.name() for channel in channels], endpoints=endpoints)
            return App()

        monkeypatch.setattr("serving.server.build_app", build)
        monkeypatch.setattr("rasa.core.run.serve_application", lambda *_, **arguments: given.update(arguments))
        monkeypatch.setattr("serving.logs.configure_logs", lambda: None)
        monkeypatch.setenv("ASSISTANT_STATE", str(tmp_path))
        return given

    def test_opens_the_web_channel_alone_and_says_where_the_page_is(
        self, served: dict[str, Any], capsys: pytest.CaptureFixture[str]
    ) -> None:
        start._serve(Settings(port=8080), chat=False)
        assert (served["host"], served["port"], served["workers"]) == ("127.0.0.1", 8080, 1)
        assert served["channels"] == ["web"]
        assert isinstance(served["endpoints"].action, InProcessActions)
        assert served["endpoints"].tracker_store.type == "serving.conversations.ForgetfulTrackerStore"
        assert "http://127.0.0.1:8080/\n" in capsys.readouterr().out

    def test_for_development_the_stock_channel_can_be_opened(self, served: dict[str, Any]) -> None:
        start._serve(Settings(credentials=ROOT / "credentials.development.yml"), chat=False)
        assert served["channels"] == ["web", "rest"]

    def test_with_an_action_server(self, served: dict[str, Any]) -> None:
        start._serve(Settings(actions_url="http://actions:5055/webhook"), chat=False)
        assert served["endpoints"].action.url == "http://actions:5055/webhook"
        assert served["endpoints"].action.kwargs["enable_selective_domain"] is True

    def test_a_chat_opens_no_other_channel(self, served: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
        start._serve(Settings(), chat=True)
        assert served["enable_api"] is False
        assert "channels" not in served
        assert capsys.readouterr().out == ""
