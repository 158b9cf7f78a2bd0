"""The reviewed file of danger signs, `data/danger_signs.yml`, compiled."""

from functools import lru_cache
from pathlib import Path
from typing import FrozenSet, List, NamedTuple

import yaml
from spacy.lang.en.stop_words import STOP_WORDS

from understanding.danger.normalise import Speller
from understanding.danger.patterns import Catalogue, Grammar, compile_all

FLAGS = ("acute", "lasting", "means", "done", "onset")
SIGNS_FILE = Path(__file__).resolve().parents[2] / "data" / "danger_signs.yml"


class Group(NamedTuple):
    """A group of signs as reviewed in the data file; its pattern lists are numbers of the catalogue."""

    sign: str
    kind: str
    certain: int
    likely: int
    broad: int
    acute: bool  # cannot be a lasting state, so an old date elsewhere in the sentence does not silence it
    lasting: bool  # often stays after a stroke, so "now" after an old date does not make it new
    means: bool  # a plan or means to die
    done: bool  # harm already done on purpose
    onset: bool  # its broad patterns need a word of sudden onset, not just of time


class Rules:
    """The data file, compiled."""

    def __init__(self, path: Path) -> None:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        grammar = self.grammar = Grammar(content["lists"])
        catalogue = self.catalogue = Catalogue(grammar)

        def listed(sources: List[str]) -> int:
            return catalogue.add(compile_all(grammar, sources))

        self.marks = {name: listed(sources) for name, sources in content["marks"].items()}
        self.groups = [
            Group(
                sign,
                row["kind"],
                certain=listed(row.get("certain", [])),
                likely=listed(row.get("likely", [])),
                broad=listed(row.get("broad", [])),
                **{flag: bool(row.get(flag)) for flag in FLAGS},
            )
            for sign, row in content["groups"].items()
        ]
        self.fillers: FrozenSet[str] = frozenset(content["negation_fillers"])
        self.people: FrozenSet[str] = frozenset(content["people"])
        self.change_words: FrozenSet[str] = frozenset(content["change_words"])
        self.past_verbs: FrozenSet[str] = frozenset(content["past_verbs"])
        self.question_words: FrozenSet[str] = frozenset(content["question_words"])
        self.plain_answers: FrozenSet[str] = frozenset(content["plain_answers"])
        self.speller = Speller(
            content["spelling"], grammar.words | STOP_WORDS | set(content["known_words"]), content["misspelt"]
        )


@lru_cache(maxsize=4)
def load_rules(path: Path = SIGNS_FILE) -> Rules:
    """The compiled rules; read once."""
    return Rules(path)
