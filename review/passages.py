"""One response as a reviewer sees it: its wordings and all they stand on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from content.answers import READING_LEVELS, Answer
from content.evidence import EVIDENCE_LABELS, Fact, Source
from content.topics import Topic
from review.bubbles import Bubble, bubble_of
from review.faults import BUTTON, DATE, EVIDENCE, FACT, SOURCE, Fault
from review.material import Material


@dataclass(frozen=True)
class Wording:
    """One variant of a text. `conditions` are those besides the reading level."""

    bubbles: tuple[Bubble, ...]
    conditions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Level:
    """A reading level. Of several wordings the assistant takes any."""

    name: str
    wordings: tuple[Wording, ...]


@dataclass(frozen=True)
class Standing:
    """What some levels say of themselves: how sure anybody can be, and when they were checked."""

    levels: tuple[str, ...]
    evidence: str | None
    checked: str | None
    next_check: str | None

    @property
    def due(self) -> date | None:
        """The day of the next check."""
        return as_date(self.next_check)


@dataclass(frozen=True)
class Footing:
    """A fact that a text names. `fact` is None if there is no such row; `source` if no address may be shown."""

    id: str
    fact: Fact | None
    source: Source | None = None

    @property
    def lost_source(self) -> str | None:
        """The id of a source that the fact names and nobody knows."""
        return self.fact.source if self.fact and not self.source else None


@dataclass(frozen=True)
class FollowUp:
    """A button. `topic` is None if it leads to none that we know."""

    title: str
    payload: str
    topic: Topic | None


@dataclass(frozen=True)
class Passage:
    """All variants of one response. Facts, sources and buttons are those of any variant, each once."""

    name: str
    levels: tuple[Level, ...]
    standings: tuple[Standing, ...]
    footings: tuple[Footing, ...]
    follow_ups: tuple[FollowUp, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(dict.fromkeys(footing.source for footing in self.footings if footing.source))

    @property
    def wordings(self) -> int:
        """How many texts there are."""
        return sum(len(level.wordings) for level in self.levels)

    @property
    def due(self) -> date | None:
        """The first day on which a variant is due for its next check."""
        return min(filter(None, (standing.due for standing in self.standings)), default=None)

    @property
    def faults(self) -> Iterator[Fault]:
        """What the texts name and nobody knows."""
        yield from footing_faults(self.name, self.footings)
        for standing in self.standings:
            if standing.evidence is not None and standing.evidence not in EVIDENCE_LABELS:
                yield Fault(EVIDENCE, self.name, str(standing.evidence))
            yield from date_faults(self.name, (standing.checked, standing.next_check))
        for follow_up in self.follow_ups:
            if follow_up.topic is None:
                yield Fault(BUTTON, self.name, follow_up.payload)


def passage_of(name: str, variants: Sequence[Answer], material: Material) -> Passage:
    """The response of this name with all its variants."""
    buttons = dict.fromkeys(button for answer in variants for button in answer.buttons)
    return Passage(
        name=name,
        levels=tuple(_levels(variants)),
        standings=tuple(_standings(variants)),
        footings=footings_of((fact for answer in variants for fact in answer.facts), material),
        follow_ups=tuple(
            FollowUp(button.title, button.payload, material.topics.get(button.payload.removeprefix("/")))
            for button in buttons
        ),
    )


def footings_of(fact_ids: Iterable[str], material: Material) -> tuple[Footing, ...]:
    """These facts, each once, in their order."""
    return tuple(_footing(id, material) for id in dict.fromkeys(fact_ids))


def footing_faults(where: str, footings: Iterable[Footing]) -> Iterator[Fault]:
    """The facts that are missing, and the sources."""
    for footing in footings:
        if footing.fact is None:
            yield Fault(FACT, where, footing.id)
        elif footing.lost_source:
            yield Fault(SOURCE, where, footing.lost_source)


def date_faults(where: str, dates: Iterable[str | None]) -> Iterator[Fault]:
    """The dates that are none."""
    for value in dates:
        if value is not None and as_date(value) is None:
            yield Fault(DATE, where, str(value))


def as_date(value: object) -> date | None:
    """The date of an ISO string, or of a date that YAML read because its quotes were left out; else None."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _footing(id: str, material: Material) -> Footing:
    fact = material.facts.get(id)
    return Footing(id, fact, material.sources.get(fact.source) if fact and fact.source else None)


def _levels(variants: Sequence[Answer]) -> Iterator[Level]:
    others = (answer.level for answer in variants)
    for name in dict.fromkeys((*READING_LEVELS, *others)):
        wordings = tuple(_wording(answer) for answer in variants if answer.level == name)
        if wordings:
            yield Level(name, wordings)


def _wording(answer: Answer) -> Wording:
    conditions = ((slot, str(value)) for slot, value in answer.conditions.items() if slot != "reading_level")
    return Wording(tuple(map(bubble_of, answer.bubbles)), tuple(conditions))


def _standings(variants: Sequence[Answer]) -> Iterator[Standing]:
    levels: dict[tuple[str | None, str | None, str | None], list[str]] = {}
    for answer in variants:
        levels.setdefault((answer.evidence, answer.checked, answer.next_check), []).append(answer.level)
    for said, names in levels.items():
        yield Standing(tuple(dict.fromkeys(names)), *said)
