"""DUP and NLU: the example sentences from which the assistant learns to tell the topics apart."""

from collections import Counter
from collections.abc import Iterator

from content.files import DATA
from content.topics import Topic
from validation.corpus import Corpus, is_content
from validation.examples import Example
from validation.languages import languages_of
from validation.rules import Fault, Place, corpus_rule

# Examples a topic needs (the project's own numbers): a content topic, small talk, everything out of scope.
EXAMPLES, EXAMPLES_OF_SMALL_TALK = 60, 25
EXAMPLES_OF = {"out_of_scope": 300, "out_of_scope_medical": 200}
SMALL_TALK: frozenset[str] = frozenset(
    [
        "greet",
        "goodbye",
        "thanks",
        "affirm",
        "deny",
        "repeat_answer",
        "start_over",
        "feedback_positive",
        "feedback_negative",
        "abuse",
        "tell_me_more",
    ]
)
# The largest content topic may have so many times the examples of the smallest; more tilts the classifier.
BALANCE = 4
LANGUAGES = 12


@corpus_rule("DUP")
def duplicates(corpus: Corpus) -> Iterator[Fault]:
    """No sentence stands twice, within a topic or in two."""
    first: dict[str, Example] = {}
    for example in corpus.examples:
        earlier = first.setdefault(example.folded or example.text, example)
        if earlier is not example:
            where = "" if earlier.intent == example.intent else f" in {earlier.intent}"
            place = Place(example.file, example.intent)
            yield Fault(place, f'"{example.text}" stands already{where} ("{earlier.text}"); keep one.')


@corpus_rule("NLU")
def enough_examples(corpus: Corpus) -> Iterator[Fault]:
    """Every topic has the examples it needs."""
    counts = Counter(example.intent for example in corpus.examples)
    for topic in corpus.topics.values():
        needed = EXAMPLES_OF.get(topic.id, EXAMPLES_OF_SMALL_TALK if topic.id in SMALL_TALK else EXAMPLES)
        if counts[topic.id] < needed:
            message = f"The topic has {counts[topic.id]} example sentences; it needs {needed}."
            yield Fault(_place(corpus, topic), message)


@corpus_rule("NLU")
def balance(corpus: Corpus) -> Iterator[Fault]:
    """No content topic outweighs another."""
    counts = Counter(example.intent for example in corpus.examples)
    content = [topic for topic in corpus.topics.values() if is_content(topic) and counts[topic.id]]
    if not content:
        return
    smallest = min(content, key=lambda topic: counts[topic.id])
    for topic in content:
        if counts[topic.id] > BALANCE * counts[smallest.id]:
            few = f"the {counts[smallest.id]} of {smallest.id}"
            message = f"The topic has {counts[topic.id]} examples, more than {BALANCE} times {few}; even them out."
            yield Fault(_place(corpus, topic), message)


@corpus_rule("NLU")
def known_intents(corpus: Corpus) -> Iterator[Fault]:
    """No examples for a topic that does not exist."""
    for place in dict.fromkeys(
        Place(example.file, example.intent) for example in corpus.examples if example.intent not in corpus.topics
    ):
        message = f"{place.response} is no topic of topics.yml; correct the name or add the topic."
        yield Fault(place, message)


@corpus_rule("NLU")
def languages(corpus: Corpus) -> Iterator[Fault]:
    """The examples of other_language show many languages."""
    examples = [example for example in corpus.examples if example.intent == "other_language"]
    found = set[str]().union(*(languages_of(example.text) for example in examples))
    if examples and len(found) < LANGUAGES:
        place = Place(examples[0].file, "other_language")
        told = f"{len(found)} languages can be told apart ({', '.join(sorted(found))})"
        yield Fault(place, f"{told}; write examples in at least {LANGUAGES}.")


def _place(corpus: Corpus, topic: Topic) -> Place:
    """Where the examples of a topic stand or are to be written; `topics.yml` while the file does not exist."""
    for example in corpus.examples:
        if example.intent == topic.id:
            return Place(example.file, topic.id)
    file = DATA / topic.area / "nlu.yml"
    return Place(file if file.exists() else DATA / "topics.yml", topic.id)
