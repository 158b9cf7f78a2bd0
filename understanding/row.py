"""What a featurizer adds to a message: one row of numbers, quick to tell from others."""

import json
from hashlib import sha256
from typing import Optional

from rasa.shared.nlu.training_data.features import Features


class Row(Features):
    """Dense or sparse features of a whole message, with a quick fingerprint.

    While Rasa trains it asks for the fingerprint of all that each component gives, and writes features out as text for
    it: with tens of thousands of sentences many seconds (`bench/RESULTS.md`).
    """

    _cached_fingerprint: Optional[str]

    def fingerprint(self) -> str:
        """The same for the same row of the same component, as Rasa's own."""
        if self._cached_fingerprint is None:
            sparse = self.is_sparse()
            digest = sha256()
            for numbers in (self.features.indices, self.features.data) if sparse else (self.features,):
                digest.update(numbers.tobytes())
            about = [self.type, self.attribute, str(self.origin), self.features.shape, sparse]
            digest.update(json.dumps(about).encode("utf-8"))
            self._cached_fingerprint = digest.hexdigest()
        return self._cached_fingerprint
