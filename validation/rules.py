"""The register of rules, and what a rule finds."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.files import DATA, ContentError

if TYPE_CHECKING:
    from validation.corpus import Corpus, Page


@dataclass(frozen=True)
class Place:
    """Where a fault stands: a file, and in it perhaps a response (or topic, source …) and its reading level."""

    file: Path
    response: str | None = None
    level: str | None = None

    def __str__(self) -> str:
        response = f": {self.response}" if self.response else ""
        level = f" [{self.level}]" if self.level else ""
        return f"{_short(self.file)}{response}{level}"


class Fault(NamedTuple):
    """What a rule for the corpus yields: the place, and a sentence saying what is wrong and what to do."""

    place: Place
    message: str


@dataclass(frozen=True)
class Finding:
    """A fault under the rule it offends."""

    place: Place
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}: {self.message}"


AnswerRule = Callable[["Page"], Iterable[str]]
CorpusRule = Callable[["Corpus"], Iterable[Fault]]


class _Rule(NamedTuple):
    id: str
    topics_only: bool
    wholes_only: bool
    find: AnswerRule


@dataclass(frozen=True)
class Register:
    """All rules, in the order of their registration."""

    of_answers: list[_Rule] = field(default_factory=list)
    of_corpus: list[tuple[str, CorpusRule]] = field(default_factory=list)


REGISTER = Register()


def answer_rule(id: str, topics_only: bool = False, wholes_only: bool = False) -> Callable[[AnswerRule], AnswerRule]:
    """Register a rule for one answer; it yields a sentence for each fault.

    `topics_only` rules leave small talk alone: answers that belong to no content topic. `wholes_only` rules leave
    phrases alone, from which an action or a page builds a text.
    """

    def register(rule: AnswerRule) -> AnswerRule:
        REGISTER.of_answers.append(_Rule(id, topics_only, wholes_only, rule))
        return rule

    return register


def corpus_rule(id: str) -> Callable[[CorpusRule], CorpusRule]:
    """Register a rule that needs more than one answer, or something else than answers."""

    def register(rule: CorpusRule) -> CorpusRule:
        REGISTER.of_corpus.append((id, rule))
        return rule

    return register


def check_answer(page: "Page") -> Iterator[Finding]:
    """What the rules for one answer find in it."""
    for rule in REGISTER.of_answers:
        if (page.topic is not None or not rule.topics_only) and not (page.is_phrase and rule.wholes_only):
            yield from (Finding(page.place, rule.id, message) for message in rule.find(page))


def check(corpus: "Corpus", files: Collection[Path] = ()) -> list[Finding]:
    """What all rules find, file by file; with `files`, only what stands in these.

    A file that all rules need and that cannot be read is the only finding then.
    """
    found = list(corpus.unreadable)
    if not corpus.lacks_base:
        try:
            for page in corpus.pages:
                if not files or page.answer.file in files:
                    found.extend(check_answer(page))
            for id, rule in REGISTER.of_corpus:
                found.extend(Finding(fault.place, id, fault.message) for fault in rule(corpus))
        except ContentError as error:
            message = f"{error}. Nothing can be checked until this is mended."
            found.append(Finding(Place(DATA / "wording"), "YAML", message))
    wanted = (finding for finding in found if not files or finding.place.file in files or _stops_all(finding))
    return sorted(wanted, key=lambda finding: str(finding.place.file))


def _stops_all(finding: Finding) -> bool:
    """Whether a finding is in a file without which no other can be checked."""
    return finding.rule == "YAML" and finding.place.file.parent == DATA


def _short(path: Path) -> str:
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    except ValueError:
        return str(path)
