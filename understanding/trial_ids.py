"""Finds the numbers of trial registries in a message."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Iterator, List, Optional, Pattern, Tuple

from content.registries import registries, registry_of

_SEPARATORS = r"[\s:.\-–]*"
_PREFIX = re.compile(r"^\^?((?:[A-Za-z]|\\?[-/])+)")


class Fault(str, Enum):
    """Why what looks like a trial number cannot be one."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    KNOWN_SLIP = "known_slip"
    OTHER_FORM = "other_form"


@dataclass(frozen=True)
class TrialId:
    """A trial number as its registry writes it, the registry's id, and where it stands in the text."""

    id: str
    registry: str
    start: int
    end: int


@dataclass(frozen=True)
class MalformedTrialId:
    """What is meant as a number of `registry` but cannot be one. `suggestion` is a number to ask about, never to use."""

    registry: str
    fault: Fault
    start: int
    end: int
    suggestion: Optional[str] = None


@dataclass(frozen=True)
class TrialIds:
    """The trial numbers of a message, in its order."""

    valid: Tuple[TrialId, ...] = ()
    malformed: Tuple[MalformedTrialId, ...] = ()


def read_trial_ids(text: str) -> TrialIds:
    """Every trial number in `text`, right or malformed. Works for any string."""
    valid = []
    for number, start, end in trial_ids(text):
        registry = registry_of(number)
        if registry is not None:
            valid.append(TrialId(number, registry.id, start, end))
    return TrialIds(tuple(valid))


def trial_ids(text: str) -> Iterator[Tuple[str, int, int]]:
    """Each trial number in `text` as its registry writes it, with the start and end of what the person wrote.

    Spaces and capitals do not matter, and the letter O counts as the figure 0 among figures.
    """
    taken: List[Tuple[int, int]] = []
    for pattern in _candidates():
        for match in pattern.finditer(text):
            written, normalised = match.group(), None
            while written and not normalised:
                normalised = _normalised(written)
                # Further figures may follow the number: "NCT04280003 12 months".
                written = written if normalised else written.rpartition(" ")[0]
            start, end = match.start(), match.start() + len(written)
            if normalised and not any(before < end and start < after for before, after in taken):
                taken.append((start, end))
                yield normalised, start, end


def _normalised(written: str) -> Optional[str]:
    """The number as its registry writes it: as it stands, with 0 for O, or without the marks between."""
    zeros = re.sub(r"(?<=[\dOo])[Oo]|[Oo](?=\d)", "0", written)
    for form in (written, zeros, re.sub(_SEPARATORS, "", zeros)):
        registry = registry_of(form)
        if registry:
            return registry.normalised(form)
    return None


@cache
def _candidates() -> Tuple[Pattern[str], ...]:
    """For each registry a loose pattern: its letters, then figures with anything that people put between."""
    found = []
    for registry in registries().values():
        prefix = _PREFIX.match(registry.id_pattern or "")
        if prefix and any(character.isalpha() for character in prefix.group(1)):
            letters = re.sub(r"[\\^]", "", prefix.group(1))
            loose = _SEPARATORS.join(re.escape(letter) for letter in letters)
            # Letters may stand before the figures: jRCTb060190041. A second prefix begins another number.
            figures = rf"(?!{loose})(?:[\dOo]|-?[a-z]{{1,5}}-?\d)[\w/\-]*(?:[ ][\dOo]{{2,}}){{0,3}}"
            found.append(re.compile(rf"\b{loose}{_SEPARATORS}{figures}", re.IGNORECASE))
        elif registry.id_pattern:
            found.append(re.compile(registry.id_pattern.strip("^$"), re.IGNORECASE))
    return tuple(found)
