"""The words by which trials are found and told from look-alikes: `data/trial_search.yml`."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Iterable, Mapping, Tuple

from content.files import read_content

_GAP = re.compile(r"[\W_]+")
_LIGATURES = str.maketrans({"æ": "e", "œ": "e", "\u00ad": None})


@dataclass(frozen=True)
class Words:
    """A list of words and phrases to look for in a folded text."""

    pattern: "re.Pattern[str]"

    def __contains__(self, folded: object) -> bool:
        """Whether any of the words stands in a text that `fold` gave."""
        return isinstance(folded, str) and self.pattern.search(f" {folded}") is not None

    def without(self, folded: str) -> str:
        """The text without these words; a stop is left in each place so that its neighbours do not join."""
        return self.pattern.sub(" |", f" {folded}").strip()


@dataclass(frozen=True)
class SearchWords:
    """Everything in the file. The keys of the mappings are the values of the enums in `actions/registries`."""

    ask_conditions: Tuple[str, ...]
    ask_treatments: Tuple[str, ...]
    stroke: Words
    cells: Words
    not_a_stroke: Words
    not_such_cells: Words
    never: Words
    unless_plain: Words
    plain_stroke: Words
    kinds: Mapping[str, Words]
    not_haemorrhagic: Words
    stages: Mapping[str, Words]
    source_of_cells: Mapping[str, Words]
    not_umbilical_cord: Words
    donors: Mapping[str, Words]
    routes: Mapping[str, Words]
    not_a_route: Words
    fee_asked: Words
    no_fee: Words
    counted_from: Words
    other_reasons: Words
    institutions: Words


@cache
def search_words() -> SearchWords:
    """The words, ready to use."""
    document = read_content("trial_search.yml")
    alike, fees, since = document["look_alikes"], document["fees"], document["time_since_stroke"]
    return SearchWords(
        ask_conditions=tuple(document["ask"]["conditions"]),
        ask_treatments=tuple(document["ask"]["treatments"]),
        stroke=_words(document["stroke"]),
        cells=_words(document["cells"]),
        not_a_stroke=_words(alike["not_a_stroke"]),
        not_such_cells=_words(alike["not_such_cells"]),
        never=_words(alike["never"]),
        unless_plain=_words(alike["unless_plain"]),
        plain_stroke=_words(document["plain_stroke"]),
        kinds=_groups(document["kinds"]),
        not_haemorrhagic=_words(document["kinds"]["not_haemorrhagic"]),
        stages=_groups(document["stages"]),
        source_of_cells=_groups(document["source_of_cells"]),
        not_umbilical_cord=_words(document["not_umbilical_cord"]),
        donors=_groups(document["donors"]),
        routes=_groups(document["routes"]),
        not_a_route=_words(document["not_a_route"]),
        fee_asked=_words(fees["asks"]),
        no_fee=_words(fees["asks_nothing"]),
        counted_from=_words(since["counted_from"]),
        other_reasons=_words(since["other_reasons"]),
        institutions=_words(document["institutions"]),
    )


def fold_all(texts: Iterable[str]) -> str:
    """Several texts as one folded text in which no phrase spans two of them."""
    return " | ".join(fold(text) for text in texts)


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """A text as the words are written: lower case, no accents, "e" for "ae" and "oe", one space for all else."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    lowered = text.casefold().translate(_LIGATURES).replace("ae", "e").replace("oe", "e")
    return _GAP.sub(" ", lowered).strip()


def _groups(row: Mapping[str, Iterable[str]]) -> Mapping[str, Words]:
    return {key: _words(words) for key, words in row.items()}


def _words(terms: Iterable[str]) -> Words:
    # The longest first: where one word begins another, the whole phrase is to be taken away.
    patterns = sorted((_pattern(term) for term in terms), key=len, reverse=True)
    # A space in front, not a look behind: the search then leaps from word to word, several times as fast.
    return Words(re.compile(rf" (?:{'|'.join(patterns)})(?!\w)"))


def _pattern(term: str) -> str:
    return r"\w*".join(_piece(piece) for piece in term.split("*"))


def _piece(piece: str) -> str:
    """What stands between two stars, folded, with the spaces at its ends."""
    words = fold(piece)
    if not words:
        return " " if piece else ""
    return f"{' ' * piece.startswith(' ')}{re.escape(words)}{' ' * piece.endswith(' ')}".replace(r"\ ", " ")
