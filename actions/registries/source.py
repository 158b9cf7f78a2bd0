"""What every registry client offers."""

from typing import Protocol, Tuple

from actions.registries.http import Deadline
from actions.registries.model import Trial


class TrialSource(Protocol):
    """One registry that can be asked live. Both methods raise a `SourceError` if it gave no usable answer."""

    registry: str

    async def search(self, deadline: Deadline) -> Tuple[Trial, ...]:
        """All its trials of cells for stroke, the same for everybody who asks."""

    async def fetch(self, trial_id: str, deadline: Deadline) -> Trial:
        """One trial by its id as the registry writes it.

        Raises:
            NotThere: the registry knows no such id.
        """
