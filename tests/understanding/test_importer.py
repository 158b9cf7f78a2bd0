"""The training sentences are read once, and are those that Rasa reads."""

from pathlib import Path
from typing import Any

import pytest
from rasa.shared.importers import rasa as rasa_importer
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter

from serving.settings import ROOT
from understanding.importer import ReadOnceImporter


@pytest.fixture
def files(tmp_path: Path) -> str:
    (tmp_path / "nlu.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - hello\n    - good day\n', "utf-8"
    )
    return str(tmp_path)


def test_gives_what_rasa_gives(files: str) -> None:
    ours, rasas = ReadOnceImporter(training_data_paths=[files]), RasaFileImporter(training_data_paths=[files])
    assert ours.get_nlu_data().fingerprint() == rasas.get_nlu_data().fingerprint()
    assert len(ours.get_nlu_data("en").intent_examples) == 2


def test_reads_once(files: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read = rasa_importer.utils.training_data_from_paths
    calls = []

    def counted(*arguments: Any) -> Any:
        calls.append(arguments)
        return read(*arguments)

    monkeypatch.setattr(rasa_importer.utils, "training_data_from_paths", counted)
    importer = ReadOnceImporter(training_data_paths=[files])
    for language in ("en", None):
        importer.get_nlu_data(language)
        importer.get_nlu_data(language=language)
    assert len(calls) == 1


def test_is_the_one_that_the_configuration_names() -> None:
    importer = TrainingDataImporter.load_from_config(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [])
    assert "ReadOnceImporter" in str([type(part).__name__ for part in _parts(importer)])


def _parts(importer: Any) -> list[Any]:
    """Rasa wraps an importer in others; all of them, from the outside in."""
    inner = getattr(importer, "importer", None) or getattr(importer, "_importer", None)
    many = getattr(importer, "_importers", [])
    return [importer, *(_parts(inner) if inner else []), *(part for one in many for part in _parts(one))]
