"""Finds the numbers of trial registries in a message, however they are written, and those that cannot be right."""

from dataclasses import dataclass
from enum import Enum
from typing import Collection, Iterator, List, Optional, Sequence, Tuple, Union

from rapidfuzz.distance import OSA

from content.registries import known_slips, registries
from content.trial_id_forms import Lead, Piece, canonical, forms, holds_figures, leads, pieces_after
from content.trial_ids_unled import Unled, unled

# What has fewer of a registry's figures than this share is no number of it: "NCT in 2019".
SHARE_OF_FIGURES = 0.5
# Letters and figures as Japanese and Chinese keyboards write them.
_FULL_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


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
    """What is meant as a number of `registry` but cannot be one.

    `suggestion` is a right number to ask about, never to use unasked.
    """

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


def read_trial_ids(text: str, known: Collection[str] = ()) -> TrialIds:
    """Every trial number in `text`, right or malformed. Works for any string.

    Spaces, marks, capitals and addresses around it do not matter; O counts as 0 and l as 1 among figures; figures may
    be words, but one at least must be there. `known` are numbers of trials that we know: a malformed one is compared
    with them for a suggestion.
    """
    text = text.translate(_FULL_WIDTH)
    if not holds_figures(text):
        return TrialIds()
    valid: List[TrialId] = []
    malformed: List[MalformedTrialId] = []
    taken: List[Tuple[int, int]] = []
    for found in (*_led(text, known), *map(_without_letters, unled(text))):
        if any(before < found.end and found.start < after for before, after in taken):
            continue
        taken.append((found.start, found.end))
        if isinstance(found, TrialId):
            valid.append(found)
        else:
            malformed.append(found)
    return TrialIds(tuple(sorted(valid, key=_place)), tuple(sorted(malformed, key=_place)))


def trial_ids(text: str) -> Iterator[Tuple[str, int, int]]:
    """Each right trial number in `text` as its registry writes it, with the start and end of what the person wrote."""
    for found in read_trial_ids(text).valid:
        yield found.id, found.start, found.end


def _place(found: Union[TrialId, MalformedTrialId]) -> int:
    return found.start


def _without_letters(found: Unled) -> Union[TrialId, MalformedTrialId]:
    if found.sure:
        return TrialId(found.id, found.registry, found.start, found.end)
    fault = Fault.KNOWN_SLIP if found.id in known_slips().values() else Fault.OTHER_FORM
    return MalformedTrialId(found.registry, fault, found.start, found.end, found.id)


def _led(text: str, known: Collection[str]) -> Iterator[Union[TrialId, MalformedTrialId]]:
    for lead in leads(text):
        pieces = pieces_after(text, lead)
        found = _right(lead, pieces) or (None if lead.slip else _wrong(lead, pieces, known))
        if found:
            yield found


def _right(lead: Lead, pieces: Sequence[Piece]) -> Optional[Union[TrialId, MalformedTrialId]]:
    """The number that the pieces make up: the first if it is one alone, else as many as fit."""
    best: Optional[Tuple[int, str, str]] = None
    written = ""
    for count, piece in enumerate(pieces, 1):
        written += piece.text
        for registry in lead.registries:
            number = canonical(registry, written)
            if number:
                best = (count, number, registry)
        if best and count == 1:
            break
    if best is None:
        return None
    count, number, registry = best
    rest = pieces[count:] if count > 1 else ()
    if rest and len(pieces[count - 1].text) == len(rest[0].text) == 1 and rest[0].text.isdigit():
        # Dictated figure by figure, with one too many.
        return MalformedTrialId(registry, Fault.TOO_LONG, lead.start, rest[0].end)
    if lead.slip:
        return MalformedTrialId(registry, Fault.OTHER_FORM, lead.start, pieces[count - 1].end, number)
    return TrialId(number, registry, lead.start, pieces[count - 1].end)


def _wrong(lead: Lead, pieces: Sequence[Piece], known: Collection[str]) -> Optional[MalformedTrialId]:
    """What is wrong with the pieces, if they are enough to be meant as a number."""
    registry = lead.registries[0]
    expected, written, end = forms()[registry].figures, "", lead.end
    for piece in pieces:
        if piece.after_space and _figures(written) > SHARE_OF_FIGURES * expected:
            break
        written, end = written + piece.text, piece.end
    if len(lead.registries) > 1 and written[4:5] == "0":
        # Before CTIS the six figures began with 0.
        registry = lead.registries[1]
        expected = forms()[registry].figures
    count = _figures(written)
    if count <= SHARE_OF_FIGURES * expected:
        return None
    compact = forms()[registry].letters + written
    if compact in known_slips():
        return MalformedTrialId(registry, Fault.KNOWN_SLIP, lead.start, end, known_slips()[compact])
    fault = Fault.TOO_SHORT if count < expected else Fault.TOO_LONG if count > expected else Fault.OTHER_FORM
    return MalformedTrialId(registry, fault, lead.start, end, _suggestion(registry, written, known))


def _figures(written: str) -> int:
    return sum(letter.isdigit() for letter in written)


def _suggestion(registry: str, written: str, known: Collection[str]) -> Optional[str]:
    """The one known number that differs in one figure; else with a zero put in, or taken out, at the start."""
    compact = forms()[registry].letters + written
    near = {number for number in known if OSA.distance(_compact(number), compact.upper(), score_cutoff=1) <= 1}
    if len(near) == 1:
        return near.pop()
    # Zeros at the start are left out or miscounted where a registry's numbers have some: "NCT2448641", "UMIN00012345".
    starts_with_zero = _figures_of_example(registry).startswith("0") and not written.startswith("0")
    if starts_with_zero or written.startswith("00"):
        return canonical(registry, f"0{written}") or (canonical(registry, written[1:]) if written[0] == "0" else None)
    return None


def _figures_of_example(registry: str) -> str:
    return "".join(filter(str.isdigit, registries()[registry].example_id or ""))


def _compact(number: str) -> str:
    return number.replace("-", "").replace("/", "").upper()
