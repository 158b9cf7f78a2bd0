"""Finds the numbers of trial registries in a message."""

import re
from functools import cache
from typing import Iterator, List, Pattern, Tuple

from content.registries import registries, registry_of

_SEPARATORS = r"[\s:.\-–]*"
_PREFIX = re.compile(r"^\^?((?:[A-Za-z]|\\?[-/])+)")


def trial_ids(text: str) -> Iterator[Tuple[str, int, int]]:
    """Each trial number in `text` as its registry writes it, with the start and end of what the person wrote.

    Spaces and capitals do not matter, and the letter O counts as the figure 0 among figures.
    """
    taken: List[Tuple[int, int]] = []
    for pattern in _candidates():
        for match in pattern.finditer(text):
            written = match.group().strip()
            for form in (written, _zeros(written)):
                registry = registry_of(form)
                normalised = registry.normalised(form) if registry else None
                if normalised and not any(start < match.end() and match.start() < end for start, end in taken):
                    taken.append((match.start(), match.end()))
                    yield normalised, match.start(), match.end()
                    break


def _zeros(written: str) -> str:
    return re.sub(r"(?<=[\dOo])[Oo]|[Oo](?=\d)", "0", written)


@cache
def _candidates() -> Tuple[Pattern[str], ...]:
    """For each registry a loose pattern: its letters, then figures with anything that people put between."""
    found = []
    for registry in registries().values():
        prefix = _PREFIX.match(registry.id_pattern or "")
        if prefix and any(character.isalpha() for character in prefix.group(1)):
            letters = re.sub(r"[\\^]", "", prefix.group(1))
            loose = _SEPARATORS.join(re.escape(letter) for letter in letters)
            found.append(re.compile(rf"\b{loose}{_SEPARATORS}[\dOo][\w/\-]*(?:[ ][\dOo]{{2,}})*", re.IGNORECASE))
        elif registry.id_pattern:
            found.append(re.compile(registry.id_pattern.strip("^$"), re.IGNORECASE))
    return tuple(found)
