"""One trial as a card: rows of plain words around what the registry says.

A card is made once, of a `Match`, and kept in the conversation until it is shown. It says what the registry says,
quotes what we cannot check, and never judges whether a person fits.
"""

from dataclasses import dataclass
from typing import Any, Dict, Mapping, Tuple

from rasa_sdk import Tracker

from actions.registries.model import Caution, Match, Status
from actions.reply import Reply
from actions.trial_search.card_rows import rows_of
from actions.trial_search.registry_text import TITLE, plain
from content.card_wording import card_rows, wording
from content.registries import registries


@dataclass(frozen=True)
class Card:
    """The words of one trial. `rows` are by the names in `data/trials/card_wording.yml`."""

    id: str
    title: str
    rows: Mapping[str, str]
    cautions: Tuple[str, ...]
    url: str

    @classmethod
    def of(cls, match: Match) -> "Card":
        """The card of a trial that was found."""
        trial = match.trial
        known = registries().get(trial.registry)
        return cls(
            id=trial.id,
            title=plain(trial.title or trial.official_title or "", TITLE) or wording("untitled"),
            rows=rows_of(match),
            cautions=tuple(wording("cautions", caution.value) for caution in _cautions(match)),
            # Addresses are ours, never those that a record brings along.
            url=known.record_link(trial.id) if known else registries()["ictrp"].home,
        )

    @classmethod
    def from_slot(cls, value: Mapping[str, Any]) -> "Card":
        """The card that `for_slot` put away."""
        return cls(**{**value, "cautions": tuple(value["cautions"])})

    def for_slot(self) -> Dict[str, Any]:
        """The card as a slot can hold it."""
        return {
            "id": self.id,
            "title": self.title,
            "rows": dict(self.rows),
            "cautions": list(self.cautions),
            "url": self.url,
        }

    def reply(self, level: str, in_parts: bool = True) -> Reply:
        """The card as a reply: as text, and `in_parts` for channels that can lay it out."""
        lines = [(wording("labels", row), self.rows[row]) for row in card_rows(level) if row in self.rows]
        texts = [f"• **{label}:** {text}" for label, text in lines]
        texts += [f"• **{wording('be_careful')}:** {caution}" for caution in self.cautions]
        card = {
            "kind": "trial",
            "id": self.id,
            "title": self.title,
            "lines": [{"label": label, "text": text} for label, text in lines],
            "cautions": list(self.cautions),
            "note": wording("note"),
            "link": {"title": wording("link", number=self.id), "url": self.url},
        }
        values = {"title": self.title, "rows": "\n".join(texts), "link": self.url}
        return Reply("utter_trial_card", values, card=card if in_parts else None)


def _cautions(match: Match) -> Tuple[Caution, ...]:
    # The status "unknown" says that the entry is not confirmed.
    said = Caution.NOT_VERIFIED_FOR_TWO_YEARS if match.trial.status is Status.UNKNOWN else None
    return tuple(caution for caution in match.cautions if caution is not said)


def shows_cards(tracker: Tracker) -> bool:
    """Whether the person's channel can lay out a card. Rasa's terminal would print its raw form below the text."""
    return tracker.get_latest_input_channel() != "cmdline"
