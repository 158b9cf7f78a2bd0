"""Reads the training sentences once."""

import gc
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Optional, Tuple

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

FileState = Tuple[str, int, int]  # path, time of the last change, bytes
# After so many collections of middle-aged garbage Python looks through all objects; usually ten.
FULL_COLLECTIONS = 100_000


class ReadOnceImporter(RasaFileImporter):
    """Rasa's importer of files, for sentences of one language.

    Rasa reads all files for the check before the training, and twice for the training itself: with a language and
    without one. The files say nothing of a language, so all three are the same.
    """

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """All sentences, whatever the language."""
        # Training makes millions of objects that stay to its end. To look through all for garbage again and again took
        # a twentieth of its time; young ones are still looked through.
        gc.set_threshold(*gc.get_threshold()[:2], FULL_COLLECTIONS)
        return _read(tuple(_state(file) for file in self._nlu_files))


class Sentence(Message):
    """A message that is cheap to copy and to compare.

    Rasa copies all sentences six times before it trains, and compares them more often still: of the 19 seconds of
    processor time that reading took, 7.
    """

    @classmethod
    def of(cls, message: Message) -> "Sentence":
        """The same message as a sentence."""
        sentence = cls(message.data, set(message.output_properties), message.time, message.features)
        sentence._cached_fingerprint = message.fingerprint()
        return sentence

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """As for every message; what is there already leaves the sentence as it is."""
        if add_to_output or prop not in self.data or self.data[prop] != info:
            super().set(prop, info, add_to_output)

    def __deepcopy__(self, memo: Dict[int, Any]) -> "Sentence":
        """An equal sentence that shares only what cannot change."""
        data = {key: value if isinstance(value, str) else deepcopy(value, memo) for key, value in self.data.items()}
        copy = Sentence(data, set(self.output_properties), self.time, deepcopy(self.features, memo))
        copy._cached_fingerprint = self._cached_fingerprint
        return copy


def _state(file: str) -> FileState:
    status = Path(file).stat()
    return file, status.st_mtime_ns, status.st_size


@lru_cache(maxsize=2)
def _read(files: Tuple[FileState, ...]) -> TrainingData:
    parts = [load_data(file) for file, _, _ in files]
    for part in parts:
        part.training_examples = [Sentence.of(message) for message in part.training_examples]
    return TrainingData().merge(*parts)
