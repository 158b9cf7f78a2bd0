"""The warning signs of the clinic check: `data/clinics/clinic_check.yml`."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Mapping, Tuple

from content.files import read_content
from content.short_answers import Answer


@dataclass(frozen=True)
class Sign:
    """One warning sign and the question behind it.

    `slot` holds the answer; `warns` is the answer that names the sign. `means` says why it matters, by reading level.
    `ask` is a question for the clinic. `facts` are row ids. `number` is the place of the question, from 1.
    """

    id: str
    number: int
    slot: str
    warns: Answer
    sign: str
    means: Mapping[str, str]
    ask: str
    facts: Tuple[str, ...]


@cache
def signs() -> Tuple[Sign, ...]:
    """All signs in the order of their questions."""
    rows = read_content("clinics/clinic_check.yml")["signs"]
    return tuple(_sign(number, row) for number, row in enumerate(rows, start=1))


@cache
def answer_label(answer: Answer) -> str:
    """What an answer is called on its button."""
    return str(read_content("clinics/clinic_check.yml")["answers"][answer.value])


@cache
def report_unknown_country() -> str:
    """Where to report while the country of the person is not known."""
    return str(read_content("clinics/clinic_check.yml")["report_unknown_country"])


def _sign(number: int, row: Mapping[str, Any]) -> Sign:
    return Sign(**{**row, "number": number, "warns": Answer(row["warns"]), "facts": tuple(row["facts"])})
