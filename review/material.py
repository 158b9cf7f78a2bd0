"""All content that a reviewer must see, read once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from content.answers import Answer, answers
from content.evidence import Fact, Source, facts, sources
from content.files import ContentError, read_content
from content.glossary import Term, terms
from content.helplines import Helplines, helplines
from content.topics import Topic, topics

_Read = TypeVar("_Read")


@dataclass(frozen=True)
class Claim:
    """A claim of the article the project began with, and what the evidence says about it."""

    id: str
    claim: str
    verdict: str
    note: str
    facts: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class PhoneFact:
    """A row behind a telephone number. `confidence` may be empty."""

    id: str
    statement: str
    seen: bool
    confidence: str = ""


@dataclass(frozen=True)
class Phones:
    """The telephone numbers: by country (ISO code), and those given to a person whose country is unknown."""

    countries: Mapping[str, Helplines] = field(default_factory=dict)
    facts: Mapping[str, PhoneFact] = field(default_factory=dict)
    default_emergency: str = ""
    default_crisis: str = ""
    checked: str | None = None
    next_check: str | None = None


@dataclass(frozen=True)
class Material:
    """The content of `data/` as the sheet needs it. Tests plant their own."""

    topics: Mapping[str, Topic] = field(default_factory=dict)
    answers: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    claims: tuple[Claim, ...] = ()
    phones: Phones = field(default_factory=Phones)
    editorial: Mapping[str, str] = field(default_factory=dict)


def read_material() -> Material:
    """The content of `data/`.

    Raises:
        ContentError: a file is missing, is not YAML or has not the shape its reader needs; the message names it.
    """
    return Material(
        topics=_read("topics.yml", topics),
        answers=_read("*/*responses.yml", answers),
        facts=_read("facts.yml", facts),
        sources=_read("sources.yml", sources),
        terms=tuple(_read("glossary.yml", terms).values()),
        claims=_read("article.yml", _claims),
        phones=_read("helplines.yml", _phones),
        editorial=_read("editorial.yml", _editorial),
    )


def _read(name: str, read: Callable[[], _Read]) -> _Read:
    try:
        return read()
    except (KeyError, TypeError, AttributeError) as error:
        raise ContentError(f"data/{name} has not the right shape ({type(error).__name__}: {error})") from error


def _claims() -> tuple[Claim, ...]:
    rows: list[Mapping[str, Any]] = read_content("article.yml")["claims"]
    return tuple(Claim(**{**row, "facts": tuple(row["facts"]), "topics": tuple(row["topics"])}) for row in rows)


def _phones() -> Phones:
    document: Mapping[str, Any] = read_content("helplines.yml")
    return Phones(
        countries=helplines(),
        facts={id: PhoneFact(id=id, **row) for id, row in document["rows"].items()},
        default_emergency=document["default_emergency"],
        default_crisis=document["default_crisis"],
        checked=document["checked"],
        next_check=document["next_check"],
    )


def _editorial() -> Mapping[str, str]:
    return {key: str(line).strip() for key, line in read_content("editorial.yml").items()}
