"""What a person looks for so far, as the slots of a conversation hold it, and the query made of it."""

from dataclasses import dataclass
from enum import Enum
from typing import Any, Dict, List, Mapping, Optional

from rasa_sdk import Tracker

from actions.registries.model import Place as SearchPlace
from actions.registries.model import Query, Stage, StrokeKind
from content.places import Kind, Place

ANYWHERE = "anywhere"
ANY_KIND = "any"
OPEN, EVERY_STATUS = "open", "all"
STAGE = "trial_stage"


class Ask(str, Enum):
    """The questions of the form, by the slot that each fills."""

    PLACE = "trial_place"
    KIND = "trial_stroke_type"
    STATUS = "trial_status"
    LIVE = "trial_live"


# What a question that the person skips is taken for.
SKIPPED: Mapping[Ask, Any] = {Ask.PLACE: ANYWHERE, Ask.KIND: ANY_KIND, Ask.STATUS: OPEN, Ask.LIVE: False}
# What "all of them" means.
ALL_OF: Mapping[Ask, Any] = {Ask.PLACE: ANYWHERE, Ask.KIND: ANY_KIND, Ask.STATUS: EVERY_STATUS}


@dataclass(frozen=True)
class Wishes:
    """The slots of the search. `place` is None for anywhere, `kind` for any; `live` tells whether words may leave."""

    place: Optional[SearchPlace]
    kind: Optional[StrokeKind]
    recruiting_only: bool
    stage: Optional[Stage]
    live: bool

    @classmethod
    def of(cls, tracker: Tracker) -> "Wishes":
        """What the slots say; what was not asked yet counts as skipped, so nothing leaves unasked."""
        return cls(
            place=_place(tracker.get_slot(Ask.PLACE.value)),
            kind=_member(StrokeKind, tracker.get_slot(Ask.KIND.value)),
            recruiting_only=tracker.get_slot(Ask.STATUS.value) != EVERY_STATUS,
            stage=_member(Stage, tracker.get_slot(STAGE)),
            live=tracker.get_slot(Ask.LIVE.value) is True,
        )

    @property
    def query(self) -> Query:
        """The question to the registries."""
        return Query(self.kind, self.place, self.recruiting_only, self.stage, saved_only=not self.live)


def open_questions(tracker: Tracker) -> List[Ask]:
    """The questions without an answer."""
    return [ask for ask in Ask if tracker.get_slot(ask.value) is None]


def place_value(place: Place) -> Dict[str, Any]:
    """A place as a slot can hold it. A country has no coordinates: all of it is meant."""
    value: Dict[str, Any] = {"name": place.label, "country": place.country}
    if place.kind is not Kind.COUNTRY:
        value.update(latitude=place.latitude, longitude=place.longitude)
    return value


def _place(value: Any) -> Optional[SearchPlace]:
    return SearchPlace(**value) if isinstance(value, dict) else None


def _member(kinds: Any, value: Any) -> Any:
    return next((member for member in kinds if member.value == value), None)
