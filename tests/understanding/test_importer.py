"""The training sentences are read once, and are those that Rasa reads."""

import gc
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

import understanding.importer
from serving.settings import ROOT
from understanding.importer import FULL_COLLECTIONS, ReadOnceImporter, Sentence


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
    read = understanding.importer.load_data
    calls = []

    def counted(file: str) -> Any:
        calls.append(file)
        return read(file)

    monkeypatch.setattr(understanding.importer, "load_data", counted)
    for language in ("en", None):
        ReadOnceImporter(training_data_paths=[files]).get_nlu_data(language)
        ReadOnceImporter(training_data_paths=[files]).get_nlu_data(language=language)
    assert len(calls) == 1


def test_reads_again_what_has_changed(files: str) -> None:
    ReadOnceImporter(training_data_paths=[files]).get_nlu_data()
    file = Path(files) / "nlu.yml"
    file.write_text(file.read_text("utf-8") + "    - hi there\n", "utf-8")
    assert len(ReadOnceImporter(training_data_paths=[files]).get_nlu_data().intent_examples) == 3


def test_the_collector_still_looks_at_young_objects_and_hardly_ever_at_all(
    files: str, request: pytest.FixtureRequest
) -> None:
    before = gc.get_threshold()
    request.addfinalizer(lambda: gc.set_threshold(*before))
    gc.set_threshold(700, 10, 10)
    ReadOnceImporter(training_data_paths=[files]).get_nlu_data()
    assert gc.get_threshold() == (700, 10, FULL_COLLECTIONS)
    assert gc.isenabled()


def test_a_copy_is_equal_and_independent(files: str) -> None:
    sentence = ReadOnceImporter(training_data_paths=[files]).get_nlu_data().intent_examples[0]
    sentence.set("entities", [{"entity": "route"}])
    twin = deepcopy(sentence)
    assert isinstance(twin, Sentence) and twin == sentence and hash(twin) == hash(sentence)
    twin.get("entities").append({"entity": "country"})
    twin.set(INTENT, "goodbye")
    assert twin != sentence and sentence.get(INTENT) == "greet" and len(sentence.get("entities")) == 1


def test_what_is_set_anew_changes_the_fingerprint(files: str) -> None:
    sentence = deepcopy(ReadOnceImporter(training_data_paths=[files]).get_nlu_data().intent_examples[0])
    before = sentence.fingerprint()
    sentence.set(INTENT, sentence.get(INTENT))
    assert sentence.fingerprint() == before == Message(sentence.data).fingerprint()
    sentence.set(INTENT, "goodbye")
    assert sentence.fingerprint() == Message(sentence.data).fingerprint() != before


def test_is_the_one_that_the_configuration_names() -> None:
    importer = TrainingDataImporter.load_from_config(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [])
    assert "ReadOnceImporter" in str([type(part).__name__ for part in _parts(importer)])


def _parts(importer: Any) -> list[Any]:
    """Rasa wraps an importer in others; all of them, from the outside in."""
    inner = getattr(importer, "importer", None) or getattr(importer, "_importer", None)
    many = getattr(importer, "_importers", [])
    return [importer, *(_parts(inner) if inner else []), *(part for one in many for part in _parts(one))]
