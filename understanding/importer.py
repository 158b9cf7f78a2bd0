"""Reads the training sentences once."""

from typing import Optional

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData


class ReadOnceImporter(RasaFileImporter):
    """Rasa's importer of files, for sentences of one language.

    Rasa asks for the sentences with a language and without one, and reads all files for each: ten seconds of a
    training here. The files say nothing of a language, so both are the same.
    """

    _sentences: Optional[TrainingData] = None

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """All sentences, whatever the language."""
        if self._sentences is None:
            self._sentences = super().get_nlu_data()
        return self._sentences
