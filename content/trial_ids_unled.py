"""Trial numbers that no letters announce: those of the EU, those written exactly, bare figures that are known."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Iterator, Optional, Pattern, Tuple

from content.registries import known_slips, registries

_DASH = r"\s?[-‐-―/]\s?"
# The year, six figures (from 5 on in CTIS, from 0 on before), two, and in CTIS two more, which people leave out.
_EU = re.compile(
    rf"(?<![\w-])(2[0Oo][\dOo]{{2}}){_DASH}([\dOo]{{6}}){_DASH}([\dOo]{{2}})(?:{_DASH}([\dOo]{{2}}))?(?!\d|/\d)"
)
_FIRST_VERSION = "-00"
_SAID_TO_BE_ONE = re.compile(
    r"\b(?:trial|study|registration|registry)(?:['’]s)?\s*(?:number|num|nr|no|id|identifier|code|#)\W{0,3}"
    r"(?:(?:is|was)\W{0,2})?(0\d{7})(?![\w/-])",
    re.IGNORECASE,
)
_EIGHT_FIGURES = re.compile(r"(?<![\w/.-])\d{8}(?![\w/-])")


@dataclass(frozen=True)
class Unled:
    """A number without letters. `id` is it as its registry writes it; `sure` tells that it needs no question."""

    id: str
    registry: str
    start: int
    end: int
    sure: bool


def unled(text: str) -> Iterator[Unled]:
    """The numbers of `text` that stand without letters."""
    for match in _EU.finditer(text):
        found = _eu(match)
        if found:
            yield found
    for registry, pattern in _exact():
        for match in pattern.finditer(text):
            number = registries()[registry].normalised(re.sub(r"[‐-―]", "-", match[0]))
            if number:
                yield Unled(number, registry, match.start(), match.end(), True)
    for match in _EIGHT_FIGURES.finditer(text):
        right = known_slips().get(match[0])
        if right:
            yield Unled(right, "nct", match.start(), match.end(), False)
    for match in _SAID_TO_BE_ONE.finditer(text):
        # Only the numbers of ClinicalTrials.gov are eight figures from 0 on.
        yield Unled(f"NCT{match[1]}", "nct", match.start(1), match.end(1), False)


def _eu(match: "re.Match[str]") -> Optional[Unled]:
    groups = [group.upper().replace("O", "0") for group in match.groups() if group]
    number = "-".join(groups)
    for registry in ("ctis", "euctr"):
        if registries()[registry].normalised(number):
            return Unled(number, registry, match.start(), match.end(), True)
    full = number + _FIRST_VERSION
    if len(groups) == 3 and registries()["ctis"].normalised(full):
        return Unled(full, "ctis", match.start(), match.end(), False)
    return None


@cache
def _exact() -> Tuple[Tuple[str, Pattern[str]], ...]:
    return tuple(
        (
            registry.id,
            re.compile(
                rf"(?<![\w-]){(registry.id_pattern or '').strip('^$').replace('-', '[-‐-―]')}(?![\w-])", re.I | re.A
            ),
        )
        for registry in registries().values()
        if registry.written_exactly
    )
