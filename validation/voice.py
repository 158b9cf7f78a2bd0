"""Q5: passive sentences, found by pattern (be or get + adverbs + participle) without a trained model."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from spacy.matcher import Matcher
from spacy.tokens import Token

from content.files import DATA
from validation.corpus import Corpus, Page
from validation.lexicon import members
from validation.rules import Fault, Place, answer_rule, corpus_rule
from validation.text import Sentence, language

# PEMAT item "active voice" as the register puts it: at most 10 % of sentences.
SHARE = 0.10
# A share says nothing about a few sentences: an answer of fewer than 8 may have 1 passive sentence.
SHORT_ANSWER = 8
# With fewer sentences a share says little.
ENOUGH = 30


@answer_rule("Q5")
def passive_sentences(page: Page) -> Iterator[str]:
    """A short answer has at most one passive sentence."""
    found = [sentence for sentence in page.text.sentences if is_passive(sentence)]
    if len(found) > 1 and len(page.text.sentences) < SHORT_ANSWER:
        for sentence in found[1:]:
            yield f'{len(found)} sentences are passive, at most 1; say who does it: "{sentence.text}"'


@corpus_rule("Q5")
def passive_share(corpus: Corpus) -> Iterator[Fault]:
    """At most 1 sentence in 10 of a file, and of all files, is passive."""
    sentences: dict[Path, list[Sentence]] = defaultdict(list)
    for page in corpus.pages:
        sentences[page.answer.file].extend(page.text.sentences)
        sentences[DATA].extend(page.text.sentences)
    for file, its in sentences.items():
        passive, most = sum(map(is_passive, its)), int(SHARE * len(its))
        if len(its) >= ENOUGH and passive > most:
            yield Fault(
                Place(file),
                f"{passive} of {len(its)} sentences are passive, at most {most}; say who does it.",
            )


def is_passive(sentence: Sentence) -> bool:
    """Whether any form of be or get, with or without adverbs, is followed by a participle that is no adjective."""
    return any(_acts(sentence.span[end - 1], sentence) for _, _, end in _matcher()(sentence.span))


def _acts(participle: Token, sentence: Sentence) -> bool:
    """Whether the participle tells of an act (passive) and not of a state or a kind (adjective)."""
    word = participle.lower_
    rest = [token.lower_ for token in sentence.span.doc[participle.i + 1 : sentence.span.end]]
    following = rest[0] if rest else ""
    if word == "used" and following == "to":
        return not _accustomed(participle, rest[1] if len(rest) > 1 else "")
    if word != "used" and (word in members("passive", "states") or re.fullmatch(r"un\w+ed", word)):
        return following == "by"
    if not following.isalpha() or following in members("passive", "followers") or following.endswith("ly"):
        return True
    return word in members("passive", "with_object")


def _accustomed(used: Token, after_to: str) -> bool:
    """ "You are used to it", not "cells are used to treat"."""
    return (
        used.nbor(-1).lower_ in members("passive", "get")
        or after_to.endswith("ing")
        or after_to in members("passive", "followers")
    )


@cache
def _matcher() -> Matcher:
    matcher = Matcher(language().vocab)
    auxiliary = {"LOWER": {"IN": sorted(members("passive", "be") | members("passive", "get"))}}
    adverb = {"LOWER": {"IN": sorted(members("passive", "adverbs"))}}
    in_ly = {"LOWER": {"REGEX": r"^\w{2,}ly$"}}
    regular = {"LOWER": {"REGEX": r"^\w+ed$", "NOT_IN": sorted(members("passive", "not_participles"))}}
    irregular = {"LOWER": {"IN": sorted(members("passive", "irregular"))}}
    matcher.add(
        "PASSIVE",
        [
            [auxiliary, *between, participle]
            for participle in (regular, irregular)
            for between in (
                [{**adverb, "OP": "*"}],
                [{**adverb, "OP": "*"}, in_ly],
                [in_ly, {**adverb, "OP": "*"}],
            )
        ],
    )
    return matcher
