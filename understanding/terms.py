"""Reads entities: glossary terms, kinds of stroke and cells, routes, countries, trial numbers, time since stroke."""

import re
from functools import cache
from typing import Any, Dict, FrozenSet, Iterator, List, Mapping, Tuple

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    INTENT,
    INTENT_NAME_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from content import place_index
from content.countries import ambiguous, code_of, countries_in
from content.files import read_content
from content.glossary import terms
from content.helplines import crisis_line, emergency_number
from content.trial_ids import trial_ids
from understanding.places import place_entities
from understanding.plain_text import MAXIMUM_CHARACTERS
from understanding.time_since_stroke import PATTERNS, may_tell_time, months_since

VALUE_LISTS = ("stroke_type", "cell_type", "route")
# Abbreviations that are also everyday words count only in capitals.
WRITTEN_IN_CAPITALS = frozenset({"FAST", "IND", "CI", "PI", "OT", "AF", "RR", "REC", "SAH", "ICH", "IV", "MS", "PT"})

_RUN = re.compile(r"[^\W_]+")

ASKS_FOR_A_TERM = "explain_term"

Entity = Dict[str, Any]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class TermExtractor(GraphComponent, EntityExtractorMixin):
    """Adds the entities of a message by spaCy patterns over `data/`; nothing is learned."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "TermExtractor":
        """Create the component, compile the patterns and read the places."""
        _matchers()
        _runs_of_values()
        place_index.load()
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Add `entities` to messages; those already there stay."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
                # Nearly every message holds a term; it matters only to whoever asks what it means.
                entities = find_entities(text, with_terms=intent == ASKS_FOR_A_TERM)
                found = self.add_extractor_name([*entities, *place_entities(text, intent)])
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages


def find_entities(text: str, with_terms: bool = True) -> List[Entity]:
    """The entities of `text`, at most one a kind and place; glossary terms only if asked for. Works for any string."""
    text = text[:MAXIMUM_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
    return [*_matched(text, with_terms), *_trial_numbers(text), *_home(text)]


def _matched(text: str, with_terms: bool) -> Iterator[Entity]:
    # spaCy needs a third of a millisecond for a message, and most name nothing.
    if not (with_terms or may_tell_time(text) or _may_name_a_value(text)):
        return
    nlp, glossary, phrases, times = _matchers()
    doc = nlp(text)
    by_kind: Dict[str, List[Span]] = {}
    for match_id, start, end in [*phrases(doc), *(glossary(doc) if with_terms else ())]:
        kind, value = nlp.vocab.strings[match_id].split("|", 1)
        if doc[start:end].text.upper() in WRITTEN_IN_CAPITALS and not doc[start:end].text.isupper():
            continue
        by_kind.setdefault(kind, []).append(Span(doc, start, end, label=value))
    for kind, spans in by_kind.items():
        for span in filter_spans(spans):
            yield _entity(kind, span.label_, span.start_char, span.end_char)
    for span in filter_spans([doc[start:end] for _, start, end in times(doc)])[:1]:
        months = months_since(span.text)
        if months is not None:
            yield _entity("time_since_stroke", str(months), span.start_char, span.end_char)


def _may_name_a_value(text: str) -> bool:
    written = set(_RUN.findall(text.lower()))
    forms = _runs_of_values()
    return any(runs <= written for run in written & forms.keys() for runs in forms[run])


@cache
def _runs_of_values() -> Mapping[str, List[FrozenSet[str]]]:
    """The letters and figures between the marks of each form of each value, by the longest run of them."""
    lists = read_content("entities.yml")
    by_longest: Dict[str, List[FrozenSet[str]]] = {}
    for form in (str(form).lower() for kind in VALUE_LISTS for forms in lists[kind].values() for form in forms):
        runs = _RUN.findall(form)
        by_longest.setdefault(max(runs, key=len), []).append(frozenset(runs))
    return by_longest


def _trial_numbers(text: str) -> Iterator[Entity]:
    for trial_id, start, end in trial_ids(text):
        yield _entity("trial_id", trial_id, start, end)


def _home(text: str) -> Iterator[Entity]:
    """The country where the person says they live, with its numbers to call."""
    lowered = text.lower().replace("’", "'")
    places = [
        # In "I live in the us" it is a country. "I am in pain since my trip to Mexico" says nothing of a home.
        re.sub(r"^the us\b", "the US", _first_words(text[lowered.index(cue) + len(cue) :]), flags=re.IGNORECASE)
        for cue in read_content("entities.yml")["lives_in"]
        if f" {cue} " in f" {lowered} "
    ]
    named = [code for code in ([code_of(text.strip(" .!?"))] if len(text) < 40 else []) if code]
    codes = named or [found[0] for found in map(countries_in, places) if found and not _unclear(found)]
    if not codes:
        return
    yield _entity("country", codes[0], 0, len(text))
    yield _entity("emergency_number", emergency_number(codes[0]), 0, len(text))
    yield _entity("crisis_line", crisis_line(codes[0]), 0, len(text))


def _unclear(codes: Tuple[str, ...]) -> bool:
    # Somebody in Georgia needs 112 or 911: without more, all numbers stay.
    return any(codes[: len(shared)] == shared for shared in ambiguous().values())


def _first_words(text: str, count: int = 4) -> str:
    return " ".join(text.split()[:count])


def _entity(kind: str, value: str, start: int, end: int) -> Entity:
    return {
        ENTITY_ATTRIBUTE_TYPE: kind,
        ENTITY_ATTRIBUTE_VALUE: value,
        ENTITY_ATTRIBUTE_START: start,
        ENTITY_ATTRIBUTE_END: end,
    }


@cache
def _matchers() -> Tuple[spacy.language.Language, PhraseMatcher, PhraseMatcher, Matcher]:
    nlp = spacy.blank("en")
    glossary = PhraseMatcher(nlp.vocab, attr="LOWER")
    for term in terms().values():
        glossary.add(f"term|{term.term}", [nlp.make_doc(form) for form in term.forms])
    phrases = PhraseMatcher(nlp.vocab, attr="LOWER")
    lists: Mapping[str, Mapping[str, List[str]]] = read_content("entities.yml")
    for kind in VALUE_LISTS:
        for value, forms in lists[kind].items():
            docs: List[Doc] = [nlp.make_doc(str(form)) for form in forms]
            phrases.add(f"{kind}|{value}", docs)
    times = Matcher(nlp.vocab)
    times.add("time", PATTERNS)
    return nlp, glossary, phrases, times
