"""LINK: only addresses that are fit for patients."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from content.files import DATA
from validation.corpus import Corpus
from validation.lexicon import entries
from validation.rules import Fault, Place, corpus_rule


@corpus_rule("LINK")
def addresses(corpus: Corpus) -> Iterator[Fault]:
    """Every address is safe, and none leads to a clinic, copy, mirror, AI or code site."""
    for source in corpus.sources.values():
        place = Place(DATA / "sources.yml", source.id)
        address = urlsplit(str(source.url))
        host = (address.hostname or "").lower()
        if address.scheme != "https" or "." not in host:
            yield Fault(place, f'"{source.url}" is not a safe address; give one that begins with https:.')
        for unfit in entries("unfit_hosts", "hosts"):
            if unfit in host:
                yield Fault(
                    place,
                    f'"{host}" is not for patients ("{unfit}"); remove the source or find its original.',
                )


@corpus_rule("LINK")
def sources_exist(corpus: Corpus) -> Iterator[Fault]:
    """Every source that a fact names is there."""
    for fact in corpus.facts.values():
        if fact.source and fact.source not in corpus.sources:
            place = Place(DATA / "facts.yml", fact.id)
            yield Fault(place, f"The source {fact.source} is not in sources.yml; add it or correct the id.")
