"""Facts and the sources that may be shown for them: `data/facts.yml` and `data/sources.yml`."""

from dataclasses import dataclass
from functools import cache
from typing import Iterable, Mapping, Optional, Tuple

from content.files import read_content

EVIDENCE_LABELS = (
    "lab_and_animals",
    "small_early_studies",
    "larger_studies_no_clear_benefit",
    "proven_care",
    "not_known",
    "not_applicable",
)


@dataclass(frozen=True)
class Source:
    """A published page fit for patients."""

    id: str
    title: str
    publisher: str
    year: str
    url: str


@dataclass(frozen=True)
class Fact:
    """One row of the fact sheet. `seen` is False for general knowledge; `source` None shows no address."""

    id: str
    statement: str
    seen: bool
    source: Optional[str] = None
    numbers: str = ""
    limits: str = ""


@cache
def sources() -> Mapping[str, Source]:
    """All sources by id."""
    return {key: Source(id=key, **row) for key, row in read_content("sources.yml")["sources"].items()}


@cache
def facts() -> Mapping[str, Fact]:
    """All facts by row id."""
    return {key: Fact(id=key, **row) for key, row in read_content("facts.yml")["facts"].items()}


def sources_of(fact_ids: Iterable[str]) -> Tuple[Source, ...]:
    """The sources behind these facts, each once, in the order of the facts. Unknown ids are passed over."""
    known = facts()
    named = dict.fromkeys(known[i].source or "" for i in fact_ids if i in known)
    return tuple(sources()[source] for source in named if source in sources())
