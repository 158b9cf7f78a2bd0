"""The whole sheet: what stands on the page, in its order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from content.countries import country_name
from content.glossary import Term
from content.helplines import Helpline, Helplines
from content.topics import Topic
from review.faults import FACT, TOPIC, Fault
from review.material import Claim, Material, PhoneFact, Phones
from review.passages import (
    Footing,
    Passage,
    Standing,
    as_date,
    date_faults,
    footing_faults,
    footings_of,
    passage_of,
)


@dataclass(frozen=True)
class TopicPage:
    """A topic and its answer; `passage` is None if an action or service texts reply."""

    topic: Topic
    passage: Passage | None


@dataclass(frozen=True)
class Area:
    """The topics of one folder of `data/`."""

    id: str
    pages: tuple[TopicPage, ...]


@dataclass(frozen=True)
class ClaimRow:
    """A claim of the article with its facts. `topics` holds the ids of those that answer it; None if unknown."""

    claim: Claim
    footings: tuple[Footing, ...]
    topics: tuple[tuple[str, Topic | None], ...]


@dataclass(frozen=True)
class CountryRow:
    """The telephone numbers of one country and the rows behind them; None for a row that is missing."""

    name: str
    lines: Helplines
    footings: tuple[tuple[str, PhoneFact | None], ...]


@dataclass(frozen=True)
class Overdue:
    """A text whose next check was due before today. `title` is None for a service text."""

    due: date
    name: str
    title: str | None = None


@dataclass(frozen=True)
class Counts:
    """What there is to review."""

    topics: int
    texts: int
    services: int
    facts: int
    not_seen: int
    sources: int
    terms: int
    claims: int
    countries: int


@dataclass(frozen=True)
class Sheet:
    """Everything the page shows. `phones_due` is set if the telephone numbers are overdue."""

    today: date
    editorial: tuple[tuple[str, str], ...]
    areas: tuple[Area, ...]
    services: tuple[Passage, ...]
    terms: tuple[tuple[Term, Topic | None], ...]
    claims: tuple[ClaimRow, ...]
    phones: Phones
    countries: tuple[CountryRow, ...]
    counts: Counts
    overdue: tuple[Overdue, ...]
    phones_due: date | None
    faults: tuple[Fault, ...]

    def is_overdue(self, checked: Passage | Standing | None) -> bool:
        """Whether the next check was due before today."""
        return checked is not None and _is_past(checked.due, self.today)


def build_sheet(material: Material, today: date) -> Sheet:
    """The sheet of this content as it stands on a day. Never raises on ids that do not exist: see `faults`."""
    areas = tuple(_areas(material))
    services = tuple(_services(material))
    claims = tuple(_claim_row(claim, material) for claim in material.claims)
    countries = tuple(sorted(_countries(material), key=lambda row: row.name))
    terms = tuple((term, material.topics.get(term.topic or "")) for term in material.terms)
    phones_due = as_date(material.phones.next_check)
    return Sheet(
        today=today,
        editorial=tuple(material.editorial.items()),
        areas=areas,
        services=services,
        terms=terms,
        claims=claims,
        phones=material.phones,
        countries=countries,
        counts=_counts(material, areas, services),
        overdue=tuple(sorted(_overdue(areas, services, today), key=lambda late: (late.due, late.name))),
        phones_due=phones_due if _is_past(phones_due, today) else None,
        faults=tuple(
            dict.fromkeys(
                (
                    *(fault for passage in _passages(areas, services) for fault in passage.faults),
                    *_term_faults(terms),
                    *(fault for row in claims for fault in _claim_faults(row)),
                    *date_faults("helplines.yml", (material.phones.checked, material.phones.next_check)),
                    *(
                        Fault(FACT, row.name, id)
                        for row in countries
                        for id, phone_fact in row.footings
                        if phone_fact is None
                    ),
                )
            )
        ),
    )


def _areas(material: Material) -> Iterator[Area]:
    for id in dict.fromkeys(topic.area for topic in material.topics.values()):
        topics = (topic for topic in material.topics.values() if topic.area == id)
        yield Area(id, tuple(TopicPage(topic, _answer_to(topic, material)) for topic in topics))


def _answer_to(topic: Topic, material: Material) -> Passage | None:
    name = f"utter_{topic.id}"
    variants = material.answers.get(name)
    return passage_of(name, variants, material) if variants else None


def _services(material: Material) -> Iterator[Passage]:
    for name, variants in material.answers.items():
        if name.removeprefix("utter_") not in material.topics:
            yield passage_of(name, variants, material)


def _passages(areas: Iterable[Area], services: Iterable[Passage]) -> Iterator[Passage]:
    yield from (page.passage for area in areas for page in area.pages if page.passage)
    yield from services


def _claim_row(claim: Claim, material: Material) -> ClaimRow:
    return ClaimRow(
        claim,
        footings_of(claim.facts, material),
        tuple((id, material.topics.get(id)) for id in claim.topics),
    )


def _claim_faults(row: ClaimRow) -> Iterator[Fault]:
    yield from footing_faults(row.claim.id, row.footings)
    yield from (Fault(TOPIC, row.claim.id, id) for id, topic in row.topics if topic is None)


def _term_faults(terms: Iterable[tuple[Term, Topic | None]]) -> Iterator[Fault]:
    for term, topic in terms:
        if term.topic and topic is None:
            yield Fault(TOPIC, term.term, term.topic)


def _countries(material: Material) -> Iterator[CountryRow]:
    for code, lines in material.phones.countries.items():
        helplines: tuple[Helpline, ...] = (*((lines.crisis,) if lines.crisis else ()), *lines.stroke_help)
        ids = dict.fromkeys((lines.emergency_fact, *(line.fact for line in helplines)))
        footings = tuple((id, _phone_fact(id, material)) for id in ids)
        yield CountryRow(country_name(code) or code, lines, footings)


def _phone_fact(id: str, material: Material) -> PhoneFact | None:
    """The row behind a number: most stand beside the numbers, those of charities among the facts."""
    fact = material.facts.get(id)
    return material.phones.facts.get(id) or (PhoneFact(id, fact.statement, fact.seen) if fact else None)


def _overdue(areas: Iterable[Area], services: Iterable[Passage], today: date) -> Iterator[Overdue]:
    titled = ((page.passage, page.topic.title) for area in areas for page in area.pages if page.passage)
    untitled = ((passage, None) for passage in services)
    for passage, title in (*titled, *untitled):
        if passage.due and _is_past(passage.due, today):
            yield Overdue(passage.due, passage.name, title)


def _is_past(due: date | None, today: date) -> bool:
    return due is not None and due < today


def _counts(material: Material, areas: Iterable[Area], services: tuple[Passage, ...]) -> Counts:
    passages = tuple(_passages(areas, services))
    used = {footing.id: footing for passage in passages for footing in passage.footings}
    return Counts(
        topics=len(material.topics),
        texts=sum(passage.wordings for passage in passages),
        services=len(services),
        facts=len(used),
        not_seen=sum(1 for footing in used.values() if footing.fact and not footing.fact.seen),
        sources=len({footing.source for footing in used.values() if footing.source}),
        terms=len(material.terms),
        claims=len(material.claims),
        countries=len(material.phones.countries),
    )
