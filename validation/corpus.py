"""Everything the rules look at, read once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from content.answers import Answer, read_answers
from content.evidence import Fact, Source, facts, sources
from content.files import DATA, ContentError, read_yaml
from content.topics import Topic, topics
from validation.examples import Example, holds_examples, read_examples
from validation.phrases import FILES, read_phrases
from validation.replies import read_replies
from validation.rules import Finding, Place
from validation.text import Text, parsed

CONTENT_AREAS = ("how_it_works", "evidence", "risks", "clinics", "stroke")

# No rule can do without these.
BASE = tuple(DATA / name for name in ("topics.yml", "facts.yml", "sources.yml"))


def is_content(topic: Topic) -> bool:
    """Whether a topic is answered from facts: no small talk, and no action replies instead."""
    return not topic.does and (topic.area in CONTENT_AREAS or topic.id.startswith("ask_"))


@dataclass(frozen=True)
class Page:
    """An answer, its parsed text, and its topic if that is a content topic.

    `is_phrase`: no whole answer, but words from which one is built.
    """

    answer: Answer
    text: Text
    topic: Topic | None = None
    is_phrase: bool = False

    @property
    def place(self) -> Place:
        return Place(self.answer.file, self.answer.name, self.answer.level)


@dataclass(frozen=True)
class Corpus:
    """All content. `unreadable` holds a finding for each file that cannot be read."""

    today: date
    pages: tuple[Page, ...] = ()
    topics: Mapping[str, Topic] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    replies: Mapping[str, frozenset[str]] = field(default_factory=dict)
    editorial: Mapping[str, Any] = field(default_factory=dict)
    unreadable: tuple[Finding, ...] = ()

    @property
    def lacks_base(self) -> bool:
        """Whether a file is unreadable that no rule can do without."""
        return any(finding.place.file in BASE for finding in self.unreadable)


def _responses() -> list[Path]:
    return sorted(DATA.glob("*/*responses.yml"))


def page(answer: Answer, known: Mapping[str, Topic]) -> Page:
    """An answer made ready for the rules."""
    topic = known.get(answer.topic) if answer.name.startswith("utter_") else None
    return Page(answer, parsed(answer.text), topic if topic and is_content(topic) else None)


def load(today: date, extra: Iterable[Path] = ()) -> Corpus:
    """Read all content, and the files `extra` from elsewhere. Never raises on broken content."""
    extra = tuple(extra)
    reader = _Reader()
    known: Mapping[str, Topic] = reader.read(DATA / "topics.yml", topics, {})
    pages: list[Page] = []
    for path in (*_responses(), *(p for p in extra if not holds_examples(p))):
        pages.extend(page(answer, known) for answer in reader.read(path, partial(read_answers, path), ()))
    for path in FILES:
        phrases = reader.read(path, partial(read_phrases, path), ())
        pages.extend(Page(phrase, parsed(phrase.text), is_phrase=True) for phrase in phrases)
    examples: list[Example] = []
    for path in (*sorted(DATA.glob("*/nlu.yml")), *filter(holds_examples, extra)):
        examples.extend(reader.read(path, partial(read_examples, path), ()))
    replies: dict[str, frozenset[str]] = {}
    for path in sorted(DATA.glob("*/rules.yml")):
        replies.update(reader.read(path, partial(read_replies, path), {}))
    editorial = DATA / "editorial.yml"
    return Corpus(
        today=today,
        pages=tuple(pages),
        topics=known,
        facts=reader.read(DATA / "facts.yml", facts, {}),
        sources=reader.read(DATA / "sources.yml", sources, {}),
        examples=tuple(examples),
        replies=replies,
        editorial=reader.read(editorial, lambda: dict(read_yaml(editorial)), {}),
        unreadable=tuple(reader.unreadable),
    )


class _Reader:
    """Reads files one by one and keeps a finding for each that cannot be read."""

    def __init__(self) -> None:
        self.unreadable: list[Finding] = []

    def read(self, path: Path, read: Callable[[], Any], otherwise: Any) -> Any:
        try:
            return read()
        except (ContentError, KeyError, TypeError, AttributeError, ValueError) as error:
            self.unreadable.append(Finding(Place(path), "YAML", _unreadable(path, error)))
            return otherwise


def _unreadable(path: Path, error: Exception) -> str:
    reason = " ".join(str(error).removeprefix(f"{path}: ").split())
    kind = "" if isinstance(error, ContentError) else f" ({type(error).__name__})"
    return f"The file cannot be read{kind}: {reason}. Nothing in it is checked until this is mended."
