"""STRUCT across answers: every topic is answered, at every reading level, once."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from content.answers import MORE, READING_LEVELS, STANDARD
from content.files import DATA
from content.topics import Topic
from validation.buttons import TITLE
from validation.corpus import Corpus, Page, is_content
from validation.rules import Fault, Place, corpus_rule

# `more` that adds fewer words than this to `standard` only rewords it.
NEW_WORDS = 5

_KEY = re.compile(r"^  (utter_\w+):", re.MULTILINE)


@corpus_rule("STRUCT")
def titles(corpus: Corpus) -> Iterator[Fault]:
    """Every topic has a title that fits on a button."""
    for topic in corpus.topics.values():
        if not topic.title.strip():
            yield Fault(Place(DATA / "topics.yml", topic.id), "The topic has no title; write one.")
        elif len(topic.title) > TITLE:
            message = f"The title has {len(topic.title)} characters, at most {TITLE}; shorten it."
            yield Fault(Place(DATA / "topics.yml", topic.id), message)


@corpus_rule("STRUCT")
def answers_of_topics(corpus: Corpus) -> Iterator[Fault]:
    """Every topic to which no action replies has an answer; every content topic has it at the three levels."""
    levels: dict[str, list[str]] = defaultdict(list)
    for page in corpus.pages:
        levels[page.answer.name].append(page.answer.level)
    for topic in corpus.topics.values():
        name = f"utter_{topic.id}"
        replies = corpus.replies.get(topic.id, (name,))
        if not topic.does and name in replies:
            place = Place(_file(corpus, name, topic), name)
            yield from (Fault(place, message) for message in _missing(topic, levels[name]))


def _missing(topic: Topic, levels: list[str]) -> Iterator[str]:
    if not levels:
        yield 'The topic has no answer; write it, or name the action that replies in topics.yml ("does").'
        return
    for level in READING_LEVELS if is_content(topic) else (STANDARD,):
        if level not in levels:
            yield f"The level {level} is missing; write it."
    for level, count in Counter(levels).items():
        if count > 1 and is_content(topic):
            yield f"The level {level} stands {count} times, and Rasa picks one at random; keep one."


@corpus_rule("STRUCT")
def defined_once(corpus: Corpus) -> Iterator[Fault]:
    """No response is defined twice: the later one would silently win."""
    places: dict[str, list[Path]] = defaultdict(list)
    for file in dict.fromkeys(page.answer.file for page in corpus.pages):
        for name in _KEY.findall(file.read_text(encoding="utf-8")) if DATA in file.parents else ():
            places[name].append(file)
    for name, files in places.items():
        for file in dict.fromkeys(files[1:]):
            yield Fault(
                Place(file, name),
                f"The response stands {len(files)} times, and the last one silently wins; keep one.",
            )


@corpus_rule("STRUCT")
def levels_differ(corpus: Corpus) -> Iterator[Fault]:
    """No two levels carry the same text, and `more` tells more than `standard`."""
    variants: dict[tuple[Path, str], list[Page]] = defaultdict(list)
    for page in corpus.pages:
        variants[page.answer.file, page.answer.name].append(page)
    for pages in variants.values():
        yield from _same(pages)
        by_level = {page.answer.level: page for page in reversed(pages)}
        if STANDARD in by_level and MORE in by_level:
            yield from _adds(by_level[STANDARD], by_level[MORE])


def _same(pages: list[Page]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for page in pages:
        earlier = first.setdefault(page.text.plain, page.answer.level)
        if earlier != page.answer.level:
            yield Fault(page.place, f"The text is that of the level {earlier}; write one for this level.")


def _adds(standard: Page, more: Page) -> Iterator[Fault]:
    words, before = len(more.text.words), len(standard.text.words)
    new = {word.lower() for word in more.text.words} - {word.lower() for word in standard.text.words}
    if words <= before or len(new) < NEW_WORDS:
        message = f"more has {words} words, {len(new)} of them new, standard has {before}; more must add to standard."
        yield Fault(more.place, message)


def _file(corpus: Corpus, response: str, topic: Topic) -> Path:
    """Where the answer stands or is to be written; `topics.yml` while the file does not exist."""
    for page in corpus.pages:
        if page.answer.name == response:
            return page.answer.file
    file = DATA / topic.area / "responses.yml"
    return file if file.exists() else DATA / "topics.yml"
